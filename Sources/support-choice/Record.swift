internal import ArgumentParser
internal import Foundation
internal import Laptop
internal import Presentation
internal import Procurement

struct Record: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record a visit from a file, by the same steps as the window.",
        discussion: """
            The file is JSON:

              {"package": "CE-2041",
               "observed": "What the person did or said",
               "readBack": true,
               "voices": [
                 {"whose": "person",
                  "answers": {"bid-1": "like", "bid-2": "notSure", "bid-3": "dislike"},
                  "choice": {"favourite": "bid-1"},
                  "reasons": "Why, in their own words"},
                 {"whose": {"family": "mother"}, "choice": "declined"}]}

            whose: "person", "advocate", or {"family": one of mother, father, parent, sister, \
            brother, grandparent, partner, son, daughter, carer, friend, other}. choice: \
            {"favourite": bid}, {"equal": [bid, bid]}, "noneOfThese", "notToday", \
            "noPreferenceExpressed" or "declined". Everything but package, whose and choice may \
            be left out.

            It is stored on this laptop; "sync" sends it.
            """)

    @OptionGroup var profile: ProfileOption
    @OptionGroup var passphrase: PassphraseOption

    @Argument(help: "The file, or '-' for the input.")
    var file: String

    @Flag(help: "Throw away what was answered at a visit that was stopped half way.")
    var startAgain = false

    @Flag(help: "Stop before saving: the window carries on with the answers.")
    var leaveOpen = false

    @Flag(help: "Print a line for every answer once it is stored.")
    var trace = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let visit = try VisitOnPaper(contentsOf: file)
        let (startAgain, leaveOpen, trace) = (startAgain, leaveOpen, trace)
        let saved = try withLaptop(profile, passphrase) { laptop -> RecordState? in
            let draft =
                startAgain
                ? try await laptop.startAgain(visit.package)
                : try await laptop.begin(visit.package)
            guard draft.isUntouched else {
                throw Ending(
                    .refused,
                    tr("This visit was stopped half way. Use --start-again, or the window."))
            }
            for (number, command) in visit.commands(for: draft).enumerated() {
                _ = try await laptop.give(command, to: visit.package)
                if trace { say("stored \(number + 1)") }
            }
            return leaveOpen ? nil : try await laptop.save(visit.package)
        }
        if json {
            try sayJSON(["key": saved?.preference.id.rawValue])
        } else if leaveOpen {
            say(tr("The answers are stored. The visit is not saved yet."))
        } else {
            say(tr("Saved on this laptop. We will send it when you are back online."))
        }
    }
}

nonisolated extension VisitDraft {
    /// Whether nobody answered anything yet.
    fileprivate var isUntouched: Bool {
        others.isEmpty && observed.isEmpty
            && voice(.person).map { $0.answers.isEmpty && $0.choice == nil } ?? true
    }
}

/// A visit as the file of `record` has it.
nonisolated struct VisitOnPaper: Decodable, Sendable {
    let package: SupportPackage.ID
    let observed: String?
    let readBack: Bool?
    let voices: [WrittenVoice]

    struct WrittenVoice: Decodable, Sendable {
        let whose: WrittenWhose
        let answers: [String: Answer]?
        let choice: WrittenChoice
        let reasons: String?
    }

    struct WrittenWhose: Decodable, Sendable {
        let whose: Whose

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            switch try JSONValue(from: decoder) {
            case .text("person"): whose = .person
            case .text("advocate"): whose = .advocate
            case .object(let fields):
                guard fields.count == 1,
                    let relationship = fields["family"]?.text.flatMap(Whose.Relationship.init)
                else { throw Self.unknown(in: container) }
                whose = .family(relationship)
            default: throw Self.unknown(in: container)
            }
        }

        private static func unknown(in container: any SingleValueDecodingContainer) -> any Error {
            DecodingError.dataCorruptedError(
                in: container, debugDescription: "whose is not one of those that --help names")
        }
    }

    struct WrittenChoice: Decodable, Sendable {
        let choice: Choice

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let value = try JSONValue(from: decoder)
            switch value {
            case .text("noneOfThese"): choice = .noneOfThese
            case .text("notToday"): choice = .notToday
            case .text("noPreferenceExpressed"): choice = .noPreferenceExpressed
            case .text("declined"): choice = .declined
            // One of the two: with both, which is meant would be a guess.
            case .object(let fields) where fields.count == 1:
                let equal = value["equal"]?.items.compactMap(\.text) ?? []
                if let favourite = value["favourite"]?.text {
                    choice = .favourite(Bid.ID(favourite))
                } else if !equal.isEmpty, equal.count == value["equal"]?.items.count {
                    choice = .equal(equal.map { Bid.ID($0) })
                } else {
                    throw Self.unknown(in: container)
                }
            default: throw Self.unknown(in: container)
            }
        }

        private static func unknown(in container: any SingleValueDecodingContainer) -> any Error {
            DecodingError.dataCorruptedError(
                in: container, debugDescription: "choice is not one of those that --help names")
        }
    }

    /// The largest file of a visit that is read, in bytes.
    private static let largest = 1024 * 1024

    init(contentsOf path: String) throws {
        let data: Data
        do throws(FileFlaw) {
            data =
                path == "-"
                ? try HandedFile.input(limit: Self.largest)
                : try HandedFile.bytes(at: path, limit: Self.largest)
        } catch {
            throw Self.refusal(tr(error.reason))
        }
        let value: JSONValue
        do throws(JSONFlaw) {
            value = try StrictJSON.value(of: data)
        } catch {
            throw Self.refusal(tr(error.words))
        }
        if let field = Self.spareField(in: value) {
            throw Self.refusal(
                tr("{field} is no field of a visit: see record --help", ["field": field]))
        }
        do {
            self = try JSONDecoder().decode(VisitOnPaper.self, from: data)
        } catch {
            let (field, reason) = DecodingFlaw.words(for: error)
            throw Self.refusal(
                tr(
                    "{field} {reason}: see record --help",
                    ["field": field.isEmpty ? "JSON" : field, "reason": tr(reason)]))
        }
    }

    private static func refusal(_ reason: String) -> Ending {
        Ending(.usage, tr("The visit is not recorded. Its file: {reason}.", ["reason": reason]))
    }

    /// A field that means nothing here: somebody wanted to say something with it.
    private static func spareField(in value: JSONValue) -> String? {
        func spare(_ value: JSONValue, _ known: Set<String>) -> String? {
            guard case .object(let fields) = value else { return nil }
            return fields.keys.sorted().first { !known.contains($0) }.map(FieldName.shown)
        }
        if let field = spare(value, ["package", "observed", "readBack", "voices"]) { return field }
        for (index, voice) in (value["voices"]?.items ?? []).enumerated() {
            if let field = spare(voice, ["whose", "answers", "choice", "reasons"]) {
                return "voices[\(index)].\(field)"
            }
        }
        return nil
    }

    /// The steps of the screens, in their order.
    func commands(for draft: VisitDraft) -> [VisitDraft.Command] {
        var commands: [VisitDraft.Command] = []
        var family = 0
        for voice in voices {
            var id = Voice.ID.person
            if voice.whose.whose != .person {
                family += 1
                id = Voice.ID("family-\(family)")
                commands.append(.hear(voice.whose.whose))
            }
            let answers = voice.answers ?? [:]
            let shown = draft.order.map(\.rawValue)
            let inOrder = shown.filter { answers[$0] != nil }
            let unknown = answers.keys.filter { !shown.contains($0) }.sorted()
            for bid in inOrder + unknown {
                if let answer = answers[bid] { commands.append(.answer(id, Bid.ID(bid), answer)) }
            }
            commands.append(.choose(id, voice.choice.choice))
            if let reasons = voice.reasons { commands.append(.explain(id, reasons)) }
        }
        if let observed { commands.append(.observe(observed)) }
        if readBack == true { commands.append(.confirmReadBack) }
        return commands
    }
}
