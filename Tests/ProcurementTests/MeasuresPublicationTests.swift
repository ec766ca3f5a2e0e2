import Testing

@testable import Procurement

/// What was published before is remembered: two tables together tell no more than each alone.
struct MeasuresPublicationTests {
    private static let rule = SuppressionRule()

    private static let group = Dimension(name: "group", values: ["a", "b", "c"])
    private static let area = Dimension(name: "area", values: ["x", "y"])
    private static let measure = Dimension(name: "measure", values: ["m", "n"])

    /// Random packages by group, area and measure, named so that months do not collide.
    private static func people(
        _ month: String, most: Int, _ random: inout Seeded
    ) -> [SupportPackage.ID: [String: String]] {
        var members: [SupportPackage.ID: [String: String]] = [:]
        for group in group.values {
            for area in area.values {
                for measure in measure.values {
                    let count = max(0, Int.random(in: -2...most, using: &random))
                    for number in 0..<count {
                        members[SupportPackage.ID("\(month)\(group)\(area)\(measure)\(number)")] = [
                            "group": group, "area": area, "measure": measure,
                        ]
                    }
                }
            }
        }
        return members
    }

    /// A hidden number of any table, attacked with all tables together.
    private struct Wall {
        var kinds: [(month: String, values: [String: String])] = []
        var truth: [Int] = []
        var shown: [Attacker.Sum] = []
        var hidden: [Attacker.Sum] = []

        /// Without areas where no table names them: fewer unknowns, the same answer.
        init(
            _ months: [String: [SupportPackage.ID: [String: String]]],
            byArea isByArea: Bool = true
        ) {
            let areas: [String?] = isByArea ? MeasuresPublicationTests.area.values : [nil]
            for (month, members) in months.sorted(by: { $0.key < $1.key }) {
                for group in MeasuresPublicationTests.group.values {
                    for area in areas {
                        for measure in MeasuresPublicationTests.measure.values {
                            var values = ["group": group, "measure": measure]
                            values["area"] = area
                            kinds.append((month, values))
                            truth.append(
                                members.values.count { member in
                                    values.allSatisfy { member[$0.key] == $0.value }
                                })
                        }
                    }
                }
            }
        }

        func sum(_ months: Set<String>, _ wanted: [String: String]) -> Attacker.Sum {
            let unknowns = kinds.indices.filter { index in
                months.contains(kinds[index].month)
                    && wanted.allSatisfy { kinds[index].values[$0.key] == $0.value }
            }
            return .init(unknowns: unknowns, value: unknowns.reduce(0) { $0 + truth[$1] })
        }

        mutating func add(_ table: PublishedTable, of months: Set<String>) {
            for (row, line) in table.figures.enumerated() {
                for (column, figure) in line.enumerated() {
                    var wanted: [String: String] = [:]
                    if row < table.rows.values.count {
                        wanted[table.rows.name] = table.rows.values[row]
                    }
                    if column < table.columns.values.count {
                        wanted[table.columns.name] = table.columns.values[column]
                    }
                    let sum = sum(months, wanted)
                    if let count = figure.count {
                        #expect(count == sum.value)
                        shown.append(sum)
                    } else {
                        hidden.append(sum)
                    }
                }
            }
        }

        func recovered(_ others: [Attacker.Sum] = []) -> Int {
            let attacker = Attacker(truth: truth, known: shown)
            return (hidden + others).count {
                !attacker.canDiffer(
                    $0.unknowns, around: $0.value, by: MeasuresPublicationTests.rule.threshold)
            }
        }
    }

    @Test func twoTablesOfTheSamePeopleRecoverNothing() throws {
        var attacked = 0
        var recovered = 0
        for seed in 1...250 as ClosedRange<UInt64> {
            var random = Seeded(seed)
            let members = Self.people("1", most: [3, 6, 12][Int(seed % 3)], &random)
            var publication = Publication(rule: Self.rule)
            let population = CountedPackages(members)
            guard
                let byGroup = try? publication.publish(
                    Self.group, by: Self.measure, of: population),
                let byArea = try? publication.publish(Self.area, by: Self.measure, of: population)
            else { continue }
            var wall = Wall(["1": members])
            wall.add(byGroup, of: ["1"])
            wall.add(byArea, of: ["1"])
            recovered += wall.recovered()
            attacked += 2
        }
        #expect(recovered == 0)
        #expect(attacked > 300)
        print("figure publication-linked-tables-attacked \(attacked) tables")
    }

    @Test func lastMonthAgainstThisMonthRecoversNothing() throws {
        var attacked = 0
        var recovered = 0
        for seed in 1...200 as ClosedRange<UInt64> {
            var random = Seeded(seed)
            let first = Self.people("1", most: 9, &random)
            let second = Self.people("2", most: [3, 6, 9][Int(seed % 3)], &random)
            var publication = Publication(rule: Self.rule)
            let both = first.merging(second) { $1 }
            guard
                let before = try? publication.publish(
                    Self.group, by: Self.measure, of: CountedPackages(first)),
                let after = try? publication.publish(
                    Self.group, by: Self.measure, of: CountedPackages(both))
            else { continue }
            var wall = Wall(["1": first, "2": second], byArea: false)
            wall.add(before, of: ["1"])
            wall.add(after, of: ["1", "2"])
            // The difference of the two, which nobody printed, holds no small number either.
            var small: [Attacker.Sum] = []
            for group in Self.group.values {
                for measure in Self.measure.values {
                    let sum = wall.sum(["2"], ["group": group, "measure": measure])
                    if Self.rule.threshold > sum.value && sum.value > 0 { small.append(sum) }
                }
            }
            recovered += wall.recovered(small)
            attacked += 1
        }
        #expect(recovered == 0)
        #expect(attacked > 100)
        print("figure publication-months-attacked \(attacked) pairs")
    }

    @Test func theSameRequestHasTheSameAnswer() throws {
        var random = Seeded(7)
        let population = CountedPackages(Self.people("1", most: 9, &random))
        var publication = Publication(rule: Self.rule)
        let once = try publication.publish(Self.group, by: Self.measure, of: population)
        let again = try publication.publish(Self.group, by: Self.measure, of: population)
        #expect(once == again)
        let turned = try publication.publish(Self.measure, by: Self.group, of: population)
        for (row, line) in once.figures.enumerated() {
            for (column, figure) in line.enumerated() {
                #expect(turned.figures[column][row] == figure)
            }
        }
    }

    @Test func tooFewPeopleAndATableOfOneDimensionAreNotPublished() throws {
        var publication = Publication(rule: Self.rule)
        let few = CountedPackages(["one": ["group": "a", "area": "x", "measure": "n"]])
        #expect(throws: PublicationRefusal.tooFew) {
            try publication.publish(Self.group, by: Self.measure, of: few)
        }
        #expect(throws: PublicationRefusal.tooFew) {
            try publication.publish(Self.group, by: Self.measure, of: CountedPackages([:]))
        }
        #expect(throws: PublicationRefusal.sameDimension(Self.group.name)) {
            try publication.publish(Self.group, by: Self.group, of: few)
        }
    }

    @Test func onePersonMoreIsNotPublished() throws {
        var random = Seeded(7)
        var members = Self.people("1", most: 9, &random)
        var publication = Publication(rule: Self.rule)
        _ = try publication.publish(Self.group, by: Self.measure, of: CountedPackages(members))
        members["newcomer"] = ["group": "a", "area": "x", "measure": "n"]
        #expect(throws: PublicationRefusal.tooFew) {
            try publication.publish(Self.group, by: Self.measure, of: CountedPackages(members))
        }
    }

    @Test func onePersonFewerIsNotPublished() throws {
        var random = Seeded(7)
        var members = Self.people("1", most: 9, &random)
        var publication = Publication(rule: Self.rule)
        _ = try publication.publish(Self.group, by: Self.measure, of: CountedPackages(members))
        members[try #require(members.keys.min())] = nil
        #expect(throws: PublicationRefusal.leavesARemainder) {
            try publication.publish(Self.group, by: Self.measure, of: CountedPackages(members))
        }
    }

    @Test func onePersonWhoMovedIsNotPublished() throws {
        var random = Seeded(7)
        var members = Self.people("1", most: 9, &random)
        var publication = Publication(rule: Self.rule)
        _ = try publication.publish(Self.group, by: Self.measure, of: CountedPackages(members))
        let moved = try #require(members.keys.min())
        let other = members[moved]?["group"] == "a" ? "b" : "a"
        members[moved]?["group"] = other
        #expect(throws: PublicationRefusal.changedSince) {
            try publication.publish(Self.group, by: Self.measure, of: CountedPackages(members))
        }
    }

    @Test func aCircleOfTablesIsNotPublished() throws {
        var random = Seeded(9)
        let population = CountedPackages(Self.people("1", most: 12, &random))
        var publication = Publication(rule: Self.rule)
        _ = try publication.publish(Self.group, by: Self.measure, of: population)
        _ = try publication.publish(Self.area, by: Self.measure, of: population)
        #expect(throws: PublicationRefusal.closesACircle("group", "area")) {
            try publication.publish(Self.group, by: Self.area, of: population)
        }
    }

    @Test func aZeroIsShownWhereItHidesNothing() throws {
        var members: [SupportPackage.ID: [String: String]] = [:]
        for (group, measure, count) in [("a", "m", 9), ("b", "m", 8), ("b", "n", 7)] {
            for number in 0..<count {
                members[SupportPackage.ID("\(group)\(measure)\(number)")] = [
                    "group": group, "measure": measure,
                ]
            }
        }
        let groups = Dimension(name: "group", values: ["a", "b"])
        var publication = Publication(rule: Self.rule)
        let table = try publication.publish(groups, by: Self.measure, of: CountedPackages(members))
        #expect(table.figure("a", "n") == .count(0))
        #expect(table.hiddenFigures == 0)

        // The same numbers, where "m" tells something about everybody of group a.
        let telling = Dimension(name: "measure", values: ["m", "n"], telling: ["m"])
        var careful = Publication(rule: Self.rule)
        let held = try careful.publish(groups, by: telling, of: CountedPackages(members))
        #expect(held.figure("a", "m") == .hidden)
        #expect(held.figure("a", "n") == .hidden)
        #expect(held.total(ofRow: "a") == .count(9))
    }

    @Test func figuresThatAreNoCountsAreHeldBackToo() {
        var publication = Publication(rule: Self.rule)
        let ten = Set((1...10).map { SupportPackage.ID("p\($0)") })
        let eleven = ten.union(["p11"])
        let asked = [
            ("days", ten), ("days", ten), ("days", eleven), ("ratio", eleven),
            ("days", ["p1", "p2", "p3", "p4"]),
        ]
        let answers = asked.map { publication.mayState($0.0, of: $0.1) }
        #expect(answers == [true, true, false, true, false])
    }
}
