internal import ArgumentParser
internal import Foundation
internal import Laptop
internal import Presentation
internal import Procurement

/// What `status --json` and `sync --json` print.
nonisolated struct StatusReport: Encodable {
    let waiting: Int
    let lastReached: Instant?
    /// `online`, `offline`, or the name of a problem; only after `sync`.
    var link: String?
    /// The packages that were fetched again; only after `sync --verify`.
    var fetched: [SupportPackage.ID]?
    /// Everything recorded on this laptop, newest first.
    let records: [Record]
    /// The packages whose visits are on this laptop, soonest visit first.
    let packages: [SupportPackage.ID]
    /// The packages with a visit that was stopped half way.
    let drafts: [SupportPackage.ID]
    /// Those of them whose visits are no longer on this laptop.
    let kept: [SupportPackage.ID]
    /// How many visits have something that this program is too old to show.
    let unshown: Int
    /// A sentence when the laptop's clock is wrong by more than five minutes.
    let clockWarning: String?

    struct Record: Encodable {
        let key: Preference.ID
        let package: SupportPackage.ID
        let savedAt: Instant?
        /// The council's receipt.
        let receivedAt: Instant?
        let effect: Effect?
        /// Why the council could not take it so far.
        let setAside: SetAside?
    }

    init(visits: [VisitFile], sending: SendingState) {
        waiting = sending.waiting.count
        lastReached = sending.lastReached
        records = sending.records.map {
            Record(
                key: $0.preference.id, package: $0.preference.basis.package,
                savedAt: $0.savedAt, receivedAt: $0.receivedAt, effect: $0.effect,
                setAside: $0.setAside)
        }
        packages = visits.map(\.id)
        clockWarning = SendingPage.clockWarning(sending)
        kept = sending.kept.map(\.basis.package)
        drafts = visits.filter { $0.draft != nil }.map(\.id) + kept
        unshown = sending.unshown
    }

    func sayPlainly() {
        say(trn("{n} visit is on this laptop.", "{n} visits are on this laptop.", packages.count))
        if waiting == 0 {
            say(tr("All sent. The council has everything from this laptop."))
        } else {
            say(
                trn(
                    "{n} thing is waiting to be sent. It is safe on this laptop.",
                    "{n} things are waiting to be sent. They are safe on this laptop.", waiting))
        }
        for reason in records.compactMap(\.setAside) {
            say(
                Sentences.setAside(reason) + " "
                    + tr(
                        "It is safe on this laptop and tried again. Save a copy with export, and give it to your team."
                    ))
        }
        if !drafts.isEmpty {
            say(
                trn(
                    "{n} visit was stopped half way.", "{n} visits were stopped half way.",
                    drafts.count))
        }
        for line in [KeptVisit.count(kept.count), KeptVisit.unshown(unshown)] {
            if let line { say(line) }
        }
        if let lastReached {
            say(tr("The council was last reached at {time}.", ["time": "\(lastReached)"]))
        } else {
            say(tr("The council was not reached yet."))
        }
        if let clockWarning { say(clockWarning) }
    }
}

nonisolated extension StatusReport {
    /// The laptop as it stands now.
    static func reading(_ laptop: Laptop) async throws(RecordingRefusal) -> StatusReport {
        let (visits, sending) = try await laptop.standing()
        return StatusReport(visits: visits, sending: sending)
    }
}

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what is on this laptop and what waits to be sent.")

    @OptionGroup var profile: ProfileOption
    @OptionGroup var passphrase: PassphraseOption

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let report = try withLaptop(profile, passphrase) { try await StatusReport.reading($0) }
        if json { try sayJSON(report) } else { report.sayPlainly() }
    }
}

struct Sync: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send what waits and read what is new, once.",
        discussion: """
            While the window is open it says so and leaves: the window sends by itself.

            With --in-background nobody is asked for a passphrase: what was recorded is sent as it \
            was sealed for the council, and nothing is read. This is for a timer.
            """)

    @OptionGroup var profile: ProfileOption
    @OptionGroup var passphrase: PassphraseOption

    @Flag(help: "Also compare every visit with the council, and fetch those that differ.")
    var verify = false

    @Flag(help: "Only send what waits, without the passphrase.")
    var inBackground = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        if inBackground { return try sendInBackground() }
        let verify = verify
        let outcome: (StatusReport, SendingState.Link, [SupportPackage.ID]?)
        do {
            outcome = try withLaptop(profile, passphrase) { laptop in
                let link = await laptop.syncOnce()
                let fetched = verify && link == .online ? await laptop.check() : nil
                return (try await StatusReport.reading(laptop), link, fetched)
            }
        } catch let ending as Ending where ending.code == .inUse {
            return try sayItIsOpen()
        }
        let (report, link, fetched) = outcome
        try Self.sayOutcome(report, link, fetched: fetched, json: json)
    }

    /// Says how the laptop stands after an exchange; ends with a status when it did not go well.
    static func sayOutcome(
        _ report: StatusReport, _ link: SendingState.Link, fetched: [SupportPackage.ID]? = nil,
        json: Bool
    ) throws {
        if json {
            var named = report
            named.link = name(of: link)
            named.fetched = fetched
            try sayJSON(named)
        } else {
            report.sayPlainly()
            if let fetched {
                say(
                    fetched.isEmpty
                        ? tr("Every visit is as the council has it.")
                        : trn(
                            "{n} visit was fetched again.", "{n} visits were fetched again.",
                            fetched.count))
            }
        }
        if let ending = ending(of: link) { throw ending }
    }

    /// The window syncs by itself: there is nothing to do, and nothing is wrong.
    private func sayItIsOpen() throws {
        if json {
            try sayJSON(["link": "open"])
        } else {
            say(tr("Support Choice is open. It sends by itself."))
        }
    }

    private func sendInBackground() throws {
        let folder = try profile.folder()
        let outcome = finished { await Laptop(folder: folder).sendInBackground() } ?? .offline
        if json { return try sayJSON(["link": "\(outcome)"]) }
        switch outcome {
        case .nothingToDo: say(tr("Nothing waits to be sent."))
        case .sent(let count):
            say(trn("{n} thing was sent.", "{n} things were sent.", count))
        case .open: try sayItIsOpen()
        case .notSetUp: throw Ending(UnlockRefusal.notSetUp)
        case .offline:
            throw Ending(.offline, tr("The council was not reached. Nothing is lost."))
        case .refused:
            throw Ending(
                .refused, tr("The council did not take it. It is still safe on this laptop."))
        }
    }

    private static func name(of link: SendingState.Link) -> String {
        switch link {
        case .online: "online"
        case .offline, .trying: "offline"
        case .problem(.laptopDisk): "laptopDisk"
        case .problem(let problem): "\(problem)"
        }
    }

    private static func ending(of link: SendingState.Link) -> Ending? {
        switch link {
        case .online: nil
        case .offline, .trying:
            Ending(.offline, tr("You are offline. You can carry on. Nothing will be lost."))
        case .problem(.notTheCouncil):
            Ending(
                .offline,
                tr("Something answered that is not the council. Sign in to the network first."))
        case .problem(.councilBusy):
            Ending(.offline, tr("The council is busy. Try again in a few minutes."))
        case .problem(.certificateNotTrusted):
            Ending(.refused, tr("The council's certificate cannot be trusted. Nothing was sent."))
        case .problem(.revoked):
            Ending(
                .refused,
                tr(
                    "The council took this laptop off its list. Your records are safe here. Ask your team for a code, then use: support-choice enrol-again"
                ))
        case .problem(.tooOld):
            Ending(.refused, tr("This program is too old for the council. Update it."))
        case .problem(.councilTooOld):
            Ending(.refused, tr("The council's program is older than this one. Nothing is lost."))
        case .problem(.councilFailed):
            Ending(.refused, tr("The council could not take it. It is still safe on this laptop."))
        case .problem(.laptopDisk(full: true)):
            Ending(.refused, tr("The disk is full. Make room and try again."))
        case .problem(.laptopDisk(full: false)):
            Ending(.refused, tr("It could not be stored. Check the disk and the folder."))
        }
    }
}

struct SaveRecords: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "salvage",
        abstract: "Save what people said when the records on this laptop cannot be read.",
        discussion: """
            Writes a copy that only the council can read, keeps the damaged files under another \
            name, and starts afresh with everything that was saved.
            """)

    @OptionGroup var profile: ProfileOption
    @OptionGroup var passphrase: PassphraseOption

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        var surroundings = Surroundings.live
        surroundings.syncsByItself = false
        let laptop = Laptop(folder: try profile.folder(), surroundings: surroundings)
        try checkDoor(finished { await laptop.door() } ?? .notSetUp, mayBeDamaged: true)
        let typed = try passphrase.read()
        let salvage = try translated(
            finished { () -> Result<Salvage, any Error> in
                do {
                    let salvage = try await laptop.salvage(passphrase: typed)
                    await laptop.close()
                    return .success(salvage)
                } catch UnlockRefusal.damaged {
                    await laptop.close()
                    return .failure(
                        Ending(
                            .damaged,
                            tr(
                                "Every copy of this laptop's keys is damaged. Keep the folder, and ask your team."
                            )))
                } catch {
                    await laptop.close()
                    return .failure(error)
                }
            })
        if json {
            try sayJSON(
                Report(records: salvage.records, drafts: salvage.drafts, copy: salvage.copy))
            return
        }
        say(trn("{n} record was saved.", "{n} records were saved.", salvage.records))
        say(
            trn(
                "{n} visit that was stopped half way was saved.",
                "{n} visits that were stopped half way were saved.", salvage.drafts))
        if let words = Sentences.copy(of: salvage) { say(words) }
    }

    private struct Report: Encodable {
        let records: Int
        let drafts: Int
        let copy: String?
    }
}
