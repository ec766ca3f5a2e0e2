/// One thing in a package that a motivated intruder could use to find out who the person is.
///
/// Source: ICO, Anonymisation guidance, "How do we ensure anonymisation is effective?" (the
/// motivated intruder test); the council's paper, 5.6 (packages are anonymised).
public struct Finding: Codable, Hashable, Sendable {
    public let kind: Kind
    /// Which text of the package or of a bid it stands in.
    public let part: DocumentPart
    /// Where in that text: offsets in its UTF-8 bytes, the end not included.
    public let start: Int
    public let end: Int
    /// What was found, as it is written there.
    public let text: String
    /// A wording for that span that tells less: "a town in the south of the borough". It becomes a
    /// part of the text, and so it is in the language that the text is written in and searched
    /// in, English; what is said to the reader about it is `advice`.
    public let coarser: String

    public init(
        kind: Kind, part: DocumentPart, start: Int, end: Int, text: String, coarser: String
    ) {
        self.kind = kind
        self.part = part
        self.start = start
        self.end = end
        self.text = text
        self.coarser = coarser
    }

    public enum Kind: String, Codable, Sendable, CaseIterable {
        case nhsNumber, nationalInsuranceNumber, emailAddress, webAddress, socialHandle
        case postcode, telephone, carRegistration, referenceNumber, bankAccount, mapReference
        case dateOfBirth, exactDate, exactAge
        case streetAddress, namedOrganisation, personName, placeName, transportRoute
        case rareCondition, uniqueRole, rareCombination, linkedPackage
    }
}

extension Finding {
    /// The span with `coarser` in place of what was found, for a text that has not changed since.
    ///
    /// - Returns: `nil` when the text no longer has the finding at its place.
    public func mended(_ whole: String) -> String? {
        let bytes = Array(whole.utf8)
        guard start >= 0, start <= end, end <= bytes.count,
            String(decoding: bytes[start..<end], as: UTF8.self) == text
        else { return nil }
        return String(decoding: bytes[..<start], as: UTF8.self) + coarser
            + String(decoding: bytes[end...], as: UTF8.self)
    }
}

/// One text of what is published. `whole` stands for the package as a whole: its combination of
/// coarse facts.
public enum DocumentPart: Codable, Hashable, Sendable {
    case whole
    case title, place, lifeNow
    /// By place in the list, 0 is the first.
    case whatMatters(Int)
    case communicationNeed(Int, LabelledText)
    case outcome(Outcome.ID, OutcomeText)
    case requirement(Int)
    case bidSummary(Bid.ID)
    case bidResponse(Bid.ID, Outcome.ID, ResponseText)
    /// A text that is not in a package yet.
    case text

    public enum LabelledText: String, Codable, Sendable { case title, detail }
    public enum OutcomeText: String, Codable, Sendable { case title, words }
    public enum ResponseText: String, Codable, Sendable { case answer, easyRead }
}

/// One text and where it stands.
public struct PartText: Codable, Hashable, Sendable {
    public let part: DocumentPart
    public let text: String
    public init(part: DocumentPart, text: String) {
        self.part = part
        self.text = text
    }
}

extension SupportPackage {
    /// Every text of the package that people wrote, in reading order.
    public var partTexts: [PartText] {
        var parts = [
            PartText(part: .title, text: title), PartText(part: .place, text: place),
            PartText(part: .lifeNow, text: lifeNow),
        ]
        for (index, text) in whatMatters.enumerated() {
            parts.append(PartText(part: .whatMatters(index), text: text))
        }
        for (index, need) in communicationNeeds.enumerated() {
            parts.append(PartText(part: .communicationNeed(index, .title), text: need.title))
            parts.append(PartText(part: .communicationNeed(index, .detail), text: need.detail))
        }
        for outcome in outcomes {
            parts.append(PartText(part: .outcome(outcome.id, .title), text: outcome.title))
            parts.append(PartText(part: .outcome(outcome.id, .words), text: outcome.words))
        }
        for (index, text) in requirements.enumerated() {
            parts.append(PartText(part: .requirement(index), text: text))
        }
        return parts
    }
}

extension Bid {
    /// Every text that the provider wrote about the person's support. The provider's own name is
    /// public and is not among them.
    public var partTexts: [PartText] {
        [PartText(part: .bidSummary(id), text: summary)]
            + responses.flatMap { response in
                [
                    PartText(
                        part: .bidResponse(id, response.outcome, .answer), text: response.answer),
                    PartText(
                        part: .bidResponse(id, response.outcome, .easyRead),
                        text: response.easyRead),
                ]
            }
    }
}
