import DesktopDriver
import Foundation
import Laptop
import Presentation
import Procurement
import Replica
import Testing

/// What all runs begin with, made once for a kind of store and then copied: a council with the
/// demonstration's packages, and the profile of a laptop, before and after a visit was recorded.
final class Stage: Sendable {
    let programs: Programs
    let library: URL
    let store: CouncilStore
    /// The profile's data key; the profile's vault costs next to nothing to open.
    let key: DataKey
    /// Enrolled, and nothing read yet.
    let empty: Scene
    /// Enrolled and synced: ten visits and nothing recorded.
    let fresh: Scene
    /// What a laptop holds that met no fault, after it synced `empty`.
    let firstDocuments: [DocumentName: Data]
    let firstPictures: Set<Procurement.Picture.ID>
    /// One visit is recorded and not sent, one was stopped half way, and the council changed.
    let recorded: Scene
    /// The documents that a laptop has which met no fault, after it synced `recorded`.
    let documents: [DocumentName: Data]
    private let scratch: ScratchFolder

    /// A profile and the council that it belongs to, with nobody at either.
    struct Scene: Sendable {
        let profile: URL
        let database: String
    }

    static let package = "CE-2041"
    static let unfinished = "CE-2044"

    init(_ store: CouncilStore) async throws {
        self.store = store
        programs = try Programs()
        library = programs.folder.appending(path: "libfaults.so")
        scratch = try ScratchFolder()
        let folder = scratch.url
        guard FileManager.default.fileExists(atPath: library.path()) else {
            throw DesktopFailure.program("libfaults.so is not built. Run `swift build` first.")
        }
        let council = folder.appending(path: "made")
        try FileManager.default.createDirectory(at: council, withIntermediateDirectories: true)
        let database = try store.place(council)
        try Tool.run(programs.server.path(), ["demo", "--database", database])
        let profile = folder.appending(path: "profile")
        let unread = folder.appending(path: "unread")
        key = try await Self.enrol(profile, programs, database, folder, unread: unread)
        let made = Scene(profile: profile, database: database)
        empty = Scene(profile: unread, database: database)
        fresh = made
        let first = try Run(
            made, programs: programs, library: library, store: store, key: key
        ).held()
        (firstDocuments, firstPictures) = (first.documents, first.pictures)

        let run = try Run(made, programs: programs, library: library, store: store, key: key)
        for (visit, open) in [(Visit.whole, false), (Visit.half, true)] {
            let outcome = try run.laptop(
                "record", ["--json"] + (open ? ["--leave-open"] : []) + [run.file(of: visit)])
            guard outcome.status == 0 else { throw DesktopFailure.program(outcome.complaints) }
        }
        let changed = folder.appending(path: "changed")
        let after = try store.copy(run.database, changed)
        for command in [
            ["caseload", "remove", "--worker", "sw-1", "--package", "CE-2063"],
            ["package", "withdraw-bid", "CE-2046-1"],
            ["package", "shortlist", "CE-2069", "CE-2069-2", "CE-2069-1"],
        ] {
            try Tool.run(programs.server.path(), command + ["--database", after])
        }
        let kept = folder.appending(path: "recorded")
        try FileManager.default.copyItem(at: run.profile, to: kept)
        recorded = Scene(profile: kept, database: after)
        let calm = try Run(
            recorded, programs: programs, library: library, store: store, key: key)
        let problems = calm.drain()
        guard problems.isEmpty else { throw DesktopFailure.wrong(summary(problems)) }
        documents = try calm.held().documents
    }

    /// Sets the laptop up in this process, with a vault that is cheap to open: what is tested here
    /// is not how long a guess takes.
    /// A copy of it as it was before it read anything goes to `unread`.
    private static func enrol(
        _ profile: URL, _ programs: Programs, _ database: String, _ folder: URL, unread: URL
    ) async throws -> DataKey {
        struct Answer: Decodable { let code: String }
        let json = try Tool.run(
            programs.server.path(),
            ["enrol", "--worker", "sw-1", "--json", "--database", database])
        let code = try JSONDecoder().decode(Answer.self, from: Data(json.utf8)).code
        let server = try Program(
            programs.server, ["serve", "--port", "0", "--database", database], folder: folder,
            name: "first-council")
        defer { server.end() }
        var surroundings = Surroundings.live
        surroundings.cost = VaultCost(n: 2, r: 1, p: 1)
        surroundings.syncsByItself = false
        let laptop = Laptop(folder: profile.path(), surroundings: surroundings)
        _ = try await laptop.setUp(
            server: server.line(beginning: "listening on "), code: code,
            passphrase: Planted.passphrase)
        await laptop.close()
        try FileManager.default.copyItem(at: profile, to: unread)
        try await laptop.unlock(passphrase: Planted.passphrase)
        #expect(await laptop.syncOnce() == .online)
        await laptop.close()
        return try key(of: profile)
    }

    /// The data key of a profile, out of its vault.
    static func key(of profile: URL) throws -> DataKey {
        let standing = try ProfileFolder(profile.path()).standing(of: .vault)
        let vault = try #require(standing.versions.first.flatMap { Vault(data: $0) })
        return try vault.open(.passphrase, secret: Planted.passphrase)
    }

    func run(_ scene: Scene) throws -> Run {
        try Run(scene, programs: programs, library: library, store: store, key: key)
    }
}

extension Stage {
    private static let made = Made()

    /// The stage of a kind of store; made when it is first asked for.
    static func of(_ store: CouncilStore) async throws -> Stage {
        try await made.stage(store)
    }

    private actor Made {
        private var tasks: [String: Task<Stage, any Error>] = [:]

        func stage(_ store: CouncilStore) async throws -> Stage {
            if let task = tasks[store.name] { return try await task.value }
            let task = Task { try await Stage(store) }
            tasks[store.name] = task
            return try await task.value
        }
    }
}

/// The visits that are recorded from a file.
enum Visit: String, Sendable {
    case whole, half

    var json: String {
        switch self {
        case .whole:
            """
            {"package": "CE-2041", "observed": "\(Planted.observed)", "readBack": true, "voices": [
             {"whose": "person",
              "answers": {"CE-2041-1": "like", "CE-2041-2": "notSure", "CE-2041-3": "dislike"},
              "choice": {"favourite": "CE-2041-1"}, "reasons": "\(Planted.reasons)"},
             {"whose": {"family": "mother"},
              "answers": {"CE-2041-1": "like", "CE-2041-2": "like", "CE-2041-3": "dislike"},
              "choice": "declined", "reasons": "\(Planted.family)"}]}
            """
        case .half:
            """
            {"package": "CE-2044", "observed": "\(Planted.unfinished)", "voices": [
             {"whose": "person", "answers": {"CE-2044-1": "notSure"}, "choice": "notToday",
              "reasons": "\(Planted.unfinished)"}]}
            """
        }
    }
}
