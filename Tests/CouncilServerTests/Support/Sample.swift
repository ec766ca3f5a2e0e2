import Foundation
import Procurement

@testable import CouncilServer

/// Packages and preferences that tests start from.
enum Sample {
    static let today = Day("2026-11-30") ?? Day(number: 0)
    static let providers = (1...4).map {
        Provider(id: Provider.ID("provider-\($0)"), name: "Provider \($0)")
    }

    /// A package with three bids, all shortlisted, that is due with a worker.
    static func record(
        _ reference: String = "CE-2041", worker: Worker.ID = "sw-1", version: Int = 1,
        title: String = "A flat of my own", shortlistVersion: Int = 1
    ) -> PackagesFile.Record {
        let outcomes = (1...4).map { number in
            Outcome(
                id: Outcome.ID("o\(number)"), domain: .relationships, title: "Outcome \(number)",
                words: "My words \(number).", pictogram: "heart")
        }
        let bids = (1...3).map { number in
            PackagesFile.Offer(
                id: Bid.ID("\(reference)-\(number)"), provider: Provider.ID("provider-\(number)"),
                weeklyPricePence: Pence(50_000 + number), start: today,
                validUntil: today.adding(days: 60), summary: "An offer \(number).",
                responses: outcomes.map {
                    OutcomeResponse(
                        outcome: $0.id, says: .yes, answer: "We will.", easyRead: "They will.")
                })
        }
        return PackagesFile.Record(
            reference: SupportPackage.ID(reference), version: version, title: title,
            pictogram: "home",
            category: Category(
                serviceType: .supportedLiving, clientGroup: .learningDisability, ageGroup: .adults,
                area: .north),
            place: "a town in the north of the borough", people: 1, lifeNow: "I live with Mum.",
            whatMatters: ["The same faces", "My own key"],
            communicationNeeds: [
                CommunicationNeed(
                    kind: .init(rawValue: "easyRead"), title: "Easy Read", detail: "One idea.",
                    pictogram: "learning")
            ], outcomes: outcomes, hoursPerWeek: 20, start: today,
            personalBudgetPenceWeekly: Pence(60_000), requirements: ["Trained staff"], bids: bids,
            shortlist: PackagesFile.Agreed(
                version: shortlistVersion, agreed: today, bids: bids.map(\.id)),
            visit: PackagesFile.Planned(
                worker: worker, due: today, time: ClockTime(hour: 14, minute: 0)))
    }

    static func preference(
        _ id: String, package: SupportPackage.ID = "CE-2041", bid: Int = 2,
        worker: Worker.ID = "sw-1", supersedes: [Preference.ID] = [], shortlistVersion: Int = 1,
        reasons: String = "They were kind.", choice: Choice? = nil
    ) -> Preference {
        let bids = (1...3).map { Bid.ID("\(package)-\($0)") }
        let start = Instant(milliseconds: 1_794_990_000_000)
        return Preference(
            id: Preference.ID(id),
            basis: .init(
                package: package, packageVersion: 1, shortlistVersion: shortlistVersion, bids: bids),
            supersedes: supersedes,
            meeting: Meeting(
                started: start, ended: start.adding(seconds: 1800), place: .home, worker: worker),
            communication: CommunicationUsed(
                needs: [], format: .pictureCards, observed: "Pointed.", readBack: .confirmed),
            people: [Participant(role: .person)],
            voices: [
                Voice(
                    id: .person, whose: .person,
                    answers: bids.map { BidAnswer(bid: $0, answer: .like) },
                    choice: choice ?? .favourite(bids[bid - 1]), reasons: reasons),
                Voice(
                    id: "family-1", whose: .family(.mother), choice: .favourite(bids[0]),
                    reasons: "It is near."),
            ],
            closing: Closing(
                toldHowAndWhen: true, toldCanChangeMind: true, toldHowToComplain: true),
            fairness: Fairness(orderShown: bids, shownFor: [1000, 2000, 3000]))
    }
}
