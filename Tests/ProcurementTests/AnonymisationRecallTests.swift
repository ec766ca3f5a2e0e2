import Foundation
import Procurement
import Testing

/// Everything that is planted is found, wherever it stands.
struct AnonymisationRecallTests {
    /// A planted text and the bytes of it that must be found.
    private struct Planted {
        let text: String
        let range: Range<Int>
        let kinds: Set<Finding.Kind>
    }

    @Test func everyPlantedIdentifierIsFoundWhole() throws {
        var random = Seeded(2041)
        let neutral = try neutralSentences()
        let planted = PlantedIdentifiers.sentences(using: &random).flatMap { sentence in
            Style.allCases.map { plant(sentence, as: $0, among: neutral, using: &random) }
        }
        #expect(planted.count >= 400)
        #expect(Set(planted.flatMap(\.kinds)).count >= 19)

        var missed: [String] = []
        var extra: [String] = []
        for one in planted {
            let findings = AnonymisationTexts.check.findings(in: one.text)
            if !isFound(one, in: findings) { missed.append(told(one, findings)) }
            if findings.contains(where: {
                $0.end <= one.range.lowerBound || $0.start >= one.range.upperBound
            }) {
                extra.append(told(one, findings))
            }
        }
        #expect(missed.isEmpty, "\(missed.count) missed:\n\(missed.joined(separator: "\n"))")
        #expect(extra.isEmpty, "\(extra.count) beside:\n\(extra.joined(separator: "\n"))")

        let false_ = try AnonymisationTexts.demonstration()
            .reduce(0) { $0 + AnonymisationTexts.check.findings(in: $1.text).count }
        #expect(false_ == 0)
        let recall = Double(planted.count - missed.count) * 100 / Double(planted.count)
        let tenths = (recall * 10).rounded(.down) / 10
        print("figure anonymisation-recall \(tenths) %")
        print("figure anonymisation-planted \(planted.count) identifiers")
        print("figure anonymisation-false-findings \(false_) findings")
    }

    @Test func theSameTextAlwaysHasTheSameFindings() throws {
        var random = Seeded(5)
        let text = PlantedIdentifiers.sentences(using: &random)
            .map { $0.sentence.replacing("[[", with: "").replacing("]]", with: "") }
            .joined(separator: " ")
        let first = AnonymisationCheck().findings(in: text)
        #expect(first.count > 300)
        #expect(first == AnonymisationCheck().findings(in: text))
        for (left, right) in zip(first, first.dropFirst()) { #expect(left.end <= right.start) }
    }

    @Test func findingsNameTheirSpanAndMendIt() throws {
        let text = "I live in Crewe, near the canal. Mum’s café is in Alderley Edge."
        let findings = AnonymisationTexts.check.findings(in: text)
        #expect(findings.map(\.text) == ["Crewe", "Alderley Edge"])
        for finding in findings {
            let bytes = Array(text.utf8)[finding.start..<finding.end]
            #expect(String(decoding: bytes, as: UTF8.self) == finding.text)
        }
        let mended = try #require(findings.first?.mended(text))
        #expect(mended.hasPrefix("I live in a town in the south of the borough, near"))
        #expect(findings.first?.mended("Something else") == nil)
    }

    // MARK: Planting

    /// How the sentence stands in its text.
    private enum Style: CaseIterable { case alone, amongOthers, brokenLine, inQuotes }

    private func plant(
        _ sentence: PlantedSentence, as style: Style, among neutral: [String],
        using random: inout Seeded
    ) -> Planted {
        let before = neutral.randomElement(using: &random) ?? ""
        let after = neutral.randomElement(using: &random) ?? ""
        let marked: String =
            switch style {
            case .alone: sentence.sentence
            case .amongOthers:
                "\(before) \(closed(sentence.sentence)) \(after)"
            case .brokenLine:
                "\(before)\n\(closed(sentence.sentence).replacing(" ", with: "\n"))\n\n- \(after)"
            case .inQuotes: "\(before) “\(closed(sentence.sentence))” \(after)"
            }
        let halves = marked.components(separatedBy: "[[")
        let rest = halves.dropFirst().joined().components(separatedBy: "]]")
        let start = halves[0].utf8.count
        return Planted(
            text: halves[0] + rest.joined(), range: start..<start + rest[0].utf8.count,
            kinds: sentence.kinds)
    }

    private func closed(_ sentence: String) -> String {
        sentence.last.map { ".!?".contains($0) } == true ? sentence : sentence + "."
    }

    /// Every letter and digit of what was planted lies in a finding, and one has the kind.
    private func isFound(_ planted: Planted, in findings: [Finding]) -> Bool {
        let bytes = Array(planted.text.utf8)
        let covered = planted.range.allSatisfy { place in
            let byte = bytes[place]
            let isSign = byte < 48 || (58...64).contains(byte) || byte >= 0x80
            return isSign || findings.contains { $0.start <= place && place < $0.end }
        }
        return covered
            && findings.contains { finding in
                planted.kinds.contains(finding.kind) && finding.start < planted.range.upperBound
                    && planted.range.lowerBound < finding.end
            }
    }

    private func told(_ planted: Planted, _ findings: [Finding]) -> String {
        let bytes = Array(planted.text.utf8)[planted.range]
        let kinds = planted.kinds.map(\.rawValue).sorted().joined(separator: "|")
        let what = findings.map { "\($0.kind.rawValue) “\($0.text)”" }.joined(separator: ", ")
        let text = planted.text.replacing("\n", with: "⏎")
        return "\(kinds) “\(String(decoding: bytes, as: UTF8.self))” in “\(text)”: \(what)"
    }

    /// What people say in the demonstration, whole sentences only.
    private func neutralSentences() throws -> [String] {
        let sentences = try AnonymisationTexts.demonstration().map(\.text)
            .filter { $0.hasSuffix(".") }
        #expect(sentences.count > 200)
        return sentences
    }
}
