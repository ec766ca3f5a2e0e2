import DesktopDriver
import Foundation
import Laptop
import Presentation
import Procurement
import Replica
import Testing

/// Every byte of every file of a profile is changed in turn, and each file is cut, overwritten and made
/// longer. Afterwards all that was said is there, at once or after salvaging, and what the worker is
/// told is true.
@Suite(.serialized)
struct DamagedFileKindTests {
    /// What happens to one file.
    struct Damage: Sendable, CustomStringConvertible {
        let file: String
        let what: String
        let change: @Sendable (inout Data) -> Void
        var description: String { "\(file), \(what)" }
    }

    /// What people said, as the laptop shows it.
    struct Said: Hashable, Sendable {
        let records: [Preference]
        let drafts: [VisitDraft]
    }

    private struct Ended: Sendable {
        var problems: [String] = []
        var salvaged = 0
    }

    @Test(arguments: CouncilStore.all)
    func whateverByteIsDamagedNothingSavedIsLost(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let run = try stage.run(stage.recorded)
        let server = try run.servedToLaptop()
        #expect(try run.sync().outcome.status == 0)
        server.end()
        // One that the council has, one that waits, and one that was stopped half way.
        let again = try run.laptop("record", ["--json", run.file(of: .whole)])
        #expect(again.status == 0, "\(again.complaints)")
        let said = try await Self.said(in: run.profile)
        #expect(said.records.count == 2)
        #expect(said.drafts.count == 1)
        let damages = try Self.damages(to: run.profile)
        let profile = run.profile
        let share = 4
        let ended = await withTaskGroup(of: Ended.self) { group in
            for first in 0..<share {
                group.addTask {
                    var ended = Ended()
                    for number in stride(from: first, to: damages.count, by: share) {
                        let (problem, wasSalvaged) = await Self.problem(
                            damages[number], profile: profile, said: said)
                        if let problem { ended.problems.append("\(damages[number]): \(problem)") }
                        if wasSalvaged { ended.salvaged += 1 }
                    }
                    return ended
                }
            }
            return await group.reduce(into: Ended()) { all, part in
                all.problems += part.problems
                all.salvaged += part.salvaged
            }
        }
        let problems = ended.problems
        Figures.say("damaged-files", damages.count, "cases")
        Figures.say("damaged-files-salvaged", ended.salvaged, "cases")
        Figures.say("damaged-files-lost", problems.count, "cases")
        #expect(problems.isEmpty, "\(summary(problems))")
    }

    /// The files that hold a little, byte by byte; those that hold much, at places that are evenly spread.
    private static func damages(to profile: URL) throws -> [Damage] {
        var damages: [Damage] = []
        let names = FileManager.default.enumerator(atPath: profile.path())?.allObjects as? [String]
        for name in (names ?? []).sorted() where name != "lock" {
            let file = profile.appending(path: name)
            let values = try file.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
            guard values.isRegularFile == true, let size = values.fileSize, size > 0 else {
                continue
            }
            let isSmall = size < 4096
            for place in Reach.points(size, about: isSmall ? 160 : 240).map({ $0 - 1 }) {
                let masks: [UInt8] =
                    Reach.isWhole && isSmall
                    ? (0..<8).map { 1 << $0 } + [0xff] : [1 << UInt8(place % 8)]
                for mask in masks {
                    damages.append(
                        Damage(file: name, what: "byte \(place) ^ \(mask)") { $0[place] ^= mask })
                }
            }
            for place in [0, size / 3, size / 2, size - 1] {
                damages.append(
                    Damage(file: name, what: "cut at \(place)") { $0 = $0.prefix(place) })
                damages.append(
                    Damage(file: name, what: "zeros from \(place)") { data in
                        let end = min(data.count, place + 512)
                        data.replaceSubrange(place..<end, with: Data(count: end - place))
                    })
            }
            damages.append(
                Damage(file: name, what: "longer") { $0 += Data(repeating: 0x5a, count: 700) })
        }
        return damages
    }

    private static func problem(
        _ damage: Damage, profile: URL, said: Said
    ) async -> (String?, wasSalvaged: Bool) {
        do {
            let scratch = try ScratchFolder()
            let copy = scratch.url.appending(path: "profile")
            try FileManager.default.copyItem(at: profile, to: copy)
            let file = copy.appending(path: damage.file)
            var data = try Data(contentsOf: file)
            damage.change(&data)
            try data.write(to: file)
            let (found, wasSalvaged) = try await opened(copy)
            if found != said {
                return (
                    "\(found.records.count) records and \(found.drafts.count) visits are there, or "
                        + "they say something else.", wasSalvaged
                )
            }
            // What was mended stays so.
            let again = try await Self.said(in: copy)
            return (again == said ? nil : "Afterwards it is another.", wasSalvaged)
        } catch {
            return ("\(error)", false)
        }
    }

    private struct Untrue: Error, CustomStringConvertible {
        let description: String
    }

    private static func laptop(_ profile: URL) -> Laptop {
        var surroundings = Surroundings.live
        surroundings.syncsByItself = false
        return Laptop(folder: profile.path(), surroundings: surroundings)
    }

    /// Opens the profile as a worker does, who does what the program advises.
    private static func opened(_ profile: URL) async throws -> (Said, wasSalvaged: Bool) {
        let laptop = laptop(profile)
        let door = await laptop.door()
        var isDamaged = door == .damaged
        if !isDamaged {
            guard case .locked = door else {
                await laptop.close()
                throw Untrue(description: "The door says \(door).")
            }
            do {
                try await laptop.unlock(passphrase: Planted.passphrase)
            } catch UnlockRefusal.damaged {
                isDamaged = true
            } catch {
                await laptop.close()
                throw Untrue(description: "Unlocking says \(error).")
            }
        }
        if isDamaged {
            do {
                _ = try await laptop.salvage(passphrase: Planted.passphrase)
            } catch {
                await laptop.close()
                throw Untrue(description: "Salvaging says \(error).")
            }
        }
        let said = try await Self.said(by: laptop)
        await laptop.close()
        return (said, isDamaged)
    }

    private static func said(in profile: URL) async throws -> Said {
        let laptop = laptop(profile)
        try await laptop.unlock(passphrase: Planted.passphrase)
        let said = try await Self.said(by: laptop)
        await laptop.close()
        return said
    }

    private static func said(by laptop: Laptop) async throws -> Said {
        let (_, sending) = try await laptop.standing()
        // A laptop that was salvaged has not read its visits yet; the draft is there all the same.
        let draft = try? await laptop.begin(SupportPackage.ID(Stage.unfinished))
        let own = sending.records.filter { $0.savedAt != nil }
        return Said(
            records: own.map(\.preference).sorted { $0.id < $1.id },
            drafts: [draft].compactMap(\.self))
    }
}
