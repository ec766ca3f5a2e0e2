extension Rule {
    public static let requestIsTheProvidersOwn = Rule(
        "admission.requestIsTheProvidersOwn",
        "Only the provider itself asks to take part, withdraws or answers for itself.",
        .pcr("reg 34(2)"))
    public static let declarationIsComplete = Rule(
        "admission.declarationIsComplete",
        "A request carries a declaration on every exclusion ground and evidence for each of the three selection heads.",
        .pcr("reg 58(1)"), .pcr("reg 59(1)"), .paper("5.12"))
    public static let councilDecides = Rule(
        "admission.councilDecides", "The council's staff examine and decide a request.",
        .pcr("reg 34(16)"))
    public static let extensionHasAReason = Rule(
        "admission.extensionHasAReason",
        "The time to decide is made longer only with a reason of the individual case.",
        .pcr("reg 34(17)"))
    public static let extensionIsOnceAndInTime = Rule(
        "admission.extensionIsOnceAndInTime",
        "The time to decide is made longer once, before it has run out, and only where the rules name a longer one.",
        .pcr("reg 34(17)"))
    public static let headsAreJudged = Rule(
        "admission.headsAreJudged",
        "A decision is taken when each of the three selection heads is judged: suitability, economic and financial standing, technical and professional ability.",
        .pcr("reg 58(1)"), .paper("5.12"))
    public static let everyoneWhoMeetsTheCriteriaIsAdmitted = Rule(
        "admission.everyoneWhoMeetsTheCriteriaIsAdmitted",
        "Who meets every head and is under no exclusion ground is admitted; there is no cap.",
        .pcr("reg 34(6)"), .pa23("s36(6)(d)"), .paper("5.6"), .paper("5.7"))
    public static let admittedMeetEveryHead = Rule(
        "admission.admittedMeetEveryHead", "Nobody is admitted who misses a selection head.",
        .pcr("reg 34(6)"), .pcr("reg 58(1)"))
    public static let groundsInForceExclude = Rule(
        "admission.groundsInForceExclude",
        "A mandatory ground that is in force bars admission until the provider has shown self-cleaning or its years have passed.",
        .pcr("reg 57(1)"), .pcr("reg 57(11)"), .pcr("reg 57(13)"))
    public static let exclusionHasAGround = Rule(
        "admission.exclusionHasAGround",
        "A provider is excluded only on a ground that it is under and that is in force.",
        .pcr("reg 57(1)"), .pcr("reg 57(8)"), .pcr("reg 57(11)"), .pcr("reg 57(12)"),
        .pa23("s37(1) and (2)"))
    public static let selfCleaningIsHeard = Rule(
        "admission.selfCleaningIsHeard",
        "A provider that offers evidence of self-cleaning is not excluded before it was examined.",
        .pcr("reg 57(13)"), .pcr("reg 57(15)"))
    public static let refusalHasReasons = Rule(
        "admission.refusalHasReasons",
        "A provider that is not admitted is told why, for each head that it missed, at once.",
        .pcr("reg 34(20)"), .pa23("s36(6)(e)"))
    public static let suspensionHasAConcern = Rule(
        "admission.suspensionHasAConcern", "An admission is suspended only with a reason.",
        .house("equal treatment, PCR 2015 reg 18(1)"))
    public static let onlyOnceAdmitted = Rule(
        "admission.onlyOnceAdmitted",
        "A provider is asked for a renewed declaration while it is admitted.", .pcr("reg 34(25)"))
    public static let renewalHasItsDays = Rule(
        "admission.renewalHasItsDays",
        "An unanswered call for a renewed declaration suspends only after its working days have passed.",
        .pcr("reg 34(25)"))
    public static let reapplyAnyTime = Rule(
        "admission.reapplyAnyTime",
        "Who is not on the list may ask again at any time, for as long as the system runs.",
        .pcr("reg 34(15)"), .pa23("s36(6)(a)"), .paper("5.7"))
    public static let taxIsPaidNotCleaned = Rule(
        "admission.taxIsPaidNotCleaned",
        "A tax ground ends by paying or by a binding arrangement to pay, not by self-cleaning.",
        .pcr("reg 57(5)"), .pcr("reg 57(13)"))
    public static let systemStillRuns = Rule(
        "admission.systemStillRuns",
        "Requests are received and packages are published only while the system runs.",
        .saving("reg 5(4)(b)"), .pcr("reg 34(28)"))
    public static let calendarIsKnown = Rule(
        "admission.calendarIsKnown",
        "A clock in working days runs only in years whose bank holidays are known.",
        .house("docs/sources.md"))
    public static let stateAllowsIt = Rule(
        "admission.stateAllowsIt", "A step is taken only from where the procedure allows it.",
        .house("state machine"))

    public static let admission: [Rule] = [
        requestIsTheProvidersOwn, declarationIsComplete, councilDecides, extensionHasAReason,
        extensionIsOnceAndInTime, headsAreJudged, everyoneWhoMeetsTheCriteriaIsAdmitted,
        admittedMeetEveryHead, groundsInForceExclude, exclusionHasAGround, selfCleaningIsHeard,
        refusalHasReasons, suspensionHasAConcern, onlyOnceAdmitted, renewalHasItsDays,
        reapplyAnyTime, taxIsPaidNotCleaned, systemStillRuns, calendarIsKnown, stateAllowsIt,
    ]
}
