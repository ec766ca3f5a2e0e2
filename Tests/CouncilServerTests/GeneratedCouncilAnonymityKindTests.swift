import Foundation
import Procurement
import Testing

@testable import CouncilServer

/// No text of the generated council is a finding of the anonymisation check.
struct GeneratedCouncilAnonymityKindTests {
    private static let words = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../data/demo/generate/words.json").standardized.path

    @Test func theGeneratedCouncilHasNoFindings() throws {
        var generator = try CouncilScale(
            words: ImportFile(path: Self.words), seed: 19, today: Sample.today)
        var texts: Set<String> = []
        for record in generator.make().packages {
            texts.formUnion([record.title, record.place, record.lifeNow])
            texts.formUnion(record.whatMatters + record.requirements)
            texts.formUnion(record.communicationNeeds.flatMap { [$0.title, $0.detail] })
            texts.formUnion(record.outcomes.flatMap { [$0.title, $0.words] })
            for bid in record.bids {
                texts.insert(bid.summary)
                texts.formUnion(bid.responses.flatMap { [$0.answer, $0.easyRead] })
            }
        }
        let check = AnonymisationCheck()
        let told = texts.sorted().filter { !check.findings(in: $0).isEmpty }
        print("figure anonymisation-council-texts \(texts.count) texts")
        print("figure anonymisation-council-false-findings \(told.count) findings")
        #expect(texts.count > 1500)
        #expect(told.isEmpty, "\(told)")
    }
}
