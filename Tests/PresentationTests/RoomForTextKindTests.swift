import Presentation
import Procurement
import Testing

/// A page says how much room a text has before it is too late to say it.
struct RoomForTextKindTests {
    @Test(arguments: [
        (14_400, nil), (14_401, "There is room for about 1599 more letters."),
        (15_999, "There is room for about 1 more letter."), (16_000, "There is no more room."),
        (16_001, "Too long to be saved: take out 1 letter."),
        (16_500, "Too long to be saved: take out 500 letters."),
    ])
    func roomIsSaidInItsLastTenth(_ letters: Int, _ said: String?) {
        #expect(Sentences.room(beside: String(repeating: "a", count: letters)) == said)
    }

    @Test func aPictureOfAFamilyTakesTheRoomOfMany() {
        let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}"
        let words = String(repeating: family, count: 600)
        #expect(Sentences.room(beside: words) == "There is room for about 40 more letters.")
        #expect(
            Sentences.room(beside: words + String(repeating: family, count: 41))
                == "Too long to be saved: take out 1 letter.")
    }
}
