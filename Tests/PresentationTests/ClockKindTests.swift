import Presentation
import Procurement
import Testing

/// How wrong a laptop's clock is, in words that people use.
struct ClockKindTests {
    private static func warning(_ seconds: Int64) -> String? {
        SendingPage.clockWarning(
            SendingState(records: [], link: .online, lastReached: nil, clockOffset: seconds * 1000))
    }

    @Test(
        arguments: [
            (301, "5 minutes"), (3600, "60 minutes"), (7200, "2 hours"), (86_400, "24 hours"),
            (3 * 86_400, "3 days"), (90 * 86_400, "3 months"), (29_930_298 * 60, "57 years"),
            (731 * 86_400, "2 years"),
        ] as [(Int64, String)])
    func itIsSaidInTheUnitThatFits(seconds: Int64, length: String) {
        #expect(
            Self.warning(seconds)
                == "This laptop’s clock is \(length) slow. Ask your team to set it.")
        #expect(
            Self.warning(-seconds)
                == "This laptop’s clock is \(length) fast. Ask your team to set it.")
    }

    @Test func aClockThatIsNearlyRightIsNotSaid() {
        #expect(Self.warning(299) == nil)
        #expect(Self.warning(-299) == nil)
        #expect(Self.warning(Int64.max / 1000) != nil)
    }
}
