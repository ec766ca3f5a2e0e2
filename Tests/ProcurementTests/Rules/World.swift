import Synchronization

@testable import Procurement

/// A council in small: six providers, one package after the other, its bids, what people prefer,
/// its awards. Random commands, most of them sensible, are given to all of it; the same seed gives
/// the same history.
///
/// Nothing is ever set: whatever depth a life reaches, it reached it by commands.
struct World {
    var random: Seeded
    var now: Instant
    let pack: RulePack.ID
    let criteria = Packages.criteria

    var admissions: [Kept<AdmissionCase>]
    var package: Kept<PackageCase>
    var bids: [Kept<BidCase>] = []
    var preference: Kept<PreferenceCase>
    var awards: [Kept<AwardCase>]
    var life: Life
    /// The lives before this one, whole.
    var past: [Past] = []

    /// Whether the winner's documents are there today.
    var documents = true
    /// Every record of this life as it arrived, byte for byte.
    var arrived: [Preference] = []
    /// Who in truth recommended each award.
    var recommenders: [AwardCase.ID: String] = [:]

    var walks: [Walked: Int] = [:]
    /// The rules that were asked on each arrow, but whether the state allows it.
    var asked: [Walked: Set<Rule>] = [:]
    var commands = 0
    var refusals = 0
    var checks = 0
    /// What did not hold, in words.
    var broken: [String] = []

    struct Past {
        let package: Kept<PackageCase>
        let bids: [Kept<BidCase>]
        let preference: Kept<PreferenceCase>
        let awards: [Kept<AwardCase>]
    }

    init(seed: UInt64) {
        random = Seeded(seed)
        pack = RulePack.ID.allCases[Int(seed % 3)]
        // Now and then the system is about to end, and the known bank holidays soon after it.
        now = seed % 16 == 5 ? at("2028-12-04T09:00:00Z") : at("2026-03-02T09:00:00Z")
        let pack = pack
        admissions = (1...6).map {
            Kept(
                AdmissionCase(
                    id: AdmissionCase.ID("r-\($0)"), provider: Provider.ID("p-\($0)"),
                    category: Requests.category, pack: pack))
        }
        life = Life(&random, pack)
        let id: SupportPackage.ID = "CE-1"
        package = Kept(PackageCase(content: Self.content(id), author: "c-9", pack: pack))
        preference = Kept(PreferenceCase(id: id, ageGroup: life.ageGroup))
        awards = [Kept(AwardCase(id: "w-1", package: id, pack: pack))]
    }

    var walked: Set<Walked> { Set(walks.keys) }
    var today: Day { Day(now, in: .england) }
    var admitted: [Provider.ID] { admissions.filter(\.isInvited).map(\.provider) }

    mutating func chance(_ outOf: Int) -> Bool { Int(random.next() % UInt64(outOf)) == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(random.next() % UInt64(elements.count))]
    }

    mutating func check(_ holds: Bool, _ what: @autoclosure () -> String) {
        checks += 1
        if !holds { broken.append(what()) }
    }

    /// Anybody, also in two roles at once, which no rule may be taken in by.
    mutating func anyone() -> Actor {
        pick([
            People.broker, People.commissioner, People.approver, People.evaluators[0],
            People.worker, People.provider("p-1"), People.provider("p-9"), Actor.clock,
            Actor(.approver, "e-1"), Actor(.approver, "b-1"), Actor(.commissioner, "c-9"),
        ])
    }

    static func content(_ id: SupportPackage.ID, version: Int = 1) -> SupportPackage {
        let sample = Samples.package(version: version)
        return SupportPackage(
            id: id, version: version, title: sample.title, pictogram: sample.pictogram,
            category: sample.category, place: sample.place, people: sample.people,
            lifeNow: sample.lifeNow, whatMatters: sample.whatMatters,
            communicationNeeds: sample.communicationNeeds, outcomes: sample.outcomes,
            hoursPerWeek: sample.hoursPerWeek, start: sample.start, budget: sample.budget,
            requirements: sample.requirements, stage: sample.stage)
    }
}

// MARK: - One command

extension World {
    /// Gives a command and holds what it did against the machine, the memory and the law.
    @discardableResult
    mutating func give<Subject: Watched>(
        _ path: WritableKeyPath<World, Kept<Subject>>, _ command: Subject.Command, by actor: Actor
    ) -> [Subject.Event] {
        commands += 1
        let events: [Subject.Event]
        let rules = Mutex<Set<Rule>>([])
        do {
            events = try GateProbe.$note.withValue({ rule in
                rules.withLock { _ = $0.insert(rule) }
            }) {
                try self[keyPath: path].now.decide(command, by: actor, at: now)
            }
        } catch {
            refusals += 1
            return []
        }
        for event in events {
            let earlier = self[keyPath: path].now
            self[keyPath: path].take(event)
            let later = self[keyPath: path].now
            let arrow = Self.arrow(earlier, event, later)
            walks[arrow, default: 0] += 1
            asked[arrow, default: []].formUnion(
                rules.withLock { $0.subtracting(Walked.stateRules) })
            check(Walked.all.contains(arrow), "no such arrow: \(arrow)")
            let lost = later.forgot(earlier)
            check(lost.isEmpty, "\(arrow) lost \(lost.joined(separator: ", "))")
            watch(Happening(command: command, event: event, earlier, later, by: actor))
        }
        return events
    }

    static func arrow<Subject: Watched>(
        _ earlier: Subject, _ event: Subject.Event, _ later: Subject
    ) -> Walked {
        Walked(
            machine: Subject.title, from: earlier.state.rawValue, event: caseName(of: event),
            to: later.state.rawValue)
    }

    /// Mostly the command whose arrow was walked least; always a share that is picked blindly, and
    /// a share that is given by somebody else.
    @discardableResult
    mutating func choose<Subject: Watched>(
        _ path: WritableKeyPath<World, Kept<Subject>>, _ options: [(Subject.Command, Actor)]
    ) -> [Subject.Event] {
        guard !options.isEmpty else { return [] }
        var (command, actor) = pick(options)
        switch random.next() % 10 {
        case 0: actor = anyone()
        case 1: break
        default:
            let subject = self[keyPath: path].now
            let turn = Int(random.next() % UInt64(options.count))
            var least = Int.max
            for index in options.indices {
                let option = options[(index + turn) % options.count]
                guard
                    let event = (try? subject.decide(option.0, by: option.1, at: now))?.first
                else { continue }
                var later = subject
                later.evolve(event)
                let arrow = Self.arrow(subject, event, later)
                let cost = (walks[arrow] ?? 0) * (Subject.onward.contains(arrow.event) ? 1 : 5)
                if cost < least { (least, command, actor) = (cost, option.0, option.1) }
            }
        }
        return give(path, command, by: actor)
    }
}
