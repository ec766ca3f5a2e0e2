public import Procurement

extension DocumentKind {
    /// In a feed: the stored result of this key changed. It is no document, and never on the wire.
    static let revisedResult = DocumentKind(rawValue: "#result")
}

/// Which worker holds which package, and what each worker's laptops have yet to hear.
extension StoreTransaction {
    /// The workers who hold the package now, in order.
    public func workers(holding package: SupportPackage.ID) throws -> [Worker.ID] {
        try sql.all(
            "SELECT worker FROM caseload WHERE package = $1 AND ended IS NULL ORDER BY worker",
            [.text(package.rawValue)]
        ) { Worker.ID(try $0.requiredText(0)) }
    }

    /// Every worker who has a laptop or a code for one, or had a package, in order.
    func workerNames() throws -> [Worker.ID] {
        try sql.all(
            "SELECT worker FROM caseload UNION SELECT worker FROM device "
                + "UNION SELECT worker FROM enrolment ORDER BY worker", []
        ) { Worker.ID(try $0.requiredText(0)) }
    }

    /// The packages that the worker holds now, in order.
    public func caseload(of worker: Worker.ID) throws -> [SupportPackage.ID] {
        try sql.all(
            "SELECT package FROM caseload WHERE worker = $1 AND ended IS NULL ORDER BY package",
            [.text(worker.rawValue)]
        ) { SupportPackage.ID(try $0.requiredText(0)) }
    }

    /// What the worker's record of a visit is: of a package that is held now, that was held once,
    /// or that was never the worker's.
    func claim(of worker: Worker.ID, on package: SupportPackage.ID) throws -> Claim {
        let isHeld = try sql.first(
            "SELECT ended FROM caseload WHERE worker = $1 AND package = $2",
            [.text(worker.rawValue), .text(package.rawValue)]
        ) { try $0.integer(0) == nil }
        guard let isHeld else { return .anothers }
        return isHeld ? .own : .handedOn
    }

    func holds(_ package: SupportPackage.ID, _ worker: Worker.ID) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM caseload WHERE worker = $1 AND package = $2 AND ended IS NULL",
            [.text(worker.rawValue), .text(package.rawValue)]
        ) { _ in true } ?? false
    }

    func enterCaseload(_ package: SupportPackage.ID, _ worker: Worker.ID, at now: Instant) throws {
        try sql.run(
            "INSERT INTO caseload (worker, package, entered) VALUES ($1, $2, $3) "
                + "ON CONFLICT (worker, package) DO UPDATE SET entered = excluded.entered, "
                + "ended = NULL",
            [.text(worker.rawValue), .text(package.rawValue), .instant(now)])
    }

    func endCaseload(_ package: SupportPackage.ID, _ worker: Worker.ID, at now: Instant) throws {
        try sql.run(
            "UPDATE caseload SET ended = $1 WHERE worker = $2 AND package = $3",
            [.instant(now), .text(worker.rawValue), .text(package.rawValue)])
    }

    /// Makes `seq` the place of the document in the worker's feed: one row a document, the newest.
    func feed(_ kind: DocumentKind, _ id: String, to worker: Worker.ID, seq: Int64) throws {
        try place("put", kind, id, worker, seq)
    }

    /// Takes the package's documents out of the worker's feed and leaves one row that says so.
    func feedLeave(_ package: SupportPackage.ID, to worker: Worker.ID, seq: Int64) throws {
        try sql.run(
            "DELETE FROM feed WHERE worker = $1 AND (kind, id) IN "
                + "(SELECT kind, id FROM document WHERE package = $2)",
            [.text(worker.rawValue), .text(package.rawValue)])
        try place("leave", .package, package.rawValue, worker, seq)
    }

    private func place(
        _ op: String, _ kind: DocumentKind, _ id: String, _ worker: Worker.ID, _ seq: Int64
    ) throws {
        try sql.run(
            "INSERT INTO feed (worker, seq, op, kind, id) VALUES ($1, $2, $3, $4, $5) "
                + "ON CONFLICT (worker, kind, id) DO UPDATE SET seq = excluded.seq, "
                + "op = excluded.op",
            [
                .text(worker.rawValue), .integer(seq), .text(op), .text(kind.rawValue), .text(id),
            ])
    }

    /// Whether the worker's feed has anything after `seq`: one index probe.
    public func hasNews(for worker: Worker.ID, after seq: Int64) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM feed WHERE worker = $1 AND seq > $2 LIMIT 1",
            [.text(worker.rawValue), .integer(seq)]
        ) { _ in true } ?? false
    }

    /// The packages of which the worker's feed has something after `seq`.
    func packages(changedFor worker: Worker.ID, after seq: Int64) throws -> Set<SupportPackage.ID> {
        Set(
            try sql.all(
                "SELECT CASE WHEN f.op = 'leave' THEN f.id ELSE d.package END FROM feed f "
                    + "LEFT JOIN document d ON d.kind = f.kind AND d.id = f.id "
                    + "WHERE f.worker = $1 AND f.seq > $2",
                [.text(worker.rawValue), .integer(seq)]
            ) { SupportPackage.ID(try $0.text(0) ?? "") })
    }

    /// One row of a feed. The columns of a document that left are empty.
    struct FeedRow {
        let seq: Int64
        let leaves: Bool
        let row: any SQLRow

        enum Text: Int {
            case kind = 2
            case id = 3
            case package = 4
            case body = 6
        }

        var isResult: Bool {
            get throws {
                var isResult = false
                try with(.kind) {
                    isResult = $0.elementsEqual(DocumentKind.revisedResult.rawValue.utf8)
                }
                return isResult
            }
        }
        var id: String { get throws { try row.requiredText(Text.id.rawValue) } }
        var version: Int64 { get throws { try row.requiredInteger(5) } }

        /// The UTF-8 of a column, without a copy: a first pull reads thousands of rows.
        func with(_ text: Text, _ body: (UnsafeRawBufferPointer) -> Void) throws {
            try row.withBytes(text.rawValue, body)
        }
    }

    /// The worker's feed after `seq`, oldest change first, until `each` returns `false`.
    func feed(of worker: Worker.ID, after seq: Int64, _ each: (FeedRow) throws -> Bool) throws {
        try sql.rows(
            "SELECT f.seq, f.op, f.kind, f.id, d.package, d.version, d.body FROM feed f "
                + "LEFT JOIN document d ON d.kind = f.kind AND d.id = f.id "
                + "WHERE f.worker = $1 AND f.seq > $2 ORDER BY f.seq",
            [.text(worker.rawValue), .integer(seq)]
        ) { row in
            let op = try row.requiredText(1)
            return try each(
                FeedRow(seq: try row.requiredInteger(0), leaves: op == "leave", row: row))
        }
    }
}
