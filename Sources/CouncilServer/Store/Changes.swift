internal import Procurement

/// What a transaction is going to change, gathered first and written last, when its size is known
/// and the sequence numbers can be taken.
struct Changes {
    private enum Step {
        case put(DocumentKind, String, SupportPackage.ID, String)
        case enter(Worker.ID, SupportPackage.ID)
        case leave(Worker.ID, SupportPackage.ID)
        case revise(String, Worker.ID)
    }

    private var steps: [Step] = []
    var isEmpty: Bool { steps.isEmpty }

    mutating func put(
        _ kind: DocumentKind, _ id: String, _ package: SupportPackage.ID, _ body: String
    ) {
        steps.append(.put(kind, id, package, body))
    }

    mutating func put(
        _ kind: DocumentKind, _ id: String, _ package: SupportPackage.ID, value: some Encodable
    ) throws {
        put(kind, id, package, String(decoding: try CanonicalJSON.encode(value), as: UTF8.self))
    }

    mutating func enter(_ worker: Worker.ID, _ package: SupportPackage.ID) {
        steps.append(.enter(worker, package))
    }

    mutating func leave(_ worker: Worker.ID, _ package: SupportPackage.ID) {
        steps.append(.leave(worker, package))
    }

    /// The stored result of a key changed: the worker's laptops hear of it.
    mutating func revise(_ key: String, for worker: Worker.ID) {
        steps.append(.revise(key, worker))
    }

    /// Takes as many sequence numbers as there are changes, and writes them.
    func write(in transaction: StoreTransaction, at now: Instant) throws {
        guard !steps.isEmpty else { return }
        let size = try self.size(in: transaction)
        try write(in: transaction, from: transaction.allocate(size), at: now)
    }

    /// How many sequence numbers the changes need: one for each document that is put, that enters
    /// a caseload, or that leaves one.
    func size(in transaction: StoreTransaction) throws -> Int {
        var put: [SupportPackage.ID: Set<String>] = [:]
        for case .put(let kind, let id, let package, _) in steps {
            put[package, default: []].insert(kind.rawValue + " " + id)
        }
        var size = 0
        for step in steps {
            switch step {
            case .put, .leave, .revise: size += 1
            case .enter(_, let package):
                let stored = try transaction.documents(of: package).map {
                    $0.kind.rawValue + " " + $0.id
                }
                size += (put[package] ?? []).union(stored).count
            }
        }
        return size
    }

    /// Writes the changes in their order, with the numbers from `first` on.
    func write(in transaction: StoreTransaction, from first: Int64, at now: Instant) throws {
        var next = first
        var holders: [SupportPackage.ID: [Worker.ID]] = [:]
        for step in steps {
            switch step {
            case .put(let kind, let id, let package, let body):
                try transaction.save(
                    StoredDocument(kind: kind, id: id, package: package, version: next, body: body))
                let workers = try holders[package] ?? transaction.workers(holding: package)
                holders[package] = workers
                for worker in workers {
                    try transaction.feed(kind, id, to: worker, seq: next)
                }
                next += 1
            case .enter(let worker, let package):
                try transaction.enterCaseload(package, worker, at: now)
                holders[package] = nil
                for document in try transaction.documents(of: package) {
                    try transaction.feed(document.kind, document.id, to: worker, seq: next)
                    next += 1
                }
            case .leave(let worker, let package):
                try transaction.endCaseload(package, worker, at: now)
                holders[package] = nil
                try transaction.feedLeave(package, to: worker, seq: next)
                next += 1
            case .revise(let key, let worker):
                try transaction.feed(.revisedResult, key, to: worker, seq: next)
                next += 1
            }
        }
    }
}
