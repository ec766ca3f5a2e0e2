import Foundation
import Procurement
import Testing

/// The texts with which trying the product showed what the check did not find: invented, a text a
/// line, with what must be found in it.
struct AnonymisationTrialKindTests {
    private struct Line: Decodable {
        let text: String
        /// "a name", "telephone", "the whole postcode" ...
        let want: String

        var kind: Finding.Kind? {
            let kinds: [String: Finding.Kind] = [
                "name": .personName, "telephone": .telephone, "postcode": .postcode,
                "e-mail": .emailAddress,
            ]
            return want.split(separator: " ").last.flatMap { kinds[String($0)] }
        }

        /// Whether it is found, and neither a letter nor a digit of it is left over.
        var isFound: Bool {
            let bytes = Array(text.utf8)
            return AnonymisationTexts.check.findings(in: text).contains { finding in
                let before = String(decoding: bytes[..<finding.start], as: UTF8.self).last
                let after = String(decoding: bytes[finding.end...], as: UTF8.self).first
                return finding.kind == kind
                    && ![before, after].contains { $0?.isLetter == true || $0?.isNumber == true }
            }
        }
    }

    @Test(arguments: ["anon-apostrophes", "anon-invisible", "anon-names"])
    func whatWasMissedIsFound(_ name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/\(name).jsonl")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        let missed = lines.filter { !$0.isFound }
        print("figure anonymisation-trial-\(name) \(lines.count - missed.count) of \(lines.count)")
        #expect(!lines.isEmpty && lines.allSatisfy { $0.kind != nil })
        #expect(missed.isEmpty, "\(missed.map(\.text))")
    }
}
