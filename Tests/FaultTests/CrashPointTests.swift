import DesktopDriver
import Foundation
import Procurement
import Replica
import Testing

/// The real programs end by SIGKILL at every write, every sync and every message of scripted
/// sessions. Afterwards the profile opens, what was acknowledged is there, nothing is there twice,
/// and the next sync brings everything across.
///
/// Four ways to end: before the step; in its middle (half of what was written is there, and what
/// is not a write was done whole); before the step with everything lost that was not synced, as
/// when the power fails; and with some of it lost.
@Suite(.serialized)
struct CrashPointTests {
    /// One end of one session.
    struct Point: Sendable, CustomStringConvertible {
        let fault: Fault
        var description: String { "\(fault)" }
    }

    @Test(arguments: CouncilStore.all)
    func nothingAcknowledgedIsLostWhenRecordingIsKilled(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        try kill("record", bounds: [.kill: 40, .torn: 16, .power: 20, .some: 8]) { fault in
            let run = try stage.run(stage.fresh)
            let outcome = try run.laptop(
                "record", ["--trace", "--json", run.file(of: .whole)], fault: fault)
            guard fault.action != .count else { return Ended(outcome) }
            var problems = run.plaintext()
            let stored = outcome.lines.filter { $0.hasPrefix("stored ") }.count
            let held = try run.held()
            let given = held.drafts.first?.given ?? 0
            if let key = Self.key(outcome), held.keys != [key] {
                problems.append("The record that was acknowledged is not there.")
            }
            if held.journal.isEmpty, given < stored {
                problems.append("\(stored) answers were acknowledged, \(given) are there.")
            }
            if held.journal.count > 1 { problems.append("The visit is recorded twice.") }
            if held.journal.isEmpty {
                let again = try run.laptop(
                    "record", ["--start-again", "--json", run.file(of: .whole)])
                if again.status != 0 {
                    problems.append("It cannot be recorded afterwards: \(again.complaints)")
                }
            }
            return Ended(outcome, problems + run.drain())
        }
    }

    @Test(arguments: CouncilStore.all)
    func nothingIsLostOrDoubledWhenSyncingIsKilled(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let before = try stage.run(stage.recorded).held()
        try kill("sync", bounds: [.kill: 40, .torn: 14, .power: 16, .some: 8]) { fault in
            let run = try stage.run(stage.recorded)
            let server = try run.servedToLaptop()
            defer { server.end() }
            let outcome = try run.laptop("sync", ["--json"], fault: fault)
            guard fault.action != .count else { return Ended(outcome) }
            var problems = run.plaintext()
            problems += try run.compare(with: before)
            return Ended(outcome, problems + (try run.drained(documents: stage.documents)))
        }
    }

    @Test(arguments: CouncilStore.all)
    func nothingIsLostOrDoubledWhenTheCouncilIsKilled(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let before = try stage.run(stage.recorded).held()
        try kill("serve", bounds: [.kill: 36, .torn: 14, .power: 16, .some: 8]) { fault in
            let run = try stage.run(stage.recorded)
            let server = try run.serve(fault: fault)
            defer { server.end() }
            // The council may end before it listens.
            if let address = try? server.line(beginning: "listening on ") {
                try run.point(at: address)
                _ = try run.laptop("sync", ["--json"])
            }
            server.end()
            let ended = Run.Outcome(
                status: try server.waitUntilEnd(), output: "",
                complaints: "", report: run.councilReport)
            guard fault.action != .count else { return Ended(ended) }
            var problems = run.plaintext()
            problems += try run.compare(with: before)
            return Ended(ended, problems + run.drain(documents: stage.documents))
        }
    }

    @Test(arguments: CouncilStore.all)
    func salvagingCanBeKilledAndDoneAgain(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let before = try stage.run(stage.recorded).held()
        try kill("salvage", bounds: [.kill: 20, .torn: 8, .power: 14, .some: 6]) { fault in
            let run = try stage.run(stage.recorded)
            try Damage.overwriteDatabase(of: run)
            let outcome = try run.laptop("salvage", ["--json"], fault: fault)
            guard fault.action != .count else { return Ended(outcome) }
            var problems = run.plaintext()
            let again = try run.laptop("salvage", ["--json"])
            if again.status != 0 {
                problems.append("It cannot be salvaged again: \(again.complaints)")
            }
            problems += try run.compare(with: before)
            return Ended(outcome, problems + run.drain(documents: stage.documents))
        }
    }

    /// A laptop that was taken off the list: the same code puts it back, however often it is typed.
    @Test(arguments: CouncilStore.all)
    func enrollingAgainCanBeKilledAndDoneAgain(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let before = try stage.run(stage.recorded).held()
        try kill("enrol-again", bounds: [.kill: 20, .torn: 6, .power: 8, .some: 4]) { fault in
            let run = try stage.run(stage.recorded)
            try run.programs.revokeAll(at: run.database)
            let code = ["--code", try run.code(), "--json"]
            let server = try run.servedToLaptop()
            defer { server.end() }
            let outcome = try run.laptop("enrol-again", code, fault: fault)
            guard fault.action != .count else { return Ended(outcome) }
            var problems = run.plaintext()
            problems += try run.compare(with: before)
            let again = try run.laptop("enrol-again", code)
            if again.status != 0 {
                problems.append("The same code does not work again: \(again.complaints)")
            }
            return Ended(outcome, problems + (try run.drained(documents: stage.documents)))
        }
    }

    /// The same code finishes what was begun, wherever it ended, and there is one laptop on the list. In
    /// a debug build one passphrase takes seconds: there only a few points are tried.
    @Test(arguments: CouncilStore.all)
    func enrollingThatIsKilledIsFinishedWithTheSameCode(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        try kill("enrol", bounds: [.kill: 10, .torn: 4, .power: 4]) { fault in
            let run = try stage.run(stage.fresh)
            return try Enrolling.session(run, fault)
        }
    }

    /// Everything is sealed under a new key: at each step all opens with the passphrase.
    @Test(arguments: CouncilStore.all)
    func sealingEverythingAnewCanBeKilledAtAnyStep(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let before = try stage.run(stage.recorded).held()
        try kill("new-key", bounds: [.kill: 12, .torn: 4, .power: 6, .some: 2]) { fault in
            let run = try stage.run(stage.recorded)
            let outcome = try run.laptop(
                "passphrase",
                ["--new-key", "--new-passphrase-file", run.passphraseFile, "--json"], fault: fault)
            guard fault.action != .count else { return Ended(outcome) }
            var problems = run.plaintext()
            problems += try run.compare(with: before, key: Stage.key(of: run.profile))
            let status = try run.laptop("status", ["--json"])
            if status.status != 0 { problems.append("It does not open: \(status.complaints)") }
            problems += try run.compare(with: before, key: Stage.key(of: run.profile))
            return Ended(outcome, problems + run.drain())
        }
    }

    /// Runs last: what the others add up to.
    @Test func theyAddUp() {
        Figures.say("crash-points", Figures.value("crash-points"), "points")
        Figures.say("crash-points-lost", Figures.value("crash-points-lost"), "points")
    }
}

extension CrashPointTests {
    /// How a session under a fault ended, and what was wrong afterwards.
    struct Ended: Sendable {
        let outcome: Run.Outcome
        let problems: [String]

        init(_ outcome: Run.Outcome, _ problems: [String] = []) {
            self.outcome = outcome
            self.problems = problems
        }
    }

    /// Counts the steps of a session, then kills it at each of them. `bounds` names the ways to kill
    /// and about how many points of each a bounded run takes; `session` runs the session once.
    private func kill(
        _ name: String, bounds: KeyValuePairs<Fault.Action, Int>,
        _ session: @escaping @Sendable (Fault) throws -> Ended
    ) throws {
        let all: Fault.Steps = [Fault.Steps.changes, .messages]
        var points: [Point] = []
        for (action, bound) in bounds {
            // Without a disk in it, a message cannot lose what was not synced.
            let steps = [.kill, .torn].contains(action) ? all : Fault.Steps.changes
            let calm = try session(Fault(steps: steps, action: .count, at: 0)).outcome
            let count = try #require(calm.report?.steps)
            #expect(count > 10, "\(name) takes \(count) steps only.")
            if action == .kill { Figures.say("crash-steps-\(name)", count, "steps") }
            points += Reach.points(count, about: bound).map {
                Point(fault: Fault(steps: steps, action: action, at: $0, seed: $0))
            }
        }
        let problems = onThreads(points) { point in
            let ended = try session(point.fault)
            Figures.add(1, to: "crash-points-tried-\(name)")
            // A run may take a step less than the one that was counted: threads differ.
            if ended.outcome.report?.injected ?? 0 > 0 {
                Figures.add(1, to: "crash-points-\(name)")
                Figures.add(1, to: "crash-points")
                Figures.add(ended.outcome.report?.lost ?? 0, to: "power-cut-lost")
            }
            if !ended.problems.isEmpty { Figures.add(1, to: "crash-points-lost") }
            let place = "\(point) \(ended.outcome.report?.description ?? "")"
            return ended.problems.map { "\(name), \(place): \($0)" }
        }
        let reached = Figures.value("crash-points-\(name)")
        Figures.say("crash-points-\(name)", reached, "points")
        #expect(reached * 10 >= points.count * 9, "Only \(reached) of \(points.count) were met.")
        #expect(problems.isEmpty, "\(summary(problems))")
    }

    /// The key that `record --json` prints when the visit is stored.
    private static func key(_ outcome: Run.Outcome) -> String? {
        outcome.lines.compactMap {
            try? JSONDecoder().decode([String: String].self, from: Data($0.utf8))["key"]
        }.first
    }
}

/// What happens to a disk.
enum Damage {
    /// Overwrites pages of the database in its middle, the first of them too.
    static func overwriteDatabase(of run: Run) throws {
        let file = run.profile.appending(path: "replica.sqlite")
        var bytes = try Data(contentsOf: file)
        for page in Swift.stride(from: 0, to: bytes.count - 4096, by: 3 * 4096) {
            bytes.replaceSubrange(page..<page + 2048, with: Data(repeating: 0x5a, count: 2048))
        }
        try bytes.write(to: file)
    }

    /// Puts an older database of the same laptop in its place; the copy of the journal stays.
    static func putDatabaseBack(of run: Run, to older: URL) throws {
        for ending in ["", "-wal", "-shm"] {
            let name = "replica.sqlite\(ending)"
            let file = run.profile.appending(path: name)
            try? FileManager.default.removeItem(at: file)
            let old = older.appending(path: name)
            guard FileManager.default.fileExists(atPath: old.path()) else { continue }
            try FileManager.default.copyItem(at: old, to: file)
        }
    }
}
