import Foundation
import Procurement
import Testing

/// Real published notices, when they are beside the house: what an intruder would use is found.
struct AnonymisationNoticesTests {
    private static let folder = AnonymisationTexts.root.deletingLastPathComponent()
        .appending(path: "shared/data/ocds/notices")

    /// The tender's title and description and the award's, by notice.
    private func notices() throws -> [(name: String, text: String)] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
        else {
            print("The real notices are not here: skipped.")
            return []
        }
        return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            let texts = try AnonymisationTexts.texts(inJSON: Self.folder.appending(path: name))
            let wanted = texts.filter {
                $0.path == ".tender.title" || $0.path == ".tender.description"
                    || $0.path.hasPrefix(".awards") && $0.path.hasSuffix("].description")
            }
            // Line breaks lost their backslashes when these were published.
            return (
                name,
                wanted.map { $0.text.replacing("rnrn", with: "\n\n").replacing("rn ", with: "\n") }
                    .joined(separator: "\n\n")
            )
        }
    }

    @Test func aSchoolRouteIsFound() throws {
        let routes = try notices().filter { $0.text.contains("4-seated") }
        for route in routes {
            let kinds = Set(AnonymisationTexts.kinds(route.text))
            for kind: Finding.Kind in [
                .transportRoute, .exactDate, .placeName, .namedOrganisation, .referenceNumber,
            ] {
                #expect(kinds.contains(kind), "\(kind.rawValue) in \(route.name)")
            }
        }
    }

    @Test func aPlacementForOneChildIsFound() throws {
        for notice in try notices() where notice.text.contains("One  Child") {
            let found = AnonymisationTexts.check.findings(in: notice.text)
            #expect(found.contains { $0.kind == .placeName && $0.text.hasPrefix("Hertford") })
            #expect(!found.contains { $0.kind == .exactAge }, "7 to 18 is a band")
        }
    }

    @Test func theNumbersOfContractsAndTheSchoolsAreFound() throws {
        for notice in try notices() where notice.text.contains("Contract Number ID") {
            let found = AnonymisationTexts.check.findings(in: notice.text)
            #expect(found.count { $0.kind == .referenceNumber } >= 10)
            #expect(found.count { $0.kind == .namedOrganisation } >= 5)
        }
    }

    /// Where an organisation's address says where a child was placed, nothing of it stays.
    @Test func theAddressesOfThePlacesAreFound() throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
        else { return }
        var postcodes = 0
        for name in names where name.hasSuffix(".json") {
            let texts = try AnonymisationTexts.texts(inJSON: Self.folder.appending(path: name))
            for (path, text) in texts where path.hasSuffix(".postalCode") {
                postcodes += 1
                #expect(AnonymisationTexts.kinds(text) == [.postcode], "\(path) in \(name)")
            }
            for (path, text) in texts
            where path.hasSuffix(".streetAddress") && text.contains(where: \.isNumber) {
                // Line breaks lost their backslashes here too.
                let text = text.replacing(/n(?=[A-Z])/, with: "\n")
                #expect(!AnonymisationTexts.kinds(text).isEmpty, "\(path) in \(name)")
            }
        }
        #expect(postcodes > 5)
    }
}
