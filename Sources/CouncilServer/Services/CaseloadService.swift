public import Procurement

/// Why an administrator's command was not carried out.
public enum CommandRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case noSuchPackage(SupportPackage.ID)
    case noSuchBid(Bid.ID)
    case noSuchDevice(String)
    case notAName(String)
    case hasEnded(SupportPackage.ID, SupportPackage.Stage)
    case cannotBeShortlisted(Bid.ID, Bid.Standing)
    case overBudget(Bid.ID)
    case bidOfAnotherPackage(Bid.ID)
    case namedTwice(Bid.ID)

    public var description: String {
        switch self {
        case .noSuchPackage(let id): "There is no package \(id)."
        case .noSuchBid(let id): "There is no bid \(id)."
        case .noSuchDevice(let id):
            "There is no device \(id). The devices command lists those there are."
        case .notAName(let text):
            "\"\(text)\" is not a name: use letters, digits, dots and dashes, at most 64."
        case .hasEnded(let id, let stage):
            "Package \(id) has ended (\(stage.rawValue)) and cannot change."
        case .cannotBeShortlisted(let id, let standing):
            "Bid \(id) is \(standing.rawValue) and cannot be shortlisted."
        case .overBudget(let id): "Bid \(id) is over the personal budget."
        case .bidOfAnotherPackage(let id): "Bid \(id) is for another package."
        case .namedTwice(let id): "Bid \(id) is named twice."
        }
    }
}

/// Which worker holds which package.
public enum CaseloadService {
    /// Puts a package into a worker's caseload: all its documents come into the feed.
    ///
    /// - Returns: `false` when the worker holds it already.
    /// - Throws: `CommandRefusal`, `StoreError`.
    @discardableResult
    public static func add(
        _ package: SupportPackage.ID, to worker: Worker.ID, in transaction: StoreTransaction,
        now: Instant
    ) throws -> Bool {
        guard isName(worker.rawValue) else { throw CommandRefusal.notAName(worker.rawValue) }
        guard try transaction.document(.package, package.rawValue) != nil else {
            throw CommandRefusal.noSuchPackage(package)
        }
        guard try !transaction.holds(package, worker) else { return false }
        var changes = Changes()
        if let visit = try transaction.value(Visit.self, .visit, package.rawValue),
            visit.worker != worker, try !transaction.holds(package, visit.worker)
        {
            // Nobody holds the visit any more: it is the new worker's.
            let handedOver = Visit(
                package: package, worker: worker, due: visit.due, time: visit.time)
            try changes.put(.visit, package.rawValue, package, value: handedOver)
        }
        changes.enter(worker, package)
        try changes.write(in: transaction, at: now)
        try PackageService.settle(package, returned: worker, in: transaction, now: now)
        try transaction.audit(
            "caseload add \(package)", of: worker.rawValue, by: OperatingSystemUser.current, at: now
        )
        return true
    }

    /// Takes a package out of a worker's caseload: the laptop removes its content, and keeps its
    /// journal.
    ///
    /// - Returns: `false` when the worker does not hold it.
    @discardableResult
    public static func remove(
        _ package: SupportPackage.ID, from worker: Worker.ID, in transaction: StoreTransaction,
        now: Instant
    ) throws -> Bool {
        guard try transaction.document(.package, package.rawValue) != nil else {
            throw CommandRefusal.noSuchPackage(package)
        }
        guard try transaction.holds(package, worker) else { return false }
        var changes = Changes()
        changes.leave(worker, package)
        try changes.write(in: transaction, at: now)
        try transaction.audit(
            "caseload remove \(package)", of: worker.rawValue, by: OperatingSystemUser.current,
            at: now)
        return true
    }

    /// Whether a text can name a worker, a package, a bid or a provider.
    public static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
