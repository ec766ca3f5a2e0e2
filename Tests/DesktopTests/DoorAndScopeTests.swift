internal import CSearch
internal import DesktopDriver
internal import Foundation
internal import Testing

extension Desktop {
    @MainActor
    struct DoorTests {
        @Test func aWrongPassphraseTellsHowManyTriesAreLeft() throws {
            let bench = try Bench()
            defer { bench.end() }
            let walk = Walk(try bench.laptop.open(unlocked: false))
            try walk.tryToUnlock("not these words", left: 4)
            try walk.tryToUnlock("nor these words", left: 3)
            // A new start does not give the tries back.
            bench.laptop.kill()
            let again = Walk(try bench.laptop.open(unlocked: false))
            try again.tryToUnlock("still not these", left: 2)
            try again.unlock(bench.laptop.passphrase)
            try again.visits()
        }

        @Test func aSecondWindowOnOneProfileSaysThatItIsOpenAlready() throws {
            let bench = try Bench()
            defer { bench.end() }
            let first = try bench.open()
            let second = try bench.laptop.start(unlocked: false)
            defer { second.end() }
            let window = try Window(processID: second.processID)
            try window.wait(for: "The word that it is open already") {
                window.first { $0.name.contains("open already") }
            }
            try expect(
                !window.everyWord.contains { $0.contains("A flat of my own") },
                "The second window shows a visit.")
            // The first goes on.
            try first.openVisit("A flat of my own, near the bus")
        }
    }

    @MainActor
    struct ListTests {
        @Test func aLaptopThatWasTakenOffTheListSendsEverythingAfterANewCode() throws {
            let bench = try Bench()
            defer { bench.end() }
            let walk = try bench.open()
            try bench.council.revokeAll()
            try walk.openVisit("Quiet days out, one step at a time")
            try walk.showToFamily()
            _ = try walk.say(.person)
            try walk.readBack()
            try walk.save()
            #expect(try bench.council.preferences().isEmpty)
            try walk.returnToTheList(code: bench.council.code(worker: "sw-1"))
            try walk.waitForReceipt()
            #expect(try bench.council.preferences().map(\.package) == ["CE-2038"])
        }

        @Test func whatWasSaidInAVisitThatLeftIsSavedOrThrownAway() throws {
            let bench = try Bench()
            defer { bench.end() }
            var walk = try bench.open()
            try walk.openVisit("Quiet days out, one step at a time")
            try walk.showToFamily()
            _ = try walk.say(.person)
            try walk.readBack()
            bench.laptop.kill()
            walk = try bench.open()
            try walk.openVisit("A flat of my own, near the bus")
            try walk.showToFamily()
            _ = try walk.say(.person)
            bench.laptop.kill()
            for package in ["CE-2038", "CE-2041"] {
                try bench.council.command(
                    "caseload", "remove", "--worker", "sw-1", "--package", package)
            }
            walk = Walk(try bench.laptop.open())
            try walk.throwAway("CE-2041")
            try walk.saveWhatLeft("CE-2038")
            try walk.openWaiting()
            try walk.waitForReceipt()
            #expect(try bench.council.preferences().map(\.package) == ["CE-2038"])
            #expect(try bench.statusWhenClosed().drafts == [])
        }
    }

    @MainActor
    struct LockTests {
        /// What is said and shown in this test and nowhere in the program itself.
        private static let sentences = [
            "It is near my sister’s house.", "They answered when I rang.",
            "He pointed at the green door.", "A flat of my own, near the bus",
        ]

        @Test func theMemoryOfAWindowThatIsLockedHasNothingOfItsVisits() throws {
            let bench = try Bench()
            defer { bench.end() }
            let walk = try bench.open()
            try walk.openVisit("A flat of my own, near the bus")
            try walk.showToFamily()
            _ = try walk.say(.person)
            _ = try walk.hear("Mother", .mother)
            try walk.readBack()
            // GTK keeps each line in a block of its own: with so many one of them stays, if any can.
            try walk.window.type(
                Array(repeating: "He pointed at the green door.", count: 12)
                    .joined(separator: "\n"),
                into: "What the person did or said")
            // GTK 4.8 never lets go of a field in which something was selected or pasted.
            let keyboard = try Keyboard(of: walk.window)
            try keyboard.tab(to: "What the person did or said")
            try keyboard.press("ctrl+a", "ctrl+c", "ctrl+End", "ctrl+v")
            let open = try Self.copies(in: walk.window.processID)
            // From W7, with words that were typed a moment ago.
            try walk.lock()
            // This test typed through AT-SPI, and GDBus keeps the bytes of the last message of that
            // length: another takes its place.
            try walk.window.type(String(repeating: "x", count: 400), into: "Your passphrase")
            let locked = try Self.copies(in: walk.window.processID)
            // A search that finds nothing must be one that can find.
            #expect(Self.sentences.allSatisfy { open[$0]?.isEmpty == false }, "\(open)")
            #expect(locked.filter { !$0.value.isEmpty } == [:])
            #expect(
                walk.window.everyWord.allSatisfy { word in
                    Self.sentences.allSatisfy { !word.contains($0) }
                })
            // What was locked away is there again.
            try walk.unlock(bench.laptop.passphrase)
            try walk.visits()
            try walk.openVisit("A flat of my own, near the bus")
            try walk.carryOn()
            try expect(
                walk.window.everyWord.contains { $0.contains("He pointed at the green door.") },
                "What was typed last is gone.")
        }

        /// Where each sentence stands in the memory, as UTF-8 or as UTF-16: with what the system
        /// calls the place, and what stands around it, for whoever has to find out why.
        private static func copies(in process: Int32) throws -> [String: [String]] {
            var found: [String: [String]] = [:]
            _ = try ProcessMemory.read(of: process) { part, name in
                for sentence in sentences {
                    let wide = sentence.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
                    for form in [Array(sentence.utf8), wide] {
                        found[sentence, default: []] += places(of: form, in: part).map {
                            let around = part[max(0, $0 - 96)..<min(part.count, $0 + 160)]
                            let text = around.map {
                                (32..<127).contains($0) ? $0 : UInt8(ascii: ".")
                            }
                            return "\(name) at \($0): \(String(decoding: text, as: UTF8.self))"
                        }
                    }
                }
            }
            return found
        }

        private static func places(of form: [UInt8], in part: UnsafeRawBufferPointer) -> [Int] {
            var found: [Int] = []
            var from = 0
            while let base = part.baseAddress,
                let hit = search_bytes(base + from, part.count - from, form, form.count)
            {
                found.append(hit - base)
                from = hit - base + 1
            }
            return found
        }
    }

    @MainActor
    struct ScopeTests {
        @Test func twoWorkersAtOnceEachSeeTheirOwnVisitsOnly() throws {
            let bench = try Bench()
            defer { bench.end() }
            let other = try WorkerLaptop(bench.programs, in: bench.scratch.url, name: "laptop-2")
            defer { other.close() }
            try other.enrol(with: bench.council, worker: "sw-2")

            let first = try bench.open()
            let second = Walk(try other.open())
            try second.visits()
            let (mine, theirs) = (try first.titles(), try second.titles())
            #expect(mine.count == 10)
            #expect(theirs.count == 4)
            #expect(Set(mine).isDisjoint(with: theirs))

            try first.openVisit("Quiet days out, one step at a time")
            try second.openVisit("Saturday club and swimming")
            try first.showToFamily()
            try second.showToFamily()
            _ = try first.say(.person)
            _ = try second.say(.person)
            try first.readBack()
            try second.readBack()
            try first.save()
            try second.save()
            try first.openWaiting()
            try second.openWaiting()
            try first.waitForReceipt()
            try second.waitForReceipt()

            let records = try bench.council.preferences()
            #expect(
                Set(records.map { "\($0.worker) \($0.package ?? "")" })
                    == ["sw-1 CE-2038", "sw-2 CE-2053"])
            #expect(Set(records.map(\.sequence)).count == 2)
        }
    }

    struct NameTests {
        @Test(arguments: ["", " ", "GtkImage", "AdwClamp", "_Save", "Save Save"])
        func aBadNameIsAFault(name: String) { #expect(Names.fault(of: name) != nil) }

        @Test(arguments: ["Save", "I like it", "Change: Why, Nothing written down"])
        func aGoodNameIsNone(name: String) { #expect(Names.fault(of: name) == nil) }
    }
}
