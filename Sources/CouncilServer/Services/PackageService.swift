public import Procurement

/// What becomes of packages and bids while laptops are away.
public enum PackageService {
    /// A provider takes its bid back. What was preferred is looked at again.
    ///
    /// - Returns: `false` when it was withdrawn already.
    /// - Throws: `CommandRefusal`, `StoreError`.
    @discardableResult
    public static func withdraw(
        _ id: Bid.ID, in transaction: StoreTransaction, now: Instant
    ) throws -> Bool {
        guard var bid = try transaction.value(Bid.self, .bid, id.rawValue) else {
            throw CommandRefusal.noSuchBid(id)
        }
        guard bid.standing != .withdrawn else { return false }
        try demandOpen(bid.package, in: transaction)
        bid.standing = .withdrawn
        var changes = Changes()
        try changes.put(.bid, id.rawValue, bid.package, value: bid)
        try changes.write(in: transaction, at: now)
        try settle(bid.package, in: transaction, now: now)
        try transaction.audit(
            "bid withdrawn", of: id.rawValue, by: OperatingSystemUser.current, at: now)
        return true
    }

    /// Agrees a new version of the shortlist. People are asked again.
    ///
    /// - Throws: `CommandRefusal`, `StoreError`.
    public static func shortlist(
        _ bids: [Bid.ID], of id: SupportPackage.ID, agreed: Day,
        in transaction: StoreTransaction, now: Instant
    ) throws -> Shortlist {
        var package = try demandOpen(id, in: transaction)
        var changes = Changes()
        for (index, bid) in bids.enumerated() {
            if bids[..<index].contains(bid) { throw CommandRefusal.namedTwice(bid) }
            try changes.shortlist(bid, of: package, in: transaction)
        }
        let before = try transaction.value(Shortlist.self, .shortlist, id.rawValue)
        for bid in before?.bids ?? [] where !bids.contains(bid) {
            guard var left = try transaction.value(Bid.self, .bid, bid.rawValue),
                left.standing == .shortlisted
            else { continue }
            left.standing = .opened
            try changes.put(.bid, bid.rawValue, id, value: left)
        }
        let shortlist = Shortlist(
            package: id, version: (before?.version ?? 0) + 1, agreed: agreed, bids: bids)
        try changes.put(.shortlist, id.rawValue, id, value: shortlist)
        package.stage = bids.isEmpty ? .closed : .awaitingPreference
        try changes.put(.package, id.rawValue, id, value: package)
        try changes.write(in: transaction, at: now)
        try settle(id, in: transaction, now: now)
        try transaction.audit(
            "shortlist version \(shortlist.version)", of: id.rawValue,
            by: OperatingSystemUser.current, at: now)
        return shortlist
    }

    /// Says anew what each record of the package does, and takes those that came before the
    /// council knew the package out of quarantine. `returned` is a worker who has it again.
    static func settle(
        _ id: SupportPackage.ID, returned: Worker.ID? = nil, in transaction: StoreTransaction,
        now: Instant
    ) throws {
        _ = try HeldService().retry(
            transaction.held(for: id), in: transaction, now: now)
        guard try transaction.hasPreferences(id),
            var packageRecords = try PackageRecords(id, in: transaction)
        else { return }
        if let returned { packageRecords.giveBack(to: returned) }
        packageRecords.settle()
        var changes = Changes()
        try packageRecords.write(to: &changes, in: transaction)
        try changes.write(in: transaction, at: now)
    }

    @discardableResult
    private static func demandOpen(
        _ id: SupportPackage.ID, in transaction: StoreTransaction
    ) throws -> SupportPackage {
        guard let package = try transaction.value(SupportPackage.self, .package, id.rawValue)
        else { throw CommandRefusal.noSuchPackage(id) }
        guard !package.stage.hasEnded else {
            throw CommandRefusal.hasEnded(id, package.stage)
        }
        return package
    }
}

extension Changes {
    /// Source: the council's paper, 5.13 (bids that meet the criteria within the budget).
    fileprivate mutating func shortlist(
        _ id: Bid.ID, of package: SupportPackage, in transaction: StoreTransaction
    ) throws {
        guard var bid = try transaction.value(Bid.self, .bid, id.rawValue) else {
            throw CommandRefusal.noSuchBid(id)
        }
        guard bid.package == package.id else { throw CommandRefusal.bidOfAnotherPackage(id) }
        guard package.budget.affords(bid.weeklyPrice) else {
            throw CommandRefusal.overBudget(id)
        }
        switch bid.standing {
        // A bid that was over the budget may be within it since the budget was amended.
        case .submitted, .opened, .underEvaluation, .shortlisted, .preferred, .reserve,
            .overBudget:
            break
        case .doesNotMeetCriteria, .awarded, .unsuccessful, .withdrawn, .lapsed, .rejected:
            throw CommandRefusal.cannotBeShortlisted(id, bid.standing)
        }
        bid.standing = .shortlisted
        try put(.bid, id.rawValue, package.id, value: bid)
    }
}
