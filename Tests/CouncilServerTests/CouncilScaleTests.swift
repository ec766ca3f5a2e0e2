import Foundation
import Procurement
import Testing

@testable import CouncilServer

struct CouncilScaleTests {
    private static let words = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../data/demo/generate/words.json").standardized.path

    private func make(seed: UInt64) throws -> PackagesFile {
        var generator = try CouncilScale(
            words: ImportFile(path: Self.words), seed: seed, today: Sample.today)
        return generator.make()
    }

    @Test(arguments: [1, 2, 99] as [UInt64])
    func peopleBudgetsAndProvidersAddUp(_ seed: UInt64) throws {
        let council = try make(seed: seed)
        for group in CouncilScale.groups {
            let prefix = "CE-\(group.firstReference / 10_000)"
            let records = council.packages.filter { $0.reference.rawValue.hasPrefix(prefix) }
            #expect(records.map(\.people).reduce(0, +) == group.people)
            let weekly = records.map(\.personalBudgetPenceWeekly.amount).reduce(0, +)
            #expect(weekly == group.weekly.amount)
            // No other whole number of pence a week comes nearer to the sum of the year.
            #expect(abs(weekly * 52 - group.poundsAYear * 100) <= 26)
            let kinds = Set(records.map(\.category.clientGroup))
            #expect(kinds == [group.clientGroup, .autism])
        }
        #expect(council.providers.count == 80)
        let bidders = Set(council.packages.flatMap { $0.bids.map(\.provider) })
        #expect((36...44).contains(bidders.count))
        let workers = Set(council.packages.compactMap { $0.visit?.worker })
        #expect(workers.count == CouncilScale.workers)
    }

    @Test func theSameSeedMakesTheSameCouncil() throws {
        let one = try CanonicalJSON.encode(make(seed: 5))
        #expect(try CanonicalJSON.encode(make(seed: 5)) == one)
        #expect(try CanonicalJSON.encode(make(seed: 6)) != one)
    }

    @Test func whatIsMadePassesEveryRuleOfTheFormat() throws {
        let file = ImportFile(name: "made", bytes: try CanonicalJSON.encode(make(seed: 3)))
        let problems = ProblemList()
        let read = try #require(try PackagesFileReader(file: file, problems: problems).read())
        PackagesRules(file: "made", problems: problems, known: [:]).check(read)
        #expect(problems.problems.prefix(5).map(\.description) == [])
        let made = try CanonicalJSON.decode(PackagesFile.self, from: file.bytes)
        #expect(read == made)
    }

    @Test(arguments: [(10, [1, 1, 1]), (7, [5, 0, 2]), (100, [3, 3, 1, 9]), (0, [1, 2])])
    func sharesAddUpExactly(_ sum: Int, _ weights: [Int]) {
        let shares = CouncilScale.shares(of: sum, by: weights)
        #expect(shares.reduce(0, +) == sum)
        let total = weights.reduce(0, +)
        for (share, weight) in zip(shares, weights) {
            #expect(abs(share * total - sum * weight) < total)
        }
    }

    /// The first numbers of seed 1234567, as the algorithm's published description gives them.
    @Test func theRandomNumbersAreThoseOfSplitMix64() {
        var random = SplitMix64(seed: 1_234_567)
        let numbers = (0..<3).map { _ in random.next() }
        #expect(
            numbers == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
    }
}
