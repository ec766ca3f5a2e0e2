internal import SyncProtocol
internal import Synchronization

/// The connections that are open, and who gives way when there are too many.
///
/// A connection is a stranger's until a request on it carried one of the council's access tokens.
/// Strangers never have more than their share, so the rest is there for laptops that are signed in.
/// A new stranger is let in all the same: the oldest gives way whose request is not being answered,
/// first of the same address, so that whoever keeps many connections open takes room from himself.
final class Connections: Sendable {
    /// How many may be open at once.
    struct Limits: Hashable, Sendable {
        let all: Int
        /// Of them, those that are not signed in.
        var strangers: Int { max(1, all - all / 4) }
        /// A whole council may be behind one address.
        var strangersOfOneAddress: Int { max(1, strangers / 2) }
        var ofOneDevice: Int { 16 }
    }

    typealias ID = ObjectIdentifier

    fileprivate struct Entry {
        let number: UInt64
        let address: String
        let close: @Sendable () -> Void
        var device: DeviceID?
        /// The whole request came, and its answer has not gone.
        var isAnswering = false
    }

    fileprivate struct State {
        var entries: [ID: Entry] = [:]
        var ids: [UInt64: ID] = [:]
        var next: UInt64 = 0
        var strangers = Line()
        var addresses: [String: Line] = [:]
        var devices: [DeviceID: [UInt64]] = [:]
    }

    let limits: Limits
    private let state = Mutex(State())

    init(limits: Limits) { self.limits = limits }

    /// Takes a connection in; whoever gives way for it is closed.
    ///
    /// `address` is as `NetworkAddress.key`; `close` closes the connection at once, from any thread.
    ///
    /// - Returns: `false` when nobody can give way.
    func open(_ id: ID, from address: String, close: @escaping @Sendable () -> Void) -> Bool {
        let (isOpen, victim) = state.withLock { state -> (Bool, Entry?) in
            var victim: Entry?
            if state.addresses[address, default: Line()].count >= limits.strangersOfOneAddress {
                victim = state.oldest(of: address)
                if victim == nil { return (false, nil) }
            } else if state.strangers.count >= limits.strangers {
                victim = state.oldestStranger()
                if victim == nil { return (false, nil) }
            } else if state.entries.count >= limits.all {
                victim = state.oldestStranger() ?? state.oldestLaptop()
                if victim == nil { return (false, nil) }
            }
            state.add(id, from: address, close: close)
            return (true, victim)
        }
        victim?.close()
        return isOpen
    }

    func closed(_ id: ID) {
        state.withLock { _ = $0.remove(id) }
    }

    /// A request came with an access token of the device.
    ///
    /// - Returns: `false` when the device has as many requests open as it may.
    func signIn(_ id: ID, as device: DeviceID) -> Bool {
        let (isIn, victim) = state.withLock { state -> (Bool, Entry?) in
            // Tests have no connections.
            guard let entry = state.entries[id], entry.device != device else { return (true, nil) }
            let others = state.devices[device] ?? []
            guard others.count >= limits.ofOneDevice else {
                state.signIn(id, as: device)
                return (true, nil)
            }
            let idle = others.compactMap { state.ids[$0] }
                .first { state.entries[$0]?.isAnswering == false }
            guard let idle, let victim = state.remove(idle) else { return (false, nil) }
            state.signIn(id, as: device)
            return (true, victim)
        }
        victim?.close()
        return isIn
    }

    func isSignedIn(_ id: ID) -> Bool {
        state.withLock { $0.entries[id]?.device != nil }
    }

    func answering(_ id: ID, _ isAnswering: Bool) {
        state.withLock { $0.entries[id]?.isAnswering = isAnswering }
    }

    /// Where a connection came from; `nil` when it is closed.
    func address(of id: ID) -> String? {
        state.withLock { $0.entries[id]?.address }
    }

    var count: Int { state.withLock { $0.entries.count } }
}

extension Connections.State {
    mutating func add(
        _ id: Connections.ID, from address: String, close: @escaping @Sendable () -> Void
    ) {
        let number = next
        next += 1
        entries[id] = Connections.Entry(number: number, address: address, close: close)
        ids[number] = id
        strangers.append(number)
        addresses[address, default: Line()].append(number)
    }

    mutating func remove(_ id: Connections.ID) -> Connections.Entry? {
        guard let entry = entries.removeValue(forKey: id) else { return nil }
        ids[entry.number] = nil
        if let device = entry.device {
            devices[device]?.removeAll { $0 == entry.number }
            if devices[device]?.isEmpty == true { devices[device] = nil }
        } else {
            leaveStrangers(entry)
        }
        return entry
    }

    mutating func signIn(_ id: Connections.ID, as device: DeviceID) {
        guard var entry = entries[id] else { return }
        if let former = entry.device {
            devices[former]?.removeAll { $0 == entry.number }
            if devices[former]?.isEmpty == true { devices[former] = nil }
        } else {
            leaveStrangers(entry)
        }
        entry.device = device
        entries[id] = entry
        devices[device, default: []].append(entry.number)
    }

    private mutating func leaveStrangers(_ entry: Connections.Entry) {
        strangers.leave(entry.number)
        addresses[entry.address]?.leave(entry.number)
        if addresses[entry.address]?.count == 0 { addresses[entry.address] = nil }
    }

    mutating func oldest(of address: String) -> Connections.Entry? {
        addresses[address]?.first { number in isWaiting(number) }.flatMap { remove(number: $0) }
    }

    mutating func oldestStranger() -> Connections.Entry? {
        strangers.first { isWaiting($0) }.flatMap { remove(number: $0) }
    }

    /// Laptops connect again by themselves.
    mutating func oldestLaptop() -> Connections.Entry? {
        entries.values.filter { $0.device != nil && !$0.isAnswering }
            .min { $0.number < $1.number }.flatMap { remove(number: $0.number) }
    }

    private func isWaiting(_ number: UInt64) -> Bool {
        ids[number].flatMap { entries[$0] }?.isAnswering == false
    }

    private mutating func remove(number: UInt64) -> Connections.Entry? {
        ids[number].flatMap { remove($0) }
    }
}

/// Numbers in the order in which they came; most of those that leave are near the front.
private struct Line {
    private var numbers: [UInt64] = []
    private var gone: Set<UInt64> = []
    private var start = 0

    var count: Int { numbers.count - start - gone.count }

    mutating func append(_ number: UInt64) {
        numbers.append(number)
    }

    mutating func leave(_ number: UInt64) {
        gone.insert(number)
        while start < numbers.count, gone.remove(numbers[start]) != nil { start += 1 }
        guard start + gone.count > numbers.count / 2, numbers.count > 32 else { return }
        numbers = numbers[start...].filter { !gone.contains($0) }
        gone = []
        start = 0
    }

    func first(where isRight: (UInt64) -> Bool) -> UInt64? {
        numbers[start...].first { !gone.contains($0) && isRight($0) }
    }
}
