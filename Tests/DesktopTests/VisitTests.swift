internal import DesktopDriver
internal import Testing

extension Desktop {
    @MainActor
    struct VisitTests {
        @Test func aVisitReachesTheCouncilExactlyAsItWasPressedAndEveryPageHasItsNames() throws {
            let bench = try Bench()
            defer { bench.end() }
            let walk = try bench.open()
            var faults: Set<String> = []
            var pages = 0
            walk.onPage = { [window = walk.window] (page) throws(DesktopFailure) in
                pages += 1
                faults.formUnion(Names.faults(in: window).map { "\(page): \($0)" })
                // Nobody in the room may read a price or another visit, with a screen reader too.
                guard page.hasPrefix("f") else { return }
                let words = window.everyWord
                try expect(
                    !words.contains { $0.contains("£") || $0.contains("A calm home") },
                    "On \(page) something can be read that is not for the family.")
            }
            try walk.visits()
            try walk.openVisit("A flat of my own, near the bus")
            try walk.showToFamily()
            let person = try walk.say(.person)
            let mother = try walk.hear("Mother", .mother)
            try walk.readBack()
            let providers = try walk.providersOnCheck()
            try walk.save()
            try walk.openWaiting()
            try walk.waitForReceipt()
            try Received.check(
                try Received.one(of: "CE-2041", at: bench.council), package: "CE-2041",
                worker: "sw-1", voices: [person, mother], providers: providers)
            #expect(pages > 10)
            #expect(faults.sorted() == [])
        }

        @Test func aVisitHeldWithNoConnectionIsSentByItselfWhenTheCouncilIsBack() throws {
            let bench = try Bench()
            defer { bench.end() }
            // The first window fetches the visits.
            _ = try bench.open()
            bench.laptop.close()
            bench.council.stop()

            let walk = try bench.open()
            try walk.openVisit("A flat of my own, near the bus")
            try walk.showToFamily()
            let person = try walk.say(.person)
            try walk.readBack()
            let providers = try walk.providersOnCheck()
            try walk.save()
            try walk.openWaiting()
            try walk.window.waitFor("1 thing is waiting to be sent")
            #expect(try bench.council.preferences().isEmpty)

            try bench.council.start()
            try walk.waitForReceipt(seconds: 120)
            try Received.check(
                try Received.one(of: "CE-2041", at: bench.council), package: "CE-2041",
                worker: "sw-1", voices: [person], providers: providers)
        }

        @Test func aCouncilThatDoesNotAnswerStopsNobodyFromRecording() throws {
            let bench = try Bench()
            defer { bench.end() }
            let walk = try bench.open()
            bench.council.freeze()
            try walk.openVisit("Quiet days out, one step at a time")
            try walk.showToFamily()
            _ = try walk.say(.person)
            try walk.readBack()
            try walk.save()
            try walk.openWaiting()
            try walk.window.waitFor("1 thing is waiting to be sent")
            bench.council.thaw()
            try walk.waitForReceipt(seconds: 120)
            #expect(try bench.council.preferences().count == 1)
        }
    }
}
