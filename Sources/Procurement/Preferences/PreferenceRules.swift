extension Rule {
    public static let askedOnAShortlist = Rule(
        "preference.askedOnAShortlist", "People are asked about a version of the shortlist.",
        .paper("5.13"))
    public static let recordFitsTheShortlist = Rule(
        "preference.recordFitsTheShortlist",
        "A record counts on the shortlist version that it was made on; on another it is kept, and people are asked again.",
        .house("procurement.md, Preference"))
    public static let voicesStayApart = Rule(
        "preference.voicesStayApart",
        "Each voice stands by itself: one for the person, one for each other speaker, and none changes another.",
        .mca("s4(6) and (7)"), .paper("5.13"))
    public static let personIsHeard = Rule(
        "preference.personIsHeard", "The person is asked, or the record says why not.",
        .mca("s1(3)"), .mca("s4(4)"), .careAct("s1(3)(b)"))
    public static let singleBidMayBeRefused = Rule(
        "preference.singleBidMayBeRefused",
        "A voice chooses among the bids of its shortlist or refuses them all; with one bid too the person is asked and may refuse it.",
        .paper("5.13"))
    public static let recordsAreReconciled = Rule(
        "preference.recordsAreReconciled",
        "While two records stand that neither replaced, nothing is accepted.",
        .house("sync.md, facts and effects"))
    public static let brokerAccepts = Rule(
        "preference.brokerAccepts",
        "A broker accepts a record, or sends it back for detail and says which.",
        .paper("5.10"))
    public static let capacityIsAssumed = Rule(
        "preference.capacityIsAssumed",
        "Capacity is assumed; it is doubted only with a reason, for this decision.",
        .mca("s1(2)"), .mca("s2(1)"))
    public static let capacityIsForSixteenUp = Rule(
        "preference.capacityIsForSixteenUp",
        "The Mental Capacity Act’s gates are for people of 16 and over; a child is heard under the Children Act.",
        .mca("s2(5)"), Source(.childrenAct, "s17(4A)"))
    public static let assessmentIsWhole = Rule(
        "preference.assessmentIsWhole",
        "An assessment names the decision, the help that was given, and evidence on each of the four abilities; one that is missing is a lack.",
        .mca("s1(3)"), .mca("s3(1)"))
    public static let bestInterestsKeepWishes = Rule(
        "preference.bestInterestsKeepWishes",
        "A best-interests decision is made only for a person found to lack capacity, consults those to be consulted, gives its reason, and leaves the person’s own voice as it is.",
        .mca("s4(2), (6) and (7)"))
    public static let advocateIsThereFirst = Rule(
        "preference.advocateIsThereFirst",
        "Where the person needs an advocate, one is in place before the preference is accepted.",
        .careAct("s67(2)"), .careAct("s67(5)"), Source(.independentAdvocacy, "reg 4"),
        .mca("s39(4)(a)"))
    public static let dissentIsHandled = Rule(
        "preference.dissentIsHandled",
        "Voices that disagree are recorded with how it was handled before the record is accepted.",
        .mca("s4(7)"))
    public static let changeOfMindBeforeAward = Rule(
        "preference.changeOfMindBeforeAward",
        "Until the award a new record may replace an earlier one; both are kept.",
        .house("procurement.md, Preference"))
    public static let workersRecord = Rule(
        "preference.workersRecord",
        "What people prefer, and what is found out about capacity and advocacy, is put on record by the council’s staff, never by a provider or an approver.",
        .careAct("s25(3)"), .mca("s4(7)"), .house("nobody speaks for the person"))
    public static let offListHasARoute = Rule(
        "preference.offListHasARoute",
        "A choice off the list is written down with its route: a preferred accommodation, a direct payment, or another package.",
        Source(.choiceOfAccommodation, "regs 2 and 3"), .careAct("s30"), .careAct("s31"))
    public static let accommodationChoiceBinds = Rule(
        "preference.accommodationChoiceBinds",
        "A preferred accommodation that is suitable, available, on terms that can be agreed, and within the budget or with somebody who pays the rest, is refused only in writing where one of these fails.",
        Source(.choiceOfAccommodation, "regs 2, 3(1), 3(2), 5 and 9"))
    public static let preferenceStateAllowsIt = Rule(
        "preference.stateAllowsIt", "A step is taken only from where the procedure allows it.",
        .house("state machine"))

    public static let preferences: [Rule] = [
        askedOnAShortlist, recordFitsTheShortlist, voicesStayApart, personIsHeard,
        singleBidMayBeRefused, recordsAreReconciled, brokerAccepts, capacityIsAssumed,
        capacityIsForSixteenUp, assessmentIsWhole, bestInterestsKeepWishes, advocateIsThereFirst,
        dissentIsHandled,
        changeOfMindBeforeAward, workersRecord, offListHasARoute, accommodationChoiceBinds,
        preferenceStateAllowsIt,
    ]
}
