import Foundation
import Procurement
import Testing

struct PictureTests {
    private static let hash = String(repeating: "0a", count: 32)
    private let picture = Picture(
        sha256: Picture.ID(hash), bytes: 1234, type: .jpeg, words: "The front door.")

    private func read(_ pictures: String) throws -> Bid {
        let plain = try CanonicalJSON.encode(Samples.bid("CE-2041-1"))
        let text = String(decoding: plain, as: UTF8.self)
        let changed = "{\"pictures\":\(pictures)," + text.dropFirst()
        return try CanonicalJSON.decode(from: Data(changed.utf8))
    }

    @Test func aBidWithoutPicturesIsWrittenAsBeforeThereWereAny() throws {
        let data = try CanonicalJSON.encode(Samples.bid("CE-2041-1"))
        #expect(!String(decoding: data, as: UTF8.self).contains("pictures"))
        let bid: Bid = try CanonicalJSON.decode(from: data)
        #expect(bid == Samples.bid("CE-2041-1"))
        #expect(bid.pictures.isEmpty)
    }

    @Test func aBidKeepsItsPicturesInTheirOrder() throws {
        var bid = Samples.bid("CE-2041-1")
        let other = Picture(
            sha256: Picture.ID(String(repeating: "f", count: 64)), bytes: 1, type: .png,
            words: "The kitchen.")
        bid.pictures = [picture, other]
        let again: Bid = try CanonicalJSON.decode(from: CanonicalJSON.encode(bid))
        #expect(again == bid)
    }

    @Test(arguments: [
        "null", "[]", "7", "{}", "[7, null, \"x\"]",
        "[{\"sha256\":\"\(hash)\",\"bytes\":10,\"type\":\"image/png\"}]",
        "[{\"sha256\":\"\(hash)\",\"bytes\":10,\"type\":\"image/png\",\"words\":\"\"}]",
        "[{\"sha256\":\"\(hash)\",\"bytes\":0,\"type\":\"image/png\",\"words\":\"A\"}]",
        "[{\"sha256\":\"\(hash)\",\"bytes\":2097153,\"type\":\"image/png\",\"words\":\"A\"}]",
        "[{\"sha256\":\"../\(hash.dropFirst(3))\",\"bytes\":1,\"type\":\"a\",\"words\":\"A\"}]",
        "[{\"sha256\":\"\(hash.uppercased())\",\"bytes\":1,\"type\":\"a\",\"words\":\"A\"}]",
    ])
    func whatCannotBeShownIsLeftOutAndTheBidIsRead(_ pictures: String) throws {
        let bid = try read(pictures)
        #expect(bid == Samples.bid("CE-2041-1"))
    }

    @Test func aPictureOfAKindThatIsNotKnownYetIsKept() throws {
        let bid = try read(
            "[5, {\"sha256\":\"\(Self.hash)\",\"bytes\":1234,\"type\":\"image/avif\","
                + "\"words\":\"The front door.\",\"taken\":\"in spring\"}]")
        #expect(bid.pictures.map(\.type.rawValue) == ["image/avif"])
    }

    @Test func noMoreThanSixAreRead() throws {
        let one = String(decoding: try CanonicalJSON.encode(picture), as: UTF8.self)
        let bid = try read("[" + Array(repeating: one, count: 9).joined(separator: ",") + "]")
        #expect(bid.pictures.count == Picture.most)
    }

    @Test(arguments: Bid.Standing.allCases)
    func onlyPicturesOfBidsThatPeopleSeeAreShown(_ standing: Bid.Standing) throws {
        var bid = Samples.bid("CE-2041-1", standing: standing)
        bid.pictures = [picture]
        let body = try CanonicalJSON.encode(bid)
        let seen: Set<Bid.Standing> = [.shortlisted, .preferred, .reserve, .awarded]
        #expect(Picture.named(by: .bid, in: body) == [picture])
        #expect(Picture.shown(by: .bid, in: body) == (seen.contains(standing) ? [picture] : []))
        #expect(Picture.named(by: .preference, in: body).isEmpty)
    }

    @Test(arguments: [
        "", "{", "\"pictures\"", "{\"pictures\"", "{\"summary\":\"\\\"pictures\\\"\"}",
    ])
    func whatIsNoBidNamesNothing(_ body: String) {
        #expect(Picture.named(by: .bid, in: Data(body.utf8)).isEmpty)
    }
}
