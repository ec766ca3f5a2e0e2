import DesktopDriver
import Foundation
import Replica
import Testing

/// A program that is stopped while it unlocks has been told nothing and counts no wrong passphrase; one
/// that told that a passphrase was wrong has counted it.
@Suite(.serialized)
struct KilledUnlockKindTests {
    @Test(arguments: CouncilStore.all)
    func killsCostNoWaitAndGiveNoTries(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let steps: Fault.Steps = [Fault.Steps.changes, .say]
        let right = try stage.run(stage.recorded)
        let calm = try right.laptop(
            "status", ["--json"], fault: Fault(steps: steps, action: .count, at: 0))
        let points = Reach.points(try #require(calm.report?.steps), about: 24)
        #expect(points.count >= 6)
        for point in points {
            let killed = try right.laptop(
                "status", ["--json"], fault: Fault(steps: steps, action: .kill, at: point))
            #expect(killed.wasKilled || killed.status == 0)
        }
        #expect(Tries(in: ProfileFolder(right.profile.path())).used == 0)
        let opened = try right.laptop("status", ["--json"])
        #expect(opened.status == 0, "\(opened.complaints)")

        func mistyping() throws -> Run {
            let wrong = try stage.run(stage.recorded)
            try Data("quite another passphrase\n".utf8)
                .write(to: wrong.said.appending(path: "passphrase"))
            return wrong
        }
        let whole = try mistyping().laptop(
            "status", ["--json"], fault: Fault(steps: steps, action: .count, at: 0))
        let last = try #require(whole.report?.steps)
        var told = 0
        for action in [Fault.Action.kill, .torn, .power] {
            // The point after the last stops nothing.
            for point in Reach.points(last, about: 12) + [last + 1] {
                let wrong = try mistyping()
                let outcome = try wrong.laptop(
                    "status", ["--json"], fault: Fault(steps: steps, action: action, at: point))
                let used = Tries(in: ProfileFolder(wrong.profile.path())).used
                if !outcome.complaints.isEmpty || !outcome.wasKilled {
                    told += 1
                    #expect(used == 1, "\(action) at \(point): \(outcome.complaints)")
                }
            }
        }
        #expect(told > 0)
        Figures.say(
            "unlocks-killed", points.count + 3 * Reach.points(last, about: 12).count, "kills")
    }
}
