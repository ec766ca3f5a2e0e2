import Foundation
import GRDB
import Laptop
import LaptopSamples
import Presentation
import Procurement
import Testing

@testable import Replica

/// What a newer program wrote is told as that, and touched by nothing.
struct NewerProfileKindTests {
    /// Where a newer program shows.
    enum Place: String, CaseIterable {
        case vault, device, bothOfTheVault, migration, version, frame, entry, draft
    }

    @Test func aNewerProfileIsToldAndLeftAlone() async throws {
        for place in Place.allCases { try await check(place) }
        print("figure newer-profiles \(Place.allCases.count) kinds")
    }

    private func check(_ place: Place) async throws {
        let test = TestLaptop()
        let (first, _) = try await test.setUp(["CE-2041", "CE-9"])
        try await first.answerEverything()
        _ = try await first.save("CE-2041")
        try await first.answerEverything("CE-9")
        await first.close()
        try make(place, in: ProfileFolder(test.folder))
        let before = try files(of: test.folder)

        let laptop = test.start()
        let door = await laptop.door()
        // What is sealed is seen with the passphrase only.
        let isSealed = [.entry, .draft].contains(place)
        #expect(door == (isSealed ? .locked(triesLeft: 5, waitSeconds: 0) : .newer), "\(place)")
        await #expect(throws: UnlockRefusal.newer, "\(place)") {
            try await laptop.unlock(passphrase: Samples.passphrase)
        }
        await #expect(throws: UnlockRefusal.newer, "\(place)") {
            try await laptop.salvage(passphrase: Samples.passphrase)
        }
        await laptop.close()
        let after = try files(of: test.folder)
        #expect(after.filter { before[$0.key] != $0.value }.keys.sorted() == [], "\(place)")
        #expect(Set(after.keys) == Set(before.keys), "\(place)")
    }

    private func make(_ place: Place, in folder: ProfileFolder) throws {
        func change(_ file: ProfileFolder.File, _ twin: ProfileFolder.File?, _ format: String)
            throws
        {
            let data = try #require(try folder.read(file))
            let text = String(decoding: data, as: UTF8.self)
                .replacingOccurrences(of: format + "-1", with: format + "-2")
            // As a program writes it that orders and spaces it otherwise.
            let spaced = text.replacingOccurrences(of: "\":", with: "\": ")
            try folder.write(Data(spaced.utf8), to: file)
            if let twin { try folder.write(Data(spaced.utf8), to: twin) }
        }
        func sql(_ text: String, _ arguments: StatementArguments = []) throws {
            let queue = try DatabaseQueue(path: folder.path(of: .replica))
            try queue.write { try $0.execute(sql: text, arguments: arguments) }
            try queue.close()
        }
        switch place {
        case .vault: try change(.vault, nil, "vault")
        case .bothOfTheVault: try change(.vault, .vaultTwin, "vault")
        case .device: try change(.device, .deviceTwin, "device")
        case .migration: try sql("INSERT INTO grdb_migrations VALUES ('9: what comes later')")
        case .version: try sql("PRAGMA user_version = 99")
        case .frame:
            // Kind 9, with the checksum that belongs to it.
            let path = folder.path(of: .journalCopy)
            let frame = JournalCopy.encoded(
                .init(kind: .later, key: "later", version: 1, body: Data("words".utf8)))
            try (Data(contentsOf: URL(filePath: path)) + frame).write(to: URL(filePath: path))
        case .entry:
            let queue = try DatabaseQueue(path: folder.path(of: .replica))
            let key: String = try #require(
                try queue.read { try String.fetchOne($0, sql: "SELECT key FROM journal") })
            try queue.close()
            let body = try Seal(try self.key(of: folder)).seal(
                Data("{\"later\":true}".utf8), as: RowName(kind: "#journal", id: key, version: 1))
            let frozen: String = try #require(
                try DatabaseQueue(path: folder.path(of: .replica)).read {
                    try String.fetchOne(
                        $0,
                        sql: "SELECT sql FROM sqlite_master WHERE name = 'journal_is_frozen'")
                })
            try sql("DROP TRIGGER journal_is_frozen")
            try sql("UPDATE journal SET body = ?", [body])
            try sql(frozen)
        case .draft:
            let body = try Seal(try self.key(of: folder)).seal(
                Data("{\"later\":true}".utf8), as: RowName(kind: "#draft", id: "CE-9", version: 99))
            try sql("UPDATE draft SET revision = 99, body = ?", [body])
        }
    }

    private func key(of folder: ProfileFolder) throws -> DataKey {
        let data = try #require(try folder.standing(of: .vault).versions.first)
        return try #require(Vault(data: data)).open(.passphrase, secret: Samples.passphrase)
    }

    /// Everything but what counts tries and who is in. Of the database what it holds: SQLite moves
    /// its log into the file when it is closed.
    private func files(of folder: String) throws -> [String: Data] {
        var all: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard
                !["lock", "tries.json", "replica.sqlite-shm", "replica.sqlite-wal"].contains(name)
            else { continue }
            let path = folder + "/" + name
            all[name] =
                name == "replica.sqlite"
                ? try rows(of: path) : FileManager.default.contents(atPath: path)
        }
        return all
    }

    private func rows(of path: String) throws -> Data {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            var all = try String.fetchAll(
                db, sql: "SELECT name || coalesce(sql, '') FROM sqlite_master ORDER BY name")
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            for table in tables {
                all += try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map(\.description)
                    .sorted()
            }
            return Data(all.joined(separator: "\n").utf8)
        }
    }
}
