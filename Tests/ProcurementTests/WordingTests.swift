import Foundation
import Testing

@testable import Procurement

/// What is read by people is made of templates that can be translated, and of people's own words.
struct WordingTests {
    // MARK: - A phrase

    @Test func placesAreFilledInTheOrderOfTheLanguage() {
        let said = phrase("{a} before {b}", ["a": .own("one"), "b": phrase("two")])
        #expect(said.english == "one before two")
        let backwards = Language(
            single: { $0 == "two" ? "zwei" : "{b} nach {a}" }, counted: { one, _, _ in one })
        #expect(said.text(in: backwards) == "zwei nach one")
    }

    @Test func bracesInSomebodysOwnWordsAreLeftAsTheyAre() {
        let said = phrase("{a}, {b}", ["a": .own("{b} {c} {"), "b": .own("{a}")])
        #expect(said.english == "{b} {c} {, {a}")
        #expect(phrase("{unknown} {", ["a": .own("x")]).english == "{unknown} {")
        #expect(Phrase.own("{a}").english == "{a}")
    }

    @Test(arguments: [(0, "0 bids"), (1, "1 bid"), (2, "2 bids")])
    func theNumberTakesItsForm(_ count: Int, _ words: String) {
        #expect(phrases("{n} bid", "{n} bids", count).english == words)
    }

    @Test func listsHaveNoEndTooMany() {
        let names = ["a", "b", "c"].map { Phrase.own($0) }
        #expect(Phrase.list(names).english == "a, b, c")
        #expect(Phrase.either(names).english == "a or b or c")
        #expect(Phrase.list(Array(names.prefix(1))).english == "a")
        #expect(Phrase.list([]).english == "")
    }

    @Test func figuresAreSaidAsPeopleSayThem() throws {
        #expect(Pence(5_980_000).words.english == "£59,800")
        #expect(Pence(-123_456_705).words.english == "-£1,234,567.05")
        #expect(Pence(.min).words.english.hasPrefix("-£92,233,720"))
        #expect(Samples.day("2027-02-01").words.english == "1 February 2027")
        #expect(Samples.day("2027-02-01").weekdayName.english == "Monday")
        // In summer the clock in England is an hour before UTC.
        let instant = try #require(Instant(iso8601: "2026-06-30T23:05:00Z"))
        #expect(instant.words.english == "1 July 2026 at 00:05")
        let months = (1...12).compactMap { Day(year: 2026, month: $0, day: 1)?.monthName }
        #expect(Set(months).count == 12)
        let days = (0..<7).map { Samples.day("2027-02-01").adding(days: $0).weekdayName }
        #expect(Set(days).count == 7)
    }

    @Test func aRefusalSurvivesItsJSON() throws {
        for refusal in Self.refusals {
            let data = try JSONEncoder().encode(refusal)
            #expect(try JSONDecoder().decode(RuleRefusal.self, from: data) == refusal)
        }
    }

    // MARK: - Everything that is said

    /// The only letters in a translated letter are its language's and people's own.
    @Test(arguments: Story.Twist.allCases, [RulePack.ID.lightTouch, .procurementAct2023])
    func nothingIsLeftInEnglish(_ twist: Story.Twist, _ pack: RulePack.ID) throws {
        let history = Story(twist, pack: pack).history
        let recorded = try Self.strings(of: history)
        for letter in Self.letters(try Trace(history)) {
            #expect(!letter.phrases.isEmpty)
            let ofTheRecord = letter.isTheAuditors ? Self.names : []
            for said in letter.phrases {
                var text = said.text(in: .pseudo)
                for words in said.ownWords.sorted(by: { $0.count > $1.count }) {
                    text = text.replacing(words, with: "")
                    let isOwn =
                        recorded.contains(words) || words.allSatisfy(\.isNumber)
                        || ofTheRecord.contains(words)
                        || letter.isTheAuditors && Self.isAName(words)
                    #expect(isOwn, "“\(words)” is in no template, and nobody said it")
                }
                let left = text.filter(\.isLetter)
                #expect(left.isEmpty, "\(said.english)")
            }
        }
    }

    @Test func everythingThatIsSaidIsInTheTemplateForTranslators() throws {
        let known = try Self.templateForTranslators()
        #expect(known.count > 500)
        var said = Rule.all.map(\.sentence) + Role.allCases.map(\.words)
        said += Self.refusals.map(\.missing)
        said += Finding.Kind.allCases.map(\.why) + Self.advice
        said += Heading.allCases.map(\.words) + RulePack.ID.allCases.map { RulePack.pack($0).title }
        said += SelectionHead.allCases.map(\.words) + ExclusionGround.allCases.map(\.words)
        said += PackageCase.Ending.Cause.allCases.map(\.words)
        said += AwardCase.Override.Ground.allCases.map(\.words)
        said += AdmissionCase.State.allCases.map(\.words) + PackageCase.State.allCases.map(\.words)
        said += BidCase.State.allCases.map(\.words) + PreferenceCase.State.allCases.map(\.words)
        said += AwardCase.State.allCases.map(\.words)
        said += Self.reviewRefusals.map(\.missing)
        for twist in Story.Twist.allCases {
            said += Self.letters(try Trace(Story(twist).history)).flatMap(\.phrases)
        }
        for number in 0..<366 {
            let day = Samples.day("2028-01-01").adding(days: number)
            said += [day.words, day.weekdayName]
        }
        let templates = Set(said.flatMap(\.templates))
        print("figure templates-said \(templates.count) templates")
        let unknown = templates.subtracting(known).sorted()
        #expect(unknown.isEmpty, "run scripts/translations: \(unknown)")
    }

    /// "underEvaluation" is a name for programs.
    @Test func refusalsSpeakInWords() {
        #expect(Self.refusals.count == RuleCase.all.count)
        for refusal in Self.refusals {
            let words = refusal.missing.english
            #expect(words.firstMatch(of: /[a-z][A-Z]/) == nil, "\(words)")
            #expect(!words.contains("{"), "\(words)")
        }
        let approved = Self.refusals.filter { $0.rule == .limitCoversTheCost }
        #expect(!approved.isEmpty)
        for refusal in approved { #expect(refusal.missing.english.contains("£")) }
    }
}

/// What is said, gathered.
extension WordingTests {
    struct Said {
        let phrases: [Phrase]
        let isTheAuditors: Bool

        init<Content>(_ letter: Letter<Content>) {
            phrases = letter.sentences.map(\.words) + letter.paragraphs.map(\.heading.words)
            isTheAuditors = Content.self == AuditorClaim.self
        }
    }

    static func letters(_ trace: Trace) -> [Said] {
        [Said(trace.letterToThePerson()), Said(trace.auditorsText())]
            + ["family-1", "family-2"].compactMap { trace.letterToTheFamily($0).map { Said($0) } }
            + trace.bids.keys.sorted().compactMap { trace.letterToTheBidder($0).map { Said($0) } }
    }

    /// The names of rules and of where they come from.
    static let names = Set(Rule.all.flatMap { [$0.id] + $0.sources.map(\.citation) })

    /// The path or the value of a fact: letters and digits without a space.
    static func isAName(_ words: String) -> Bool {
        words.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".:-".contains($0)) }
    }

    /// Every text and name in the record.
    static func strings(of history: PackageHistory) throws -> Set<String> {
        func strings(_ value: Any) -> [String] {
            switch value {
            case let text as String: [text]
            case let list as [Any]: list.flatMap(strings)
            case let object as [String: Any]: object.keys + object.values.flatMap(strings)
            default: []
            }
        }
        return Set(
            strings(try JSONSerialization.jsonObject(with: JSONEncoder().encode(history))))
    }

    static var refusals: [RuleRefusal] {
        RuleCase.all.compactMap { one in
            do { try one.refused() } catch { return error as? RuleRefusal }
            return nil
        }
    }

    static var reviewRefusals: [AnonymisationRefusal] {
        [
            .notChecked, .changedSinceTheCheck, .unresolved([]), .noSuchFinding,
            .alreadyOverridden, .notOverridden, .reasonMissing, .reasonTooLong(5), .otherPackage,
        ]
    }

    static var advice: [Phrase] {
        Finding.Kind.allCases.flatMap { kind in
            [DocumentPart.title, .whole].map {
                Finding(kind: kind, part: $0, start: 0, end: 1, text: "a", coarser: "b").advice
            }
        }
    }

    /// Every text of `Resources/po/support-choice.pot`.
    static func templateForTranslators() throws -> Set<String> {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Resources/po/support-choice.pot")
        let lines = try String(contentsOf: file, encoding: .utf8)
            .replacing("\"\n\"", with: "").split(separator: "\n")
        return Set(
            lines.compactMap { line -> String? in
                guard line.hasPrefix("msgid"), let quote = line.firstIndex(of: "\"") else {
                    return nil
                }
                return String(line[line.index(after: quote)...].dropLast())
                    .replacing("\\\"", with: "\"")
            })
    }
}

extension Language {
    /// Says every template in signs: only its places stay as they are.
    static let pseudo = Language(
        single: { signs($0) }, counted: { one, many, count in signs(count == 1 ? one : many) })

    private static func signs(_ template: String) -> String {
        let places = template.matches(of: /\{[a-z]+\}/).map { String($0.output) }
        return "⟦" + places.joined(separator: "▒") + "⟧"
    }
}

extension Phrase {
    /// What nobody translates in it.
    var ownWords: [String] {
        switch self {
        case .own(let words): [words]
        case .template(_, let values): values.values.flatMap(\.ownWords)
        case .counted(_, _, let count, let values):
            [String(count)] + values.values.flatMap(\.ownWords)
        }
    }

    var templates: [String] {
        switch self {
        case .own: []
        case .template(let template, let values):
            [template] + values.values.flatMap(\.templates)
        case .counted(let one, let many, _, let values):
            [one, many] + values.values.flatMap(\.templates)
        }
    }
}
