/// One rule: what it asks, in a sentence, and where it comes from.
///
/// The rules of an aggregate stand beside it, in an extension of this type; `Rule.all` gathers
/// them for the documentation, the mutation script and the coverage test.
public struct Rule: Hashable, Sendable, Identifiable {
    /// Stable, `aggregate.whatItAsks`; stored with refusals and traces.
    public let id: String
    public let sentence: Phrase
    public let sources: [Source]

    /// The sentence is one literal: xgettext finds it as the second argument of `Rule`.
    init(_ id: String, _ sentence: String, _ sources: Source...) {
        self.id = id
        self.sentence = .template(sentence, [:])
        self.sources = sources
    }

    /// Every rule that there is.
    public static let all: [Rule] =
        admission + packages + bidding + preferences + award

    /// By its name; `nil` for one that this build does not know.
    public init?(id: String) {
        guard let rule = Self.all.first(where: { $0.id == id }) else { return nil }
        self = rule
    }
}

extension Rule: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let rule = Rule(id: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a rule that we know")
        }
        self = rule
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(id)
    }
}

/// Where a rule comes from: an instrument and the provision in it. `docs/sources.md` says where
/// each was checked.
public struct Source: Hashable, Sendable {
    public let instrument: Instrument
    /// "reg 34(16)", "s67(2)", "5.13"; empty for the whole.
    public let provision: String

    public enum Instrument: String, Sendable, CaseIterable {
        case pcr2015 = "Public Contracts Regulations 2015"
        case directive = "Directive 2014/24/EU"
        case procurementAct = "Procurement Act 2023"
        case careAct = "Care Act 2014"
        case choiceOfAccommodation =
            "Care and Support and After-care (Choice of Accommodation) Regulations 2014"
        case saving =
            "Procurement Act 2023 (Commencement No. 3 and Transitional and Saving Provisions) Regulations 2024"
        case independentAdvocacy =
            "Care and Support (Independent Advocacy Support) (No. 2) Regulations 2014"
        case childrenAct = "Children Act 1989"
        case eligibility = "Care and Support (Eligibility Criteria) Regulations 2015"
        case capacityAct = "Mental Capacity Act 2005"
        case equalityAct = "Equality Act 2010"
        case gdpr = "UK GDPR"
        case accessibleInformation = "Accessible Information Standard DAPB1605"
        case paper = "Cheshire East Cabinet paper, 13 March 2018"
        /// Our own, where no instrument says it: `docs/decisions`.
        case house = "Support Choice"
    }

    public static func pcr(_ provision: String) -> Source { Source(.pcr2015, provision) }
    public static func directive(_ provision: String) -> Source { Source(.directive, provision) }
    public static func pa23(_ provision: String) -> Source { Source(.procurementAct, provision) }
    public static func saving(_ provision: String) -> Source { Source(.saving, provision) }
    public static func careAct(_ provision: String) -> Source { Source(.careAct, provision) }
    public static func mca(_ provision: String) -> Source { Source(.capacityAct, provision) }
    public static func paper(_ provision: String) -> Source { Source(.paper, provision) }
    public static func house(_ provision: String) -> Source { Source(.house, provision) }

    public init(_ instrument: Instrument, _ provision: String) {
        self.instrument = instrument
        self.provision = provision
    }

    /// "Public Contracts Regulations 2015, reg 34(16)".
    public var citation: String {
        provision.isEmpty ? instrument.rawValue : "\(instrument.rawValue), \(provision)"
    }
}
