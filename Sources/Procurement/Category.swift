/// What a provider is admitted for and what a package asks for: one kind of service, for one
/// client group, of one age group, in one area.
///
/// Source: the council's paper, 1.2 (services), title and 1.1 (groups and ages), 5.6 ("the
/// specific services for which they are registered").
public struct Category: Hashable, Codable, Sendable {
    public let serviceType: ServiceType
    public let clientGroup: ClientGroup
    public let ageGroup: AgeGroup
    public let area: Area

    public init(serviceType: ServiceType, clientGroup: ClientGroup, ageGroup: AgeGroup, area: Area)
    {
        self.serviceType = serviceType
        self.clientGroup = clientGroup
        self.ageGroup = ageGroup
        self.area = area
    }
}

/// The accommodation and support services of the paper, 1.2.
public enum ServiceType: String, Codable, Sendable, CaseIterable {
    case communitySupport, supportedLiving, residentialCare
}

public enum ClientGroup: String, Codable, Sendable, CaseIterable {
    case learningDisability, mentalHealth, autism
}

/// Children, young people on the way to adult support, adults (the paper, 1.1 and 7.8).
public enum AgeGroup: String, Codable, Sendable, CaseIterable {
    case children, transition, adults
}

/// A coarse part of the borough: anything finer could tell who the person is.
public enum Area: String, Codable, Sendable, CaseIterable {
    case north, south, east, west, anywhere
}
