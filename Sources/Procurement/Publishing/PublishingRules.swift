extension Rule {
    public static let anonymisedBeforePublishing = Rule(
        "package.anonymisedBeforePublishing",
        "A package is authorised only when its anonymisation check has no open finding.",
        Source(.gdpr, "recital 26, art 5(1)(c)"), .paper("5.6"))
    public static let authorIsNotAuthoriser = Rule(
        "package.authorIsNotAuthoriser",
        "Who wrote a package does not authorise it; a commissioner does.", .house("two people"))
    public static let criteriaArePublished = Rule(
        "package.criteriaArePublished",
        "Award criteria with weights that add up to 100 are published with the package.",
        .pcr("reg 34(23)"), .pcr("reg 34(24)"), .pcr("reg 67(9)"))
    public static let preferenceIsPublished = Rule(
        "package.preferenceIsPublished",
        "The documents say that among the bids that meet the criteria within budget the person’s and family’s preference decides; without that it could not.",
        .pcr("reg 34(23)"), .pcr("reg 67(9)"), .pcr("reg 76(8)(c)"), .pa23("s23(6)(a)"),
        .paper("5.13"))
    public static let everyoneAdmittedIsInvited = Rule(
        "package.everyoneAdmittedIsInvited",
        "All providers admitted to the category are invited, and nobody else.",
        .pcr("reg 34(21)"), .paper("5.6"))
    public static let firstRequestsHaveTheirDays = Rule(
        "package.firstRequestsHaveTheirDays",
        "Nobody is invited to bid before the first requests to take part had the days of the rule pack.",
        .pcr("reg 34(9)"), .pcr("reg 34(10)"))
    public static let biddingHasItsDays = Rule(
        "package.biddingHasItsDays",
        "Providers get at least the days of the rule pack to bid, unless every one of them agrees to the same fewer days.",
        .pcr("reg 34(11)"), .pcr("reg 34(12)"), .pcr("reg 2(3) and (4)"), .pa23("s54(4)"))
    public static let questionsWhileOpen = Rule(
        "package.questionsWhileOpen",
        "Invited providers ask while bidding is open; each answer goes to all of them.",
        .pcr("reg 18(1)"))
    public static let amendmentExtends = Rule(
        "package.amendmentExtends",
        "A changed package gives every invited provider its full bidding time again, from the day of the change.",
        .pcr("reg 47(3)(b)"), .pcr("reg 47(4)"))
    public static let closesAtTheDeadline = Rule(
        "package.closesAtTheDeadline",
        "Bidding closes at the deadline, by the clock, and not before.", .pcr("reg 22(12)"))
    public static let stepHasAReason = Rule(
        "package.stepHasAReason",
        "Withdrawing, cancelling and ending a package without an award carry a reason that the bidders are told.",
        .pcr("reg 55(1)"))
    public static let brokersRunPackages = Rule(
        "package.brokersRunPackages", "Brokers and commissioners run a package.", .paper("5.10"))
    public static let evaluatorsAreNamed = Rule(
        "package.evaluatorsAreNamed",
        "At least two evaluators are named, none with a conflict of interest, and only they score.",
        .pcr("reg 24"), .house("two people"))
    public static let scoresAreOnTheCriteria = Rule(
        "package.scoresAreOnTheCriteria",
        "Scores are on the published criteria, 0 to 5, with a reason.", .pcr("reg 67(8)"))
    public static let consensusFollowsScores = Rule(
        "package.consensusFollowsScores",
        "A consensus is agreed when every named evaluator has scored that criterion.",
        .house("named evaluators with a consensus"))
    public static let negotiationIsAllowed = Rule(
        "package.negotiationIsAllowed",
        "Offers are revised only under rules that know negotiation: the restricted procedure does not.",
        .pcr("reg 34(5)"), .pcr("reg 28"), .pcr("reg 76(1)"), .pa23("s20(2)(b)"))
    public static let negotiationIsEqual = Rule(
        "package.negotiationIsEqual",
        "An invitation to revise goes to every bid that can still win, with the same subject and the same deadline.",
        .paper("1.3"), .pcr("reg 18(1)"), .pcr("reg 76(1)"))
    public static let negotiationRoundEnds = Rule(
        "package.negotiationRoundEnds",
        "A round of negotiation ends at its deadline, or when every invited bidder has answered.",
        .paper("1.3"))
    public static let shortlistIsWhatTheCriteriaSay = Rule(
        "package.shortlistIsWhatTheCriteriaSay",
        "The shortlist holds every bid that meets the criteria within the budget, and no other.",
        .paper("5.13"), .pcr("reg 34(23)"))
    public static let everyBidIsEvaluated = Rule(
        "package.everyBidIsEvaluated",
        "A shortlist or its absence is decided when each bid has a consensus on each criterion.",
        .pcr("reg 18(1)"))
    public static let peopleAreAskedOnAShortlist = Rule(
        "package.peopleAreAskedOnAShortlist",
        "The person and the family are asked about a shortlist, even of one bid.", .paper("5.13"))
    public static let unsuccessfulSaysWhy = Rule(
        "package.unsuccessfulSaysWhy",
        "A package ends without an award only for a reason that its facts bear out.",
        .pcr("reg 55(1)"))
    public static let rerunIsANewPackage = Rule(
        "package.rerunIsANewPackage",
        "Running again starts a new package that names the first.", .paper("5.11"))
    public static let packageStateAllowsIt = Rule(
        "package.stateAllowsIt", "A step is taken only from where the procedure allows it.",
        .house("state machine"))

    public static let packages: [Rule] = [
        anonymisedBeforePublishing, authorIsNotAuthoriser, criteriaArePublished,
        preferenceIsPublished, everyoneAdmittedIsInvited, firstRequestsHaveTheirDays,
        biddingHasItsDays, questionsWhileOpen,
        amendmentExtends,
        closesAtTheDeadline, stepHasAReason, brokersRunPackages, evaluatorsAreNamed,
        scoresAreOnTheCriteria, consensusFollowsScores, negotiationIsAllowed, negotiationIsEqual,
        negotiationRoundEnds,
        shortlistIsWhatTheCriteriaSay, everyBidIsEvaluated, peopleAreAskedOnAShortlist,
        unsuccessfulSaysWhy, rerunIsANewPackage, packageStateAllowsIt,
    ]
}
