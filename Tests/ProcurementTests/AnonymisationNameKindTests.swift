import Procurement
import Testing

/// Names that no list of ours has are found by their shape and by where they stand.
struct AnonymisationNameKindTests {
    private static let names = [
        "Brannoc Pellowe", "Thandeka Mokoena", "Siobhra Quillinane", "Iwona Brzezicka",
        "Ekaette Udoh", "Hyun-woo Baek", "Tarquin Ffoulkes", "Nguyet Doan", "Wu Jianyi",
        "Fintan McGroarty", "Morwenna MacAskill", "Pieter van der Velde", "Inês de Alcantara",
        "Rhydian ap Gwilym", "Aoibhe Ó Cathain", "Orla-Mae Pendrick", "Jean-Luc Trebarne-Hughes",
        "Conall O'Tierney", "Conall O’Tierney", "Mirela d'Orsino", "Vasyl Hrytsenko",
        "Øyvind Kjølstad", "Ağca Yılmazer", "Đorđe Šarić", "Piper Lark", "Hunter Fields",
        "Zofija", "Lowenna", "Ebele", "Thandi", "Ffion", "Gwenllian", "Tadhg", "Xiomara",
    ]
    private static let frames = [
        "My keyworker is %.", "I live with %.", "% comes on Mondays.",
        "On Mondays I see % at the cafe.", "My friend % makes me laugh.",
        "Every week % takes me swimming.", "I like it when % helps me cook.", "Please ask for %.",
        "%'s dog barks at night.", "I want % to stay my worker.", "% is my best friend.",
        "The person I trust most is %.", "It was % who told me.",
    ]

    @Test func aNameOnNoListIsFoundWhereverItStands() {
        let texts =
            MarkedText.all(Self.frames, Self.names)
            + MarkedText.all(["%"], ["Brannoc Pellowe", "Zofija", "Inês de Alcantara"])
        let missed = MarkedText.missed(texts, figure: "unlisted-names", kinds: [.personName])
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }

    @Test func capitalsAndSmallLettersHideNoName() {
        let texts =
            MarkedText.all(
                [
                    "MY WORKER IS %.", "I LIVE WITH %.", "% COMES ON MONDAYS.",
                    "On Mondays I see % at the cafe.", "My worker is %.", "I live with %.",
                    "% comes on Mondays.",
                ], ["BRANNOC PELLOWE", "THANDEKA MOKOENA", "LOWENNA"])
            + MarkedText.all(
                [
                    "my friend % comes round.", "my worker is %", "my mate % is funny",
                    "i live with %.", "i see % on mondays", "my best friend is called %",
                    "% comes on mondays", "My friend, %, rings me.",
                ], ["brannoc pellowe", "thandeka", "daz", "baz", "shaz", "lozza", "macca"])
            + ["My friend [[smudge]] comes on Fridays.", "my mate [[spud]] helps me"]
            .map(MarkedText.init)
        let missed = MarkedText.missed(texts, figure: "letter-case", kinds: [.personName])
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }

    @Test func initialsAndApostrophesBelongToTheName() {
        let apostrophes = ["'", "’", "‘", "`", "´", "ʼ", "ʻ", "′", "＇", "‛"]
        let texts =
            [
                "My worker is [[J. Trebarne]].", "[[J. Trebarne]] is my worker.",
                "[[J Trebarne]] comes on Mondays.", "I see [[J.R. Trebarne]].",
                "Ask for [[E. Pellowe]].", "I see [[Lowenna T]] on Mondays.",
                "I know [[M i r e l a]].", "I know [[M.I.R.E.L.A]].",
                "I go to [[Lowenna’s]] on Fridays.",
            ].map(MarkedText.init)
            + apostrophes.flatMap { sign in
                MarkedText.all(
                    ["My worker is %.", "I see % on Fridays."],
                    ["Mirela D\(sign)Orsino", "Conall O\(sign)Tierney", "Luc L\(sign)Estrange"])
            }
        let missed = MarkedText.missed(texts, figure: "name-parts", kinds: [.personName])
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }

    @Test func anUnlistedNameHasACoarserWordingThatIsNone() throws {
        for text in MarkedText.all(Self.frames, Self.names) {
            let finding = try #require(text.finding)
            let mended = try #require(finding.mended(text.text))
            #expect(AnonymisationTexts.told(mended).isEmpty, "\(mended)")
        }
    }
}
