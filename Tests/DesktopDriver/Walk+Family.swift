internal import Foundation

/// What somebody says in a visit, by the words on the buttons.
public struct Saying: Sendable {
    /// As the buttons say it, one for each provider in the order in which they are shown.
    public let answers: [String]
    /// The place of the favourite among the cards, or the button that names none.
    public let best: Best
    public let reasons: String

    public enum Best: Sendable, Equatable {
        case card(Int)
        case noneOfThese
        case notToday
    }

    public static let like = "I like it"
    public static let notSure = "I am not sure"
    public static let dislike = "I do not like it"

    public init(answers: [String], best: Best, reasons: String) {
        self.answers = answers
        self.best = best
        self.reasons = reasons
    }
}

/// What was pressed for one voice, for comparing it with what arrives.
public struct Said: Sendable, Equatable {
    /// By the provider's name.
    public var answers: [String: String] = [:]
    /// The favourite's name; `nil` for none of these and for not today.
    public var favourite: String?
    public var reasons = ""

    public init() {}
}

/// The pages for the person and the family.
extension Walk {
    static let ask = "What do you think of this one?"
    static let askBest = "Which one do you like best?"

    /// The page of the provider at a place, from 1.
    ///
    /// - Returns: how many there are.
    @discardableResult
    public func waitForProvider(
        number: Int, who: String? = nil
    ) throws(DesktopFailure) -> Int {
        let question = Self.words(Self.ask, who)
        try window.waitFor(question)
        let label = try window.wait(for: "Provider \(number)") {
            window.first { $0.name.hasPrefix("\(number) of ") }?.name
        }
        guard let count = Int(label.split(separator: " ").last ?? "") else {
            throw .wrong("“\(label)” does not say how many providers there are.")
        }
        return count
    }

    /// Where a voice has got to, from 1; one more than there are providers on the page of the
    /// favourite.
    public func place(of count: Int, who: String? = nil) throws(DesktopFailure) -> Int {
        let (ask, best) = (Self.words(Self.ask, who), Self.words(Self.askBest, who))
        return try window.wait(for: "“\(ask)” or “\(best)”") {
            let names = window.shown.map(\.name)
            if names.contains(best) { return count + 1 }
            guard names.contains(ask) else { return nil }
            return names.first { $0.hasSuffix(" of \(count)") }
                .flatMap { Int($0.split(separator: " ").first ?? "") }
        }
    }

    /// Presses an answer and does not wait for anything.
    public func pressAnswer(_ answer: String) throws(DesktopFailure) {
        rest(milliseconds: 450)
        try press(answer)
    }

    /// F4 to F6: the card at a place, and no reasons.
    public func chooseCard(_ place: Int, who: String? = nil) throws(DesktopFailure) -> String {
        let cards = try favouriteCards(who: who)
        rest(milliseconds: 450)
        let card = cards[place % cards.count]
        let provider = Self.provider(card.name)
        try press(card)
        try explain("", who: who)
        return provider
    }

    /// F6: somebody else begins to speak.
    public func begin(_ who: String) throws(DesktopFailure) {
        rest(milliseconds: 450)
        try press(who)
        try waitForProvider(number: 1, who: who)
    }

    /// What is said on each card of F4: the answer by the provider's name.
    public func answersOnCards(who: String? = nil) throws(DesktopFailure) -> [String: String] {
        var answers: [String: String] = [:]
        for card in try favouriteCards(who: who) {
            answers[Self.provider(card.name)] =
                card.name.components(separatedBy: " said: ").last ?? ""
        }
        return answers
    }

    /// F3 to F5 of one voice, whose first page must be there; `who` is "Mother", or `nil` for the
    /// person. Gives what was pressed.
    public func say(_ saying: Saying, who: String? = nil) throws(DesktopFailure) -> Said {
        var said = Said()
        var shown: [(answer: String, labels: Set<String>)] = []
        let count = try waitForProvider(number: 1, who: who)
        for number in 1...count {
            try waitForProvider(number: number, who: who)
            let answer = saying.answers[(number - 1) % saying.answers.count]
            shown.append((answer, Set(window.shown.map(\.name))))
            try met("f3-\(who ?? "person")-\(number)".lowercased())
            try answerProvider(answer, number: number, count: count, who: who)
        }
        let cards = try favouriteCards(who: who)
        try met("f4-\(who ?? "person")".lowercased())
        for card in cards {
            let name = Self.provider(card.name)
            said.answers[name] = shown.first { $0.labels.contains(name) }?.answer
        }
        // The next page must not take the press for a second one.
        rest(milliseconds: 450)
        switch saying.best {
        case .card(let place):
            let card = cards[place % cards.count]
            said.favourite = Self.provider(card.name)
            try press(card)
        case .noneOfThese: try press("None of these")
        case .notToday:
            try press("I want to think about it")
            return said
        }
        try explain(saying.reasons, who: who)
        said.reasons = saying.reasons
        return said
    }

    /// Presses an answer, and waits until the next page shows that it is kept.
    public func answerProvider(
        _ answer: String, number: Int, count: Int, who: String? = nil
    ) throws(DesktopFailure) {
        // A press that comes with the page is taken for one on the page before.
        rest(milliseconds: 450)
        if number < count,
            let button = window.find(name: answer),
            let progress = window.find(name: "\(number) of \(count)")
        {
            try press(button, changing: progress)
            try waitForProvider(number: number + 1, who: who)
            return
        }
        let next = number < count ? "\(number + 1) of \(count)" : Self.words(Self.askBest, who)
        let single = "Do you want this one?"
        try press(answer, then: "“\(next)”") {
            window.first { $0.name == next || count == 1 && $0.name == Self.words(single, who) }
        }
    }

    /// F4: the cards of the providers in the order in which they are shown.
    public func favouriteCards(who: String? = nil) throws(DesktopFailure) -> [Element] {
        try window.wait(for: "The cards to choose from") {
            let cards = window.shown.filter {
                $0.role.hasSuffix("button") && $0.name.contains(" said: ")
            }
            return cards.isEmpty ? nil : cards
        }
    }

    /// F5.
    private func explain(_ reasons: String, who: String?) throws(DesktopFailure) {
        let box = try window.wait(for: "The place for the reasons") {
            window.first { $0.role == "text" && $0.isFocusable }
        }
        if !reasons.isEmpty {
            try write(reasons, into: box)
            try window.wait(for: "“Next” after writing") { window.find(name: "Next") }
        }
        try met("f5-\(who ?? "person")".lowercased())
        try press(reasons.isEmpty ? "Skip" : "Next")
        try window.wait(for: "The family's turn") {
            window.first { $0.name.hasSuffix(" want to say something?") }
        }
    }

    private func write(_ words: String, into box: Element) throws(DesktopFailure) {
        guard box.setText(words) else {
            throw .notUsable("The place for the reasons cannot be written to.")
        }
    }

    /// F6: somebody else speaks.
    public func hear(_ who: String, _ saying: Saying) throws(DesktopFailure) -> Said {
        try met("f6-before-\(who)".lowercased())
        rest(milliseconds: 450)
        try press(who)
        let said = try say(saying, who: who)
        try window.wait(for: "What \(who) said on the family's page") {
            window.first { $0.name == "Change what \(who) said" }
        }
        try met("f6-after-\(who)".lowercased())
        return said
    }

    /// F6 to W7: nobody else speaks, the person says that it is right, the worker takes over.
    public func readBack() throws(DesktopFailure) {
        let on = try window.waitForAny(
            ["Next", "No one else wants to say something", "No one else"])
        try press(on, then: "Yes, that is right")
        try met("f7-read-back")
        rest(milliseconds: 450)
        try press("Yes, that is right", then: "I am the worker")
        try met("f9-give-back")
        try press("I am the worker", then: "Check the answers")
        try met("w7-check")
    }

    /// W7: opens what somebody said about a provider, answers it anew, and is back on W7.
    public func change(_ provider: String, to answer: String) throws(DesktopFailure) {
        let way = try window.wait(for: "The way to change “\(provider)”") {
            window.first { $0.name.hasPrefix("Change: \(provider), ") }
        }
        try press(way)
        try window.waitFor(Self.ask)
        try met("f3-change")
        rest(milliseconds: 450)
        try press(answer, then: "Check the answers")
        try window.waitFor("Change: \(provider), \(answer)")
        try met("w7-changed")
    }

    /// The providers on W7 in the order of the shortlist.
    public func providersOnCheck() throws(DesktopFailure) -> [String] {
        try window.waitFor("Check the answers")
        let answers = [Saying.like, Saying.notSure, Saying.dislike, "Not answered"]
        var found: [String] = []
        for name in window.shown.map(\.name) where name.hasPrefix("Change: ") {
            guard let answer = answers.first(where: { name.hasSuffix(", " + $0) }) else { continue }
            let provider = String(name.dropFirst(8).dropLast(answer.count + 2))
            if !found.contains(provider) { found.append(provider) }
        }
        return found
    }

    private static func words(_ question: String, _ who: String?) -> String {
        guard let who else { return question }
        return who + ": " + question.prefix(1).lowercased() + question.dropFirst()
    }

    /// A card is called "Dane Valley Support. You said: I like it".
    private static func provider(_ card: String) -> String {
        let name = card.components(separatedBy: ". You said: ").first ?? card
        return name.hasPrefix("Yes, I want ") ? String(name.dropFirst(12)) : name
    }
}
