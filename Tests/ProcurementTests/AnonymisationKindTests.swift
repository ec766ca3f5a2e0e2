import Foundation
import Procurement
import Testing

/// Kind by kind: what is a finding and what only looks like one.
struct AnonymisationKindTests {
    @Test(
        arguments: [
            ("943 476 5919", [Finding.Kind.nhsNumber]), ("943 476 5918", []),
            ("NHS number 943 476 5918", [.referenceNumber]),
            ("QQ 12 34 56 C", [.nationalInsuranceNumber]),
            ("AB 12 34 56 C", [.nationalInsuranceNumber]), ("at 10 20 30 a day", []),
            ("CW1 2AB", [.postcode]), ("cw12ab", [.postcode]), ("in M14", [.postcode]),
            ("the M6", []),
            ("A4", []), ("CW1", [.postcode]), ("HS2", []), ("L3 course", []),
            ("01270 505 050", [.telephone]), ("£01270", []), ("999", []),
            ("me@example.com", [.emailAddress]), ("@ home", []), ("e.g.this", []),
            ("3rd of May 2011", [.exactDate]), ("born 3rd of May 2011", [.dateOfBirth]),
            ("born in 1998", [.dateOfBirth]), ("in 1998", []), ("3/5/2011", [.exactDate]),
            ("Feb '09", [.exactDate]), ("May 2 workers come?", []), ("at least 3 may come", []),
            ("twenty-first of June", [.exactDate]), ("3 parts 4 bits", []), ("9.30 to 12.00", []),
            ("aged 14", [.exactAge]), ("aged 14 to 16", []), ("14-year-old", [.exactAge]),
            ("14 years of work", []), ("she is 14", [.exactAge]), ("it is 14", []),
            ("turns 18 in March", [.exactAge]), ("fourteen years old", [.exactAge]),
            ("Tom, 14, is loud", [.personName, .exactAge]),
            ("ages 12 and 14", [.exactAge, .exactAge]),
            ("12 Mill Lane", [.streetAddress]), ("12 main road crossings", []),
            ("Larch Lane Care", []), ("the quiet lane", []), ("flat 3", [.streetAddress]),
            ("a flat 3 times bigger", []), ("Larkmoor Primary School", [.namedOrganisation]),
            ("a primary school", []), ("St Mary's", [.namedOrganisation]), ("Primary School", []),
            ("Ward 12", [.namedOrganisation]), ("the ward", []), ("Deaf club", []),
            ("in Crewe", [.placeName]), ("crewe", [.placeName]), ("interested in Reading", []),
            ("in Over", [.placeName]), ("over there", []), ("lives in Brindlebeck", [.placeName]),
            ("in Urdu", []), ("my brother Tom", [.personName]), ("my brother tom", [.personName]),
            ("called Rex", [.personName]), ("a named worker", []), ("Mr Smith", [.personName]),
            ("I live with Rose.", [.personName]), ("a rose", []), ("Will Smith", [.personName]),
            ("DK53 ABX", [.carRegistration]), ("M25 THE", []), ("P123 KLM", [.carRegistration]),
            ("Mosaic ID 123456", [.referenceNumber]), ("an EHCP", []), ("case number 12", []),
            ("Pick up 7:45 from home", [.transportRoute]), ("Swim at 7:45 from May", []),
            ("Angelman syndrome", [.rareCondition]), ("Down’s syndrome", []), ("Rest well", []),
            ("the only wheelchair user in the village", [.uniqueRole]), ("the only thing", []),
            ("one of two people in the borough", [.uniqueRole]), ("one of two workers comes", []),
            ("Abdi is my support worker.", [.personName]),
            ("April is my best friend", [.personName]),
            ("Mark and Dawn live next door", [.personName, .personName]), ("3 May be too many", []),
            ("Bill helps me cook. Hope helps me too.", [.personName]),
            ("DOB - 120309", [.dateOfBirth]),
            ("They are brothers, 12 and 14", [.exactAge, .exactAge]), ("in Wirral", []),
            ("JAYDEN LIVES IN WINSFORD", [.personName, .placeName]), ("she'll be 18", [.exactAge]),
            ("facebook name is Jo Bloggs", [.socialHandle]),
            ("Crewe Baptist Church", [.namedOrganisation]),
            ("St Michael & All Angels", [.namedOrganisation]), ("moved to Hertfordshire", []),
            ("Chester is noisy.", [.placeName]), ("cw 1 2ab", [.postcode]),
            ("We were in Larkmoor. Polish Club is on", [.placeName]),
            ("Harry Potter", []), ("my friend Harry", [.personName]),
        ] as [(String, [Finding.Kind])])
    func aTextHasExactlyTheseFindings(_ text: String, _ kinds: [Finding.Kind]) {
        #expect(AnonymisationTexts.kinds(text) == kinds, "\(AnonymisationTexts.told(text))")
    }

    @Test(arguments: [
        ("I live in Audlem.", "a village in the south of the borough"),
        ("He is aged 14.", "in his teens"),
        ("I go to Larkmoor Primary School.", "a primary school"),
        ("I moved in on 3rd May.", "in spring"), ("I was on Ward 12.", "a hospital ward"),
        ("I have Angelman syndrome.", "a rare condition"), ("She is 34.", "in her thirties"),
    ])
    func aFindingComesWithACoarserWording(_ text: String, _ coarser: String) throws {
        let finding = try #require(AnonymisationTexts.check.findings(in: text).first)
        #expect(finding.coarser == coarser)
    }

    @Test func aCoarserWordingIsNoFindingItself() throws {
        var random = Seeded(11)
        for planted in PlantedIdentifiers.sentences(using: &random) {
            let text = planted.sentence.replacing("[[", with: "").replacing("]]", with: "")
            for finding in AnonymisationTexts.check.findings(in: text) {
                let told = AnonymisationTexts.told("It is \(finding.coarser) now.")
                #expect(told.isEmpty, "\(finding.coarser): \(told)")
            }
        }
    }

    @Test func everyKindSaysWhyInOnePlainSentence() {
        for kind in Finding.Kind.allCases {
            #expect(kind.why.english.hasSuffix("."))
            #expect(kind.why.english.split(separator: " ").count <= 20)
        }
    }

    @Test func pastedTextHidesNothing() {
        // A soft hyphen, a zero-width space, other scripts' digits, wide letters, accents.
        #expect(AnonymisationTexts.kinds("I live in Cre\u{AD}we.") == [.placeName])
        #expect(AnonymisationTexts.kinds("943\u{200B}4765919") == [.nhsNumber])
        #expect(AnonymisationTexts.kinds("٩٤٣٤٧٦٥٩١٩") == [.nhsNumber])
        #expect(AnonymisationTexts.kinds("Ｃｒｅｗｅ") == [.placeName])
        #expect(AnonymisationTexts.kinds("my sister Zoë") == [.personName])
        #expect(AnonymisationTexts.kinds("12\u{A0}Mill\u{A0}Lane") == [.streetAddress])
    }

    @Test func anyBytesAreRead() {
        var random = Seeded(3)
        let pieces = [
            "@", ".", "-", "'", "’", "\n\n", "1", "0", "CW", "St ", "Ward", " of ", "£", "#", "🙂",
            "é", "\u{AD}", "((", "//", "born ", "May ", "Mr", ":", "Flat ", " one of ", "the only ",
        ]
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 0...12, using: &random))
                .compactMap { _ in pieces.randomElement(using: &random) }.joined()
            let findings = AnonymisationTexts.check.findings(in: text)
            for finding in findings {
                #expect(finding.mended(text) != nil)
                #expect(finding.start < finding.end)
            }
            for (left, right) in zip(findings, findings.dropFirst()) {
                #expect(left.end <= right.start)
            }
        }
    }
}
