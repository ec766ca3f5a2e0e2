import Testing

@testable import Procurement

/// A name holds no character that is not what it looks like, and names that look the same are told.
struct ShortTextKindTests {
    private static let refused: [(String, CharacterProblem.Kind, Int)] = [
        ("Elm \u{202E}eraC\u{202C} Homes", .direction, 4), ("Elm\u{202E}", .direction, 3),
        ("a\u{2067}b\u{2069}", .direction, 1), ("a\u{200F}", .direction, 1),
        ("a\u{200E}", .direction, 1), ("a\u{061C}", .direction, 1),
        ("Elm\u{2028}Homes", .lineBreak, 3), ("a\nb", .lineBreak, 1), ("a\u{85}b", .lineBreak, 1),
        ("a\u{0}b", .control, 1), ("a\tb", .control, 1), ("\u{1B}[2J", .control, 0),
        ("a\u{9B}2J", .control, 1), ("a\u{7F}", .control, 1),
        ("Elm\u{200B} Homes", .invisible, 3), ("\u{200B}", .invisible, 0),
        ("\u{2800}\u{2800}\u{3164}", .invisible, 0), ("a\u{3164}", .invisible, 1),
        ("El\u{AD}m", .invisible, 2), ("\u{FEFF}Elm", .invisible, 0),
        ("Elm\u{2060}", .invisible, 3), ("a\u{200D}b", .invisible, 1),
        ("a\u{200C}b", .invisible, 1), ("a\u{FE0F}", .invisible, 1), ("1\u{FE0F}", .invisible, 1),
        ("a\u{034F}b", .invisible, 1), ("a\u{E0041}", .invisible, 1),
        ("\u{1F3F4}\u{E0061}\u{E007F}", .invisible, 1), ("\u{1F468}\u{200D}x", .invisible, 1),
        ("\u{0600}1", .format, 0), ("a\u{FFF9}b", .format, 1), ("a\u{E000}", .privateUse, 1),
        ("a\u{10FFFD}", .privateUse, 1), ("a\u{FFFE}", .unassigned, 1),
        ("a\u{0378}", .unassigned, 1), ("Caf\u{FFFD}", .lost, 3), ("a\u{FFFC}", .lost, 1),
        ("\u{0301}a", .looseMark, 0), ("a \u{0301}", .looseMark, 2), ("\u{093E}", .looseMark, 0),
        ("E\u{0336}l\u{0336}m", .piledMark, 1), ("E\u{0489}", .piledMark, 1),
        ("a\u{0301}\u{0301}", .piledMark, 2),
        ("a\u{0300}\u{0301}\u{0302}\u{0303}\u{0304}", .piledMark, 5), ("A\u{20DD}", .piledMark, 1),
        ("\u{0415}lm", .otherAlphabet, 0), ("Elm H\u{03BF}mes", .otherAlphabet, 5),
        ("El\u{13B7}", .otherAlphabet, 2), ("", .blank, 0), ("  ", .blank, 0),
        ("\u{A0}\u{3000}", .blank, 0),
    ]

    @Test func aCharacterThatIsNotWhatItLooksLikeIsFoundWithItsPlace() {
        for (text, kind, offset) in Self.refused {
            let problem = ShortText.problem(in: text)
            #expect(problem?.kind == kind, "\(text.debugDescription)")
            #expect(problem?.offset == offset, "\(text.debugDescription)")
        }
        let kinds = Set(Self.refused.map(\.1))
        #expect(kinds == Set(CharacterProblem.Kind.allCases))
        print("figure short_texts_refused \(Self.refused.count) cases")
    }

    @Test func everyFormatAndControlCharacterIsRefusedInALatinName() {
        var count = 0
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let properties = scalar.properties
            let isHidden =
                [.control, .format, .lineSeparator, .paragraphSeparator].contains(
                    properties.generalCategory) || properties.isDefaultIgnorableCodePoint
            guard isHidden else { continue }
            count += 1
            if ShortText.problem(in: "Elm\(scalar)Homes") == nil {
                Issue.record("U+\(String(value, radix: 16)) is let through")
            }
        }
        print("figure hidden_characters_refused \(count) characters")
    }

    @Test func namesOfEveryLanguageAndPicturesAreLeftAlone() {
        let names = [
            "Elm Homes", "O’Brien & Sons (North) Ltd.", "Zoë Éire Łódź", "Nguyê\u{0303}n",
            "בית אלון", "שָׁלוֹם", "می\u{200C}خواهم", "क\u{094D}\u{200D}ष", "க\u{0BCA}",
            "Привет", "Ελληνικά", "日本語", "葛\u{E0100}", "﷽",
            "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466} Homes",
            "\u{1F469}\u{1F3FD}\u{200D}\u{2764}\u{FE0F}\u{200D}\u{1F468}\u{1F3FF}",
            "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F} Cymru",
            "1\u{FE0F}\u{20E3} Care", "\u{1F1EC}\u{1F1E7}", "Plain\u{A0}Oak", "!-!STOP ALL",
            "Elm <b>& Sons</b> &amp; {name}",
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        ]
        for name in names {
            #expect(ShortText.problem(in: name) == nil, "\(name)")
        }
        print("figure short_texts_let_through \(names.count) cases")
    }

    @Test func theProblemIsSaidWithoutTheText() {
        #expect(
            ShortText.problem(in: "Elm \u{202E}eraC")?.words.english
                == "U+202E RIGHT-TO-LEFT OVERRIDE, character 5 of it, turns the order of the text")
        #expect(
            ShortText.problem(in: "a\u{1B}")?.words.english
                == "U+001B, character 2 of it, is a control character")
    }

    @Test(
        arguments: [
            ("Elm Homes", "\u{0415}lm \u{041D}omes"), ("Elm Homes", "Ｅｌｍ　Ｈｏｍｅｓ"),
            ("Elm Homes", "Elm\u{200B} Homes"), ("Elm Homes", "Elm\u{A0}Homes"),
            ("Elm Homes", "ELM  HOMES "), ("Elm Homes", "𝐄𝐥𝐦 𝕳𝖔𝖒𝖊𝖘"), ("Elm Homes", "Élm H0mes"),
            ("Elm Homes", "E1m Homes"), ("Elm Homes", "ᴇʟᴍ ʜᴏᴍᴇꜱ"), ("Elm Homes", "ꓰꓡꓟ ꓧꓳꓟꓰꓢ"),
            ("Elm Homes", "E\u{0336}l\u{0336}m Homes"), ("O'Neil", "O’Neil"), ("Fern", "Fem"),
            ("ABEZHIKMNOPTYX", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"), ("ABEKMHOPCTYX", "АВЕКМНОРСТУХ"),
            ("Day-Care", "Day–Care"), ("\u{1F130}\u{1F170}", "aa"),
        ])
    func namesThatLookTheSameHaveOneSkeleton(_ one: String, _ other: String) {
        #expect(
            LookAlikes.areAlike(one, other),
            "\(LookAlikes.skeleton(of: one)), \(LookAlikes.skeleton(of: other))")
    }

    @Test(
        arguments: [
            ("Elm Homes", "Oak Homes"), ("Elm Homes", "Elm House"), ("Beech 2", "Beech 3"),
            ("North Care", "South Care"), ("Elm Homes", "ElmHomes"),
        ])
    func otherNamesHaveOthers(_ one: String, _ other: String) {
        #expect(!LookAlikes.areAlike(one, other))
    }
}
