import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// Something comes under the key of a record that is not the record: the record counts all the same,
/// whichever comes first, and what came is kept.
struct PoisonedKeyKindTests {
    enum Change: CaseIterable {
        case payload, signature, noSignature, hash, name, time, emptyPayload

        func made(to mutation: Mutation) -> Mutation {
            switch self {
            case .payload:
                mutation.altered(payload: mutation.payload.replacing("kind", with: "rude"))
            case .signature: mutation.altered(signature: String(mutation.signature.reversed()))
            case .noSignature: mutation.altered(signature: "")
            case .hash: mutation.altered(payloadHash: String(mutation.payloadHash.reversed()))
            case .name: mutation.altered(name: "recordPreference@2")
            case .time:
                Mutation(
                    mid: mutation.mid, key: mutation.key, name: mutation.name,
                    payload: mutation.payload, payloadHash: mutation.payloadHash,
                    deviceTime: mutation.deviceTime.adding(seconds: 1), clockOffset: nil,
                    signature: mutation.signature)
            case .emptyPayload: mutation.altered(payload: "")
            }
        }
    }

    enum Way: CaseIterable { case sameMid, laterMid, anotherReplica, importedFile, anotherWorker }

    let council: TestCouncil
    let laptop: TestLaptop

    init() throws {
        council = try TestCouncil()
        _ = try council.importing([Sample.record()])
        laptop = try council.laptop()
    }

    @Test(arguments: Change.allCases, Way.allCases)
    func theGenuineRecordCounts(_ change: Change, _ way: Way) throws {
        let genuine = try laptop.mutation(1, Sample.preference("p1"))
        let damaged = change.made(to: genuine)
        var mid: Int64 = 1
        switch way {
        case .sameMid: _ = try council.push([damaged], from: laptop)
        case .laterMid:
            _ = try council.push([damaged], from: laptop)
            mid = 2
        case .anotherReplica:
            let request = PushRequest(replica: "replica-copied", mutations: [damaged])
            _ = try council.push(IncomingPush(request), from: laptop)
        case .importedFile: try importing([damaged])
        case .anotherWorker: _ = try council.push([damaged], from: council.laptop("sw-2"))
        }
        let answer = try council.push([genuine.altered(mid: mid)], from: laptop)
        #expect(answer.results.map(\.effect) == [.applied])
        #expect(answer.forks.isEmpty)
        #expect(try council.standing("p1") == .applied)
        let (kept, report) = try council.store.read {
            (try $0.mutation("p1", of: "sw-1"), try PreferenceReport(in: $0))
        }
        #expect(kept?.payload == genuine.payload)
        #expect(report.unverified.contains { $0.key == "p1" })
        // And the laptop hears it again.
        let pulled = try council.pull(laptop)
        #expect(pulled.results.filter { $0.mid == mid }.map(\.effect) == [.applied])
    }

    @Test func whatAnotherWorkerSignsUnderTheKeyIsAnothersRecord() throws {
        let other = try council.laptop("sw-2")
        let copied = try other.mutation(1, Sample.preference("p1", bid: 3, worker: "sw-1"))
        _ = try council.push([copied], from: other)
        let genuine = try laptop.mutation(1, Sample.preference("p1"))
        #expect(try council.push([genuine], from: laptop).results.map(\.effect) == [.applied])
        #expect(try council.standing("p1") == .applied)
        #expect(try council.store.read { try $0.preferences(of: "CE-2041").count } == 2)
        // It cannot take the laptop's document back.
        _ = try council.push(
            [other.mutation(2, Sample.preference("p1", bid: 1, worker: "sw-1"))], from: other)
        #expect(try council.standing("p1") == .applied)
    }

    @Test func twoWorkersWhoHoldTheVisitAndUseOneKeyAreBothShown() throws {
        try council.store.write { transaction in
            _ = try CaseloadService.add(
                "CE-2041", to: "sw-2", in: transaction, now: council.now)
        }
        let other = try council.laptop("sw-2")
        _ = try council.push(
            [other.mutation(1, Sample.preference("p1", bid: 3, worker: "sw-2"))], from: other)
        let genuine = try laptop.mutation(1, Sample.preference("p1"))
        #expect(
            try council.push([genuine], from: laptop).results.map(\.effect)
                == [.needsReview(with: ["p1"])])
        #expect(try council.standing("p1") == .needsReview(with: ["p1"]))
        #expect(try council.standing("p1~sw-1") == .needsReview(with: ["p1"]))
    }

    @Test func aDatabaseInWhichAKeyWasPoisonedHeals() throws {
        let genuine = try laptop.mutation(2, Sample.preference("p1"))
        let damaged = Change.payload.made(to: genuine.altered(mid: 1))
        _ = try council.push([damaged], from: laptop)
        // As a program before version 6 left it: the damaged entry owns the key, the record is a fork.
        try council.store.write { transaction in
            let entry = try #require(try transaction.unverified().first)
            let examined = Examination(
                IncomingMutation(genuine), publicKeys: [], limits: .standard, kinds: .standard)
            try transaction.add(stored(entry.mutation, held: entry.reason, digest: "another"))
            try transaction.add(
                fork: stored(IncomingMutation(genuine), held: nil, digest: examined.digest))
            try transaction.store(Receipt(mid: 1, key: "p1", kind: .taken), of: "replica-1")
            try transaction.store(Receipt(mid: 2, key: "p1", kind: .fork), of: "replica-1")
            try transaction.setLastMid(2, of: "replica-1")
            try transaction.remove(entry)
            try transaction.setUnverifiedApart()
        }
        let outcome = try council.store.write { try HeldService().retry(in: $0, now: council.now) }
        #expect(outcome.released == ["p1"])
        #expect(try council.standing("p1") == .applied)
        #expect(try council.store.read { try $0.forkedKeys().isEmpty })
        #expect(try council.push([genuine], from: laptop).results.map(\.effect) == [.applied])
    }

    private func stored(
        _ mutation: IncomingMutation, held: String?, digest: String
    ) -> StoredMutation {
        StoredMutation(
            replica: "replica-1", mid: mutation.mid, key: mutation.key, worker: "sw-1",
            name: mutation.name ?? "", payload: mutation.payload ?? "", digest: digest,
            payloadHash: mutation.payloadHash ?? "", deviceTime: mutation.deviceTime ?? "",
            clockOffset: nil, signature: mutation.signature ?? "", age: nil,
            receivedAt: council.now, sequence: 1, effect: .held(.unreadable), held: held,
            package: nil)
    }

    private func importing(_ mutations: [Mutation]) throws {
        struct File: Encodable {
            let format = JournalImport.format
            let replica: ReplicaID
            let device: DeviceID
            let mutations: [Mutation]
        }
        let path = council.folder.appending(path: "journal.json")
        try CanonicalJSON.encode(
            File(replica: "replica-1", device: laptop.device.id, mutations: mutations)
        ).write(to: path)
        let file = try ImportFile(path: path.path)
        var turns = ImportTurns(council.store)
        let summary = try JournalImport.run(file, vouched: nil, with: &turns, now: council.now)
        #expect(summary.unverified == mutations.count)
    }
}
