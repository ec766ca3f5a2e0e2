extension Rule {
    public static let bidIsTheInvitedProviders = Rule(
        "bid.isTheInvitedProviders",
        "Only an invited provider that is still admitted bids, and only for itself.",
        .pcr("reg 34(21)"), .paper("5.6"))
    public static let bidIsInTime = Rule(
        "bid.isInTime", "A bid counts when it is in before the deadline; a second late is late.",
        .pcr("reg 22(12)"))
    public static let bidAnswersEveryOutcome = Rule(
        "bid.answersEveryOutcome", "A bid answers every outcome of the package, each once.",
        .paper("5.13"))
    public static let bidHasAPriceAndAValidity = Rule(
        "bid.hasAPriceAndAValidity",
        "A bid names a weekly price above nothing and is valid beyond the deadline.",
        .paper("5.13"))
    public static let bidIsSealed = Rule(
        "bid.isSealed",
        "Nobody but its provider reads a bid before the deadline, brokers included.",
        .pcr("reg 22(12)"))
    public static let bidIsOpenedAfterTheDeadline = Rule(
        "bid.isOpenedAfterTheDeadline", "A bid is opened when the deadline has passed.",
        .pcr("reg 22(12)"))
    public static let clarificationChangesNothing = Rule(
        "bid.clarificationChangesNothing",
        "A clarification explains a bid; price and answers change only in a negotiation.",
        .pcr("reg 56(4)"))
    public static let offersAreRevisedOnlyWhenInvited = Rule(
        "bid.offersAreRevisedOnlyWhenInvited",
        "An offer is revised once a round, by its provider, before the round's deadline, and answers every outcome again.",
        .paper("1.3"), .pcr("reg 76(1)"))
    public static let judgementFollowsTheResult = Rule(
        "bid.judgementFollowsTheResult",
        "A bid is called eligible, short of the criteria or over the budget exactly as its result says.",
        .paper("5.13"), .pcr("reg 67(1)"))
    public static let bidsEndWithReasons = Rule(
        "bid.endsWithReasons", "A bid that is rejected or not chosen gets its reasons.",
        .pcr("reg 55(2)"))
    public static let lowPriceIsExplained = Rule(
        "bid.lowPriceIsExplained",
        "A bid is rejected as abnormally low only after its provider was asked to explain the price.",
        .pcr("reg 69(1)"), .pcr("reg 69(4)"))
    public static let lapseIsByTheCalendar = Rule(
        "bid.lapseIsByTheCalendar",
        "An offer lapses after the last day of its validity, not before.",
        .house("validity"))
    public static let councilMovesBids = Rule(
        "bid.councilMovesBids", "Opening, judging and listing are the council's.", .pcr("reg 18(1)")
    )
    public static let bidStateAllowsIt = Rule(
        "bid.stateAllowsIt", "A step is taken only from where the procedure allows it.",
        .house("state machine"))

    public static let bidding: [Rule] = [
        bidIsTheInvitedProviders, bidIsInTime, bidAnswersEveryOutcome, bidHasAPriceAndAValidity,
        bidIsSealed, bidIsOpenedAfterTheDeadline, clarificationChangesNothing,
        offersAreRevisedOnlyWhenInvited, judgementFollowsTheResult, bidsEndWithReasons,
        lowPriceIsExplained,
        lapseIsByTheCalendar, councilMovesBids, bidStateAllowsIt,
    ]
}
