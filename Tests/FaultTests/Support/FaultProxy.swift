import DesktopDriver
import Foundation
import Glibc
import Synchronization

/// What a network does to the exchange of one laptop and its council.
enum NetworkFault: Sendable, CustomStringConvertible {
    /// As the laptop sees it: `up` goes to the council.
    enum Direction: String, Sendable, CaseIterable { case up, down }

    case none
    /// The connection is reset after that many bytes of the session; later ones are let through.
    case reset(Direction, after: Int)
    /// The connection is closed in an orderly way after that many bytes.
    case close(Direction, after: Int)
    /// Nothing more comes in this direction; the other one stays open.
    case halfClose(Direction, after: Int)
    /// Nothing moves any more, and nobody hangs up.
    case stall(Direction, after: Int)
    /// A few bytes at a time, with a pause in milliseconds after each.
    case drip(bytes: Int, pause: UInt32)
    /// The request with this number, from 1, reaches the council twice.
    case duplicate(request: Int)
    /// From this request on somebody else answers, as the network of a hotel does.
    case portal(fromRequest: Int, answer: String)

    var description: String {
        switch self {
        case .none: "no fault"
        case .reset(let way, let count): "reset after \(count) bytes \(way.rawValue)"
        case .close(let way, let count): "closed after \(count) bytes \(way.rawValue)"
        case .halfClose(let way, let count): "half closed after \(count) bytes \(way.rawValue)"
        case .stall(let way, let count): "stalled after \(count) bytes \(way.rawValue)"
        case .drip(let bytes, let pause): "\(bytes) bytes each \(pause) ms"
        case .duplicate(let request): "request \(request) twice"
        case .portal(let request, let answer):
            "\(answer.prefix { !$0.isNewline }) from request \(request) on"
        }
    }

    /// Where in the bytes of the session it happens.
    fileprivate var place: (way: Direction, after: Int)? {
        switch self {
        case .reset(let way, let count), .close(let way, let count),
            .halfClose(let way, let count), .stall(let way, let count):
            (way, count)
        case .none, .drip, .duplicate, .portal: nil
        }
    }
}

/// Stands between a laptop and its council, on this machine only, and makes one fault. Plain
/// sockets, a thread a direction; it knows where a request ends and nothing else of what passes.
final class FaultProxy: Sendable {
    let port: Int
    private let listener: Int32
    private let council: Int
    private let fault: NetworkFault
    private let state = Mutex(State())

    private struct State {
        var open: Set<Int32> = []
        var passed: [NetworkFault.Direction: Int] = [.up: 0, .down: 0]
        var requests = 0
        var isDone = false
        var met = false
    }

    /// `council` is the port at which the council listens.
    init(to council: Int, fault: NetworkFault) throws {
        self.council = council
        self.fault = fault
        if case .drip = fault { state.withLock { $0.met = true } }
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let file = listener
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, size) == 0 && listen(file, 16) == 0
                    && getsockname(file, $0, &size) == 0
            }
        }
        guard isListening else { throw DesktopFailure.program("The proxy does not listen.") }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in accept() }
    }

    /// Bytes of the session so far.
    func passed(_ way: NetworkFault.Direction) -> Int { state.withLock { $0.passed[way] ?? 0 } }
    var requests: Int { state.withLock { $0.requests } }
    /// Whether the session came as far as the fault.
    var met: Bool { state.withLock { $0.met } }

    /// Ends every connection and listens no more.
    func stop() {
        state.withLock { state in
            state.isDone = true
            for file in state.open { shutdown(file, Int32(SHUT_RDWR)) }
        }
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }
}

// MARK: - Connections

extension FaultProxy {
    private func accept() {
        while true {
            let laptop = Glibc.accept(listener, nil, nil)
            guard laptop >= 0, let council = connected() else { return }
            let isOpen = state.withLock { state in
                guard !state.isDone else { return false }
                state.open.formUnion([laptop, council])
                return true
            }
            guard isOpen else { return }
            let pair = Pair(laptop: laptop, council: council) { [self] in
                state.withLock { $0.open.subtract([laptop, council]) }
            }
            Thread.detachNewThread { [self] in
                switch fault {
                case .duplicate, .portal: passRequests(pair)
                default: pass(.up, from: laptop, to: council, pair)
                }
            }
            Thread.detachNewThread { [self] in
                pass(.down, from: council, to: laptop, pair)
            }
        }
    }

    /// Two sockets that are closed when both directions let go of them.
    private final class Pair: Sendable {
        let laptop: Int32
        let council: Int32
        private let onEnd: @Sendable () -> Void

        init(laptop: Int32, council: Int32, onEnd: @escaping @Sendable () -> Void) {
            self.laptop = laptop
            self.council = council
            self.onEnd = onEnd
        }

        deinit {
            onEnd()
            close(laptop)
            close(council)
        }

        /// With a reset instead of an orderly end.
        func reset() {
            var off = linger(l_onoff: 1, l_linger: 0)
            for file in [laptop, council] {
                setsockopt(
                    file, SOL_SOCKET, SO_LINGER, &off, socklen_t(MemoryLayout<linger>.size))
            }
            // Both directions wake up and let go; the last of them closes, which resets.
            shutdown(council, Int32(SHUT_RDWR))
            shutdown(laptop, Int32(SHUT_RD))
        }
    }

    private func connected() -> Int32? {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(port: council)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isThere = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(file, $0, size) == 0
            }
        }
        if !isThere { close(file) }
        return isThere ? file : nil
    }

    private func pass(
        _ way: NetworkFault.Direction, from source: Int32, to target: Int32, _ pair: Pair
    ) {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let got = recv(source, &buffer, buffer.count, 0)
            guard got > 0 else { break }
            if !forward(buffer[..<got], way, to: target, pair) { return }
        }
        // An end on one side is an end on the other.
        shutdown(target, Int32(SHUT_WR))
    }

    /// Passes bytes on until the fault.
    ///
    /// - Returns: `false` when this direction is over.
    private func forward(
        _ bytes: ArraySlice<UInt8>, _ way: NetworkFault.Direction, to target: Int32, _ pair: Pair
    ) -> Bool {
        let allowed = state.withLock { state -> Int in
            let before = state.passed[way] ?? 0
            var allowed = bytes.count
            if let place = fault.place, place.way == way, !state.met,
                before + bytes.count > place.after
            {
                allowed = max(0, place.after - before)
                state.met = true
            }
            state.passed[way] = before + allowed
            return allowed
        }
        guard send(bytes.prefix(allowed), to: target) else { return false }
        guard allowed < bytes.count else { return true }
        switch fault {
        case .reset: pair.reset()
        case .close:
            shutdown(pair.laptop, Int32(SHUT_RDWR))
            shutdown(pair.council, Int32(SHUT_RDWR))
        case .halfClose: shutdown(target, Int32(SHUT_WR))
        case .stall: while state.withLock({ !$0.isDone }) { usleep(50_000) }
        case .none, .drip, .duplicate, .portal: break
        }
        return false
    }

    private func send(_ bytes: ArraySlice<UInt8>, to target: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            var part = rest
            if case .drip(let size, let pause) = fault {
                part = rest.prefix(size)
                usleep(pause * 1_000)
            }
            let sent = part.withUnsafeBytes {
                Glibc.send(target, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }
}

// MARK: - Requests

extension FaultProxy {
    /// Passes whole requests.
    private func passRequests(_ pair: Pair) {
        var held: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            while let length = Self.length(of: held) {
                let request = held[..<length]
                let number = state.withLock { state in
                    state.requests += 1
                    return state.requests
                }
                guard treat(Array(request), number, pair) else { return }
                held.removeFirst(length)
            }
            let got = recv(pair.laptop, &buffer, buffer.count, 0)
            guard got > 0 else { break }
            held += buffer[..<got]
        }
        shutdown(pair.council, Int32(SHUT_WR))
    }

    private func treat(_ request: [UInt8], _ number: Int, _ pair: Pair) -> Bool {
        switch fault {
        case .portal(let first, let answer) where number >= first:
            state.withLock { $0.met = true }
            _ = send(Array(answer.utf8)[...], to: pair.laptop)
            shutdown(pair.laptop, Int32(SHUT_RDWR))
            return false
        case .duplicate(number):
            state.withLock { $0.met = true }
            askBeside(request)
        default: break
        }
        state.withLock { $0.passed[.up, default: 0] += request.count }
        return send(request[...], to: pair.council)
    }

    /// Sends a request over a connection of its own and waits for its answer.
    private func askBeside(_ request: [UInt8]) {
        guard let beside = connected() else { return }
        defer { close(beside) }
        var wait = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(
            beside, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        guard send(request[...], to: beside) else { return }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while Self.length(of: answer) == nil {
            let got = recv(beside, &buffer, buffer.count, 0)
            guard got > 0 else { return }
            answer += buffer[..<got]
        }
    }

    /// The length of the message at the beginning; `nil` when it is not whole yet.
    static func length(of bytes: [UInt8]) -> Int? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let head = text[..<end.upperBound]
        let body =
            head.lowercased().split(separator: "\r\n")
            .first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        let whole = head.utf8.count + body
        return bytes.count >= whole ? whole : nil
    }
}
