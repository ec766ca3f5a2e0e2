extension Rule {
    public static let preferenceIsAccepted = Rule(
        "award.preferenceIsAccepted",
        "Nothing is recommended or approved before the preference is accepted and its gates are clear.",
        .paper("5.13"), .mca("s1(5)"), .careAct("s67"))
    public static let recommendedBidIsOnTheShortlist = Rule(
        "award.recommendedBidIsOnTheShortlist",
        "The bid that is recommended is on the current shortlist.", .paper("5.13"))
    public static let preferenceDecides = Rule(
        "award.preferenceDecides",
        "Where more than one bid meets the criteria within budget, the preferred one is awarded; another only with a ground.",
        .paper("5.13"))
    public static let overrideHasAGround = Rule(
        "award.overrideHasAGround",
        "An award against the preference names its ground, suitability or best interests, its reason, and that the person was told.",
        .mca("s4"), .careAct("s1(3)"), .house("procurement.md, Award"))
    public static let limitCoversTheCost = Rule(
        "award.limitCoversTheCost",
        "The approver’s limit covers the cost of a year, 52 weeks.", .paper("2.1.3"))
    public static let approverIsNotAnEvaluator = Rule(
        "award.approverIsNotAnEvaluator",
        "Who approves neither evaluated the bids nor recommended the award.", .pcr("reg 24"),
        .paper("2.1.3"))
    public static let providerIsStillAdmitted = Rule(
        "award.providerIsStillAdmitted", "The provider is still on the list, and not suspended.",
        .pcr("reg 34(6)"), .pcr("reg 57"))
    public static let bidIsStillValid = Rule(
        "award.bidIsStillValid", "The offer is still valid on the day.", .house("validity"))
    public static let winnerShowsItsDocuments = Rule(
        "award.winnerShowsItsDocuments",
        "Before the award the winner shows its documents as they are now; what the council holds is not asked for again.",
        .pcr("reg 59(9)"), .pcr("reg 59(11)(b)"), .pcr("reg 34(26)"))
    public static let oneAwardAtATime = Rule(
        "award.oneAwardAtATime", "A package has one award that stands.", .house("one contract"))
    public static let returnSaysWhat = Rule(
        "award.returnSaysWhat", "An award that is sent back or refused says why.",
        .house("return with a comment"))
    public static let everyBidderIsTold = Rule(
        "award.everyBidderIsTold",
        "Every bidder is told the decision with reasons before the contract.", .pcr("reg 55(1)"),
        .pcr("reg 86"), .pa23("s50(3)"))
    public static let standstillIsKept = Rule(
        "award.standstillIsKept",
        "A standstill that was offered is kept: no contract before its last day has passed.",
        .pcr("reg 86(5)(c)"), .pcr("reg 87"), .pa23("s51(5)"))
    public static let challengeHoldsTheContract = Rule(
        "award.challengeHoldsTheContract",
        "While a challenge made in the standstill is open there is no contract.", .pcr("reg 95(1)"),
        .pa23("s101"))
    public static let noticeIsPublished = Rule(
        "award.noticeIsPublished",
        "An award notice is due by the days of the rule pack, counted from the contract, or from the end of the quarter where they are grouped.",
        .pcr("reg 50(5)"), .pcr("reg 75(3) and (4)"), .pa23("s53(1)"))
    public static let fallenAwardsHaveAReason = Rule(
        "award.fallenAwardsHaveAReason",
        "An award that falls says why; the people are asked again about what is left.",
        .house("procurement.md, Bid"))
    public static let newNeedsANewPackage = Rule(
        "award.newNeedsANewPackage",
        "The end of a contract and changed needs start a new package.", .paper("5.11"))
    public static let awardIsByTheCouncil = Rule(
        "award.isByTheCouncil",
        "Brokers recommend and notify; approvers with delegated authority decide.",
        .paper("2.1.3"))
    public static let awardStateAllowsIt = Rule(
        "award.stateAllowsIt", "A step is taken only from where the procedure allows it.",
        .house("state machine"))

    public static let award: [Rule] = [
        preferenceIsAccepted, recommendedBidIsOnTheShortlist, preferenceDecides,
        overrideHasAGround, limitCoversTheCost, approverIsNotAnEvaluator, providerIsStillAdmitted,
        bidIsStillValid, winnerShowsItsDocuments, oneAwardAtATime, returnSaysWhat,
        everyBidderIsTold, standstillIsKept,
        challengeHoldsTheContract, noticeIsPublished, fallenAwardsHaveAReason, newNeedsANewPackage,
        awardIsByTheCouncil, awardStateAllowsIt,
    ]
}
