import Foundation
import Procurement
import Testing

/// One limit in bytes of what travels, with room for every voice.
struct RecordRoomKindTests {
    @Test func aTextWeighsWhatItsJSONWeighs() throws {
        var cases = 0
        for value: UInt32 in 0..<0x3000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "a\(scalar)b"
            #expect(try RecordRoom.bytes(of: text) == CanonicalJSON.encode(text).count - 2)
            cases += 1
        }
        print("figure record-weights-tried \(cases) letters")
    }

    @Test(arguments: [
        "a", "\u{6F22}", "\"", "\u{1}", "e\u{301}\u{301}", "\u{1F468}\u{200D}\u{1F469}",
    ])
    func whatIsTakenOutIsEnoughAndNotOneLetterMore(_ letter: String) {
        let words = String(repeating: letter, count: RecordRoom.text / 2 + 500) + "end"
        let letters = RecordRoom.lettersTooMany(in: words)
        #expect(RecordRoom.left(beside: String(words.dropLast(letters))) >= 0)
        if letters > 0 {
            #expect(RecordRoom.left(beside: String(words.dropLast(letters - 1))) < 0)
        }
    }

    @Test func everyVoiceHasRoom() throws {
        var draft = try Samples.draft()
        func take(_ commands: [VisitDraft.Command]) throws {
            for command in commands {
                for event in try draft.decide(command) { draft.evolve(event) }
            }
        }
        try take((0..<RecordRoom.otherVoices).map { _ in .hear(.family(.grandparent)) })
        #expect(throws: Refusal.tooManyVoices(most: RecordRoom.otherVoices)) {
            try draft.decide(.hear(.advocate))
        }
        // The most that each may say, in letters that JSON makes longest.
        let full = String(repeating: "\"", count: RecordRoom.text / 2)
        for voice in draft.voices.map(\.id) {
            try take(draft.order.map { .answer(voice, $0, .notSure) })
            try take([.choose(voice, .equal(draft.order)), .explain(voice, full)])
        }
        try take([.observe(full)])
        #expect(draft.tooLong.isEmpty)
        let record = try draft.record(by: "worker-1", at: Samples.now)
        let bytes = try CanonicalJSON.encode(record).count
        #expect(bytes <= RecordRoom.record)
        print("figure fullest-record \(bytes) of \(RecordRoom.record) bytes")
    }
}
