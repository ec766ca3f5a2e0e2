import DesktopDriver
import Foundation
import Replica
import Testing

/// The disk under the real programs fails at every write, sync, open, rename, change of size and
/// read, once and for ever after; writes are cut short; the disk is full; and SQLite gets no memory. The
/// program does its work or says in a sentence that it did not; what was acknowledged is there.
@Suite(.serialized)
struct StorageFaultTests {
    /// A way for a disk to fail, met at every step of a session.
    struct Way: Sendable {
        let name: String
        let steps: Fault.Steps
        let action: Fault.Action
        var lasts = false
        var code = EIO
        /// About how many points a bounded run takes.
        var bound = 0
        /// Takes every one of that many points, the first ones, whatever is asked for.
        var first: Int?

        static func everyRead(of first: Int) -> Way {
            Way(name: "every-read", steps: .read, action: .fail, first: first)
        }

        static func all(_ bound: Int) -> [Way] {
            let every: Fault.Steps = [.write, .sync, .open, .name, .size]
            let room: Fault.Steps = [.write, .open, .name, .size]
            return [
                Way(name: "once", steps: every, action: .fail, bound: bound),
                Way(name: "ever-after", steps: every, action: .fail, lasts: true, bound: bound),
                Way(
                    name: "no-room-once", steps: .write, action: .fail, code: ENOSPC,
                    bound: bound / 2),
                Way(name: "full", steps: room, action: .full, bound: bound),
                Way(name: "short-once", steps: .write, action: .short, bound: bound / 3),
                Way(
                    name: "short-ever-after", steps: .write, action: .short, lasts: true,
                    bound: bound / 3),
                Way(name: "read-once", steps: .read, action: .fail, bound: bound / 2),
                Way(
                    name: "read-ever-after", steps: .read, action: .fail, lasts: true,
                    bound: bound / 3),
                Way(
                    name: "memory-once", steps: .allocate, action: .fail, code: ENOMEM,
                    bound: bound),
                Way(
                    name: "memory-ever-after", steps: .allocate, action: .fail, lasts: true,
                    code: ENOMEM, bound: bound / 2),
            ]
        }
    }

    @Test(arguments: CouncilStore.all)
    func recordingOnAFailingDiskStoresItOrSaysSo(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        try fail("record", Way.all(9)) { fault in
            let run = try stage.run(stage.fresh)
            let outcome = try run.laptop(
                "record", ["--trace", "--json", run.file(of: .whole)], fault: fault)
            guard fault.action != .count else { return .init(outcome) }
            var problems = run.plaintext()
            let held = try run.held()
            let stored = outcome.lines.filter { $0.hasPrefix("stored ") }.count
            let given = held.drafts.first?.given ?? 0
            if held.journal.count > 1 { problems.append("It is recorded twice.") }
            if held.journal.isEmpty, outcome.status == 0 {
                problems.append("It said that it is recorded, and it is not.")
            }
            if held.journal.isEmpty, given < stored {
                problems.append("\(stored) answers were acknowledged, \(given) are there.")
            }
            if outcome.status != 0, !held.journal.isEmpty {
                Figures.add(1, to: "storage-refused-but-stored")
            }
            return .init(outcome, problems + run.drain())
        }
        Figures.say(
            "storage-refused-but-stored", Figures.value("storage-refused-but-stored"), "runs")
    }

    @Test(arguments: CouncilStore.all)
    func syncingOnAFailingDiskLosesNothing(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let before = try stage.run(stage.recorded).held()
        try fail("sync", Way.all(6)) { fault in
            let run = try stage.run(stage.recorded)
            let server = try run.servedToLaptop()
            defer { server.end() }
            let outcome = try run.laptop("sync", ["--json"], fault: fault)
            guard fault.action != .count else { return .init(outcome) }
            let problems = run.plaintext() + (try run.compare(with: before))
            return .init(outcome, problems + (try run.drained(documents: stage.documents)))
        }
    }

    /// The council's disk: the laptop hears of it or not, and keeps the record until it has a
    /// receipt that holds.
    @Test(arguments: CouncilStore.all.filter(\.hasFiles))
    func aCouncilWithAFailingDiskGivesNoReceiptThatDoesNotHold(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let before = try stage.run(stage.recorded).held()
        try fail("serve", Way.all(5)) { fault in
            let run = try stage.run(stage.recorded)
            let server = try run.serve(fault: fault)
            defer { server.end() }
            var outcome = Run.Outcome(
                status: 1, output: "", complaints: "The council did not start.", report: nil)
            if let address = try? server.line(beginning: "listening on ") {
                try run.point(at: address)
                outcome = try run.laptop("sync", ["--json"])
            }
            let complaints = server.text(of: server.complaints)
            server.end()
            let ended = Run.Outcome(
                status: outcome.status, output: outcome.output, complaints: outcome.complaints,
                report: run.councilReport)
            guard fault.action != .count else { return .init(ended) }
            var problems = run.plaintext() + (try run.compare(with: before))
            problems += Planted.found(in: complaints).map { "The council's log: \($0)" }
            return .init(ended, problems + run.drain(documents: stage.documents))
        }
    }

    @Test(arguments: CouncilStore.all)
    func salvagingOnAFailingDiskCanBeDoneAgain(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let before = try stage.run(stage.recorded).held()
        try fail("salvage", Way.all(6)) { fault in
            let run = try stage.run(stage.recorded)
            try Damage.overwriteDatabase(of: run)
            let outcome = try run.laptop("salvage", ["--json"], fault: fault)
            guard fault.action != .count else { return .init(outcome) }
            var problems = run.plaintext()
            let again = try run.laptop("salvage", ["--json"])
            if again.status != 0 {
                problems.append("It cannot be salvaged again: \(again.complaints)")
            }
            problems += try run.compare(with: before)
            return .init(outcome, problems + run.drain(documents: stage.documents))
        }
    }

    /// A full disk spends no one-time code: with room again the same code finishes it.
    @Test(arguments: CouncilStore.all)
    func enrollingOnAFullDiskIsFinishedWithTheSameCode(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let ways = Way.all(8).filter { ["full", "no-room-once", "once"].contains($0.name) }
        try fail("enrol", ways) { fault in
            try Enrolling.session(try stage.run(stage.fresh), fault)
        }
    }

    /// A disk that fails for a moment while the journal's copy is read gives no empty copy.
    @Test(arguments: CouncilStore.all)
    func whatADiskDoesNotGiveAtOnceIsSalvagedToo(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let before = try stage.run(stage.recorded).held()
        try fail("salvage-reads", [.everyRead(of: 14)]) { fault in
            let run = try stage.run(stage.recorded)
            try Damage.overwriteDatabase(of: run)
            let outcome = try run.laptop("salvage", ["--json"], fault: fault)
            guard fault.action != .count else { return .init(outcome) }
            if outcome.status != 0 { _ = try run.laptop("salvage", ["--json"]) }
            return .init(outcome, try run.compare(with: before))
        }
    }

    /// A database from before the visit, beside a copy of the journal that has it.
    @Test(arguments: CouncilStore.all)
    func aDatabaseThatWasPutBackIsNoticedThoughTheDiskFails(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let before = try stage.run(stage.recorded).held()
        try fail("put-back", [.everyRead(of: .max)]) { fault in
            let run = try stage.run(stage.recorded)
            try Damage.putDatabaseBack(of: run, to: stage.fresh.profile)
            let outcome = try run.laptop("status", ["--json"], fault: fault)
            guard fault.action != .count else { return .init(outcome) }
            var problems: [String] = []
            if outcome.status == 0 { problems.append("It was not noticed.") }
            let salvage = try run.laptop("salvage", ["--json"])
            if salvage.status != 0 { problems.append("It stays so: \(salvage.complaints)") }
            return .init(outcome, problems + (try run.compare(with: before)))
        }
    }

    /// A copy that the disk does not give any more, beside a sound database, locks nobody out.
    @Test(arguments: CouncilStore.all)
    func aCopyThatIsGoneIsMadeAnewFromASoundDatabase(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let before = try stage.run(stage.recorded).held()
        let run = try stage.run(stage.recorded)
        let gone = Fault(steps: .read, action: .fail, at: 1, lasts: true)
        let status = try run.laptop("status", ["--json"], fault: gone, at: "journal.copy")
        #expect(status.status == 1)
        #expect(!status.complaints.contains("salvage"))
        // To its end, where the fault meets the fresh copy too: it has the same path.
        _ = try run.laptop("salvage", ["--json"], fault: gone, at: "journal.copy")
        let files = try FileManager.default.contentsOfDirectory(atPath: run.profile.path())
        #expect(files.contains { $0.hasPrefix("journal.copy.damaged-") })
        #expect(try run.compare(with: before) == [])
    }

    @Test func theyAddUp() {
        Figures.say("storage-faults", Figures.value("storage-faults"), "faults")
        Figures.say("storage-abrupt-ends", Figures.value("storage-abrupt-ends"), "runs")
        Figures.say("storage-faults-lost", Figures.value("storage-faults-lost"), "faults")
    }
}

extension StorageFaultTests {
    private func fail(
        _ name: String, _ ways: [Way],
        _ session: @escaping @Sendable (Fault) throws -> CrashPointTests.Ended
    ) throws {
        var faults: [(way: String, fault: Fault)] = []
        for way in ways {
            let calm = try session(Fault(steps: way.steps, action: .count, at: 0)).outcome
            let count = try #require(calm.report?.steps)
            #expect(count > 5, "\(name), \(way.name): \(count) steps only.")
            let points =
                way.first.map { Array(1...min($0, count)) }
                ?? Reach.points(count, about: way.bound)
            faults += points.map {
                let fault = Fault(
                    steps: way.steps, action: way.action, at: $0, lasts: way.lasts, code: way.code)
                return (way.name, fault)
            }
        }
        let problems = onThreads(faults) { way, fault in
            let ended = try session(fault)
            let outcome = ended.outcome
            if outcome.report?.injected ?? 0 > 0 {
                Figures.add(1, to: "storage-faults")
                Figures.add(1, to: "storage-faults-\(name)")
                Figures.note(outcome, in: "storage, \(name), \(way)")
            }
            var problems = ended.problems
            if Self.isTrap(outcome), fault.steps == .allocate {
                Figures.add(1, to: "storage-abrupt-ends")
            } else if !Self.isClear(
                outcome,
                mayBeDamaged: Self.damaged.contains(name) || Self.isUnreadable(fault))
            {
                problems.append("It ended with \(outcome.status): \(outcome.complaints)")
            }
            if !ended.problems.isEmpty { Figures.add(1, to: "storage-faults-lost") }
            let place = "\(fault) \(outcome.report?.description ?? "")"
            return problems.map { "\(name), \(way), \(place): \($0)" }
        }
        for way in ways { Figures.sayEndings(of: "storage, \(name), \(way.name)") }
        Figures.say("storage-faults-\(name)", Figures.value("storage-faults-\(name)"), "faults")
        #expect(problems.isEmpty, "\(summary(problems))")
    }

    /// The sessions that begin with damaged records.
    private static let damaged: Set = ["salvage", "salvage-reads", "put-back"]

    /// Where SQLite gets no memory to bind a value, to add a collation or to roll back, GRDB holds
    /// that for impossible and ends the program. Nothing is lost; the sentence is. A trap of our
    /// own code is a defect even then.
    private static func isTrap(_ outcome: Run.Outcome) -> Bool {
        [-SIGILL, -SIGTRAP, -SIGABRT].contains(outcome.status)
            && outcome.complaints.contains("GRDB/")
    }

    /// The records cannot be read indeed: what the disk does not give, or, from the fault on, no
    /// file at all.
    private static func isUnreadable(_ fault: Fault) -> Bool {
        fault.action == .fail
            && (fault.steps.contains(.read) || (fault.lasts && fault.steps.contains(.open)))
    }

    /// Done, or one sentence for a person and a status that `--help` explains.
    private static func isClear(_ outcome: Run.Outcome, mayBeDamaged: Bool) -> Bool {
        if outcome.status == 0 { return true }
        let lines = outcome.complaints.split(separator: "\n")
        return [1, 3, 4, 5].contains(outcome.status) && lines.count == 1
            && (lines[0].hasSuffix(".") || lines[0].hasSuffix("salvage"))
            && !lines[0].contains("rror")
            // No file of these sessions is damaged: a disk that fails is to be called that.
            && (outcome.status != 4 || mayBeDamaged)
    }
}
