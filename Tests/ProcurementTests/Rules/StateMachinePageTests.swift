import Foundation
import Procurement
import Testing

/// `docs/state-machines.md` is made from the code; `UPDATE_DOCS=1 swift test --filter
/// StateMachinePageTests` writes it anew.
struct StateMachinePageTests {
    @Test func thePageIsWhatTheCodeSays() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/state-machines.md")
        let page = Self.page
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] != nil {
            try page.write(to: file, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == page, "docs/state-machines.md is older than the code")
    }

    @Test func everyStateCanBeReached() {
        #expect(Self.unreachable(AdmissionCase.self).isEmpty)
        #expect(Self.unreachable(PackageCase.self).isEmpty)
        #expect(Self.unreachable(BidCase.self).isEmpty)
        #expect(Self.unreachable(PreferenceCase.self).isEmpty)
        #expect(Self.unreachable(AwardCase.self).isEmpty)
    }

    @Test func everyRuleOfAnArrowIsInTheList() {
        let all = Set(Rule.all)
        let used =
            AdmissionCase.machine.flatMap(\.rules) + PackageCase.machine.flatMap(\.rules)
            + BidCase.machine.flatMap(\.rules) + PreferenceCase.machine.flatMap(\.rules)
            + AwardCase.machine.flatMap(\.rules)
        #expect(all.isSuperset(of: used))
    }

    private static func unreachable<Subject: Aggregate>(_: Subject.Type) -> [Subject.State] {
        var reached = Set(Subject.machine.filter { $0.from == nil }.map(\.to))
        var grows = true
        while grows {
            let next = Set(
                Subject.machine.filter { $0.from.map(reached.contains) ?? false }.map(\.to))
            grows = !next.isSubset(of: reached)
            reached.formUnion(next)
        }
        return Subject.State.allCases.filter { !reached.contains($0) }
    }

    private static var page: String {
        let parts = [
            "# State machines and rules\n",
            "Made from the code by `StateMachinePageTests`; do not edit. Each arrow is an event and "
                + "the rules that it has to pass. `docs/sources.md` says where each provision was "
                + "read.\n",
            section("Request to participate", AdmissionCase.self, Rule.admission),
            section("Support package", PackageCase.self, Rule.packages),
            section("Bid", BidCase.self, Rule.bidding),
            section("Preference", PreferenceCase.self, Rule.preferences),
            section("Award", AwardCase.self, Rule.award),
        ]
        return parts.joined(separator: "\n")
    }

    private static func section<Subject: Aggregate>(
        _ title: String, _: Subject.Type, _ rules: [Rule]
    ) -> String {
        var lines = ["## \(title)", "", "```mermaid", "stateDiagram-v2"]
        for arrow in Subject.machine where arrow.from != arrow.to {
            lines.append(
                "    \(arrow.from?.rawValue ?? "[*]") --> \(arrow.to.rawValue): \(arrow.event)")
        }
        lines += ["```", "", "| from | event | to | rules |", "|---|---|---|---|"]
        for arrow in Subject.machine {
            let names = arrow.rules.map { $0.id.split(separator: ".").last.map(String.init) ?? "" }
            lines.append(
                "| \(arrow.from?.rawValue ?? "") | \(arrow.event) | \(arrow.to.rawValue) "
                    + "| \(names.joined(separator: ", ")) |")
        }
        lines += ["", "| rule | what it asks | source |", "|---|---|---|"]
        for rule in rules {
            let name = rule.id.split(separator: ".").last.map(String.init) ?? ""
            let sources = rule.sources.map(\.citation).joined(separator: "; ")
            lines.append("| \(name) | \(rule.sentence.english) | \(sources) |")
        }
        return (lines + [""]).joined(separator: "\n")
    }
}
