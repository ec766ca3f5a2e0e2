import Crypto
import Foundation
import GRDB
import LaptopSamples
import Procurement
import Testing

@testable import Replica

struct SealingTests {
    private let name = RowName(kind: "package", id: "CE-1", version: 3)

    @Test func whatWasSealedOpensUnderItsOwnNameOnly() throws {
        let seal = Seal(DataKey())
        let sealed = try seal.seal(Data("secret".utf8), as: name)
        #expect(try seal.open(sealed, as: name) == Data("secret".utf8))
        for other in [
            RowName(kind: "bid", id: "CE-1", version: 3),
            RowName(kind: "package", id: "CE-2", version: 3),
            RowName(kind: "package", id: "CE-1", version: 4),
        ] {
            #expect(throws: ReplicaError.damagedRow(other)) { try seal.open(sealed, as: other) }
        }
    }

    @Test func aFlippedOrMissingByteIsNoticedAnywhere() throws {
        let seal = Seal(DataKey())
        let sealed = try seal.seal(Data("secret".utf8), as: name)
        for index in sealed.indices {
            var flipped = sealed
            flipped[index] ^= 0x40
            #expect(throws: ReplicaError.damagedRow(name)) { try seal.open(flipped, as: name) }
        }
        for length in 0..<sealed.count {
            #expect(throws: ReplicaError.damagedRow(name)) {
                try seal.open(sealed.prefix(length), as: name)
            }
        }
    }

    @Test func anotherKeyOpensNothing() throws {
        let sealed = try Seal(DataKey()).seal(Data("secret".utf8), as: name)
        #expect(throws: ReplicaError.damagedRow(name)) {
            try Seal(DataKey()).open(sealed, as: name)
        }
    }

    /// swift-crypto is the other implementation of the same standard, and sealed what released
    /// versions stored.
    @Test(arguments: [0, 1, 15, 16, 17, 1_200, 1 << 20])
    func whatAnotherImplementationSealsOpensHereAndTheOtherWayRound(length: Int) throws {
        let key = DataKey()
        let plain = Data((0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let text = Data(name.description.utf8)
        let theirs = try #require(
            try AES.GCM.seal(plain, using: key.key, authenticating: text).combined)
        #expect(try Seal(key).open(theirs, as: name) == plain)
        let ours = try Seal(key).seal(plain, as: name)
        let box = try AES.GCM.SealedBox(combined: ours)
        #expect(try AES.GCM.open(box, using: key.key, authenticating: text) == plain)
    }

    @Test func manyThreadsSealAndOpenUnderOneKeyAndNoNonceComesTwice() async {
        let seal = Seal(DataKey())
        let nonces = await withTaskGroup(of: [Data].self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<500).compactMap { index in
                        let name = RowName(kind: "bid", id: "\(task)", version: Int64(index))
                        let plain = Data("\(task) \(index)".utf8)
                        guard let sealed = try? seal.seal(plain, as: name),
                            (try? seal.open(sealed, as: name)) == plain
                        else { return nil }
                        return sealed.prefix(12)
                    }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(nonces.count == 4_000)
        #expect(Set(nonces).count == 4_000)
    }

    @Test func aForgedRowIsLeftOutAndNamedAndTheOthersAreRead() throws {
        let test = try TestReplica()
        try test.send("CE-1")
        try test.send("CE-2")
        try test.replica.pool.write { db in
            // The rows of two packages change places.
            let rows = try DocumentRow.filter(Column("kind") == "package").fetchAll(db)
            for (row, other) in zip(rows, rows.reversed()) {
                try db.execute(
                    sql: "UPDATE document SET body = ? WHERE kind = ? AND id = ?",
                    arguments: [other.body, row.kind, row.id])
            }
            try db.execute(
                sql: "UPDATE document SET body = x'00' WHERE kind = 'visit' AND id = 'CE-1'")
        }
        let reading = try test.replica.reading()
        #expect(
            Set(reading.damaged.map(\.description)) == [
                "package|CE-1|1", "package|CE-2|1", "visit|CE-1|1",
            ])
        #expect(reading.documents.count == 2 * 6 - 3)
    }

    @Test func onlyWhatChangedIsReadAgain() throws {
        let test = try TestReplica()
        try test.send("CE-1")
        let first = try test.replica.reading()
        let known = first.marks
        #expect(try test.replica.reading(known: known, change: first.change).documents.isEmpty)
        try test.replica.write { transaction in
            try transaction.put(
                kind: "visit", id: "CE-1", package: "CE-1", version: 2, body: Data("{}".utf8))
            try transaction.noteChangedDocuments()
        }
        let second = try test.replica.reading(known: known, change: first.change)
        #expect(second.documents.map(\.name) == [DocumentName(kind: "visit", id: "CE-1")])
        try test.replica.write { transaction in
            try transaction.leave("CE-1")
            try transaction.noteChangedDocuments()
        }
        let third = try test.replica.reading(known: known, change: second.change)
        #expect(Set(third.gone) == Set(known.keys))
    }

    /// A restored council counts on from its backup.
    @Test func aVersionThatIsGivenTwiceToTwoTextsIsReadAgain() throws {
        let test = try TestReplica()
        try test.send("CE-1")
        let first = try test.replica.reading()
        let known = first.marks
        try test.replica.write { transaction in
            try transaction.startOver()
            try transaction.put(
                kind: "visit", id: "CE-1", package: "CE-1", version: 1, body: Data("{}".utf8))
            try transaction.noteChangedDocuments()
        }
        let second = try test.replica.reading(known: known, change: first.change)
        #expect(second.documents.map(\.body) == [Data("{}".utf8)])
    }
}

extension Reading {
    /// What somebody knows who read this.
    fileprivate var marks: [DocumentName: DocumentMark] {
        Dictionary(
            uniqueKeysWithValues: documents.compactMap { document in
                document.mark.map { (document.name, $0) }
            })
    }
}

struct VaultTests {
    private let cost = VaultCost(n: 2, r: 1, p: 1)

    @Test func passphraseAndRecoveryCodeOpenTheSameKey() throws {
        let key = DataKey()
        let vault = try Vault(key, passphrase: "open sesame now", recoveryCode: "ABCD", cost: cost)
        let stored = try #require(Vault(data: CheckedFile.bytes(of: vault)))
        #expect(try stored.open(.passphrase, secret: "open sesame now").bytes == key.bytes)
        #expect(try stored.open(.recovery, secret: "ABCD").bytes == key.bytes)
    }

    @Test func anythingElseOpensNothing() throws {
        let vault = try Vault(
            DataKey(), passphrase: "open sesame now", recoveryCode: "ABCD", cost: cost)
        #expect(throws: ReplicaError.wrongKey) {
            try vault.open(.passphrase, secret: "open sesame noW")
        }
        #expect(throws: ReplicaError.wrongKey) {
            try vault.open(.recovery, secret: "open sesame now")
        }
    }

    @Test func aPassphraseTypedOnAnotherKeyboardIsTheSame() throws {
        let vault = try Vault(
            DataKey(), passphrase: "caf\u{E9} au lait", recoveryCode: "ABCD", cost: cost)
        #expect(throws: Never.self) { try vault.open(.passphrase, secret: "cafe\u{301} au lait") }
    }

    @Test func aForgedCostIsNotPaid() throws {
        let key = DataKey()
        let vault = try Vault(key, passphrase: "open sesame now", recoveryCode: "ABCD", cost: cost)
        let text = String(decoding: try CheckedFile.bytes(of: vault), as: UTF8.self)
        let forged = text.replacingOccurrences(of: "\"n\":2,", with: "\"n\":1099511627776,")
        #expect(forged != text)
        let dear = try #require(Vault(data: Data(forged.utf8)))
        #expect(throws: ReplicaError.wrongKey) {
            try dear.open(.passphrase, secret: "open sesame now")
        }
    }

    @Test func whatIsNotAVaultIsNotRead() {
        #expect(Vault(data: Data()) == nil)
        #expect(Vault(data: Data("{}".utf8)) == nil)
        #expect(Vault(data: Data("{\"format\":\"other\",\"slots\":[]}".utf8)) == nil)
    }
}

struct TriesTests {
    @Test func fiveTriesAreFreeAndThenWaitsGrowToAQuarterOfAnHour() {
        var tries = Tries()
        var now = Samples.now
        var waits: [Int] = []
        for _ in 1...12 {
            tries.count(at: now)
            let wait = tries.wait(at: now)
            waits.append(wait)
            now = now.adding(seconds: Int64(wait))
            #expect(tries.wait(at: now) == 0)
        }
        #expect(waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900])
    }

    @Test func theWaitSurvivesARestartAndAClockThatWasPutBack() throws {
        let folder = ProfileFolder(TemporaryFolder().path)
        try folder.prepare()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        var tries = Tries()
        for _ in 1...5 { tries.count(at: Samples.now) }
        try tries.store(in: folder)
        let later = Tries(in: folder)
        #expect(later.wait(at: Samples.now.adding(seconds: 10)) == 20)
        #expect(later.wait(at: Samples.now.adding(seconds: -86_400)) == 30)
        #expect(later.left == 1)
    }
}

struct QuickCheckTests {
    @Test(
        arguments: [
            ("ok", nil),
            (
                "On tree page 4 cell 2: unable to get the page. error code=7",
                .notStored(diskFull: false)
            ),
            (
                "*** in database main ***\nPage 9: btreeInitPage() returns error code 7",
                .notStored(diskFull: false)
            ),
            ("Page 9: btreeInitPage() returns error code 11", .damaged),
            ("row 7 missing from index document_package", .damaged), (nil, .damaged),
        ] as [(String?, ReplicaError?)])
    func aCheckWithoutMemoryIsNoDamage(answer: String?, means: ReplicaError?) {
        #expect(Replica.meaning(ofQuickCheck: answer) == means)
    }
}
