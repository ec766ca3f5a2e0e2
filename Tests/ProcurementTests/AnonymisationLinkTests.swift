import Foundation
import Procurement
import Testing

/// Facts that are coarse one by one and rare together, and packages that can be laid together.
struct AnonymisationLinkTests {
    private let facts = QuasiIdentifiers(Samples.package())

    private func wholeKinds(people: Int) -> [Finding.Kind] {
        AnonymisationCheck(population: Population(counts: [facts: people]))
            .findings(in: Samples.package()).map(\.kind)
    }

    @Test func fewerThanFivePeopleAreRare() {
        #expect(wholeKinds(people: 0) == [.rareCombination])
        #expect(wholeKinds(people: 4) == [.rareCombination])
        #expect(wholeKinds(people: 5) == [])
        #expect(wholeKinds(people: 6) == [])
    }

    @Test func whatWasNotCountedIsRare() {
        #expect(Population(counts: [:]).isRare(facts))
    }

    @Test func peopleWithMoreNeedsCouldBeTheOneToo() {
        var more = facts
        more.communicationNeeds = [CommunicationNeed.Kind(rawValue: "device")]
        let population = Population(counts: [facts: 3, more: 2])
        #expect(population.count(facts) == 5)
        #expect(population.count(more) == 2)
        #expect(population.coarser(more) == facts)
    }

    @Test func anywhereIsEveryArea() {
        var south = facts
        south.area = .south
        var anywhere = facts
        anywhere.area = .anywhere
        let population = Population(counts: [facts: 3, south: 3])
        #expect(population.isRare(facts))
        #expect(!population.isRare(anywhere))
        #expect(population.coarser(facts) == anywhere)
    }

    @Test func everyOtherFactDivides() {
        let changes: [(inout QuasiIdentifiers) -> Void] = [
            { $0.ageGroup = .children }, { $0.clientGroup = .autism },
            { $0.serviceType = .residentialCare }, { $0.area = .west }, { $0.people = 2 },
        ]
        for change in changes {
            var other = facts
            change(&other)
            #expect(Population(counts: [other: 10]).count(facts) == 0)
        }
    }

    @Test func anEarlierPackageWithTheSameRareFactsIsALink() {
        var earlier = Samples.package()
        earlier = copy(of: earlier, id: "CE-1999")
        let rare = Population(counts: [facts: 4])
        let common = Population(counts: [facts: 40])
        let kinds = { (population: Population) in
            AnonymisationCheck(population: population, earlier: [earlier])
                .findings(in: Samples.package()).map(\.kind)
        }
        #expect(kinds(rare) == [.rareCombination, .linkedPackage])
        #expect(kinds(common) == [])
    }

    @Test func eightWordsInARowLinkTwoPackagesAndSevenDoNot() throws {
        let words = "quiet mornings with my green kettle and birds"
        let earlier = copy(of: Samples.package(), id: "CE-1999", lifeNow: "I have \(words) now.")
        let check = AnonymisationCheck(earlier: [earlier])
        var package = Samples.package()
        package.lifeNow = "Every day: Quiet mornings, with my green kettle and BIRDS!"
        let link = try #require(check.findings(in: package).first)
        #expect(link.kind == .linkedPackage)
        #expect(link.part == .lifeNow)
        #expect(link.text == "Quiet mornings, with my green kettle and BIRDS")
        package.lifeNow = "Every day: mornings with my green kettle and birds!"
        #expect(check.findings(in: package).isEmpty)
    }

    @Test func anAmendmentIsNoLinkToItself() {
        var package = Samples.package()
        package.lifeNow = "I have quiet mornings with my green kettle and my birds."
        let check = AnonymisationCheck(earlier: [package])
        package.version = 2
        #expect(check.findings(in: package).isEmpty)
    }

    @Test func aFindingSaysInWhichTextItStands() {
        var package = Samples.package()
        package.title = "A flat in Crewe"
        package.whatMatters = ["The same faces", "My brother Tom"]
        package.requirements = ["A home in Nantwich"]
        package.place = "Poynton"
        #expect(
            AnonymisationTexts.check.findings(in: package).map(\.part)
                == [.title, .place, .whatMatters(1), .requirement(0)])
    }

    @Test func thePackagesOwnReferenceIsNoFinding() {
        var package = Samples.package()
        package.lifeNow = "Case reference CE-2041. Case reference CE-3055."
        #expect(AnonymisationTexts.check.findings(in: package).map(\.text) == ["CE-3055"])
    }

    private func copy(
        of package: SupportPackage, id: SupportPackage.ID, lifeNow: String? = nil
    ) -> SupportPackage {
        SupportPackage(
            id: id, version: 1, title: package.title, pictogram: package.pictogram,
            category: package.category, place: package.place, people: package.people,
            lifeNow: lifeNow ?? package.lifeNow, whatMatters: package.whatMatters,
            communicationNeeds: package.communicationNeeds, outcomes: package.outcomes,
            hoursPerWeek: package.hoursPerWeek, start: package.start, budget: package.budget,
            requirements: package.requirements, stage: .awarded)
    }
}
