internal import DesktopDriver
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
