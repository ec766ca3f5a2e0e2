internal import Foundation
internal import Procurement

/// Reads packages files by hand, so that everything that is wrong in them can be said at once,
/// with its place. The limits are those of `data/schemas/support-packages-1.schema.json`.
struct PackagesFileReader {
    let file: ImportFile
    let problems: ProblemList
    /// Where its pictures go; without one they are refused.
    var shelf: PictureShelf?

    /// The file, without the records in which something is wrong; `nil` when nothing of it can
    /// be read.
    func read() throws(ImportFailure) -> PackagesFile? {
        guard
            let top = RecordReader(
                try file.json(), file: file.name, record: "", problems: problems)
        else { return nil }
        top.allow(only: "format", "asOf", "providers", "packages")
        guard top.choice("format", of: [PackagesFile.format]) != nil else { return nil }
        let asOf = top.day("asOf")
        let providers = (top.items("providers", 0...1000) ?? []).enumerated().compactMap(provider)
        let packages = (top.items("packages", 0...20_000) ?? []).enumerated().compactMap(package)
        guard let asOf else { return nil }
        return PackagesFile(asOf: asOf, providers: providers, packages: packages)
    }

    private func provider(_ index: Int, _ value: JSONValue) -> Provider? {
        let name = label(value["id"], else: "providers[\(index)]")
        guard
            let record = RecordReader(value, file: file.name, record: name, problems: problems)
        else { return nil }
        record.allow(only: "id", "name")
        let id = Self.providerID("id", record)
        let said = record.providerName("name", 1...60)
        // One whose name is wrong is known all the same: its bids are not wrong too.
        return id.map { Provider(id: Provider.ID($0), name: said ?? "") }
    }

    /// The name of a record in a report: its own, when that can be one.
    private func label(_ value: JSONValue?, else place: String) -> String {
        guard let text = value?.text, CaseloadService.isName(text) else { return place }
        return text
    }

    private func package(_ index: Int, _ value: JSONValue) -> PackagesFile.Record? {
        let name = label(value["reference"], else: "packages[\(index)]")
        guard
            let reader = RecordReader(value, file: file.name, record: name, problems: problems)
        else { return nil }
        let before = problems.count
        reader.allow(
            only: "reference", "version", "title", "pictogram", "category", "place", "people",
            "lifeNow", "whatMatters", "communicationNeeds", "outcomes", "hoursPerWeek", "start",
            "personalBudgetPenceWeekly", "requirements", "bids", "shortlist", "visit")
        let reference = reader.name("reference", like: "CE-2041", Self.isReference)
        let version = reader.integer("version", 1...99)
        let title = reader.text("title", 1...40)
        let pictogram = Self.pictogram(reader)
        let category = reader.object("category").flatMap(Self.category)
        let place = reader.text("place", 1...80)
        let people = reader.integer("people", 1...20)
        let lifeNow = reader.text("lifeNow", 1...400)
        let whatMatters = reader.texts("whatMatters", 2...5, 1...60)
        let needs = reader.list("communicationNeeds", 1...4, Self.need)
        let outcomes = reader.list("outcomes", 4...7, Self.outcome)
        let hours = reader.integer("hoursPerWeek", 1...3360)
        let start = reader.day("start")
        let budget = reader.integer("personalBudgetPenceWeekly", 1...2_000_000)
        let requirements = reader.texts("requirements", 1...4, 1...120)
        let bids = reader.list("bids", 0...80, offer)
        let shortlist =
            reader.has("shortlist")
            ? reader.object("shortlist").flatMap(Self.agreed) : nil
        let visit = reader.has("visit") ? reader.object("visit").flatMap(Self.planned) : nil
        guard problems.count == before, let reference, let version, let title, let pictogram,
            let category, let place, let people, let lifeNow, let whatMatters, let needs,
            let outcomes, let hours, let start, let budget, let requirements, let bids
        else { return nil }
        return PackagesFile.Record(
            reference: SupportPackage.ID(reference), version: version, title: title,
            pictogram: pictogram, category: category, place: place, people: people,
            lifeNow: lifeNow, whatMatters: whatMatters, communicationNeeds: needs,
            outcomes: outcomes, hoursPerWeek: hours, start: start,
            personalBudgetPenceWeekly: Pence(budget), requirements: requirements, bids: bids,
            shortlist: shortlist, visit: visit)
    }
}

// The parts of a record.
extension PackagesFileReader {
    private static func category(_ reader: RecordReader) -> Category? {
        reader.allow(only: "serviceType", "clientGroup", "ageGroup", "area")
        let service = reader.choice("serviceType", ServiceType.self)
        let group = reader.choice("clientGroup", ClientGroup.self)
        let age = reader.choice("ageGroup", AgeGroup.self)
        let area = reader.choice("area", Area.self)
        guard let service, let group, let age, let area else { return nil }
        return Category(serviceType: service, clientGroup: group, ageGroup: age, area: area)
    }

    private static func need(_ reader: RecordReader) -> CommunicationNeed? {
        reader.allow(only: "kind", "title", "detail", "pictogram")
        let kind = reader.choice("kind", of: needs)
        let title = reader.text("title", 1...40)
        let detail = reader.text("detail", 1...60)
        let pictogram = pictogram(reader)
        guard let kind, let title, let detail, let pictogram else { return nil }
        return CommunicationNeed(
            kind: .init(rawValue: kind), title: title, detail: detail, pictogram: pictogram)
    }

    private static func outcome(_ reader: RecordReader) -> Outcome? {
        reader.allow(only: "id", "domain", "title", "words", "pictogram")
        let id = reader.name("id", like: "o1", isOutcome)
        let domain = reader.choice("domain", CareActOutcome.self)
        let title = reader.text("title", 1...26)
        let words = reader.text("words", 1...60)
        let pictogram = pictogram(reader)
        guard let id, let domain, let title, let words, let pictogram else { return nil }
        return Outcome(
            id: Outcome.ID(id), domain: domain, title: title, words: words, pictogram: pictogram)
    }

    private func offer(_ reader: RecordReader) -> PackagesFile.Offer? {
        reader.allow(
            only: "id", "provider", "weeklyPricePence", "start", "validUntil", "summary",
            "responses", "pictures")
        let id = reader.name("id", like: "CE-2041-1", Self.isBid)
        let provider = Self.providerID("provider", reader)
        let price = reader.integer("weeklyPricePence", 1...2_000_000)
        let start = reader.day("start")
        let validUntil = reader.day("validUntil")
        let summary = reader.text("summary", 1...90)
        let responses = reader.list("responses", 0...7, Self.response)
        let pictures = pictures(reader)
        guard let id, let provider, let price, let start, let validUntil, let summary,
            let responses
        else { return nil }
        return PackagesFile.Offer(
            id: Bid.ID(id), provider: Provider.ID(provider), weeklyPricePence: Pence(price),
            start: start, validUntil: validUntil, summary: summary, responses: responses,
            pictures: pictures)
    }

    private static func response(_ reader: RecordReader) -> OutcomeResponse? {
        reader.allow(only: "outcome", "says", "answer", "easyRead")
        let outcome = reader.name("outcome", like: "o1", isOutcome)
        let says = reader.choice("says", OutcomeResponse.Says.self)
        let answer = reader.text("answer", 1...110)
        let easyRead = reader.text("easyRead", 1...36)
        guard let outcome, let says, let answer, let easyRead else { return nil }
        guard easyRead.split(whereSeparator: \.isWhitespace).count <= 8 else {
            reader.wrong("easyRead", "has more than 8 words")
            return nil
        }
        return OutcomeResponse(
            outcome: Outcome.ID(outcome), says: says, answer: answer, easyRead: easyRead)
    }

    private static func agreed(_ reader: RecordReader) -> PackagesFile.Agreed? {
        reader.allow(only: "version", "agreed", "bids")
        let version = reader.integer("version", 1...99)
        let agreed = reader.day("agreed")
        let bids = reader.texts("bids", 1...5, 1...60)
        guard let version, let agreed, let bids else { return nil }
        return PackagesFile.Agreed(
            version: version, agreed: agreed, bids: bids.map { Bid.ID($0) })
    }

    private static func planned(_ reader: RecordReader) -> PackagesFile.Planned? {
        reader.allow(only: "worker", "due", "time")
        let worker = reader.name("worker", like: "sw-1") {
            CaseloadService.isName($0) && !Placeholder.isOne($0)
        }
        let due = reader.day("due")
        var time: ClockTime?
        if reader.has("time") {
            time = reader.text("time", 1...5).flatMap(clockTime)
            if time == nil { reader.wrong("time", "is not a time as in 14:00") }
        }
        guard let worker, let due else { return nil }
        return PackagesFile.Planned(worker: Worker.ID(worker), due: due, time: time)
    }
}

// The shapes of names.
extension PackagesFileReader {
    private static let needs = [
        "easyRead", "moreTime", "hearing", "sight", "signLanguage", "makaton", "interpreter",
        "pictures", "device", "someoneHelps", "quietPlace", "writtenDown", "other",
    ]
    private static let pictograms = [
        "none", "talking", "hearing", "calendar", "washing", "medicine", "garden", "heart",
        "listen", "clothes", "back", "cooking", "home", "work", "think", "friends", "clock",
        "money", "stop", "family", "health", "bus", "learning", "night",
    ]

    private static func pictogram(_ reader: RecordReader) -> Pictogram? {
        reader.choice("pictogram", of: pictograms).map { Pictogram(rawValue: $0) }
    }

    private static func providerID(_ field: String, _ reader: RecordReader) -> String? {
        reader.name(field, like: "dane-valley-support") {
            $0.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil
        }
    }

    private static func isReference(_ text: String) -> Bool {
        text.wholeMatch(of: /[A-Z]{2}-[0-9]{4,6}/) != nil
    }
    private static func isBid(_ text: String) -> Bool {
        text.wholeMatch(of: /[A-Z]{2}-[0-9]{4,6}-[1-9][0-9]?/) != nil
    }
    private static func isOutcome(_ text: String) -> Bool {
        text.wholeMatch(of: /o[1-9][0-9]?/) != nil
    }
    private static func clockTime(_ text: String) -> ClockTime? {
        guard let match = text.wholeMatch(of: /([0-9]{2}):([0-9]{2})/), let hour = Int(match.1),
            let minute = Int(match.2)
        else { return nil }
        return ClockTime(hour: hour, minute: minute)
    }
}
