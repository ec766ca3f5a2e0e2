internal import Foundation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// Who a laptop is at the council. Outside of the database, as `device.json` is.
struct Identity {
    var device: DeviceID
    var key: DeviceKey
    var replica: ReplicaID
    /// The same text is in the database; another one there tells of a copied or restored file.
    var token: String
    var worker: String
}

/// A laptop: the real replica in a folder, and the real session over it.
final class SimulatedLaptop {
    static let database = ["replica.sqlite", "replica.sqlite-wal"]
    static let copy = "journal.copy"
    static let files = database + [copy]

    let number: Int
    private let base: String
    private var generation = 0
    let dataKey: DataKey
    var identity: Identity
    private var opened: Replica?
    private(set) var inspector: Inspector
    private(set) var folder: ProfileFolder

    /// How far its clock is ahead of the council's, in milliseconds.
    var skew: Int64 = 0
    var isRevoked = false
    var tokenUntil = Instant(milliseconds: 0)
    var book = Book()
    var exchange: Exchange?
    /// The pictures that are whole, as they were read last.
    var whole: Set<Picture.ID> = []
    /// What was sealed for the council, by the sealed text.
    var parcels: [String: Fact] = [:]
    /// An image that may be put back later, with what the simulator knew of it.
    var earlier: (image: DiskImage, identity: Identity, book: Book)?

    /// What the simulator knows that must be on this laptop.
    struct Book {
        /// In order of `mid`, from 1 on, also those that are old enough to be forgotten.
        var journal: [Fact] = []
        /// How many were forgotten.
        var pruned = 0
        /// What a `mid` is smaller by on the wire, since the replica took another name.
        var base: Int64 = 0
        /// The sealed bytes as they were first seen, by `mid`.
        var sealed: [Int64: Data] = [:]
        /// The record that each package's draft will become.
        var drafts: [String: String] = [:]
        /// `mid`s with a result.
        var results: Set<Int64> = []
        /// `mid`s that left the laptop once.
        var sent: Set<Int64> = []
        /// Documents as they were read last.
        var documents: [DocumentName: (mark: DocumentMark?, facts: String)] = [:]
        /// Documents that its disk lost, with what was in them.
        var lost: [String: String] = [:]
        var lastMet: Instant?
        var pageBytes = 16 * 1024
        var attempts = 0

        /// The journal was written anew, numbered from 1 on. What was forgotten may be there again.
        mutating func beginAnew(mids: [Int64], keys: [String]) throws {
            let known = Dictionary(journal.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
            let kept = journal.dropFirst(pruned).map(\.key)
            let answered = Set(results.map { journal[Int($0) - 1].key })
            journal = keys.compactMap { known[$0] }
            guard keys.suffix(kept.count) == kept[...], journal.count == keys.count else {
                throw Broken(.i8, "salvaging found \(keys.count) entries, not the \(kept.count)")
            }
            let found = Set(mids.map { keys[Int($0) - 1] })
            guard answered == found.intersection(kept) else {
                throw Broken(.i9, "salvaging found other results than there were")
            }
            (pruned, base, sealed, sent, documents) = (0, 0, [:], [], [:])
            results = Set(mids)
            lost = [:]
        }
    }

    /// A session under way.
    struct Exchange {
        var session: SyncSession
        /// What was asked, and what the council answered, when that is on its way.
        var asked: (request: SyncSession.Request, call: Call)?
        var answered: Answered?
        var count = 0
    }

    struct Answered {
        let reply: Reply
        /// What the laptop must hold when this is the last page.
        let scope: [String: String]
    }

    init(
        number: Int, in base: String, identity: Identity, dataKey: DataKey = DataKey(),
        image: DiskImage? = nil
    ) throws {
        self.number = number
        self.base = base
        self.identity = identity
        self.dataKey = dataKey
        folder = ProfileFolder("\(base)/laptop-\(number)-0")
        try (image ?? Template.laptop.get()).write(to: folder.path)
        opened = try Replica(in: folder, key: dataKey)
        inspector = try Inspector(folder.path(of: .replica))
    }

    var replica: Replica {
        get throws {
            guard let opened else { throw Broken(.live, "a laptop is not running") }
            return opened
        }
    }

    func now(_ time: Instant) -> Instant { Instant(milliseconds: time.milliseconds + skew) }

    func image() -> DiskImage { DiskImage(of: folder.path, Self.files) }

    /// Stops as a killed program does, and starts again on what the disk held then; on what it
    /// holds now when no image is given.
    func restart(on image: DiskImage? = nil) throws {
        let old = folder
        // The last who reads the log tidies it up, which a killed program does not: the inspector
        // cannot, as it only reads.
        opened = nil
        inspector.close()
        exchange = nil
        book.documents = [:]
        generation += 1
        folder = ProfileFolder("\(base)/laptop-\(number)-\(generation)")
        if let image {
            try image.write(to: folder.path)
            DiskImage.remove(old.path)
        } else {
            try DiskImage.move(old.path, to: folder.path, database: Self.database[0])
        }
        do {
            opened = try Replica(in: folder, key: dataKey)
        } catch {
            throw Broken(.i8, "laptop \(number) does not open again: \(error)")
        }
        try takeNameOfDatabase()
        inspector = try Inspector(folder.path(of: .replica))
    }

    /// Stops, finds its files damaged, and starts again as the program does: where the replica does not
    /// open, its journal is salvaged into a fresh one, under a new name. Source: `Laptop`, salvaging.
    ///
    /// - Returns: whether it was salvaged.
    func restart(
        damagedBy damage: (String) throws -> Void, name: ReplicaID
    ) throws -> Bool {
        let old = folder
        let before = try replica.reading()
        opened = nil
        inspector.close()
        exchange = nil
        generation += 1
        folder = ProfileFolder("\(base)/laptop-\(number)-\(generation)")
        try DiskImage.move(old.path, to: folder.path, database: Self.database[0])
        try damage(folder.path)
        if let sound = try? Replica(in: folder, key: dataKey) {
            opened = sound
            inspector = try Inspector(folder.path(of: .replica))
            return false
        }
        let token = Data(identity.token.utf8)
        do {
            let salvaged = try Replica.salvage(from: folder, key: dataKey)
            opened = try Replica.renew(
                in: folder, key: dataKey, from: salvaged, stamp: "\(generation)"
            ) { transaction in
                try transaction.take(name: name.rawValue)
                try transaction.setMeta("token", token)
            }
        } catch {
            throw Broken(.i8, "laptop \(number) does not salvage: \(error)")
        }
        identity.replica = name
        let after = try replica.reading()
        guard after.drafts == before.drafts else {
            throw Broken(.i8, "salvaging found other drafts than there were")
        }
        guard
            after.journal.suffix(before.journal.count).map(\.payload)
                == before.journal.map(\.payload)
        else { throw Broken(.i3, "salvaging found other records than there were") }
        inspector = try Inspector(folder.path(of: .replica))
        try book.beginAnew(
            mids: mids(of: "result"),
            keys: inspector.rows(
                "SELECT key FROM journal ORDER BY mid"
            ).map { $0[0] })
        return true
    }

    /// The name that the replica took last stands in the database. Source: `Laptop`, pairing.
    func takeNameOfDatabase() throws {
        if let name = try replica.read({ try $0.name() }) { identity.replica = ReplicaID(name) }
    }

    func stop() {
        opened = nil
        inspector.close()
    }
}

// MARK: - What is really there

extension SimulatedLaptop {
    func mids(of table: String) throws -> [Int64] {
        try inspector.rows("SELECT mid FROM \(table) ORDER BY mid").map { $0[0] }
    }

    func documentNames() throws -> Set<String> {
        Set(
            try inspector.rows("SELECT kind, id FROM document").map { row in
                "\(row[0] as String) \(row[1] as String)"
            })
    }

    func packages() throws -> [String] {
        try inspector.rows(
            "SELECT id FROM document WHERE kind = 'package' ORDER BY id"
        ).map { $0[0] }
    }

    /// Takes in what changed of the documents; they are read as JSON, not as values of the product.
    func readDocuments(by reader: DocumentReader) throws {
        let known = book.documents.compactMapValues(\.mark)
        let reading = try replica.reading(known: known)
        guard reading.damaged.isEmpty else {
            throw Broken(.i6, "laptop \(number) has rows that do not open")
        }
        whole = reading.pictures
        for name in reading.gone { book.documents[name] = nil }
        for document in reading.documents {
            book.documents[document.name] = (
                document.mark, reader.text(document.name.kind, document.body)
            )
        }
    }
}
