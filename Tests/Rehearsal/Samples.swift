public import Presentation
internal import Procurement

/// Ready-made laptops.
extension RehearsalLaptop {
    /// The first worker's caseload: one visit of every state.
    ///
    /// `CE-2041` is today and ready, `CE-2038` late, `CE-2044` stopped half way, `CE-2046`
    /// changed while it was half way, `CE-2055` waits to be sent, `CE-2047` was sent, `CE-2063`
    /// was answered.
    public static func sample(
        door: Door = .open, link: SendingState.Link = .offline
    ) throws -> RehearsalLaptop {
        let council = try SampleCouncil()
        let files = council.files.map { sheet in
            sheet.file(opened: sheet.package.id == "CE-2041" || sheet.package.id == "CE-2058")
        }
        let laptop = RehearsalLaptop(try files.map(played), door: door, link: link)
        for (name, bytes) in council.pictures { laptop.hold(bytes, as: name) }
        return laptop
    }

    /// A laptop from which two visits were taken after people had spoken, one of them to the end, and
    /// with two that it cannot show.
    public static func withKeptVisits() throws -> RehearsalLaptop {
        let laptop = try sample(link: .online)
        if let file = laptop.file("CE-2041") {
            var draft = try answered(file, upTo: 5)
            try draft.does(.choose(.person, .favourite(draft.order[0])))
            let whole = file.with(draft: draft)
            laptop.change { files in files = files.map { $0.id == whole.id ? whole : $0 } }
        }
        for package in ["CE-2041", "CE-2044"] as [SupportPackage.ID] { laptop.takeAway(package) }
        laptop.leaveUnshown(2)
        return laptop
    }

    /// A laptop with so many visits.
    public static func crowded(_ count: Int) throws -> RehearsalLaptop {
        let sheets = try SampleCouncil().files
        let files = (0..<count).map { number -> VisitFile in
            let sheet = sheets[number % sheets.count]
            let id = SupportPackage.ID("CE-\(10_000 + number)")
            let old = sheet.package
            let package = SupportPackage(
                id: id, version: old.version, title: old.title, pictogram: old.pictogram,
                category: old.category, place: old.place, people: old.people,
                lifeNow: old.lifeNow, whatMatters: old.whatMatters,
                communicationNeeds: old.communicationNeeds, outcomes: old.outcomes,
                hoursPerWeek: old.hoursPerWeek, start: old.start, budget: old.budget,
                requirements: old.requirements, stage: old.stage)
            let visit = sheet.visit.map {
                Visit(
                    package: id, worker: $0.worker, due: $0.due.adding(days: number % 90),
                    time: $0.time)
            }
            return VisitFile(
                package: package, visit: visit, shortlist: sheet.shortlist, bids: sheet.bids,
                draft: nil, records: [], opened: nil)
        }
        return RehearsalLaptop(files)
    }

    private static func played(_ file: VisitFile) throws -> VisitFile {
        switch file.id {
        case "CE-2044":
            return file.with(draft: try answered(file, upTo: 1))
        case "CE-2046":
            let draft = try answered(file, upTo: 2)
            var package = file.package
            package.version += 1
            return VisitFile(
                package: package, visit: file.visit, shortlist: file.shortlist, bids: file.bids,
                draft: draft, records: [], opened: file.opened)
        case "CE-2055":
            return try recorded(file, at: ago(hours: 90), received: nil, effect: nil, family: true)
        case "CE-2047":
            return try recorded(
                file, at: ago(hours: 142), received: ago(hours: 0), effect: nil, family: false)
        case "CE-2063":
            return try recorded(
                file, at: ago(hours: 280), received: ago(hours: 279),
                effect: .recordedWithoutEffect(.bidWithdrawn), family: false)
        default: return file
        }
    }

    private static func ago(hours: Int64) -> Instant { now.adding(seconds: -hours * 3600) }

    /// A draft with answers about the first bids, by the real rules.
    private static func answered(
        _ file: VisitFile, upTo count: Int, started: Instant = ago(hours: 20)
    ) throws -> VisitDraft {
        var random = Steps(state: 7)
        var draft = try VisitDraft.begin(
            package: file.package, shortlist: file.shortlist, supersedes: [], place: .home,
            now: started, using: &random)
        for bid in draft.order.prefix(count) { try draft.does(.answer(.person, bid, .like)) }
        try draft.does(.goTo(.bid(.person, count)))
        return draft
    }

    private static func recorded(
        _ file: VisitFile, at time: Instant, received: Instant?, effect: Effect?, family: Bool
    ) throws -> VisitFile {
        var draft = try answered(file, upTo: 5, started: time.adding(seconds: -2400))
        try draft.does(.choose(.person, .favourite(draft.order[0])))
        try draft.does(.explain(.person, "I can see my friends and be safe at night."))
        if family {
            try draft.does(.hear(.family(.mother)))
            for bid in draft.order { try draft.does(.answer("family-1", bid, .notSure)) }
            try draft.does(.choose("family-1", .favourite(draft.order[draft.order.count - 1])))
        }
        let preference = try draft.record(by: file.visit?.worker ?? "sw-1", at: time)
        let record = RecordState(
            preference: preference, savedAt: time, receivedAt: received, effect: effect)
        return file.with(records: [record])
    }
}

extension SampleCouncil.Sheet {
    public func file(opened: Bool = true) -> VisitFile {
        VisitFile(
            package: package, visit: visit, shortlist: shortlist, bids: bids, draft: nil,
            records: [], opened: opened ? RehearsalLaptop.now : nil,
            pictures: Set(bids.flatMap { $0.pictures.map(\.sha256) }))
    }
}

extension VisitDraft {
    /// Does a command by the real rules.
    mutating func does(_ command: Command) throws {
        for event in try decide(command) { evolve(event) }
    }
}
