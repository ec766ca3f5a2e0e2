internal import Foundation
internal import Procurement

/// Compares what the council holds with what was pressed.
public enum Received {
    /// The only record of a package.
    public static func one(of package: String, at council: Council) throws(DesktopFailure)
        -> ReceivedPreference
    {
        let records = try council.preferences().filter { $0.package == package }
        guard let record = records.first, records.count == 1 else {
            throw .wrong("The council holds \(records.count) records of \(package).")
        }
        return record
    }

    /// Looks whether the record is what was pressed, with all that it must say about itself.
    /// `voices` is what was pressed, the person's first, then the mother's; `providers` are in the
    /// order of the shortlist.
    public static func check(
        _ record: ReceivedPreference, package: String, worker: String, voices: [Said],
        providers: [String]
    ) throws(DesktopFailure) {
        try expect(record.worker == worker, "It is recorded for \(record.worker).")
        try expect(record.shortlistVersion ?? 0 > 0, "There is no version of the shortlist.")
        try expect(record.device?.isEmpty == false, "There is no device.")
        try expect(!record.deviceTime.isEmpty, "There is no time of the laptop.")
        let age = Date.now.timeIntervalSince(record.receivedAt.date)
        try expect((-60...900).contains(age), "It was received \(Int(age)) seconds ago.")
        try expect(record.sequence > 0, "There is no sequence number.")
        let whose = [Whose.person, .family(.mother)].prefix(voices.count)
        try expect(
            record.voices.map(\.whose) == Array(whose),
            "The voices are \(record.voices.map(\.whose)).")
        let bids = (record.voices.first?.answers.map(\.bid.rawValue) ?? []).sorted()
        try expect(bids.count == providers.count, "\(bids.count) bids for \(providers).")
        let named = Dictionary(uniqueKeysWithValues: zip(bids, providers))
        for (voice, said) in zip(record.voices, voices) {
            var answers: [String: String] = [:]
            for answer in voice.answers {
                answers[named[answer.bid.rawValue] ?? ""] = words(answer.answer)
            }
            try expect(answers == said.answers, "Pressed \(said.answers), received \(answers).")
            try expect(voice.reasons == said.reasons, "The reasons are not what was written.")
            let favourite = voice.choice.flatMap { $0.bids.first }.flatMap { named[$0.rawValue] }
            try expect(
                favourite == said.favourite,
                "Chosen \(said.favourite ?? "none"), received \(favourite ?? "none").")
        }
    }

    private static func words(_ answer: Answer) -> String {
        switch answer {
        case .like: Saying.like
        case .notSure: Saying.notSure
        case .dislike: Saying.dislike
        }
    }
}

/// What must be, with the sentence that says so when it is not.
public func expect(_ isSo: Bool, _ words: @autoclosure () -> String) throws(DesktopFailure) {
    if !isSo { throw .wrong(words()) }
}
