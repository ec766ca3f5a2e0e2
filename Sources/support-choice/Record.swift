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
            if let family = try? container.decode([String: Whose.Relationship].self),
                let relationship = family["family"]
            {
                whose = .family(relationship)
                return
            }
            switch try container.decode(String.self) {
            case "person": whose = .person
            case "advocate": whose = .advocate
            default:
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "whose is not one of those that --help names")
            }
        }
    }

    struct WrittenChoice: Decodable, Sendable {
        let choice: Choice

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let favourite = try? container.decode([String: Bid.ID].self)["favourite"] {
                choice = .favourite(favourite)
            } else if let equal = try? container.decode([String: [Bid.ID]].self)["equal"] {
                choice = .equal(equal)
            } else {
                switch try container.decode(String.self) {
                case "noneOfThese": choice = .noneOfThese
                case "notToday": choice = .notToday
                case "noPreferenceExpressed": choice = .noPreferenceExpressed
                case "declined": choice = .declined
                default:
                    throw DecodingError.dataCorruptedError(
                        in: container,
                        debugDescription: "choice is not one of those that --help names")
                }
            }
        }
    }

    init(contentsOf path: String) throws {
        let data =
            path == "-"
            ? FileHandle.standardInput.readDataToEndOfFile()
            : FileManager.default.contents(atPath: path)
        guard let data else { throw Ending(.usage, tr("The file of the visit cannot be read.")) }
        do {
            self = try JSONDecoder().decode(VisitOnPaper.self, from: data)
        } catch {
            throw Ending(.usage, tr("The file is not a visit as \"record --help\" describes it."))
        }
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
