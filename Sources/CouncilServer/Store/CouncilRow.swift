public import Procurement

/// What a new store is founded with.
public struct NewCouncil: Hashable, Sendable {
    /// "Cheshire East Council".
    public let name: String
    /// A name for this life of the database.
    public let epoch: String

    public init(name: String, epoch: String) {
        self.name = name
        self.epoch = epoch
    }

    /// An epoch is 80 random bits in the letters of enrolment codes.
    public static func epoch(using random: inout some RandomNumberGenerator) -> String {
        let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
        return String((0..<16).map { _ in letters[Int(random.next() >> 59)] })
    }
}

/// The council's one row.
public struct CouncilState: Hashable, Sendable {
    public let name: String
    public let epoch: String
    /// The newest sequence number.
    public let sequence: Int64
}

extension StoreTransaction {
    func foundCouncil(_ council: NewCouncil) throws {
        try sql.run(
            "INSERT INTO council (id, name, epoch, seq) VALUES (1, $1, $2, 0) "
                + "ON CONFLICT (id) DO NOTHING", [.text(council.name), .text(council.epoch)])
    }

    /// - Throws: `StoreError`.
    public func council() throws -> CouncilState {
        let state = try sql.first("SELECT name, epoch, seq FROM council WHERE id = 1", []) { row in
            CouncilState(
                name: try row.requiredText(0), epoch: try row.requiredText(1),
                sequence: try row.requiredInteger(2))
        }
        guard let state else { throw StoreError.unreadable(row: "council") }
        return state
    }

    /// The database was restored from a backup: laptops then pull from the beginning and push
    /// everything again.
    public func changeEpoch(to epoch: String) throws {
        try sql.run("UPDATE council SET epoch = $1 WHERE id = 1", [.text(epoch)])
    }

    /// Takes `count` sequence numbers and returns the first.
    ///
    /// To be called last in a transaction, when its size is known: on PostgreSQL it holds the
    /// council's row until the commit, so that the order of numbers is the order of commits.
    func allocate(_ count: Int) throws -> Int64 {
        let newest = try sql.first(
            "UPDATE council SET seq = seq + $1 WHERE id = 1 RETURNING seq",
            [.integer(Int64(count))]
        ) { try $0.requiredInteger(0) }
        guard let newest else { throw StoreError.unreadable(row: "council") }
        return newest - Int64(count) + 1
    }

    /// Notes who did what to what; never what it says.
    public func audit(_ action: String, of subject: String, by actor: String, at now: Instant)
        throws
    {
        try sql.run(
            "INSERT INTO audit (number, happened, actor, action, subject) "
                + "SELECT COALESCE(MAX(number), 0) + 1, $1, $2, $3, $4 FROM audit",
            [.instant(now), .text(actor), .text(action), .text(subject)])
    }
}
