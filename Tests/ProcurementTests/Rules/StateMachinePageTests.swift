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

    @Test func everyEventSaysWhatItAsksAndEveryRuleIsAsked() {
        // The calendar speaks up when a clock starts; a seal is held when somebody reads.
        var asked = Walked.stateRules.union([.calendarIsKnown, .bidIsSealed])
        asked.formUnion(rules(of: AdmissionCase.self))
        asked.formUnion(rules(of: PackageCase.self))
        asked.formUnion(rules(of: BidCase.self))
        asked.formUnion(rules(of: PreferenceCase.self))
        asked.formUnion(rules(of: AwardCase.self))
        let idle = Rule.all.filter { !asked.contains($0) }
        #expect(idle.isEmpty, "no event asks \(idle.map(\.id))")
        #expect(asked.isSubset(of: Rule.all))
    }

    private func rules<Subject: Aggregate>(of _: Subject.Type) -> [Rule] {
        let events = Set(Subject.machine.filter { $0.from != nil }.map(\.event))
        #expect(events == Set(Subject.asks.keys))
        return Subject.asks.values.flatMap(\.self)
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
            "Made from the code by `StateMachinePageTests`; do not edit. Each arrow is an event; the "
                + "table says which rules it has to pass. `docs/sources.md` says where each provision was "
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
        lines += ["```", "", "| event | from | to | rules |", "|---|---|---|---|"]
        var events: [String] = []
        for arrow in Subject.machine where !events.contains(arrow.event) {
            events.append(arrow.event)
        }
        for event in events {
            let arrows = Subject.machine.filter { $0.event == event }
            let stays = arrows.allSatisfy { $0.from == $0.to }
            let from = arrows.compactMap(\.from?.rawValue).joined(separator: ", ")
            let to = Set(arrows.map(\.to.rawValue)).sorted().joined(separator: ", ")
            let names = (Subject.asks[event] ?? []).map { Self.name($0) }
            lines.append(
                "| \(event) | \(from) | \(stays ? "(stays)" : to) "
                    + "| \(names.joined(separator: ", ")) |")
        }
        lines += ["", "| rule | what it asks | source |", "|---|---|---|"]
        for rule in rules {
            let sources = rule.sources.map(\.citation).joined(separator: "; ")
            lines.append("| \(name(rule)) | \(rule.sentence.english) | \(sources) |")
        }
        return (lines + [""]).joined(separator: "\n")
    }

    private static func name(_ rule: Rule) -> String {
        rule.id.split(separator: ".").last.map(String.init) ?? rule.id
    }
}
