import DesktopDriver
import Foundation
import Synchronization
import Testing

/// Nobody reads what they may not: planted sentences are in no file of a profile, and what is in the
/// memory of a locked laptop is said.
@Suite(.serialized)
struct PlaintextTests {
    /// Every file of the profile, the temporary ones too, after each of the sessions in a row, one
    /// of them killed in its middle. The other tests search after each of their faults.
    @Test(arguments: CouncilStore.all)
    func noFileOfAProfileCanBeRead(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let run = try stage.run(stage.recorded)
        #expect(run.plaintext() == [])
        _ = try run.laptop(
            "record", ["--leave-open", "--start-again", run.file(of: .half)],
            fault: Fault(steps: .changes, action: .torn, at: 30))
        #expect(run.plaintext() == [])
        #expect(run.drain() == [])
        #expect(run.plaintext() == [])
        let status = try run.laptop("status")
        #expect(status.status == 0)
        #expect(run.plaintext() == [])
    }

    /// A search that finds nothing must be one that can find.
    @Test(arguments: CouncilStore.all)
    func theSearchFindsEveryFormInAnyFile(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let run = try stage.run(stage.fresh)
        for form in Planted.forms {
            let file = run.profile.appending(path: "left-over")
            try Data([1, 2, 3] + form.bytes + [4]).write(to: file)
            let found = Planted.found(below: run.profile)
            #expect(found.contains { $0.hasPrefix("left-over has \(form.form)") }, "\(form.form)")
        }
        // Nor in the copy that is written for the council.
        try FileManager.default.removeItem(at: run.profile.appending(path: "left-over"))
        try Damage.overwriteDatabase(of: run)
        let recorded = try stage.run(stage.recorded)
        try Damage.overwriteDatabase(of: recorded)
        #expect(try recorded.laptop("salvage").status == 0)
        let files = try FileManager.default.contentsOfDirectory(atPath: recorded.profile.path())
        #expect(files.contains { $0.hasPrefix("salvaged-") })
        #expect(Planted.found(below: recorded.profile) == [])
    }

    /// What another process of the same user, or a core dump, finds in a laptop that was open and
    /// is locked. The programs of the command line end when they lock; only the window goes on.
    @Test(arguments: CouncilStore.all)
    func theMemoryOfALockedLaptopIsLookedInto(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let run = try stage.run(stage.fresh)
        let text = run.said.appending(path: "text")
        try Data(Planted.reasons.utf8).write(to: text)
        let program = try Program(
            stage.programs.folder.appending(path: "locked-laptop"),
            [run.profile.path(), run.passphraseFile, Stage.package, "CE-2041-1", text.path()],
            folder: run.said, name: "locked")
        defer { program.kill() }
        _ = try program.line(beginning: "open")
        let open = try Memory.search(program.processID)
        try Data().write(to: run.said.appending(path: "text.lock"))
        _ = try program.line(beginning: "locked")
        let locked = try Memory.search(program.processID)
        #expect(open.bytes > 1 << 20)
        #expect(open.found.values.contains { $0 > 0 }, "An open laptop has what it shows.")
        Figures.say("plaintext-in-open-memory", open.found.values.reduce(0, +), "copies")
        Figures.say("plaintext-in-locked-memory", locked.found.values.reduce(0, +), "copies")
        #expect(locked.found.isEmpty)
        for (form, count) in locked.found.sorted(by: { $0.key < $1.key }) {
            print("locked memory: \(count) of \(form)")
        }
    }

    @Test func theyAddUp() {
        let tally = Planted.tally.withLock { $0 }
        Figures.say("plaintext-files-searched", tally.files, "files")
        Figures.say("plaintext-bytes-searched", tally.bytes, "bytes")
        Figures.say("plaintext-found", tally.found.count, "places")
        #expect(tally.found.isEmpty, "\(summary(tally.found))")
    }
}

/// What of the planted sentences is in the memory of another process.
enum Memory {
    static func search(_ process: Int32) throws -> (bytes: Int, found: [String: Int]) {
        var found: [String: Int] = [:]
        let bytes = try ProcessMemory.read(of: process) { part, _ in
            found.merge(Planted.count(in: part), uniquingKeysWith: +)
        }
        return (bytes, found)
    }
}
