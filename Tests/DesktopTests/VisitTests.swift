internal import DesktopDriver
internal import Testing

extension Desktop {
    @MainActor
    struct VisitTests {
        @Test func aVisitReachesTheCouncilExactlyAsItWasPressed() throws {
            let bench = try Bench()
            defer { bench.end() }
            let walk = try bench.open()
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
