import DesktopDriver
import Foundation
import Testing

/// A council that cannot prove who it is gets nothing, the person reads why, and nothing is lost.
@Suite(.serialized)
struct CertificateTests {
    @Test(arguments: CouncilStore.all)
    func aCouncilWithAWrongCertificateGetsNothing(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let scratch = try ScratchFolder()
        let certificates = try Certificates(in: scratch.url)
        let before = try stage.run(stage.recorded).held()
        let run = try stage.run(stage.recorded)
        for kind in Certificates.Kind.allCases where kind != .good {
            let server = try run.serve(certificate: certificates.make(kind))
            defer { server.end() }
            try run.point(
                at: "https://localhost:\(run.councilPort(server))",
                authority: certificates.authority)
            let outcome = try run.laptop("sync", ["--json"])
            #expect(outcome.status == 1, "\(kind)")
            #expect(
                outcome.complaints
                    == "The council's certificate cannot be trusted. Nothing was sent.\n", "\(kind)"
            )
            #expect(try run.compare(with: before) == [], "\(kind)")
            #expect(try run.received().isEmpty, "\(kind)")
            Figures.add(1, to: "certificates")
        }
        let server = try run.serve(certificate: certificates.make(.good))
        defer { server.end() }
        try run.point(
            at: "https://localhost:\(run.councilPort(server))", authority: certificates.authority)
        #expect(try run.drained(documents: stage.documents) == [])
        #expect(run.plaintext() == [])
        Figures.say("certificates-refused", Figures.value("certificates"), "kinds")
    }

    /// Setting up with one hands no code to whoever answers, and leaves no half of a profile.
    @Test(arguments: CouncilStore.all)
    func noCodeIsHandedToAWrongCouncil(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let scratch = try ScratchFolder()
        let certificates = try Certificates(in: scratch.url)
        let run = try stage.run(stage.fresh)
        let profile = run.profile.appending(path: "device.json")
        try FileManager.default.removeItem(at: run.profile)
        let authority = scratch.url.appending(path: "own/authority.pem").path()
        for kind in Certificates.Kind.allCases where kind != .good {
            let server = try run.serve(certificate: certificates.make(kind))
            defer { server.end() }
            let address = "https://localhost:\(try run.councilPort(server))"
            let outcome = try run.laptop(
                "enrol",
                ["--server", address, "--code", run.code(), "--ca", authority])
            #expect(outcome.status == 1, "\(kind)")
            #expect(outcome.complaints.contains("cannot be trusted. Nothing was sent."), "\(kind)")
            #expect(!FileManager.default.fileExists(atPath: profile.path()))
        }
    }

    /// A connection under TLS that ends at any byte, in its handshake too, is a network that is
    /// gone: never a council that lies, and never a record that is lost.
    @Test(arguments: CouncilStore.all)
    func aCutUnderTLSIsAnEndOfTheNetwork(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let scratch = try ScratchFolder()
        let certificates = try Certificates(in: scratch.url)
        let good = try certificates.make(.good)
        let before = try stage.run(stage.recorded).held()
        let session = { @Sendable (fault: NetworkFault) throws -> (Int, Int, [String]) in
            let run = try stage.run(stage.recorded)
            let server = try run.serve(certificate: good)
            defer { server.end() }
            let port = try run.councilPort(server)
            let proxy = try FaultProxy(to: port, fault: fault)
            try run.point(
                at: "https://localhost:\(proxy.port)", authority: certificates.authority)
            let outcome = try run.laptop("sync", ["--json"])
            let passed = (proxy.passed(.up), proxy.passed(.down))
            if proxy.met {
                Figures.note(outcome, in: "network, TLS cut")
                Figures.add(1, to: "network-faults-tls")
                Figures.add(1, to: "network-faults")
            }
            proxy.stop()
            var problems = run.plaintext() + (try run.compare(with: before))
            if ![0, 3].contains(outcome.status) || outcome.complaints.contains("not the council") {
                problems.append("It ended with \(outcome.status): \(outcome.complaints)")
            }
            try run.point(at: "https://localhost:\(port)")
            problems += try run.drained(documents: stage.documents)
            return (passed.0, passed.1, problems.map { "TLS, \(fault): \($0)" })
        }
        let (up, down, calm) = try session(.none)
        #expect(calm == [])
        var faults: [NetworkFault] = []
        for (way, count) in [(NetworkFault.Direction.up, up), (.down, down)] {
            faults += Reach.points(count, about: 8).map { .reset(way, after: $0 - 1) }
            faults += Reach.points(count, about: 4).map { .close(way, after: $0 - 1) }
        }
        let problems = onThreads(faults) { try session($0).2 }
        Figures.sayEndings(of: "network, TLS cut")
        Figures.say("network-faults-tls", Figures.value("network-faults-tls"), "faults")
        #expect(problems.isEmpty, "\(summary(problems))")
    }
}
