internal import Crypto
public import Foundation
public import Procurement
public import SyncProtocol

/// Packages with three shortlisted bids each, as a council would send them.
public enum Samples {
    public static let now = Instant(milliseconds: 1_795_975_200_000)
    public static let package: SupportPackage.ID = "CE-2041"
    public static let passphrase = "a quiet green kettle"

    public static func day(_ text: String) -> Day {
        guard let day = Day(text) else { preconditionFailure("not a day: \(text)") }
        return day
    }

    public static func bids(of package: SupportPackage.ID = package) -> [Bid.ID] {
        (1...3).map { Bid.ID("\(package)-\($0)") }
    }

    public static func supportPackage(
        _ id: SupportPackage.ID = package, lifeNow: String = "I live with family.",
        stage: SupportPackage.Stage = .awaitingPreference
    ) -> SupportPackage {
        SupportPackage(
            id: id, version: 1, title: "A flat of my own", pictogram: "home",
            category: Category(
                serviceType: .supportedLiving, clientGroup: .learningDisability, ageGroup: .adults,
                area: .north), place: "a town in the north", people: 1, lifeNow: lifeNow,
            whatMatters: ["The same faces"], communicationNeeds: [],
            outcomes: [
                Outcome(
                    id: "o1", domain: .habitableHome, title: "Live in my own flat",
                    words: "My own front door.", pictogram: "home")
            ], hoursPerWeek: 21, start: day("2027-02-01"),
            budget: PersonalBudget(weekly: Pence(119_000)), requirements: [], stage: stage)
    }

    public static func shortlist(_ id: SupportPackage.ID = package) -> Shortlist {
        Shortlist(package: id, version: 1, agreed: day("2026-11-25"), bids: bids(of: id))
    }

    public static func bid(_ id: Bid.ID, of package: SupportPackage.ID = package) -> Bid {
        Bid(
            id: id, package: package, provider: Provider.ID("p-\(id)"), providerName: "Provider",
            weeklyPrice: Pence(100_000), start: day("2027-02-01"), validUntil: day("2027-03-31"),
            summary: "A flat near the bus.",
            responses: [
                OutcomeResponse(outcome: "o1", says: .yes, answer: "A flat.", easyRead: "A flat.")
            ], standing: .shortlisted)
    }

    /// Everything that belongs to one visit, as it comes over the wire.
    public static func documents(
        _ id: SupportPackage.ID = package, version: Int64 = 1,
        lifeNow: String = "I live with family."
    ) -> [WireDocument] {
        let visit = Visit(
            package: id, worker: "w-1", due: day("2026-12-04"), time: nil)
        return [
            document(.package, id.rawValue, id, version, supportPackage(id, lifeNow: lifeNow)),
            document(.visit, id.rawValue, id, version, visit),
            document(.shortlist, id.rawValue, id, version, shortlist(id)),
        ] + bids(of: id).map { document(.bid, $0.rawValue, id, version, bid($0, of: id)) }
    }

    public static func document(
        _ kind: DocumentKind, _ id: String, _ package: SupportPackage.ID, _ version: Int64,
        _ value: some Encodable
    ) -> WireDocument {
        let body = (try? CanonicalJSON.encode(value)) ?? Data()
        return WireDocument(
            kind: kind, id: id, package: package, version: version,
            body: String(decoding: body, as: UTF8.self))
    }

    /// A visit at which the person answered the first bid.
    public static func draft(
        _ id: SupportPackage.ID = package, seed: UInt64 = 1
    ) throws -> VisitDraft {
        var random = Seeded(seed)
        var draft = try VisitDraft.begin(
            package: supportPackage(id), shortlist: shortlist(id), supersedes: [], place: .home,
            now: now, using: &random)
        for event in try draft.decide(.answer(.person, bids(of: id)[0], .like)) {
            draft.evolve(event)
        }
        return draft
    }

    /// A visit that can be saved, with these reasons.
    public static func preference(
        _ id: SupportPackage.ID = package, seed: UInt64 = 1, reasons: String = "It is near the bus."
    ) throws -> Preference {
        var draft = try draft(id, seed: seed)
        let commands: [VisitDraft.Command] =
            bids(of: id).map { .answer(.person, $0, .like) } + [
                .choose(.person, .favourite(bids(of: id)[0])), .explain(.person, reasons),
            ]
        for command in commands {
            for event in try draft.decide(command) { draft.evolve(event) }
        }
        return try draft.record(by: "w-1", at: now)
    }
}

/// SplitMix64. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
public struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    public init(_ seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A folder that is gone when the test is over.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() {
        path =
            FileManager.default.temporaryDirectory.path + "/support-choice-test-"
            + UUID().uuidString
        try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Every file below the folder.
    public var files: [String] {
        (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? [])
            .map { path + "/" + $0 }
            .filter {
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder)
                    && !isFolder.boolValue
            }
    }
}

// MARK: - Pictures

extension Samples {
    /// Bytes that stand for a picture: random, so that they are found nowhere else.
    public static func pictureBytes(_ count: Int, seed: UInt64 = 1) -> Data {
        var random = Seeded(seed)
        return Data((0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    }

    public static func picture(_ bytes: Data, words: String = "The front door.") -> Picture {
        let hash = SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        return Picture(
            sha256: Picture.ID(hash), bytes: bytes.count, type: .jpeg, words: words)
    }

    /// A bid that shows pictures, as it comes over the wire; the first of its package.
    public static func bid(
        showing pictures: [Picture], of package: SupportPackage.ID = package, number: Int = 1,
        version: Int64 = 2, standing: Bid.Standing = .shortlisted
    ) -> WireDocument {
        let id = bids(of: package)[number - 1]
        var shown = bid(id, of: package)
        shown.pictures = pictures
        shown.standing = standing
        return document(.bid, id.rawValue, package, version, shown)
    }
}
