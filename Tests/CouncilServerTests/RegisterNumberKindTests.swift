import Foundation
import Procurement
import Testing

@testable import CouncilServer

/// Numbers of registers as people and portals write them.
struct RegisterNumberKindTests {
    static let same: [(scheme: String, forms: [String])] = [
        (
            "GB-COH",
            [
                "03416658", "3416658", " 03416658 ", "0341 6658", "003416658", "GB-COH-03416658",
                "Company No. 03416658", "co. no: 3416658", "No 3416658", "０３４１６６５８",
                "03-416-658", "Nº 03416658",
            ]
        ),
        ("GB-COH", ["SC012345", "sc012345", "SC 012345", "SC12345", "Sc-012345"]),
        ("GB-COH", ["NI000123", "ni123", "NI 000123"]), ("GB-COH", ["OC301234", "oc 301234"]),
        ("GB-COH", ["IP12345R", "ip12345r"]), ("GB-COH", ["R0000123", "r0000123"]),
        ("GB-COH", ["00000007", "7"]),
        ("GB-CHC", ["212345", "212345-0", "0212345", " 212 345", "Charity number: 212345"]),
        ("GB-CHC", ["1123456", "1123456-0"]), ("GB-CHC", ["212345-1", "212345/1", "212345 - 1"]),
        ("GB-SC", ["SC012345", "012345", "12345", "sc 012345", "SC-012345"]),
        ("GB-NIC", ["NIC100012", "100012", "nic 100012"]),
        ("GB-MPR", ["29530R", "29530r", "029530R"]), ("GB-UKPRN", ["10003956", "1000 3956"]),
        ("GB-NHS", ["RXA", "rxa"]), ("GB-LAE", ["CHE", "che "]),
        ("GB-VAT", ["GB123456789", "123 4567 89", "123456789"]),
        ("XI-DUNS", ["012345678", "12345678", "01-234-5678"]),
        ("GB-PPON", ["PABC-1234-DEFG", "pabc1234defg", "PABC 1234 DEFG"]),
        ("IE-CRO", ["012345", "12345"]), ("FR-RCS", ["b 123", "B123"]),
    ]

    @Test func oneNumberIsOneHoweverItIsWritten() {
        var cases = 0
        for (scheme, forms) in Self.same {
            let numbers = Set(forms.map { RegisterNumber(scheme: scheme, number: $0) })
            cases += forms.count
            guard case .number? = numbers.first, numbers.count == 1 else {
                Issue.record("\(scheme) \(forms): \(numbers)")
                continue
            }
        }
        print("figure register_number_forms \(cases) cases")
    }

    @Test func theNumberIsInTheRegistersOwnForm() {
        let forms = [
            ("GB-COH", "3416658", "03416658"), ("GB-COH", "sc1234", "SC001234"),
            ("GB-CHC", "0212345-02", "212345-2"), ("GB-SC", "1234", "SC001234"),
            ("GB-NIC", "100012", "NIC100012"), ("gb coh", "7", "00000007"),
        ]
        for (scheme, written, number) in forms {
            guard case .number(let found) = RegisterNumber(scheme: scheme, number: written) else {
                Issue.record("\(scheme) \(written)")
                continue
            }
            #expect(found.number == number)
            // Its own form is read as itself.
            #expect(
                RegisterNumber(scheme: found.scheme, number: found.number) == .number(found))
        }
    }

    @Test func twoNumbersStayTwo() {
        let pairs = [
            ("GB-COH", "03416658", "03416659"), ("GB-COH", "SC012345", "NI012345"),
            ("GB-COH", "SC012345", "00012345"), ("GB-COH", "SC012345", "SO012345"),
            ("GB-CHC", "212345", "1212345"), ("GB-CHC", "212345", "212345-1"),
            ("GB-CHC", "212345-1", "212345-2"), ("GB-CHC", "212345-1", "212345-11"),
            ("GB-MPR", "29530R", "29530RS"), ("GB-NHS", "RXA", "RXB"),
        ]
        for (scheme, one, other) in pairs {
            #expect(
                RegisterNumber(scheme: scheme, number: one)
                    != RegisterNumber(scheme: scheme, number: other), "\(one) \(other)")
        }
        #expect(
            RegisterNumber(scheme: "GB-COH", number: "SC012345")
                != RegisterNumber(scheme: "GB-SC", number: "SC012345"))
    }

    @Test func whatSaysThatThereIsNoneIsNoNumber() {
        let words = [
            "", " ", "0", "00000000", "000000", "N/A", "n/a", "NA", "na", "N / A", "None", "NONE",
            "none.", "null", "nil", "-", "--", "?", ".", "TBC", "tbc", "Unknown", "not known",
            "Not applicable", "Not Registered", "not provided", "x", "XXXXXXXX", "99999999",
            "pending", "No number", "NaN", "0000-0000", "Sole trader", "undefined", "\u{200B}",
        ]
        let schemes = [
            "GB-COH", "GB-CHC", "GB-SC", "GB-NIC", "GB-MPR", "GB-UKPRN", "GB-VAT", "XI-DUNS",
            "GB-PPON", "GB-EDU",
        ]
        for scheme in schemes {
            for word in words {
                #expect(
                    RegisterNumber(scheme: scheme, number: word) == .none, "\(scheme) '\(word)'")
            }
        }
        for word in words where word != "Sole trader" {
            #expect(RegisterNumber(scheme: "XX-ANY", number: word) == .none, "'\(word)'")
        }
        print("figure register_number_placeholders \(schemes.count * words.count) cases")
    }

    @Test func whatIsNoNumberOfItsRegisterIsNone() {
        let wrong = [
            ("GB-COH", "123456789"), ("GB-COH", "ABC12345"), ("GB-COH", "SC0123456"),
            ("GB-COH", "3416658.5"), ("GB-COH", "Alder Care Ltd"), ("GB-CHC", "12345"),
            ("GB-CHC", "12345678"), ("GB-SC", "1234567"), ("GB-UKPRN", "20003956"),
            ("GB-COH", "see notice 12"), ("", "03416658"),
        ]
        for (scheme, number) in wrong where number != "3416658.5" {
            #expect(RegisterNumber(scheme: scheme, number: number) == .none, "\(number)")
        }
    }

    @Test func aNumberOfAPortalSaysNothingElsewhere() {
        for scheme in ["GB-CFS", "gb-cfs", "GB-SRS", "GB-FTS"] {
            #expect(RegisterNumber(scheme: scheme, number: "123456") == .local)
        }
    }
}

/// The list of providers after notices of several portals.
struct ProviderIdentityKindTests {
    let council: TestCouncil

    init() throws { council = try TestCouncil() }

    private func run(_ parties: [String]...) throws -> ProvidersImport.Summary {
        let files = parties.enumerated().map { index, parties in
            let text =
                "{\"ocid\":\"ocds-x-\(index)\",\"tag\":[\"award\"],\"parties\":["
                + parties.joined(separator: ",") + "]}"
            return ImportFile(name: "notice\(index).json", bytes: Data(text.utf8))
        }
        var turns = ImportTurns(council.store)
        return try ProvidersImport.run(files, with: &turns, now: council.now)
    }

    private func party(
        _ id: String, _ name: String, _ number: Any? = nil, scheme: String = "GB-COH"
    ) throws -> String {
        var object: [String: Any] = ["id": id, "name": name, "roles": ["supplier"]]
        if let number { object["identifier"] = ["scheme": scheme, "id": number] }
        return String(
            decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }

    private func names() throws -> [String] {
        try council.store.read { try $0.providers().map(\.name).sorted() }
    }

    @Test func aNumberThatLostItsZeroIsTheSameCompany() throws {
        let summary = try run(
            [try party("GB-CFS-1", "Hazel Support", "04416658")],
            [try party("GB-CFS-2", "Hazel Group", 4_416_658)],
            [try party("GB-CFS-3", "Hazel Holdings", "4416658")],
            [try party("GB-COH-4416658", "Hazel Homes")])
        #expect(summary.new == 1 && summary.alreadyKnown == 3)
    }

    @Test func providersAreNeverJoinedByAPlaceholder() throws {
        for placeholder: Any in ["N/A", "00000000", "None", 0, "tbc", "-", ""] {
            let council = try ProviderIdentityKindTests()
            let summary = try council.run(
                [try party("a1", "Poplar House", placeholder)],
                [
                    try party("a2", "Willow Bank", placeholder),
                    try party("a3", "Larch House", placeholder),
                ])
            #expect(summary.new == 3, "\(placeholder)")
            #expect(summary.skipped.contains { $0.reason.contains("none of its register") })
        }
    }

    @Test func aPortalsNumberJoinsNobody() throws {
        let summary = try run(
            [try party("GB-CFS-1", "Alder Care")], [try party("GB-CFS-1", "Birch Homes")])
        #expect(summary.new == 2)
    }

    @Test(arguments: [
        "+++", "***", "???", "...", "—", "Redacted", "REDACTED.", "N/A", "n/a", "None", "Unknown",
        "Supplier name redacted", "[Redacted]", "Details withheld", "No supplier appointed",
        "None awarded", "See attached list", "Multiple suppliers (see notice)", "07700 900123",
        "TBC", "xxxxxxxxxxxx", "XXX", "aaaaaaaa", "Not applicable", "Various suppliers",
        "Pine Care\nSpruce Care\nFir Care", "Elm\u{7} Bell\u{0} Care", "Elm \u{202E}eraC\u{202C}",
        "Elm\u{200B} Homes", "\u{200B}", "\u{2800}", "Ã\u{89}lan Care", "CafÃ© Care", "&#8238;Elm",
        "", "  ", "\u{FFFD}lan",
    ])
    func whatIsNoNameIsReportedAndNotStored(_ name: String) throws {
        let summary = try run([try party("a1", name), try party("a2", "Alder Care")])
        #expect(try names() == ["Alder Care"])
        #expect(summary.skippedCount == 1)
        #expect(summary.skipped.first?.release == "ocds-x-0")
        #expect(summary.skipped.first?.field == "parties[0].name")
        #expect(summary.skipped.first?.reason.hasPrefix("a supplier's name ") == true)
        if !name.isEmpty, name.first?.isASCII == true, name.first?.isLetter == true {
            #expect(summary.skipped.first?.reason.contains(name) == false)
        }
    }

    @Test(arguments: [
        "No Limits Care", "Seeds of Hope", "Various Voices", "See Me Support", "Not Just Homes",
        "1625 Independent People", "360", "Test Valley Care", "Example House", "N A Care",
        "Nil Desperandum Homes", "X Care", "Élan Care", "Café & Co", "O\u{2019}Brien Care",
    ])
    func aNameThatOnlyBeginsLikeARemarkIsAName(_ name: String) throws {
        _ = try run([try party("a1", name)])
        #expect(try names() == [name])
    }

    @Test func aSignThatIsSaidKeepsTwoNamesApart() throws {
        let summary = try run(
            [try party("a1", "C+ Homes")], [try party("a2", "C Homes")],
            [try party("a3", "C Plus Homes")])
        #expect(summary.new == 2 && summary.alreadyKnown == 1)
    }

    @Test func theSameSignsTwiceAreNotOneProviderEvenWhereTheyAreStored() throws {
        let found = try council.store.write {
            try $0.add(Provider(id: "signs", name: "+++"))
            return try $0.providers(named: ProviderName.matching("***"))
        }
        #expect(found.isEmpty)
    }

    @Test(arguments: [
        ("Oak &amp; Ash Care", "Oak & Ash Care"), ("Oak &#38; Ash", "Oak & Ash"),
        ("Oak &#x26; Ash", "Oak & Ash"), ("O&#39;Brien Care", "O'Brien Care"),
        ("&Eacute;lan Care", "Élan Care"), ("Oak&nbsp;Care", "Oak Care"),
        ("Oak &amp;amp; Ash", "Oak &amp; Ash"), ("Oak & Ash; Elm", "Oak & Ash; Elm"),
        ("A &unknown; B", "A &unknown; B"), ("  Oak \t Care \n", "Oak Care"),
    ])
    func whatIsWrittenForTheWebIsReadOnce(_ written: String, _ read: String) throws {
        _ = try run([try party("a1", written)])
        #expect(try names() == [read])
    }

    @Test func aNameThatLooksLikeAnothersIsTold() throws {
        let summary = try run(
            [try party("a1", "Elm Homes", "01111112")], [try party("a2", "Elm Homes", "02222223")],
            [try party("a4", "E1m Homes")])
        #expect(summary.lookAlikes.count == 2)
        #expect(summary.lookAlikes.first == LookAlike(provider: "elm-homes-2", other: "elm-homes"))
    }

    @Test func numbersThatSpeakAgainstEachOtherAreToldAndChangeNothing() throws {
        let both = #","additionalIdentifiers":[{"scheme":"GB-CHC","id":"212345"}]}"#
        let first = try party("a1", "Alder", "01111112")
        let torn = try party("a3", "Alder Trust", "01111112").dropLast() + both
        let summary = try run(
            [first], [try party("a2", "Birch", "212345", scheme: "GB-CHC")], [String(torn)])
        #expect(summary.new == 2 && summary.alreadyKnown == 1)
        #expect(summary.skipped.last?.reason.contains("two providers") == true)
        let owner = try council.store.read {
            try $0.provider(scheme: "GB-CHC", number: "212345")
        }
        #expect(owner == "birch")
    }

    @Test func anOlderDatabaseIsBroughtIntoTheRegistersForm() throws {
        try council.store.write { transaction in
            for id in ["alder", "birch", "cedar", "elm"] {
                try transaction.add(Provider(id: Provider.ID(id), name: id))
            }
            for (scheme, number, provider) in [
                ("GB-COH", "3416658", "alder"), ("GB-COH", "03416658", "birch"),
                ("GB-COH", "N/A", "cedar"), ("GB-CFS", "12", "cedar"), ("GB-COH", "sc1", "cedar"),
                ("GB-CHC", "00000000", "elm"), ("GB-CHC", "212345-0", "elm"),
            ] {
                try transaction.add(
                    ProviderIdentifier(scheme: scheme, number: number),
                    to: Provider.ID(provider))
            }
            // The version that brings numbers into form.
            let done = try transaction.sql.run(
                "DELETE FROM grdb_migrations WHERE identifier = $1", [.text("5")])
            #expect(done == 1)
        }
        let again = try SQLiteStore(
            path: council.folder.appending(path: "council.sqlite").path,
            council: NewCouncil(name: "C", epoch: "e"))
        try again.read { (transaction: StoreTransaction) throws -> Void in
            #expect(try transaction.providers().count == 4)
            #expect(try transaction.identifiers(of: "alder") == [])
            let company = ProviderIdentifier(scheme: "GB-COH", number: "03416658")
            #expect(try transaction.identifiers(of: "birch") == [company])
            #expect(try transaction.identifiers(of: "cedar").map(\.number) == ["SC000001"])
            #expect(try transaction.identifiers(of: "elm").map(\.number) == ["212345"])
        }
    }

    @Test func aWorkerIsNotTwoByCapitals() throws {
        _ = try council.importing([Sample.record(worker: "sw-1")])
        let failure = #expect(throws: ImportFailure.self) {
            try council.importing([Sample.record("CE-2042", worker: "SW-1")])
        }
        #expect(failure?.problems.map(\.field) == ["visit.worker"])
        #expect(failure?.problems.first?.reason.contains("sw-1") == true)
        #expect(throws: ImportFailure.self) {
            try council.importing([
                Sample.record("CE-2043", worker: "sw-7"), Sample.record("CE-2044", worker: "Sw-7"),
            ])
        }
    }
}
