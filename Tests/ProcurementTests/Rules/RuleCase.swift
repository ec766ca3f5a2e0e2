import Procurement
import Testing

/// One rule at its edge: what it refuses, and beside it the nearest thing that it lets through.
struct RuleCase: Sendable, CustomTestStringConvertible {
    let rule: Rule
    let name: String
    let refused: @Sendable () throws -> Void
    let allowed: @Sendable () throws -> Void

    init(
        _ rule: Rule, _ name: String, refused: @escaping @Sendable () throws -> Void,
        allowed: @escaping @Sendable () throws -> Void
    ) {
        self.rule = rule
        self.name = name
        self.refused = refused
        self.allowed = allowed
    }

    var testDescription: String { "\(rule.id): \(name)" }

    static let all = admission + packages + bidding + preferences + award + further
}

struct RuleTests {
    @Test(arguments: RuleCase.all)
    func refusesAndLetsThrough(_ one: RuleCase) throws {
        try one.allowed()
        do {
            try one.refused()
            Issue.record("nothing was refused")
        } catch let refusal as RuleRefusal {
            #expect(refusal.rule == one.rule)
            #expect(!refusal.missing.english.isEmpty)
        }
    }

    @Test func everyRuleHasItsCase() {
        let covered = Set(RuleCase.all.map(\.rule))
        let open = Rule.all.filter { !covered.contains($0) }
        #expect(open.isEmpty, "\(open.map(\.id))")
    }

    @Test func everyRuleHasASourceAndAName() {
        #expect(Set(Rule.all.map(\.id)).count == Rule.all.count)
        for rule in Rule.all {
            #expect(!rule.sources.isEmpty)
            #expect(rule.sentence.english.hasSuffix("."))
            #expect(Rule(id: rule.id) == rule)
        }
    }

    @Test func countsAreForTheRecord() {
        print("figure rules \(Rule.all.count) rules")
        print("figure rule-cases \(RuleCase.all.count) cases")
        #expect(RuleCase.all.count >= Rule.all.count)
    }
}

/// People at work.
enum People {
    static let broker = Actor(.broker, "b-1")
    static let commissioner = Actor(.commissioner, "c-1")
    static let approver = Actor(.approver, "a-1")
    static let evaluators = [Actor(.evaluator, "e-1"), Actor(.evaluator, "e-2")]
    static let worker = Actor(.socialWorker, "sw-1")
    static func provider(_ id: String = "p-1") -> Actor { Actor(.provider, id) }
}

func at(_ text: String) -> Instant {
    guard let instant = Instant(iso8601: text) else { preconditionFailure(text) }
    return instant
}

func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure(text) }
    return day
}
