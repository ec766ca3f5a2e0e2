internal import Procurement

/// W9, Waiting to send: what is on this laptop, what reached the council, what it answered. A
/// thing is what one voice said.
public struct SendingPage: Hashable, Sendable {
    public let title: String
    public let line: String
    public let onThisLaptop: Int
    public let reached: Int
    public let answered: Int
    /// Newest first.
    public let rows: [Row]
    /// The strip at the top, when there is no connection or something needs a hand.
    public let strip: String?
    public let isProblem: Bool
    /// Trying again does not help: the council wants the laptop to be enrolled again.
    public let needsCode: Bool
    /// The sentence left of the buttons.
    public let note: String

    public struct Row: Hashable, Sendable, Identifiable {
        public let id: String
        public let title: String
        public let iconName: String
        public let reference: String
        public let saved: String
        public let reached: String
        public let answer: String
        public let isReached: Bool
        public let isAnswered: Bool
        /// The council's answer asks for something.
        public let asks: Bool
        public var spoken: String {
            [title, reference, saved, reached, answer].joined(separator: ", ")
        }
    }

    public init(_ state: SendingState, in present: Present) {
        rows = state.records.flatMap { record in
            record.preference.voices.map { Self.row(record, $0, in: present) }
        }
        let setAside = state.records.count { $0.setAside != nil }
        onThisLaptop = rows.count { !$0.isReached }
        reached = rows.count { $0.isReached && !$0.isAnswered }
        answered = rows.count { $0.isAnswered }
        let lastReached = state.lastReached.map {
            tr("The council was last reached {when}.", ["when": Dates.past($0, in: present)])
        }
        if onThisLaptop > 0 {
            title = trn(
                "{n} thing is waiting to be sent", "{n} things are waiting to be sent",
                onThisLaptop)
            let safe =
                setAside == 0
                ? tr("They are safe on this laptop.")
                : trn(
                    "{n} record could not be taken by the council. It is safe here, and tried again. Save a copy and give it to your team.",
                    "{n} records could not be taken by the council. They are safe here, and tried again. Save a copy and give it to your team.",
                    setAside)
            line = [safe, lastReached].compactMap { $0 }.joined(separator: " ")
        } else if rows.isEmpty {
            title = tr("Nothing to send yet")
            line =
                [tr("What people say in a visit appears here when you save it."), lastReached]
                .compactMap { $0 }.joined(separator: " ")
        } else {
            title = tr("All sent")
            line =
                [tr("The council has everything from this laptop."), lastReached]
                .compactMap { $0 }.joined(separator: " ")
        }
        needsCode = state.link == .problem(.revoked)
        switch state.link {
        case .online, .trying:
            strip = nil
            isProblem = false
        case .offline:
            strip = tr("You are offline. You can carry on. Nothing will be lost.")
            isProblem = false
        case .problem(let problem):
            strip = Sentences.link(problem)
            isProblem = true
        }
        note =
            if let warning = Self.clockWarning(state) {
                warning
            } else if state.link == .trying {
                tr("Trying to reach the council now.")
            } else if needsCode {
                tr("With a code from your team, everything is sent as before.")
            } else {
                tr("We try again by ourselves when there is a signal.")
            }
    }

    /// A clock that is wrong by more than five minutes is said; it changes nothing that was recorded.
    public static func clockWarning(_ state: SendingState) -> String? {
        guard let offset = state.clockOffset, offset.magnitude > 300_000 else { return nil }
        let minutes = Int(offset.magnitude / 60_000)
        let time = Words.length(minutes: minutes)
        return offset > 0
            ? tr("This laptop’s clock is {time} slow. Ask your team to set it.", ["time": time])
            : tr("This laptop’s clock is {time} fast. Ask your team to set it.", ["time": time])
    }

    private static func row(_ record: RecordState, _ voice: Voice, in present: Present) -> Row {
        let isPerson = voice.whose == .person
        let who = Words.speaker(voice.whose)
        let asks =
            switch record.effect {
            case .none: record.setAside != nil
            case .applied: false
            case .recordedWithoutEffect, .needsReview, .held, .unknown: true
            }
        return Row(
            id: "\(record.id)/\(voice.id)",
            title: isPerson
                ? tr("What the person said") : tr("What the family said: {who}", ["who": who]),
            iconName: isPerson ? "pict-talking" : "pict-family",
            reference: record.preference.basis.package.rawValue,
            saved: record.savedAt.map { Dates.past($0, in: present).sentenceStart }
                ?? tr("On another laptop"),
            reached: record.receivedAt.map {
                tr("Receipt {when}", ["when": Dates.past($0, in: present)])
            } ?? tr("Not sent yet"),
            answer: record.setAside.map(Sentences.setAside)
                ?? record.effect.map(Sentences.effect) ?? tr("No answer yet"),
            isReached: record.receivedAt != nil, isAnswered: record.effect != nil, asks: asks)
    }

    /// The strip of W2: offline with when the council was last reached; `nil` when there is
    /// nothing to say.
    public static func strip(_ state: SendingState, in present: Present) -> (String, String)? {
        let reached =
            state.lastReached.map {
                tr("Council last reached {when}", ["when": Dates.past($0, in: present)])
            } ?? tr("Council not reached yet")
        return switch state.link {
        case .online, .trying: nil
        case .offline: (tr("You are offline. You can carry on. Nothing will be lost."), reached)
        case .problem(let problem): (Sentences.link(problem), reached)
        }
    }
}
