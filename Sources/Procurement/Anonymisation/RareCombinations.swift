/// The coarse facts that stand in the clear beside a package's texts. Each says little; together
/// they can point to one person.
public struct QuasiIdentifiers: Codable, Hashable, Sendable {
    public var ageGroup: AgeGroup
    public var clientGroup: ClientGroup
    public var serviceType: ServiceType
    public var area: Area
    public var communicationNeeds: Set<CommunicationNeed.Kind>
    /// How many people the package is for.
    public var people: Int

    public init(
        ageGroup: AgeGroup, clientGroup: ClientGroup, serviceType: ServiceType, area: Area,
        communicationNeeds: Set<CommunicationNeed.Kind>, people: Int
    ) {
        self.ageGroup = ageGroup
        self.clientGroup = clientGroup
        self.serviceType = serviceType
        self.area = area
        self.communicationNeeds = communicationNeeds
        self.people = people
    }

    public init(_ package: SupportPackage) {
        self.init(
            ageGroup: package.category.ageGroup, clientGroup: package.category.clientGroup,
            serviceType: package.category.serviceType, area: package.category.area,
            communicationNeeds: Set(package.communicationNeeds.map(\.kind)),
            people: package.people)
    }

    /// The facts in one line, always in the same order: `adults, autism, supportedLiving, north,
    /// 1, device+quietPlace`.
    public var summary: String {
        let needs = communicationNeeds.map(\.rawValue).sorted().joined(separator: "+")
        return [
            ageGroup.rawValue, clientGroup.rawValue, serviceType.rawValue, area.rawValue,
            String(people), needs.isEmpty ? "-" : needs,
        ].joined(separator: ", ")
    }

    /// Whether somebody with `other` as their facts could be the one that these describe: the
    /// needs named are among theirs, and "anywhere" is every area.
    func describes(_ other: QuasiIdentifiers) -> Bool {
        ageGroup == other.ageGroup && clientGroup == other.clientGroup
            && serviceType == other.serviceType && people == other.people
            && (area == .anywhere || area == other.area)
            && communicationNeeds.isSubset(of: other.communicationNeeds)
    }
}

/// How many people of the council share which facts.
///
/// The council hands it in; it never leaves the server. A combination that is in no row counts as
/// nobody, so that what was not counted is not published.
public struct Population: Sendable {
    /// Fewer than this many people are rare.
    ///
    /// Source: ONS and NHS England, disclosure control of small numbers (counts below 5 are
    /// suppressed).
    public static let threshold = 5

    private let counts: [QuasiIdentifiers: Int]

    /// - Parameter counts: people who have exactly these facts.
    public init(counts: [QuasiIdentifiers: Int]) { self.counts = counts }

    /// How many people the facts could be about.
    public func count(_ facts: QuasiIdentifiers) -> Int {
        counts.reduce(0) { $0 + (facts.describes($1.key) ? max(0, $1.value) : 0) }
    }

    public func isRare(_ facts: QuasiIdentifiers) -> Bool { count(facts) < Self.threshold }

    /// The same facts with the least left out that makes them common; `nil` when nothing helps.
    public func coarser(_ facts: QuasiIdentifiers) -> QuasiIdentifiers? {
        var tries: [QuasiIdentifiers] = []
        for need in facts.communicationNeeds.sorted(by: { $0.rawValue < $1.rawValue }) {
            var fewer = facts
            fewer.communicationNeeds.remove(need)
            tries.append(fewer)
        }
        var wide = facts
        wide.area = .anywhere
        tries.append(wide)
        wide.communicationNeeds = []
        tries.append(wide)
        return tries.first { !isRare($0) }
    }
}
