import DesktopDriver
import Foundation

/// An enrolment that meets a fault, and is then begun again with the same code.
enum Enrolling {
    static func session(_ run: Run, _ fault: Fault) throws -> CrashPointTests.Ended {
        try FileManager.default.removeItem(at: run.profile)
        let server = try run.serve()
        defer { server.end() }
        let address = try server.line(beginning: "listening on ")
        let before = try run.devices().count
        let code = try run.code()
        let enrol = { (fault: Fault?) in
            try run.laptop("enrol", ["--server", address, "--code", code, "--json"], fault: fault)
        }
        let outcome = try enrol(fault)
        guard fault.action != .count else { return .init(outcome) }
        var problems = run.plaintext()
        let again = try enrol(nil)
        let isTold = [outcome, again].contains { $0.output.contains("recoveryCode") }
        if !isTold { problems.append("Nobody was told the recovery code: \(again.complaints)") }
        if again.status != 0, !outcome.output.contains("recoveryCode") {
            problems.append("The same code does not work again: \(again.complaints)")
        }
        let listed = try run.devices().count - before
        if listed != 1 { problems.append("\(listed) laptops came on the list.") }
        return .init(outcome, problems + (try run.drained()))
    }
}

extension Run {
    struct Device: Decodable, Sendable {
        let id: String
        let revoked: String?
    }

    /// The laptops on the council's list.
    func devices() throws -> [Device] {
        let json = try Tool.run(
            programs.server.path(), ["devices", "--json", "--database", database])
        return try JSONDecoder().decode([Device].self, from: Data(json.utf8))
    }
}
