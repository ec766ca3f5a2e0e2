internal import Foundation
internal import Procurement

/// The word lists from which a demonstration council is made: `data/demo/generate/words.json`.
///
/// Lists by kind of person have keys as in `learningDisability.adults`; lists by outcome have the
/// names of `CareActOutcome`.
struct DemonstrationWords: Decodable {
    let titles: [String: [Title]]
    let lifeNow: [String: [String]]
    let outcomes: [String: [Wish]]
    let outcomesForAdultsAndTransition: [String: [Wish]]
    let answers: [String: [String: [Reply]]]
    let whatMatters: [String]
    let communicationNeeds: [CommunicationNeed]
    let requirements: [String]
    let requirementsForChildren: [String]
    /// By area.
    let places: [String: [String]]
    let providerNames: [String]
    let bidSummaries: [String]

    struct Title: Decodable {
        let title: String
        let pictogram: Pictogram
    }
    struct Wish: Decodable {
        let title: String
        let words: String
        let pictogram: Pictogram
    }
    struct Reply: Decodable {
        let answer: String
        let easyRead: String
    }

    /// - Throws: `ImportFailure` when the file is not of this shape.
    init(_ file: ImportFile) throws {
        self = try file.decode(DemonstrationWords.self)
        guard providerNames.count >= 80 else {
            throw ImportFailure(file.name, field: "providerNames", "has fewer than 80 names")
        }
    }

    func wishes(_ domain: CareActOutcome, _ age: AgeGroup) -> [Wish] {
        let more = age == .children ? [] : outcomesForAdultsAndTransition[domain.rawValue] ?? []
        return (outcomes[domain.rawValue] ?? []) + more
    }
}
