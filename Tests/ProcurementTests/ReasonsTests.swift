import Testing

@testable import Procurement

/// Why this provider: each reader learns what they may, and nothing that they may not.
struct ReasonsTests {
    private static let stories: [(Story.Twist, RulePack.ID)] =
        Story.Twist.allCases.flatMap { twist in
            [RulePack.ID.lightTouch, .procurementAct2023].map { (twist, $0) }
        }

    private static func moments(_ story: Story) -> [Int] {
        let entries = story.history.entries.count
        return Array(stride(from: 1, to: entries, by: 3)) + [entries]
    }

    /// Every letter of a trace, by its reader.
    private func letters(_ trace: Trace) -> [String: String] {
        var letters = ["person": trace.letterToThePerson().text]
        for voice in ["family-1", "family-2"] {
            letters[voice] = trace.letterToTheFamily(Voice.ID(voice))?.text
        }
        for bid in trace.bids.keys {
            letters[bid.rawValue] = trace.letterToTheBidder(bid)?.text
        }
        return letters
    }

    @Test(arguments: stories)
    func nothingPrivateReachesAnotherReader(_ twist: Story.Twist, _ pack: RulePack.ID) throws {
        let story = Story(twist, pack: pack)
        // On the way too, not only in the end.
        for count in Self.moments(story) {
            let letters = letters(try Trace(story.history.prefix(count)))
            for (reader, text) in letters {
                for marker in story.markers where !marker.readers.contains(reader) {
                    #expect(!text.contains(marker.text), "\(reader), \(marker.text)")
                }
                for bid in story.bids {
                    let pence = Story.price(bid).amount
                    for amount in ["\(pence)", "\(pence / 100).\(pence % 100)"] {
                        #expect(!text.contains(amount), "\(reader) reads the price of \(bid)")
                    }
                }
                for name in ["e1", "e2", "approver", "commissioner", "w1"] {
                    #expect(!text.split(separator: " ").contains(Substring(name)))
                }
            }
        }
    }

    @Test(arguments: stories)
    func theAuditorReadsEverything(_ twist: Story.Twist, _ pack: RulePack.ID) throws {
        let story = Story(twist, pack: pack)
        let text = try Trace(story.history).auditorsText().text
        for marker in story.markers { #expect(text.contains(marker.text), "\(marker.text)") }
        for entry in story.history.entries {
            #expect(text.contains(entry.at.description))
            #expect(text.contains("\(entry.by.id) (\(entry.by.role.words.english))"))
        }
        for bid in story.bids { #expect(text.contains("\(Story.price(bid).amount)")) }
    }

    @Test func everyStepNamesTheRulesOfItsArrowWithTheirSources() throws {
        let trace = try Trace(Story(.overrideSuitability).history)
        let text = trace.auditorsText()
        for step in trace.steps {
            let named = text.sentences.filter { $0.restsOn == [step.id] }.compactMap {
                if case .rule(let rule) = $0.claim { rule } else { nil }
            }
            #expect(named == step.rules)
        }
        let approved = try #require(trace.steps.first { $0.event.name == "approved" })
        #expect(approved.rules.contains(.approverIsNotAnEvaluator))
        #expect(approved.rules.contains(.preferenceDecides))
        #expect(text.text.contains("Cheshire East Cabinet paper, 13 March 2018, 5.13"))
    }

    @Test func aSealedBidIsSealedToTheAuditorToo() throws {
        let story = Story(.preferred)
        let before = story.history.entries.firstIndex { $0.event.name == "closed" } ?? 0
        let text = try Trace(story.history.prefix(before)).auditorsText().text
        #expect(text.contains("sealed"))
        for bid in story.bids { #expect(!text.contains("\(Story.price(bid).amount)")) }
        for marker in story.markers where marker.text.contains("summary of") {
            #expect(!text.contains(marker.text))
        }
    }

    @Test(arguments: stories)
    func everyClaimRestsOnAnEventOfTheTrace(_ twist: Story.Twist, _ pack: RulePack.ID) throws {
        let story = Story(twist, pack: pack)
        for count in Self.moments(story) {
            let trace = try Trace(story.history.prefix(count))
            let known = Set(trace.steps.map(\.id))
            var grounds = trace.letterToThePerson().sentences.map(\.restsOn)
            grounds += trace.letterToTheFamily("family-1")?.sentences.map(\.restsOn) ?? []
            for bid in trace.bids.keys {
                grounds += trace.letterToTheBidder(bid)?.sentences.map(\.restsOn) ?? []
            }
            grounds += trace.auditorsText().sentences.map(\.restsOn)
            for steps in grounds { #expect(!steps.isEmpty && known.isSuperset(of: steps)) }
            for step in trace.steps {
                #expect(step.restsOn.allSatisfy { $0 < step.id })
            }
        }
    }

    /// A claim is not said before its event, and its ground is the event that makes it true.
    @Test func claimsAppearWithTheirEvents() throws {
        let story = Story(.overrideSuitability)
        let events: [(PersonClaim) -> String?] = [
            { if case .willHelp = $0 { "approved" } else { nil } },
            { if case .likedBest = $0 { "accepted" } else { nil } },
            { if case .ownWords = $0 { "received" } else { nil } },
            { if case .councilsWords = $0 { "recommended" } else { nil } },
            { if case .canStart = $0 { "submitted" } else { nil } },
        ]
        var seen = Set<String>()
        for count in 1...story.history.entries.count {
            let trace = try Trace(story.history.prefix(count))
            for sentence in trace.letterToThePerson().sentences {
                for name in events.compactMap({ $0(sentence.claim) }) {
                    seen.insert(name)
                    let names = sentence.restsOn.map { trace.steps[$0 - 1].event.name }
                    #expect(names.contains(name))
                }
            }
        }
        #expect(seen == ["approved", "accepted", "received", "recommended", "submitted"])
    }

    @Test(arguments: stories)
    func thePersonsLetterIsEasyToRead(_ twist: Story.Twist, _ pack: RulePack.ID) throws {
        let letter = try Trace(Story(twist, pack: pack).history).letterToThePerson()
        var words = 0
        var syllables = 0
        var count = 0
        for sentence in letter.sentences where !sentence.claim.isQuotation {
            for part in sentence.words.english.split(whereSeparator: { ".:?!".contains($0) }) {
                let own = part.split(separator: " ")
                guard !own.isEmpty else { continue }
                #expect(own.count <= 10, "\(part)")
                count += 1
                words += own.count
                syllables += own.reduce(0) { $0 + Self.syllables(String($1)) }
            }
        }
        // Flesch and Kincaid, 1975.
        let grade =
            0.39 * Double(words) / Double(count) + 11.8 * Double(syllables) / Double(words) - 15.59
        #expect(grade <= 4, "grade \(grade)")
        let plain = letter.sentences.filter { !$0.claim.isQuotation }
            .map(\.words.english).joined()
        #expect(plain.lowercased().contains("you"))
    }

    private static func syllables(_ word: String) -> Int {
        var count = 0
        var wasVowel = false
        let letters = word.lowercased().filter(\.isLetter)
        for letter in letters {
            let isVowel = "aeiouy".contains(letter)
            if isVowel && !wasVowel { count += 1 }
            wasVowel = isVowel
        }
        if letters.hasSuffix("e") && count > 1 && !letters.hasSuffix("le") { count -= 1 }
        return max(1, count)
    }

    @Test func anOverrideNamesItsGroundAndItsReason() throws {
        for twist in [Story.Twist.overrideSuitability, .overrideBestInterests] {
            let story = Story(twist)
            let trace = try Trace(story.history)
            let reason = try #require(story.markers.first { $0.text.contains("override") }).text
            let person = trace.letterToThePerson()
            #expect(person.sentences.contains { $0.claim == .notTheOneYouLiked })
            #expect(person.sentences.contains { $0.claim == .councilsWords(reason) })
            #expect(
                person.sentences.contains {
                    $0.claim
                        == (twist == .overrideSuitability
                            ? .notRightForYou("Alder Support") : .bestForYou)
                })
            let ground: AwardCase.Override.Ground =
                twist == .overrideSuitability ? .suitability : .bestInterests
            #expect(
                trace.auditorsText().sentences.contains {
                    $0.claim == .against(ground, reason: reason)
                })
            let family = try #require(trace.letterToTheFamily("family-1"))
            // A ground that tells about the person's capacity goes only to who was consulted.
            #expect(
                family.sentences.contains {
                    $0.claim
                        == .councilDecidedOtherwise(ground == .suitability ? .suitability : nil)
                })
        }
    }

    @Test func theFamilyReadsThatItWasHeardBesideAndNotInstead() throws {
        for (twist, pack) in Self.stories where twist != .noBids {
            let trace = try Trace(Story(twist, pack: pack).history)
            let letter = try #require(trace.letterToTheFamily("family-1"))
            #expect(letter.sentences.contains { $0.claim == .heardBesideNotInstead })
            #expect(letter.text.contains("mother's words"))
            #expect(trace.letterToTheFamily("person") == nil)
        }
        let trace = try Trace(Story(.lacksCapacity).history)
        let consulted = try #require(trace.letterToTheFamily("family-1"))
        let other = try #require(trace.letterToTheFamily("family-2"))
        #expect(consulted.sentences.contains { $0.claim == .bestInterestsAndYouWereConsulted })
        #expect(other.sentences.contains { $0.claim == .decidedByTheRulesThatProtect })
        #expect(!other.text.contains("best interests"))
    }

    @Test func aFallenAwardAndTheNextAreExplained() throws {
        let trace = try Trace(Story(.fallen).history)
        let person = trace.letterToThePerson().sentences.map(\.claim)
        #expect(person.contains(.cannotGoOn("Alder Support")))
        #expect(person.contains(.askedAgain))
        #expect(person.contains(.willHelp("Beech Care")))
        let first = try #require(trace.letterToTheBidder("b1")).sentences.map(\.claim)
        #expect(first.contains(.yourAwardFell))
        let third = try #require(trace.letterToTheBidder("b3"))
        #expect(third.sentences.contains { $0.claim == .anEarlierAwardFell })
        #expect(!third.text.contains("Alder"))
    }

    @Test func refusingTheOnlyBidIsExplained() throws {
        let trace = try Trace(Story(.onlyBidRefused).history)
        let person = trace.letterToThePerson().sentences.map(\.claim)
        #expect(person.contains(.saidNoToTheOne))
        #expect(person.contains(.willAskAgain))
        let bidder = try #require(trace.letterToTheBidder("b1")).sentences.map(\.claim)
        // That it was refused is the person's own business.
        #expect(bidder.contains(.endedWithoutAward(.noneAcceptableToThePerson)))
        #expect(bidder.contains(.metTheCriteria(true)))
    }

    @Test func aBidderReadsItsScoresAndTheWinnersAdvantages() throws {
        let act = try Trace(Story(.preferred, pack: .procurementAct2023).history)
        let letter = try #require(act.letterToTheBidder("b2"))
        let claims = letter.sentences.map(\.claim)
        #expect(claims.contains(.assessmentSummary))
        #expect(claims.contains(.winnerIs("Alder Support")))
        #expect(
            claims.contains(
                .winnersScore(criterion: "The people who help", points: 4, yours: 5)))
        #expect(claims.contains(.winnerReaches(outcome: "Live in my own flat")))
        #expect(claims.contains(.preferenceDecides))
        #expect(!letter.text.contains("Cedar"))
        let regulations = try Trace(Story(.preferred, pack: .lightTouch).history)
        let other = try #require(regulations.letterToTheBidder("b2")).sentences.map(\.claim)
        #expect(!other.contains(.assessmentSummary))
        #expect(other.contains(.mayAskForReasons))
        #expect(!other.contains { if case .winnersScoreReason = $0 { true } else { false } })
    }

    @Test func whatWasCopiedIntoABiddersLetterIsLeftOut() throws {
        let trace = try Trace(Story(.preferred).history)
        let letter = try #require(trace.letterToTheBidder("b3"))
        #expect(letter.sentences.count { $0.claim == .leftOut } == 2)
    }

    @Test func aHistoryThatDoesNotFollowIsNotRead() throws {
        let story = Story(.preferred)
        var history = PackageHistory(
            content: story.history.content, author: "a", pack: .lightTouch, providers: [:])
        history.append(.package(.awarded), by: .clock, at: Samples.now)
        #expect(throws: HistoryFailure.doesNotFollow(entry: 1, event: "awarded", state: "draft")) {
            try Trace(history)
        }
        var backwards = story.history.prefix(1)
        backwards.append(
            .package(.checkPassed), by: .clock, at: Instant(milliseconds: 0))
        #expect(throws: HistoryFailure.goesBack(entry: 2)) { try Trace(backwards) }
    }

    @Test func theSameHistoryHasTheSameText() throws {
        let history = Story(.fallen).history
        let first = try Trace(history).auditorsText()
        for _ in 1...5 { #expect(try Trace(history).auditorsText() == first) }
    }
}
