public import Foundation
public import Procurement

/// The demonstration council's packages, read from `data/demo/packages.json`.
public struct SampleCouncil: Sendable {
    public let files: [Sheet]
    /// The bytes of the pictures that bids show.
    public let pictures: [Picture.ID: Data]

    public struct Sheet: Sendable {
        public var package: SupportPackage
        public var visit: Visit?
        public var shortlist: Shortlist?
        public var bids: [Bid]
    }

    public enum Failure: Error { case cannotBeRead }

    public init() throws {
        let house = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let data = try Data(contentsOf: house.appending(path: "data/demo/packages.json"))
        let sheet = try JSONDecoder().decode(Paper.self, from: data)
        let names = Dictionary(
            sheet.providers.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        files = sheet.packages.map { $0.sheet(names) }
        let folder = house.appending(path: "data/demo")
        let shown = sheet.packages.flatMap(\.bids).flatMap { $0.pictures ?? [] }
        pictures = try Dictionary(
            shown.map { ($0.name, try Data(contentsOf: folder.appending(path: $0.file))) },
            uniquingKeysWith: { first, _ in first })
    }
}

/// The file as it is written.
private struct Paper: Decodable {
    let providers: [Provider]
    let packages: [Package]

    struct Package: Decodable {
        let reference: SupportPackage.ID
        let version: Int
        let title: String
        let pictogram: Pictogram
        let category: Procurement.Category
        let place: String
        let people: Int
        let lifeNow: String
        let whatMatters: [String]
        let communicationNeeds: [CommunicationNeed]
        let outcomes: [Outcome]
        let hoursPerWeek: Int
        let start: Day
        let personalBudgetPenceWeekly: Int
        let requirements: [String]
        let bids: [Offer]
        let shortlist: List?
        let visit: Meeting?
    }

    struct Offer: Decodable {
        let id: Bid.ID
        let provider: Provider.ID
        let weeklyPricePence: Int
        let start: Day
        let validUntil: Day
        let summary: String
        let responses: [OutcomeResponse]
        let pictures: [Shown]?
    }

    struct Shown: Decodable {
        let file: String
        let words: String

        /// Stands for the hash, which nobody compares in a rehearsal: made of the file's name.
        var name: Picture.ID {
            let number = file.utf8.reduce(UInt64(1_469_598_103_934_665_603)) {
                ($0 ^ UInt64($1)) &* 1_099_511_628_211
            }
            let digits = String(number, radix: 16)
            let text = String(repeating: "0", count: 16 - digits.count) + digits
            return Picture.ID(String(repeating: text, count: 4))
        }
    }

    struct List: Decodable {
        let version: Int
        let agreed: Day
        let bids: [Bid.ID]
    }

    struct Meeting: Decodable {
        let worker: Worker.ID
        let due: Day
        let time: ClockTime?
    }
}

extension Paper.Package {
    func sheet(_ names: [Provider.ID: String]) -> SampleCouncil.Sheet {
        let package = SupportPackage(
            id: reference, version: version, title: title, pictogram: pictogram,
            category: category, place: place, people: people, lifeNow: lifeNow,
            whatMatters: whatMatters, communicationNeeds: communicationNeeds, outcomes: outcomes,
            hoursPerWeek: hoursPerWeek, start: start,
            budget: PersonalBudget(weekly: Pence(personalBudgetPenceWeekly)),
            requirements: requirements, stage: shortlist == nil ? .underEvaluation : .shortlisted)
        let listed = shortlist?.bids ?? []
        let offers = listed.compactMap { id in bids.first { $0.id == id } }
        return SampleCouncil.Sheet(
            package: package,
            visit: visit.map {
                Visit(package: reference, worker: $0.worker, due: $0.due, time: $0.time)
            },
            shortlist: shortlist.map {
                Shortlist(
                    package: reference, version: $0.version, agreed: $0.agreed, bids: $0.bids)
            },
            bids: offers.map {
                Bid(
                    id: $0.id, package: reference, provider: $0.provider,
                    providerName: names[$0.provider] ?? $0.provider.rawValue,
                    weeklyPrice: Pence($0.weeklyPricePence), start: $0.start,
                    validUntil: $0.validUntil, summary: $0.summary, responses: $0.responses,
                    standing: .shortlisted,
                    pictures: ($0.pictures ?? []).map {
                        Picture(sha256: $0.name, bytes: 1, type: .png, words: $0.words)
                    })
            })
    }
}
