internal import Procurement

extension PackagesImport.Plan {
    /// Adds providers that the council did not have.
    func write(
        _ providers: ArraySlice<Provider>, in transaction: StoreTransaction,
        after before: PackagesImport.Summary
    ) throws -> PackagesImport.Summary {
        var summary = before
        for provider in providers {
            if let other = try transaction.provider(provider.id) {
                // Another import was faster.
                guard ProviderName.isOne(other.name, provider.name) else {
                    throw ImportFailure(
                        problems: [
                            ImportProblem(
                                file: "", record: provider.id.rawValue, field: "name",
                                reason: PackagesRules.otherName)
                        ])
                }
            } else {
                try transaction.add(provider)
                summary.providersAdded += 1
            }
        }
        return summary
    }

    /// Writes packages, each with everything that belongs to it.
    func write(
        _ turn: ArraySlice<Work>, in transaction: StoreTransaction,
        after before: PackagesImport.Summary, now: Instant
    ) throws -> PackagesImport.Summary {
        var summary = before
        let problems = ProblemList()
        var changes = Changes()
        var written: [PackagesFile.Record] = []
        for work in turn {
            let record = work.record
            // The council may have changed since the plan was made.
            guard try PackagesImport.isNew(work, in: transaction, problems) else {
                summary.packagesUnchanged += 1
                continue
            }
            try put(record, to: &changes, in: transaction, summary: &summary)
            try transaction.setImported(
                record.reference, version: record.version, digest: work.digest)
            written.append(record)
        }
        try problems.check()
        try changes.write(in: transaction, at: now)
        for record in written {
            try PackageService.settle(
                record.reference, returned: record.visit?.worker, in: transaction, now: now)
        }
        if !written.isEmpty {
            try transaction.audit(
                "imported \(written.count) packages", of: "packages",
                by: OperatingSystemUser.current, at: now)
        }
        return summary
    }

    private func put(
        _ record: PackagesFile.Record, to changes: inout Changes,
        in transaction: StoreTransaction, summary: inout PackagesImport.Summary
    ) throws {
        let name = record.reference.rawValue
        if try transaction.document(.package, name) == nil {
            summary.packagesAdded += 1
        } else {
            summary.packagesAmended += 1
        }
        try changes.put(.package, name, record.reference, value: record.package)
        for offer in record.bids {
            let bid = record.bid(offer, providerName: known[offer.provider]?.name ?? "")
            try changes.put(.bid, offer.id.rawValue, record.reference, value: bid)
            summary.bids += 1
        }
        try changes.withdrawOthers(than: record, in: transaction)
        try changes.putShortlist(of: record, in: transaction)
        try changes.putVisit(of: record, in: transaction)
        if record.visit != nil { summary.visits += 1 }
    }
}

extension Changes {
    /// Bids that an amendment no longer has were withdrawn: nothing is ever deleted.
    fileprivate mutating func withdrawOthers(
        than record: PackagesFile.Record, in transaction: StoreTransaction
    ) throws {
        for document in try transaction.documents(of: record.reference)
        where document.kind == .bid
            && !record.bids.contains(where: { $0.id.rawValue == document.id })
        {
            var bid: Bid = try document.value()
            bid.standing = .withdrawn
            try put(.bid, document.id, record.reference, value: bid)
        }
    }

    fileprivate mutating func putShortlist(
        of record: PackagesFile.Record, in transaction: StoreTransaction
    ) throws {
        let name = record.reference.rawValue
        let before = try transaction.value(Shortlist.self, .shortlist, name)
        let now: Shortlist
        if let agreed = record.shortlist {
            now = Shortlist(
                package: record.reference, version: agreed.version, agreed: agreed.agreed,
                bids: agreed.bids)
        } else if let before {
            now = Shortlist(
                package: record.reference, version: before.version + 1, agreed: before.agreed,
                bids: [])
        } else {
            return
        }
        try put(.shortlist, name, record.reference, value: now)
    }

    fileprivate mutating func putVisit(
        of record: PackagesFile.Record, in transaction: StoreTransaction
    ) throws {
        guard let planned = record.visit else { return }
        let name = record.reference.rawValue
        let before = try transaction.value(Visit.self, .visit, name)
        let visit = Visit(
            package: record.reference, worker: planned.worker, due: planned.due,
            time: planned.time)
        try put(.visit, name, record.reference, value: visit)
        if let before, before.worker != planned.worker,
            try transaction.holds(record.reference, before.worker)
        {
            leave(before.worker, record.reference)
        }
        if try !transaction.holds(record.reference, planned.worker) {
            enter(planned.worker, record.reference)
        }
    }
}
