import Procurement
import Testing

/// Ages, addresses of the internet and of maps, bank accounts, insurance numbers, and places that
/// only the sentence shows to be named.
struct AnonymisationFurtherKindTests {
    private static func texts(_ lines: String) -> [MarkedText] {
        lines.split(separator: "\n").map { MarkedText(String($0)) }
    }

    @Test func anAgeIsFoundHoweverItIsSaid() {
        let texts = Self.texts(
            """
            At [[52]], I moved out.
            At [[52]] I moved out.
            At [[fifty-two]], I moved out.
            Now [[52]], I live alone.
            He moved in at [[19]], after his dad died.
            She left home at [[34]].
            I had a stroke at [[52]].
            Just [[19]], he lives alone.
            Still only [[23]], she uses a wheelchair.
            By [[30]] I had my own flat.
            I am in my [[52nd year]].
            I am [[52]] years young.
            [[52]], male, likes trains.
            I'm [[fifty two]].
            I was diagnosed at [[7]].
            Lowenna is [[14]].
            """)
        let missed = MarkedText.missed(texts, figure: "ages", kinds: [.exactAge])
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }

    @Test func anAddressOfTheInternetIsFound() {
        let texts = Self.texts(
            """
            My computer is [[192.168.0.14]].
            Ours is [[2001:db8::8a2e:370:7334]].
            It says [[00:1A:2B:3C:4D:5E]] below.
            Look at [[mysite.cymru]].
            See [[example dot com]].
            Look at [[www . example . com]].
            My blog is [[jo.example.me]]
            Find me at [[mypage.care]].
            Read it on [[my-blog.co.uk]].
            It is [[http://example.com/me?a=b]], I think.
            """)
        let missed = MarkedText.missed(texts, figure: "internet-addresses", kinds: [.webAddress])
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
        let mail = Self.texts(
            """
            Write to [[jo [at] example [dot] org]].
            Write to [[jo(at)example(dot)org]]
            Write to [[jo AT example DOT org]]
            Write to [[jo @ example . org]]
            Write to [[jo at example.org]].
            Write to [[jo underscore b at example dot co dot uk]]
            """)
        let lost = MarkedText.missed(mail, figure: "spelled-e-mail", kinds: [.emailAddress])
        #expect(lost.isEmpty, "\(lost.joined(separator: "\n"))")
    }

    @Test func aSpotOnAMapIsFound() {
        let texts = Self.texts(
            """
            I live at [[///filled.count.soap]].
            I live at [[filled.count.soap]].
            My what3words is [[filled.count.soap]]
            what3words: [[filled count soap]]
            w3w [[filled/count/soap]]
            It is [[filled．count．soap]], they say.
            I wait at [[53.0979, -2.4400]].
            Meet at [[SJ 7055 5523]].
            Meet at [[SJ705552]].
            The gate is at [[9C5VHFXQ+8F]].
            """)
        let missed = MarkedText.missed(texts, figure: "map-references", kinds: [.mapReference])
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }

    @Test func aBankAccountIsFound() {
        let texts = Self.texts(
            """
            Sort code [[20-45-67]], account 12345678.
            Sort code 20-45-67, account [[12345678]].
            It is [[20-45-67]] 12345678.
            It is 20-45-67 [[12345678]].
            My sort code is [[204567]] and my account number is 12345678.
            Sort code: [[20 45 67]] Account: 12345678
            My account number is [[12345678]] at the bank
            Acc [[1234 5678]]
            s/c [[20-45-67]] a/c 12345678
            Pay [[GB29 NWBK 6016 1331 9268 19]]
            My card: [[4539 1488 0343 6467]]
            """)
        let missed = MarkedText.missed(
            texts, figure: "bank-accounts", kinds: [.bankAccount, .referenceNumber])
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }

    @Test func anInsuranceNumberIsFoundHoweverItIsSpaced() {
        let texts =
            MarkedText.all(
                ["It is %.", "NI no. %"],
                [
                    "QQ 12 34 56 C", "QQ123456C", "AB 123 456 C", "AB1 23456C", "AB12 3456C",
                    "AB 1234 56 C", "A B 1 2 3 4 5 6 C", "AB-12-34-56-C", "AB.12.34.56.C",
                    "AB/12/34/56/C", "AB 12-34 56/C", "A-B-1-2-3-4-5-6-C", "AB_12_34_56_C",
                    "AB  12  34  56  C",
                ])
            + Self.texts("My NI number is [[AB 12 34 56]]\n[[ab 12 34 56 c]] is my number")
        let missed = MarkedText.missed(
            texts, figure: "insurance-numbers", kinds: [.nationalInsuranceNumber])
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }

    @Test func aPlaceIsFoundByItsSetting() {
        let texts = Self.texts(
            """
            My school is [[Brackenfield]].
            My school is called [[Brackenfield]].
            my school is [[brackenfield]]
            [[Brackenfield]] is my school.
            I am at school at [[Brackenfield]].
            I go to [[Fernleigh]] on Mondays.
            I go to [[Sunbeams]] on Mondays.
            I attend [[Horizons]] three days a week.
            I spend Tuesdays at the [[Acorns]].
            My day centre is The [[Lighthouse]].
            I was at [[Larkspur]] last year.
            I go to [[Pathways college]].
            The [[Phoenix Centre]] is loud.
            I volunteer at the [[Link cafe]].
            My respite is at [[Foxglove]].
            [[Comet Cars]] picks me up.
            [[Alpha Taxis]] take me to school.
            My taxi is [[Zephyr]].
            My taxi firm is called [[Delta]].
            [[Zephyr]] picks me up at 8.
            [[Comet]] picks me up at eight.
            I get the [[Zephyr minibus]].
            The minibus from [[Hollybank]] comes at 9.
            """)
        let missed = MarkedText.missed(texts, figure: "settings")
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }
}
