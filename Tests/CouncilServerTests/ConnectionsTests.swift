import Procurement
import SyncProtocol
import Synchronization
import Testing

@testable import CouncilServer

/// Who gives way when there are too many connections.
struct ConnectionsTests {
    private final class Peer: Sendable {
        let isClosed = Mutex(false)
        var id: Connections.ID { ObjectIdentifier(self) }
    }

    private let connections = Connections(limits: .init(all: 16))

    private func open(_ address: String) -> (peer: Peer, isOpen: Bool) {
        let peer = Peer()
        let isOpen = connections.open(peer.id, from: address) {
            peer.isClosed.withLock { $0 = true }
        }
        return (peer, isOpen)
    }

    private func isClosed(_ peer: Peer) -> Bool { peer.isClosed.withLock { $0 } }

    @Test func theLimitsAreAShareOfAll() {
        #expect(connections.limits.strangers == 12)
        #expect(connections.limits.strangersOfOneAddress == 6)
    }

    @Test func ofOneAddressTheOldestGivesWayToTheNewest() {
        let peers = (0..<20).map { _ in open("10.0.0.1") }
        #expect(peers.allSatisfy { $0.isOpen })
        #expect(peers.map { isClosed($0.peer) } == (0..<20).map { $0 < 14 })
        #expect(connections.count == 6)
    }

    @Test func oneAddressTakesNothingFromAnother() {
        let neighbour = open("10.0.0.2").peer
        _ = (0..<100).map { _ in open("10.0.0.1") }
        #expect(!isClosed(neighbour))
    }

    @Test func strangersOfManyAddressesLeaveTheShareOfLaptops() {
        let strangers = (0..<30).map { open("10.0.0.\($0)").peer }
        #expect(connections.count == 12)
        #expect(strangers.prefix(18).allSatisfy { isClosed($0) })
        for number in 0..<4 {
            let laptop = open("10.0.1.\(number)").peer
            #expect(connections.signIn(laptop.id, as: DeviceID("device-\(number)")))
        }
        _ = (0..<30).map { open("10.0.2.\($0)") }
        #expect(connections.count == 16)
        #expect((0..<4).allSatisfy { _ in connections.count == 16 })
    }

    @Test func whoIsSignedInOrIsBeingAnsweredDoesNotGiveWay() {
        let laptop = open("10.0.0.1").peer
        #expect(connections.signIn(laptop.id, as: "device-1"))
        let asking = open("10.0.0.1").peer
        connections.answering(asking.id, true)
        _ = (0..<50).map { _ in open("10.0.0.1") }
        #expect(!isClosed(laptop))
        #expect(!isClosed(asking))
        connections.answering(asking.id, false)
        _ = (0..<10).map { _ in open("10.0.0.1") }
        #expect(isClosed(asking))
    }

    @Test func whenAllAreBusyNobodyIsLetIn() {
        for _ in 0..<6 { connections.answering(open("10.0.0.1").peer.id, true) }
        #expect(!open("10.0.0.1").isOpen)
        #expect(open("10.0.0.2").isOpen)
    }

    @Test func aDeviceHasSoManyConnectionsAndNoMore() {
        let connections = Connections(limits: .init(all: 1_000))
        let peers = (0..<40).map { number in
            let peer = Peer()
            _ = connections.open(peer.id, from: "10.0.0.1") { peer.isClosed.withLock { $0 = true } }
            #expect(connections.signIn(peer.id, as: "device-1"))
            return peer
        }
        #expect(peers.filter { !isClosed($0) }.count == connections.limits.ofOneDevice)
        for peer in peers { connections.answering(peer.id, true) }
        let another = Peer()
        _ = connections.open(another.id, from: "10.0.0.1") {}
        #expect(!connections.signIn(another.id, as: "device-1"))
        #expect(connections.signIn(another.id, as: "device-2"))
    }

    @Test func whoIsGoneMakesRoom() {
        for _ in 0..<1_000 {
            let peer = open("10.0.0.1").peer
            connections.closed(peer.id)
            connections.closed(peer.id)
            #expect(!isClosed(peer))
        }
        #expect(connections.count == 0)
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::1", "0:0:0:0::/64"),
    ])
    func anAddressIsWhatOneNetworkHas(_ text: String, _ key: String) {
        #expect(NetworkAddress.key(text) == key)
    }

    @Test(arguments: [(256, 10, 2), (1_024, 10, 2), (1_048_576, 10, 64), (20_000, 900, 2)])
    func thereIsAlwaysAFileForTheStore(_ files: Int, _ open: Int, _ loops: Int) throws {
        let budget = try ConnectionBudget(files: files, open: open, loops: loops)
        #expect(budget.connections >= ConnectionBudget.fewest)
        #expect(budget.connections <= ConnectionBudget.most)
        #expect(budget.sockets >= budget.connections + 16)
        #expect(budget.sockets + open + 3 * loops + 32 <= files)
    }

    @Test(arguments: [0, 3, 64, 100, 111])
    func withTooFewFilesThereIsNone(_ files: Int) {
        #expect(throws: ListeningRefusal.self) {
            try ConnectionBudget(files: files, open: 10, loops: 2)
        }
    }
}
