import Crypto
import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

struct VerifyTests {
    let council: TestCouncil
    let laptop: TestLaptop

    init() throws {
        council = try TestCouncil()
        _ = try council.importing((1...4).map { Sample.record("CE-200\($0)") })
        laptop = try council.laptop()
    }

    private func digests(_ documents: [WireDocument]) -> [String: String] {
        func hex(_ text: String) -> String {
            SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
        }
        return Dictionary(grouping: documents, by: \.package.rawValue).mapValues { documents in
            let text = PackageDigest.text(
                documents.map {
                    .init(
                        kind: $0.kind.rawValue, id: $0.id, version: $0.version,
                        bodyHash: hex($0.body))
                })
            return String(hex(text).prefix(PackageDigest.length))
        }
    }

    private func pulled() throws -> (documents: [WireDocument], cursor: String) {
        let page = try council.pull(laptop)
        let documents = page.operations.compactMap { operation in
            if case .put(let document) = operation { document } else { nil }
        }
        return (documents, page.cursor)
    }

    private func verify(
        _ documents: [WireDocument], _ cursor: String, pullBytes: Int = 1 << 20
    ) throws -> VerifyAnswer {
        var limits = SyncLimits.standard
        limits.pullBytes = pullBytes
        return try council.store.read {
            try VerifyService(limits: limits).verify(
                VerifyRequest(
                    replica: laptop.device.replica, cursor: cursor, digests: digests(documents)),
                from: laptop.device, in: $0)
        }
    }

    @Test func whatWasPulledIsTheSame() throws {
        let (documents, cursor) = try pulled()
        #expect(try verify(documents, cursor) == VerifyAnswer(differ: [], copies: []))
    }

    @Test func whatIsMissingAlteredOrTooMuchComesBackWhole() throws {
        let (documents, cursor) = try pulled()
        var held = documents.filter { !($0.package == "CE-2001" && $0.kind == .visit) }
        let index = try #require(
            held.firstIndex { $0.package == "CE-2002" && $0.kind == .package })
        let old = held[index]
        held[index] = WireDocument(
            kind: old.kind, id: old.id, package: old.package, version: old.version, body: "{}")
        held.append(
            WireDocument(kind: .package, id: "CE-1", package: "CE-1", version: 1, body: "{}"))
        held.removeAll { $0.package == "CE-2003" }
        let answer = try verify(held, cursor)
        #expect(answer.differ == ["CE-1", "CE-2001", "CE-2002", "CE-2003"])
        #expect(answer.copies.map(\.package) == answer.differ)
        #expect(answer.copies.first?.documents.isEmpty == true)
        for copy in answer.copies.dropFirst() {
            let whole = documents.filter { $0.package == copy.package }
            #expect(Set(copy.documents) == Set(whole))
        }
    }

    @Test func copiesAreBoundedAndNeverNone() throws {
        let (_, cursor) = try pulled()
        let answer = try verify([], cursor, pullBytes: 1)
        #expect(answer.differ.count == 4)
        #expect(answer.copies.count == 1)
    }

    @Test func whatChangedSinceIsNoDifference() throws {
        let (documents, cursor) = try pulled()
        _ = try council.store.write {
            try PackageService.withdraw("CE-2001-1", in: $0, now: council.now)
            try CaseloadService.remove("CE-2002", from: "sw-1", in: $0, now: council.now)
        }
        #expect(try verify(documents, cursor).differ.isEmpty)
    }

    @Test func anotherWorkersPackagesAreNeverGiven() throws {
        let other = try council.laptop("sw-2")
        let cursor = try council.pull(other).cursor
        let answer = try council.store.read {
            try VerifyService().verify(
                VerifyRequest(
                    replica: other.device.replica, cursor: cursor,
                    digests: ["CE-2001": "wrong"]), from: other.device, in: $0)
        }
        #expect(answer.copies == [PackageCopy(package: "CE-2001", documents: [])])
    }

    @Test func theEndpointAnswers() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let cursor = try server.council.pull(laptop).cursor
            let request = VerifyRequest(
                replica: laptop.device.replica, cursor: cursor, digests: [:])
            let answer = try await server.post("/sync/verify", request, token: token)
            #expect(try answer.value(VerifyAnswer.self).differ == ["CE-2041"])
            let refused = try await server.post("/sync/verify", request)
            #expect(refused.status == 401)
        }
    }
}
