internal import Procurement

/// The rules that join two parts of a file, or a file and the council.
///
/// Source: the `$comment` of `data/schemas/support-packages-1.schema.json`; the council's paper,
/// 5.13 (bids answer the outcomes; a shortlist is within the budget).
struct PackagesRules {
    let file: String
    let problems: ProblemList
    /// The providers that the council has, by id.
    let known: [Provider.ID: Provider]

    static let otherName = "is another name than the council knows this provider by"

    func check(_ packages: PackagesFile) {
        var names = known
        for provider in packages.providers {
            if let other = names[provider.id], !provider.name.isEmpty,
                !ProviderName.isOne(other.name, provider.name)
            {
                wrong(provider.id.rawValue, "name", Self.otherName)
            }
            names[provider.id] = provider
        }
        for (id, count) in counts(packages.providers.map(\.id)) where count > 1 {
            wrong(id.rawValue, "id", "is there \(count) times")
        }
        for (reference, count) in counts(packages.packages.map(\.reference)) where count > 1 {
            wrong(reference.rawValue, "reference", "is there \(count) times")
        }
        for record in packages.packages { check(record, providers: names) }
    }

    private func counts<ID: Hashable & Comparable>(_ ids: [ID]) -> [(ID, Int)] {
        Dictionary(ids.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
    }

    private func check(_ record: PackagesFile.Record, providers: [Provider.ID: Provider]) {
        let name = record.reference.rawValue
        for (id, count) in counts(record.outcomes.map(\.id)) where count > 1 {
            wrong(name, "outcomes", "\(id) is there \(count) times")
        }
        for (id, count) in counts(record.bids.map(\.id)) where count > 1 {
            wrong(name, "bids", "\(id) is there \(count) times")
        }
        for (id, count) in counts(record.bids.map(\.provider)) where count > 1 {
            wrong(name, "bids", "provider \(id) bids \(count) times")
        }
        for (index, bid) in record.bids.enumerated() {
            let path = "bids[\(index)]"
            if !bid.id.rawValue.hasPrefix(name + "-") {
                wrong(name, path + ".id", "does not begin with \(name)-")
            }
            if providers[bid.provider] == nil {
                wrong(name, path + ".provider", "is not a provider that is known")
            }
            check(bid.responses, at: path + ".responses", of: record)
        }
        check(record.shortlist, of: record)
    }

    private func check(
        _ responses: [OutcomeResponse], at path: String, of record: PackagesFile.Record
    ) {
        let name = record.reference.rawValue
        let answered = counts(responses.map(\.outcome))
        for (outcome, count) in answered where count > 1 {
            wrong(name, path, "answers \(outcome) \(count) times; each is answered once")
        }
        let outcomes = record.outcomes.map(\.id)
        for outcome in outcomes where !answered.contains(where: { $0.0 == outcome }) {
            wrong(name, path, "does not answer \(outcome)")
        }
        for (outcome, _) in answered where !outcomes.contains(outcome) {
            wrong(name, path, "answers \(outcome), which is not an outcome of the package")
        }
    }

    private func check(_ shortlist: PackagesFile.Agreed?, of record: PackagesFile.Record) {
        let name = record.reference.rawValue
        for id in shortlist?.bids ?? [] {
            guard let bid = record.bids.first(where: { $0.id == id }) else {
                wrong(name, "shortlist.bids", "\(id) is not a bid of the package")
                continue
            }
            if bid.weeklyPricePence > record.personalBudgetPenceWeekly {
                wrong(name, "shortlist.bids", "\(id) is over the personal budget")
            }
        }
    }

    private func wrong(_ record: String, _ field: String, _ reason: String) {
        problems.add(ImportProblem(file: file, record: record, field: field, reason: reason))
    }
}
