internal import Procurement

extension PreferenceReport {
    /// The report for people: a paragraph a record, lines of at most 80 characters, words whole.
    public var text: String {
        let texts = records.map(\.text) + strays.map(\.text) + unverified.map(\.text)
        guard !texts.isEmpty else { return "Nothing has been recorded yet.\n" }
        return texts.joined(separator: "\n")
    }
}

extension PreferenceReport.Unverified {
    fileprivate var text: String {
        var lines = wrapped(
            "Not what a laptop of \(worker) signed: \(reason). Kept as evidence, without effect. "
                + "Received at \(receivedAt).", indent: "")
        lines +=
            voices.isEmpty
            ? wrapped("It cannot be read. --json prints it as it came.") : voices.flatMap(\.lines)
        lines += wrapped("Key \(key)")
        return lines.joined(separator: "\n") + "\n"
    }
}

extension PreferenceReport.Other {
    fileprivate var text: String {
        var lines = wrapped(
            "Kept and without effect: its laptop has the number of another, and sends it again "
                + "under a new name the next time it is unlocked.", indent: "")
        lines += self.lines
        lines += wrapped("Key \(key)")
        return lines.joined(separator: "\n") + "\n"
    }

    fileprivate var lines: [String] {
        voices.isEmpty
            ? wrapped("It cannot be read. --json prints it as it came.") : voices.flatMap(\.lines)
    }
}

extension PreferenceReport.Record {
    fileprivate var text: String {
        var lines: [String] = []
        let basis = shortlistVersion.map { ", shortlist version \($0)" } ?? ""
        let about = package.map { ShownText.forTerminal($0.rawValue) } ?? "No package"
        lines.append("\(sequence)  \(about)\(basis)")
        lines += wrapped("Effect: \(effect.sentence)")
        if let held {
            lines += wrapped(
                "Held because \(held). Its content is kept; --json prints it as it came.")
        }
        lines += wrapped(
            "Recorded by \(worker) on \(deviceName ?? "a device that is not known"), "
                + "at \(deviceTime) by its clock. Received at \(receivedAt).")
        if clockIsDoubtful {
            lines += wrapped(
                "That clock was wrong by more than five minutes. It changed no outcome."
                    + (recordedAt.map { " By how long the laptop had been running, it was \($0)." }
                        ?? ""))
        }
        if !supersedes.isEmpty {
            lines += wrapped(
                "Replaces \(supersedes.map(\.rawValue).joined(separator: ", ")).")
        }
        if forks > 0 {
            lines += wrapped(
                "The same key came with other contents too. All are kept: this is the first, and "
                    + "somebody must look at all of them.")
        }
        lines += voices.flatMap(\.lines)
        for other in others {
            lines += wrapped("Another content under the same key, without effect:")
            lines += other.lines
        }
        lines += wrapped("Key \(key)")
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Lines of whole words.
private func wrapped(_ text: String, indent: String = "   ") -> [String] {
    var lines: [String] = []
    var line = indent
    for word in text.split(whereSeparator: \.isWhitespace) {
        if line.count + word.count > 80, line.count > indent.count {
            lines.append(line.trimmedEnd)
            line = indent
        }
        line += word + " "
    }
    lines.append(line.trimmedEnd)
    return lines
}

extension Voice {
    fileprivate var lines: [String] {
        var lines = wrapped("\(whose.heading): \(choice?.sentence ?? "no choice").")
        for answer in answers {
            lines += wrapped("\(answer.bid): \(answer.answer.sentence)", indent: "      ")
        }
        if !reasons.isEmpty {
            lines += wrapped("In their words: \(reasons)", indent: "      ")
        }
        return lines
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

extension Effect {
    fileprivate var sentence: String {
        switch self {
        case .applied: "it counts for the award."
        case .recordedWithoutEffect(.bidWithdrawn):
            "none, the bid that was chosen was withdrawn."
        case .recordedWithoutEffect(.shortlistChanged): "none, the shortlist changed."
        case .recordedWithoutEffect(.packageEnded): "none, the package had ended."
        case .recordedWithoutEffect(.notYourVisit): "none, it was another worker's visit."
        case .recordedWithoutEffect(.alreadySuperseded): "none, a later record replaced it."
        case .needsReview(with: []):
            "it came after its worker had handed the package on; the new worker must look at it."
        case .needsReview(let others):
            "somebody must look at it together with "
                + others.map(\.rawValue).joined(separator: ", ") + "."
        case .held: "none yet, it is held."
        case .unknown: "another version of this program knows."
        }
    }
}

extension Whose {
    fileprivate var heading: String {
        switch self {
        case .person: "The person"
        case .family(let relationship): "Family (\(relationship.rawValue))"
        case .advocate: "The advocate"
        }
    }
}

extension Choice {
    fileprivate var sentence: String {
        switch self {
        case .favourite(let bid): "prefers \(bid)"
        case .equal(let bids):
            "likes these the same: " + bids.map(\.rawValue).joined(separator: ", ")
        case .noneOfThese: "wants none of these"
        case .notToday: "did not want to say today"
        case .noPreferenceExpressed: "expressed no preference"
        case .declined: "declined to say"
        }
    }
}

extension Answer {
    fileprivate var sentence: String {
        switch self {
        case .like: "like"
        case .notSure: "not sure"
        case .dislike: "do not like"
        }
    }
}
