import DesktopDriver
import Foundation
import Procurement
import Replica
import Testing

/// A proxy between the real laptop and the real council makes one fault. The laptop says what
/// happened in a sentence, keeps everything, and the next sync brings everything across once.
@Suite(.serialized)
struct NetworkFaultTests {
    /// How long a run may take that waits for the laptop's own time-outs.
    private static let patience = 400.0

    /// Bounded: every byte up to 24 of each direction, then evenly spread. With FAULTS=n
    /// that many times as many places, with FAULTS=all every byte up to 2,048, then every 16th.
    private static func places(_ count: Int, bound: Int) -> [Int] {
        let bound = bound * Reach.times
        let dense = Reach.isWhole ? 2_048 : min(24, bound / 3)
        let step = Reach.isWhole ? 16 : max(1, (count - dense) / max(1, bound - dense))
        let first = Array(0..<min(dense, count))
        return first + Array(stride(from: dense + Reach.seed % step, to: count, by: step))
    }

    /// What a laptop does with the council when the fault comes.
    struct Session: Sendable, CustomTestStringConvertible {
        let name: String
        let arguments: [String]
        /// How many places of each direction are tried, and how many of them in other ways.
        let bound: Int
        let scene: @Sendable (Stage) -> Stage.Scene
        let documents: @Sendable (Stage) -> [DocumentName: Data]
        var testDescription: String { name }

        /// Records that wait go, and what is new comes.
        static let exchange = Session(
            name: "exchange", arguments: [], bound: 16, scene: \.recorded,
            documents: \.documents)
        /// A new laptop reads everything, pictures too.
        static let firstPull = Session(
            name: "first pull", arguments: [], bound: 9, scene: \.empty,
            documents: \.firstDocuments)
        /// Nobody has unlocked the laptop.
        static let background = Session(
            name: "background", arguments: ["--in-background"], bound: 7, scene: \.recorded,
            documents: \.documents)
        static let all = [exchange, firstPull, background]

        var mark: String { name.replacing(" ", with: "-") }
    }

    @Test(arguments: CouncilStore.all, Session.all)
    func nothingIsLostOrDoubledWhenTheConnectionEndsAnywhere(
        _ store: CouncilStore, _ session: Session
    ) async throws {
        let stage = try await Stage.of(store)
        let (up, down) = try Self.measured(stage, session)
        Figures.say("network-\(session.mark)-up", up, "bytes")
        Figures.say("network-\(session.mark)-down", down, "bytes")
        var faults: [NetworkFault] = []
        for (way, count) in [(NetworkFault.Direction.up, up), (.down, down)] {
            faults += Self.places(count, bound: session.bound).map { .reset(way, after: $0) }
            faults += Self.places(count, bound: session.bound / 2 - 2).map {
                .close(way, after: $0)
            }
            faults += Self.places(count, bound: session.bound / 4).map {
                .halfClose(way, after: $0)
            }
        }
        try Self.check(session.mark, faults, stage, session, patience: Self.patience) {
            fault, outcome in
            // To a council that sees an orderly end, a request that is cut short is a wrong one; and
            // where it has no beginning, not even one to the council's own program.
            if case .halfClose(.up, _) = fault { return [0, 1, 3].contains(outcome.status) }
            return [0, 3].contains(outcome.status)
                && !outcome.complaints.contains("not the council")
        }
    }

    @Test(arguments: CouncilStore.all)
    func nothingIsLostOrDoubledOnASlowOrRepeatingLink(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let requests = 4
        var faults: [NetworkFault] = (1...requests).map { .duplicate(request: $0) }
        faults += [.drip(bytes: 7, pause: 1), .drip(bytes: 64, pause: 10)]
        for session in Session.all {
            try Self.check("slow", faults, stage, session, patience: Self.patience) {
                $1.status == 0
            }
        }
    }

    /// The laptop gives up by itself, after its own time-out.
    @Test(arguments: CouncilStore.all)
    func aLinkThatStallsIsGivenUp(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        var faults: [NetworkFault] = [.stall(.up, after: 10), .stall(.down, after: 900)]
        if Reach.isWhole {
            let (up, down) = try Self.measured(stage, .exchange)
            faults += stride(from: 0, to: up, by: 256).map { .stall(.up, after: $0) }
            faults += stride(from: 0, to: down, by: 512).map { .stall(.down, after: $0) }
        }
        let sessions = Reach.isWhole ? [Session.exchange] : [.exchange, .background]
        for session in sessions {
            try Self.check("stall", faults, stage, session, patience: Self.patience, threads: 8) {
                [0, 3].contains($1.status)
            }
        }
    }

    @Test(arguments: CouncilStore.all)
    func theNetworkOfAHotelIsNotTheCouncil(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let page = "<html><body>Please sign in to the network.</body></html>"
        let answers = [
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: \(page.utf8.count)"
                + "\r\nConnection: close\r\n\r\n\(page)",
            "HTTP/1.1 302 Found\r\nLocation: http://hotel.example/\r\nContent-Length: 0"
                + "\r\nConnection: close\r\n\r\n",
            "HTTP/1.1 511 Network Authentication Required\r\nContent-Length: 0"
                + "\r\nConnection: close\r\n\r\n",
            "SSH-2.0-NotHTTP\r\n",
        ]
        let faults = answers.flatMap { answer in
            (1...4).map { NetworkFault.portal(fromRequest: $0, answer: answer) }
        }
        try Self.check("portal", faults, stage, .exchange, patience: Self.patience) { _, outcome in
            outcome.status == 3 && outcome.complaints.contains("not the council")
        }
    }

    @Test func theyAddUp() {
        Figures.say("network-faults", Figures.value("network-faults"), "faults")
        Figures.say("network-faults-lost", Figures.value("network-faults-lost"), "faults")
    }
}

extension NetworkFaultTests {
    /// The bytes of a session in which nothing goes wrong.
    private static func measured(
        _ stage: Stage, _ session: Session
    ) throws -> (up: Int, down: Int) {
        let run = try stage.run(session.scene(stage))
        let server = try run.servedToLaptop()
        defer { server.end() }
        let proxy = try FaultProxy(to: run.councilPort(server), fault: .none)
        defer { proxy.stop() }
        try run.point(at: "http://127.0.0.1:\(proxy.port)")
        let outcome = try run.laptop("sync", session.arguments + ["--json"])
        #expect(outcome.status == 0, "\(outcome.complaints)")
        return (proxy.passed(.up), proxy.passed(.down))
    }

    /// Runs a session for each fault. `isRight` says whether the program may end so.
    private static func check(
        _ name: String, _ faults: [NetworkFault], _ stage: Stage, _ session: Session,
        patience: Double, threads: Int = 3,
        isRight: @escaping @Sendable (NetworkFault, Run.Outcome) -> Bool
    ) throws {
        let scene = session.scene(stage)
        let before = try stage.run(scene).held()
        let problems = onThreads(faults, threads: threads) { fault in
            let run = try stage.run(scene)
            let server = try run.servedToLaptop()
            defer { server.end() }
            let port = try run.councilPort(server)
            let proxy = try FaultProxy(to: port, fault: fault)
            try run.point(at: "http://127.0.0.1:\(proxy.port)")
            let outcome = try run.laptop(
                "sync", session.arguments + ["--json"], seconds: patience)
            let isMet = proxy.met
            proxy.stop()
            if isMet {
                Figures.add(1, to: "network-faults-\(name)")
                Figures.add(1, to: "network-faults")
                Figures.note(outcome, in: "network, \(name)")
            }
            var problems = run.plaintext()
            if !isRight(fault, outcome) {
                problems.append("It ended with \(outcome.status): \(outcome.complaints)")
            }
            problems += try run.compare(with: before)
            try run.point(at: "http://127.0.0.1:\(port)")
            problems += try run.drained(documents: session.documents(stage))
            if try run.held().pictures != stage.firstPictures {
                problems.append("The pictures are not those of a laptop that met no fault.")
            }
            if !problems.isEmpty { Figures.add(1, to: "network-faults-lost") }
            return problems.map { "\(name), \(fault): \($0)" }
        }
        Figures.say("network-faults-\(name)", Figures.value("network-faults-\(name)"), "faults")
        Figures.sayEndings(of: "network, \(name)")
        #expect(problems.isEmpty, "\(summary(problems))")
    }
}

extension Run {
    func councilPort(_ server: Program) throws -> Int {
        let address = try server.line(beginning: "listening on ")
        guard let port = address.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw DesktopFailure.wrong("The council listens at \(address).")
        }
        return port
    }
}
