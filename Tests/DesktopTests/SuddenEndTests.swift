internal import DesktopDriver
internal import Testing

extension Desktop {
    @MainActor
    struct SuddenEndTests {
        /// The program is killed after every single press: sometimes when the next page shows
        /// that the answer is kept, sometimes somewhere before. What was kept must be there, and
        /// what was not must be asked again.
        @Test(arguments: [20_260_301])
        func noAnswerIsLostWhenTheProgramIsKilledAgainAndAgain(seed: UInt64) throws {
            let bench = try Bench()
            defer { bench.end() }
            var visit = KilledVisit(
                bench: bench, title: "My own space and my own rules",
                random: SplitMix(state: seed))
            try visit.begin()
            var person = Said()
            person.answers = try visit.sayWithKills(who: nil)
            person.favourite = try visit.walk.chooseCard(2)
            try visit.killAndCarryOn()
            try visit.walk.begin("Mother")
            var mother = Said()
            mother.answers = try visit.sayWithKills(who: "Mother")
            mother.favourite = try visit.walk.chooseCard(0, who: "Mother")
            try visit.killAndCarryOn()
            #expect(visit.kills >= 10)

            try visit.walk.readBack()
            let providers = try visit.walk.providersOnCheck()
            try visit.walk.save()
            try visit.killAndOpen()
            try visit.walk.openWaiting()
            try visit.walk.waitForReceipt()
            try Received.check(
                try Received.one(of: "CE-2061", at: bench.council), package: "CE-2061",
                worker: "sw-1", voices: [person, mother], providers: providers)
        }
    }
}

/// A visit whose program is killed all the time.
@MainActor
private struct KilledVisit {
    let bench: Bench
    let title: String
    var random: SplitMix
    private(set) var kills = 0
    private(set) var count = 0
    private var open: Walk?

    init(bench: Bench, title: String, random: SplitMix) {
        self.bench = bench
        self.title = title
        self.random = random
    }

    var walk: Walk {
        get throws {
            guard let open else { throw DesktopFailure.program("The window is not open.") }
            return open
        }
    }

    mutating func begin() throws {
        let walk = try bench.open()
        open = walk
        try walk.openVisit(title)
        try walk.showToFamily()
        count = try walk.waitForProvider(number: 1)
    }

    mutating func killAndOpen() throws {
        bench.laptop.kill()
        kills += 1
        open = try bench.open()
    }

    mutating func killAndCarryOn() throws {
        try killAndOpen()
        try walk.openVisit(title)
        try walk.carryOn()
    }

    /// Answers every provider, with a kill after every press.
    ///
    /// - Returns: what must be kept, by the provider's name.
    mutating func sayWithKills(who: String?) throws -> [String: String] {
        var place = 1
        var given: [Int: String] = [:]
        while place <= count {
            try expect(try walk.place(of: count, who: who) == place, "It is another page.")
            let answer = [Saying.like, Saying.notSure, Saying.dislike][Int(random.next() % 3)]
            let isConfirmed = random.next() % 2 == 0
            try walk.pressAnswer(answer)
            if isConfirmed {
                let next = place + 1
                try walk.window.wait(for: "The page after \(place)") {
                    (try? walk.place(of: count, who: who)) == next ? true : nil
                }
            }
            rest(milliseconds: UInt32(random.next() % 120))
            try killAndCarryOn()
            let reached = try walk.place(of: count, who: who)
            let allowed = isConfirmed ? [place + 1] : [place, place + 1]
            try expect(
                allowed.contains(reached),
                "After a kill on page \(place) it carries on at page \(reached).")
            if reached == place + 1 { given[place] = answer }
            place = reached
        }
        let kept = try walk.answersOnCards(who: who)
        try expect(
            kept.values.sorted() == given.values.sorted(), "Given \(given), kept \(kept).")
        return kept
    }
}

/// Numbers that are the same for the same seed. Source: Steele, Lea and Flood, 2014.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
