import DesktopDriver
import Foundation
import Laptop
import Presentation
import Procurement
import Synchronization
import Testing

/// Besides one whole exchange: a laptop that is being enrolled, a window that waits for news, programs
/// that meet on one profile, and what the timer starts.
@Suite(.serialized)
struct BesideTests {
    private static let wait = 90.0

    /// An enrolment that was cut off is done again: with the same code where the council did not hear
    /// of it, else with a new one.
    @Test(arguments: CouncilStore.all)
    func anEnrolmentThatIsCutOffIsDoneAgain(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let measured = try Self.enrolling(stage, .none)
        #expect(measured.problems.isEmpty, "\(summary(measured.problems))")
        let (problems, met, count) = Self.cutOff(
            up: measured.up, down: measured.down, places: 4
        ) { try Self.enrolling(stage, $0) }
        Figures.say("enrolments-cut-off", met, "faults")
        #expect(met > count / 2, "few of the faults came to pass")
        #expect(problems.isEmpty, "\(summary(problems))")
    }

    private static func enrolling(_ stage: Stage, _ fault: NetworkFault) throws -> Enrolled {
        let run = try stage.run(stage.fresh)
        try FileManager.default.removeItem(at: run.profile)
        let server = try run.serve()
        defer { server.end() }
        let port = try run.councilPort(server)
        let proxy = try FaultProxy(to: port, fault: fault)
        let code = try run.code()
        func enrol(_ port: Int, _ code: String) throws -> Run.Outcome {
            try run.laptop(
                "enrol", ["--server", "http://127.0.0.1:\(port)", "--code", code])
        }
        let first = try enrol(proxy.port, code)
        let enrolled = Enrolled(proxy)
        proxy.stop()
        var problems: [String] = []
        if first.status != 0 {
            if ![1, 3].contains(first.status) || first.complaints.isEmpty {
                problems.append("It ended with \(first.status): \(first.complaints)")
            }
            let again = try enrol(port, code)
            if again.status != 0 {
                if !again.complaints.contains("used before") {
                    problems.append("The same code again: \(again.complaints)")
                }
                let new = try enrol(port, run.code())
                if new.status != 0 { problems.append("A new code: \(new.complaints)") }
            }
        }
        try run.point(at: "http://127.0.0.1:\(port)")
        let (outcome, status) = try run.sync()
        if outcome.status != 0 || status?.packages.count != 10 {
            problems.append(
                "It then reads \(status?.packages.count ?? 0) visits: \(outcome.complaints)")
        }
        return enrolled.with(problems.map { "\(fault): \($0)" })
    }

    /// A laptop that was taken off the list: the same code works again, wherever the link failed.
    @Test(arguments: CouncilStore.all)
    func enrollingAgainThatIsCutOffIsDoneAgain(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let measured = try Self.enrollingAgain(stage, .none)
        #expect(measured.problems.isEmpty, "\(summary(measured.problems))")
        let (problems, met, count) = Self.cutOff(
            up: measured.up, down: measured.down, places: 6
        ) { try Self.enrollingAgain(stage, $0) }
        Figures.say("enrolments-again-cut-off", met, "faults")
        #expect(met > count / 2, "few of the faults came to pass")
        #expect(problems.isEmpty, "\(summary(problems))")
    }

    private static func enrollingAgain(_ stage: Stage, _ fault: NetworkFault) throws -> Enrolled {
        let run = try stage.run(stage.recorded)
        let before = try run.held()
        try run.programs.revokeAll(at: run.database)
        let code = ["--code", try run.code(), "--json"]
        let server = try run.serve()
        defer { server.end() }
        let port = try run.councilPort(server)
        let proxy = try FaultProxy(to: port, fault: fault)
        try run.point(at: "http://127.0.0.1:\(proxy.port)")
        let first = try run.laptop("enrol-again", code)
        let enrolled = Enrolled(proxy)
        proxy.stop()
        var problems = try run.compare(with: before)
        if ![0, 1, 3].contains(first.status) || (first.status != 0 && first.complaints.isEmpty) {
            problems.append("It ended with \(first.status): \(first.complaints)")
        }
        try run.point(at: "http://127.0.0.1:\(port)")
        let again = try run.laptop("enrol-again", code)
        if again.status != 0 { problems.append("The same code again: \(again.complaints)") }
        problems += try run.drained(documents: stage.documents)
        return enrolled.with(problems.map { "\(fault): \($0)" })
    }

    /// What came of a session with a fault.
    private struct Enrolled {
        var problems: [String] = []
        let isMet: Bool
        let up: Int
        let down: Int

        init(_ proxy: FaultProxy) {
            (isMet, up, down) = (proxy.met, proxy.passed(.up), proxy.passed(.down))
        }

        func with(_ problems: [String]) -> Enrolled {
            var result = self
            result.problems = problems
            return result
        }
    }

    /// Cuts a session off at places that are evenly spread over its bytes.
    private static func cutOff(
        up: Int, down: Int, places: Int,
        _ session: @escaping @Sendable (NetworkFault) throws -> Enrolled
    ) -> (problems: [String], met: Int, count: Int) {
        var faults: [NetworkFault] = []
        for (way, count) in [(NetworkFault.Direction.up, up), (.down, down)] {
            let step = max(1, count / (Reach.isWhole ? 200 : places * Reach.times))
            for (index, place) in stride(from: 0, to: count, by: step).enumerated() {
                faults.append(
                    index.isMultiple(of: 3) ? .close(way, after: place) : .reset(way, after: place))
            }
        }
        let met = Mutex(0)
        let problems = onThreads(faults) { fault in
            let ended = try session(fault)
            if ended.isMet { met.withLock { $0 += 1 } }
            return ended.problems
        }
        return (problems, met.withLock { $0 }, faults.count)
    }

    /// The link fails while the window waits for news; it hears them all the same.
    @Test(arguments: CouncilStore.all)
    func newsArriveAfterTheLinkFailedWhileSomebodyWaited(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let idle = try await Self.waiting(stage, .none)
        #expect(idle.problem == nil, "\(idle.problem ?? "")")
        var faults: [NetworkFault] = []
        for place in [0, 1, 40, 150] {
            faults.append(.reset(.down, after: idle.down + place))
            faults.append(.close(.down, after: idle.down + place))
            faults.append(.reset(.up, after: max(0, idle.up - 1 - place)))
            faults.append(.close(.up, after: max(0, idle.up - 20 - place)))
        }
        faults.append(.stall(.down, after: idle.down))
        let (problems, met) = try await withThrowingTaskGroup(of: Waited.self) { group in
            for fault in faults { group.addTask { try await Self.waiting(stage, fault) } }
            return try await group.reduce(into: ([String](), 0)) { all, waited in
                all.0 += [waited.problem].compactMap(\.self)
                all.1 += waited.isMet ? 1 : 0
            }
        }
        Figures.say("waits-that-failed", met, "faults")
        #expect(met > faults.count / 2, "few of the faults came to pass")
        #expect(problems.isEmpty, "\(summary(problems))")
    }

    private struct Waited {
        let problem: String?
        let isMet: Bool
        /// The bytes until it waited.
        let up: Int
        let down: Int
    }

    private static func waiting(
        _ stage: Stage, _ fault: NetworkFault
    ) async throws -> Waited {
        let run = try stage.run(stage.fresh)
        let server = try run.servedToLaptop()
        defer { server.end() }
        let proxy = try FaultProxy(to: run.councilPort(server), fault: fault)
        defer { proxy.stop() }
        try run.point(at: "http://127.0.0.1:\(proxy.port)")
        var surroundings = Surroundings.live
        surroundings.retryPause = .milliseconds(300)
        surroundings.idlePause = .milliseconds(300)
        let laptop = Laptop(folder: run.profile.path(), surroundings: surroundings)
        try await laptop.unlock(passphrase: Planted.passphrase)
        _ = await laptop.first(within: wait) { $0.count == 10 }
        // Long enough that it waits at the council.
        try await Task.sleep(for: .seconds(2))
        let passed = (proxy.passed(.up), proxy.passed(.down))
        try Tool.run(
            run.programs.server.path(),
            [
                "caseload", "remove", "--worker", "sw-1", "--package", "CE-2063", "--database",
                run.database,
            ])
        let heard = await laptop.first(within: wait) { $0.count == 9 }
        await laptop.close()
        return Waited(
            problem: heard == nil ? "\(fault): the news did not arrive" : nil, isMet: proxy.met,
            up: passed.0, down: passed.1)
    }

    /// The window's place is taken by whoever comes first; the others say so and change nothing.
    @Test(arguments: CouncilStore.all)
    func programsThatMeetOnOneProfileLoseAndDoubleNothing(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let run = try stage.run(stage.recorded)
        let before = try run.held()
        let server = try run.servedToLaptop()
        defer { server.end() }
        let commands: [(String, [String])] = [
            ("sync", ["--json"]), ("sync", ["--in-background", "--json"]), ("status", ["--json"]),
        ]
        let met = Mutex(0)
        let problems = onThreads(Array(0..<24), threads: 6) { number in
            let (command, arguments) = commands[number % commands.count]
            let outcome = try run.laptop(command, arguments)
            if outcome.status == 5 || outcome.output.contains("\"open\"") {
                met.withLock { $0 += 1 }
            }
            return [0, 5].contains(outcome.status)
                ? [] : ["\(command) ended with \(outcome.status): \(outcome.complaints)"]
        }
        #expect(problems.isEmpty, "\(summary(problems))")
        Figures.say("programs-that-met", met.withLock { $0 }, "programs")
        #expect(met.withLock { (1..<24).contains($0) })
        #expect(try run.compare(with: before).isEmpty)
        #expect(try run.drained(documents: stage.documents).isEmpty)
    }

    /// The command of the unit that the timer starts, read from its file.
    @Test(arguments: CouncilStore.all)
    func whatTheTimerStartsSendsWhatWaits(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let run = try stage.run(stage.recorded)
        let unit = try Unit("support-choice-sync.service")
        let command = unit["ExecStart"].split(separator: " ").map(String.init)
        #expect(command.first?.hasSuffix("/support-choice") == true)
        #expect(try Unit("support-choice-sync.timer")["WantedBy"] == "timers.target")
        let home = run.said.appending(path: "home")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: home.appending(path: "support-choice"), withDestinationURL: run.profile)
        func start() throws -> (status: Int32, words: String) {
            let program = try Program(
                run.programs.laptop, Array(command.dropFirst()), folder: run.said, name: "timer",
                environment: ["XDG_DATA_HOME": home.path()])
            let status = try program.waitUntilEnd()
            return (status, program.text(of: program.output))
        }
        try run.point(at: "http://127.0.0.1:9")
        let offline = try start()
        // The unit counts this end as none of its failures.
        #expect(unit["SuccessExitStatus"] == "\(offline.status)")
        #expect(try run.received().isEmpty)
        let server = try run.servedToLaptop()
        defer { server.end() }
        let sent = try start()
        #expect(sent.status == 0)
        #expect(sent.words == "1 thing was sent.\n")
        #expect(try run.received().map(\.key) == run.held().keys)
        #expect(try run.drained(documents: stage.documents).isEmpty)
    }

    /// A unit file, from this file's place in the project.
    private struct Unit {
        private let lines: [Substring]

        init(_ name: String) throws {
            let project = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
            let file = project.appending(path: "data/systemd/user/\(name)")
            lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        }

        subscript(name: String) -> String {
            lines.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
                ?? ""
        }
    }
}

extension Laptop {
    /// The first list of visits for which `isRight` holds; `nil` when there is none in time.
    fileprivate func first(
        within seconds: Double, where isRight: @escaping @Sendable ([VisitFile]) -> Bool
    ) async -> [VisitFile]? {
        await withTaskGroup(of: [VisitFile]?.self) { group in
            group.addTask {
                for await visits in self.visits() where isRight(visits) { return visits }
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(seconds))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
