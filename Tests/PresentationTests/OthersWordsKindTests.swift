import Presentation
import Procurement
import Testing

/// What others wrote turns no line of ours.
struct OthersWordsKindTests {
    private static let names = [
        "Elm \u{202E}eraC\u{202C} Homes", "Elm Homes\u{202E}", "בית אלון", "A\u{2069}\u{202E}B",
        "\u{2067}\u{2067}open", "\u{200F}Elm",
    ]

    /// A visit in which everything that was written by others has this name.
    private static func file(_ name: String) throws -> VisitFile {
        let plain = Samples.file(bids: 2)
        let old = plain.package
        let package = SupportPackage(
            id: old.id, version: old.version, title: name, pictogram: old.pictogram,
            category: old.category, place: name, people: old.people, lifeNow: name,
            whatMatters: [name], communicationNeeds: [], outcomes: old.outcomes,
            hoursPerWeek: old.hoursPerWeek, start: old.start, budget: old.budget,
            requirements: [], stage: old.stage)
        let bids = plain.bids.map { bid in
            Bid(
                id: bid.id, package: bid.package, provider: bid.provider, providerName: name,
                weeklyPrice: bid.weeklyPrice, start: bid.start, validUntil: bid.validUntil,
                summary: name, responses: bid.responses, standing: bid.standing)
        }
        return VisitFile(
            package: package, visit: plain.visit, shortlist: plain.shortlist, bids: bids,
            draft: nil, records: [], opened: nil)
    }

    @Test func everyLineWithTheirWordsInItKeepsItsOrder() throws {
        var lines = 0
        for name in Self.names {
            let file = try Self.file(name)
            var random = SystemRandomNumberGenerator()
            var draft = try VisitDraft.begin(
                package: file.package, shortlist: file.shortlist, supersedes: [], place: .home,
                now: Samples.present.now, using: &random)
            for command in [
                .choose(.person, .equal(draft.order)), .explain(.person, name),
                .hear(.family(.mother)),
            ] as [VisitDraft.Command] {
                for event in try draft.decide(command) { draft.evolve(event) }
            }
            let check = CheckPage(draft, file)
            let readBack = try #require(ReadBackPage(draft, file))
            // Each with how often the name stands in it.
            let shown: [(String, Int)] =
                [
                    (readBack.sentence, 2), (VisitPage(file, in: Samples.present).line, 1),
                    (VisitRow(file, in: Samples.present).line, 1), (Words.quoted(name), 1),
                    (Words.names([name, name]), 2), (tr("Likes {name} best", ["name": name]), 1),
                ] + check.sections[0].rows.filter(\.isQuote).map { ($0.value, 1) }
            for (line, count) in shown {
                lines += 1
                let depths = Self.depths(line)
                #expect(depths.last == 0, "\(line.debugDescription)")
                #expect(!depths.contains { $0 < 0 }, "\(line.debugDescription)")
                // Whatever could turn the line stands inside, and each name by itself.
                let turning = zip(line.unicodeScalars, depths).filter { Self.canTurn($0.0) }
                #expect(turning.allSatisfy { $0.1 > 0 }, "\(line.debugDescription)")
                let parts = zip(depths, depths.dropFirst()).filter { $0 == 0 && $1 > 0 }.count
                #expect(parts + (depths[0] > 0 ? 1 : 0) == count, "\(line.debugDescription)")
            }
        }
        print("figure lines_with_others_words_kept \(lines) lines")
    }

    @Test func plainNamesStandInOurLinesAsTheyAre() throws {
        let file = try Self.file("Elm & Oak <Homes> {name}")
        #expect(
            tr("Likes {name} best", ["name": file.bids[0].providerName])
                == "Likes Elm & Oak <Homes> {name} best")
        #expect(Words.names(["A", "B"]) == "A, B")
    }

    /// How many isolates are open after each scalar.
    private static func depths(_ line: String) -> [Int] {
        var depth = 0
        return line.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x2066...0x2068: depth += 1
            case 0x2069: depth -= 1
            default: break
            }
            return depth
        }
    }

    private static func canTurn(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0x200E, 0x200F, 0x202A...0x202E: true
        default: false
        }
    }
}
