import Procurement
import Testing

/// What nobody sees and what only looks like ours hides nothing, and is part of what is found.
struct AnonymisationDisguiseKindTests {
    /// Characters that are not seen; U+0000 to U+001F where they are no white space.
    private static let unseen: [String] = [
        "\u{00AD}", "\u{034F}", "\u{061C}", "\u{115F}", "\u{17B4}", "\u{180B}", "\u{180E}",
        "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{202A}", "\u{202B}",
        "\u{202C}", "\u{202D}", "\u{2060}", "\u{2061}", "\u{2062}", "\u{2064}", "\u{2066}",
        "\u{2067}", "\u{2068}", "\u{2069}", "\u{206A}", "\u{206F}", "\u{3164}", "\u{FE00}",
        "\u{FE0F}", "\u{FEFF}", "\u{FFA0}", "\u{FFF9}", "\u{FFFC}", "\u{1D173}", "\u{1BCA0}",
        "\u{E0001}", "\u{E0020}", "\u{E0041}", "\u{E007F}", "\u{E0100}", "\u{0001}", "\u{0008}",
        "\u{000E}", "\u{001B}", "\u{001F}", "\u{007F}", "\u{0080}", "\u{009F}", "\u{0301}",
        "\u{20DD}", "\u{E000}",
    ]

    @Test func nothingUnseenHidesANumberANameOrAPostcode() {
        let texts = Self.unseen.flatMap { sign in
            [
                "Ring [[07700\(sign)900\(sign)123]] after six.", "My brother [[To\(sign)m]] comes.",
                "I live at [[CW1\(sign)2AB]].", "I live in [[Cre\(sign)we]].",
                "My number is [[943\(sign)476\(sign)5919]].", "I see [[Lo\(sign)wenna]] at noon.",
                "It says [[AB\(sign)12\(sign)34\(sign)56\(sign)C]].",
                "Write to [[jo\(sign)@exa\(sign)mple\(sign).org]].",
                "She is [[1\(sign)4]] years old.", "Mrs [[Pell\(sign)owe]] rang.",
            ].map(MarkedText.init)
        }
        let missed = MarkedText.missed(texts, figure: "unseen-characters")
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }

    @Test func lettersThatLookLikeOursReadAsOurs() {
        let texts =
            MarkedText.all(
                ["My brother % comes.", "I see my friend % now."],
                [
                    "Тom", "Tоm", "Тоm", "Τom", "Ｔｏｍ", "𝐓𝐨𝐦", "𝕋𝕠𝕞", "Ⓣⓞⓜ", "🅃🄾🄼", "🅣🅞🅜", "ᴛᴏᴍ",
                    "T0m", "Tôm", "Аlехаndеr", "Sусһеllе", "Олена",
                ])
            + MarkedText.all(
                ["I live at %.", "postcode %"], ["СW1 2АВ", "ＣＷ１ ２ＡＢ", "𝐂𝐖𝟏 𝟐𝐀𝐁"])
            + MarkedText.all(["I live in %."], ["Сrеwе", "Ｃｒｅｗｅ", "Νаntwісh", "Congłeton"])
            + MarkedText.all(
                ["Ring %.", "Tel: %"],
                [
                    "０７７００ ９００ １２３", "0770O 9OO123", "O77OO 900 123", "٠٧٧٠٠٩٠٠١٢٣",
                    "0️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣", "⓪⑦⑦⓪⓪⑨⓪⓪①②③", "O77ОО 9ΟΟ l23",
                ])
            + MarkedText.all(
                ["Write to %."], ["jo＠example．org", "jo﹫example。org", "jо@exаmple.org"])
        let missed = MarkedText.missed(texts, figure: "lookalikes")
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }

    @Test func whatIsTurnedRoundIsReadAsItIsSeen() {
        let texts = [
            "My brother [[\u{202E}yrraB\u{202C}]] comes on Sundays.",
            "I see [[\u{202E}ewolleP connarB\u{202C}]] on Mondays.",
            "Ring [[\u{202E}321 009 00770\u{202C}]] now.", "I live in [[\u{202E}ewerC\u{202C}]].",
            "I live in [[\u{202E}ewerC]]", "My sister \u{202E}[[Susan]]\u{202C} comes.",
        ].map(MarkedText.init)
        let missed = MarkedText.missed(texts, figure: "turned-round")
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }

    @Test func numbersThatAreSpelledOrSpacedAreFound() {
        let texts =
            MarkedText.all(
                ["Ring %.", "My number is %"],
                [
                    "0 7 7 0 0 9 0 0 1 2 3", "0-7-7-0-0-9-0-0-1-2-3", "07700 - 900 - 123",
                    "07700.900/123", "07700_900*123", "07700, 900, 123", "07700…900…123",
                    "07700 • 900 • 123", "(0 1 2 7 0) 505 050",
                    "oh seven seven double oh nine double oh one two three",
                    "zero seven seven zero zero nine zero zero one two three",
                    "07700 nine hundred one two three", "07700 900 one two three",
                    "zero-seven-seven-zero-zero, nine-zero-zero, one-two-three",
                ])
            + MarkedText.all(
                ["It says %.", "NHS: %"],
                [
                    "9 4 3 4 7 6 5 9 1 9", "943.476.5919", "943/476/5919", "943 - 476 - 5919",
                    "943_476_5919", "943 476 59l9", "943,476,5919",
                    "nine four three four seven six five nine one nine",
                ])
            + MarkedText.all(
                ["I live at %.", "postcode %"],
                [
                    "C W 1 2 A B", "CW1.2AB", "CW1_2AB", "CW1 - 2AB", "CW1/2AB", "CW 12 AB",
                    "CW1, 2AB", "CW1  2 AB", "C-W-1-2-A-B",
                ])
        let missed = MarkedText.missed(texts, figure: "spaced-numbers")
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }

    @Test func aFindingUnderAnOverrideMendsTheWholeOfIt() throws {
        let text = "I see \u{202E}ewolleP connarB\u{202C} on Mondays."
        let findings = AnonymisationTexts.check.findings(in: text)
        #expect(findings.count == 1)
        let mended = try #require(findings.first?.mended(text))
        #expect(mended == "I see somebody I know on Mondays.")
    }
}
