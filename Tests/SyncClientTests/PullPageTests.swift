import Foundation
import LaptopSamples
import Procurement
import SyncProtocol
import Testing

struct PullPageTests {
    private let answer = PullAnswer(
        operations: Samples.documents(lifeNow: "\"Quoted\" \\ back\nslash, é and 😀.").map {
            .put($0)
        } + [.leave("CE-7")],
        results: [
            MutationResult(
                mid: 3, key: "k", effect: .held(.unknownPackage), receivedAt: Samples.now,
                sequence: 9)
        ], lastMid: 3, cursor: "abc", more: true)

    private func page(_ text: String) -> PullAnswer? { try? PullAnswer(page: Data(text.utf8)) }

    @Test func aPageWithBodiesAsTextIsReadAsBefore() throws {
        let json = try CanonicalJSON.encode(answer)
        #expect(try PullAnswer(page: json) == answer)
    }

    @Test func aBodyThatIsAValueIsTakenAsItStands() throws {
        let body = #"{"a": [1, -2.5e3, true, null, {"b":"\"}]\\"}], "ä":"x"}"#
        let read = try #require(
            page(
                """
                 {"operations":[{"put":{"version":12,"kind":"package","body":\(body) ,
                  "id":"CE-1","package":"CE-1","new":[{}]}},{"leave":"CE-2"}],"results":[],
                  "later":{"x":1},"lastMid":0,"cursor":"c","more":false}
                """))
        #expect(
            read.operations == [
                .put(
                    WireDocument(
                        kind: .package, id: "CE-1", package: "CE-1", version: 12, body: body)),
                .leave("CE-2"),
            ])
    }

    @Test func aStepOfAnotherKindDoesNotSpoilThePage() throws {
        let json = """
            {"operations":[{"leave":"CE-1"},{"picture":{"a":[1]}}],"results":[],"lastMid":0,
             "cursor":"c","more":false}
            """
        #expect(page(json)?.operations == [.leave("CE-1"), .unknown])
    }

    @Test func noBeginningOfAPageIsAPage() throws {
        let json = try CanonicalJSON.encode(answer)
        for length in 0..<json.count {
            #expect((try? PullAnswer(page: json.prefix(length))) == nil)
        }
        #expect((try? PullAnswer(page: json + Data("x".utf8))) == nil)
    }

    @Test(arguments: [
        "", "null", "[]", "{}", "{\"operations\":7}",
        "{\"operations\":[7],\"results\":[],\"lastMid\":0,\"cursor\":\"c\",\"more\":false}",
        "{\"operations\":[],\"results\":[],\"lastMid\":1.5,\"cursor\":\"c\",\"more\":false}",
        "{\"operations\":[],\"results\":[],\"lastMid\":0,\"cursor\":\"\n\",\"more\":false}",
        "{\"operations\":[],\"results\":[],\"lastMid\":0,\"cursor\":\"c\",\"more\":fals}",
        "{\"operations\":[],\"results\":[],\"lastMid\":0,\"cursor\":\"c\",\"more\":false,}",
    ])
    func whatIsNoPageIsRefused(_ text: String) { #expect(page(text) == nil) }

    @Test func aBodyStandsAsAValueOnlyWhenItIsWholeJSON() {
        let can = { (text: String) in
            Data(text.utf8).withUnsafeBytes { WireDocument.canStandAsValue($0) }
        }
        for good in ["{}", "[]", "{\"a\":[0,-1.5E+3,\"\\u00e9\",true,false,null]}"] {
            #expect(can(good))
        }
        for bad in [
            "", "7", "\"a\"", "{", "{}}", "{} {}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}",
            "{\"a\"}", "{\"a\":tru}", "[1,]", "{\"a\":\"\u{1}\"}", "{a:1}",
            String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000),
        ] {
            #expect(!can(bad), "\(bad.prefix(20))")
        }
    }

    /// Strings are read eight bytes at once; what ends or spoils one may stand anywhere in them.
    @Test func whatEndsAStringIsSeenWhereverItStands() throws {
        let can = { (text: String) in
            Data(text.utf8).withUnsafeBytes { WireDocument.canStandAsValue($0) }
        }
        for before in 0..<20 {
            for after in 0..<20 {
                let (start, end) = (
                    String(repeating: "é!", count: before), String(repeating: "~", count: after)
                )
                for control in 0..<UInt8(0x20) {
                    #expect(!can("[\"\(start)\(Unicode.Scalar(control))\(end)\"]"))
                }
                #expect(!can("[\"\(start)\"\(end)x\"]"))
                #expect(!can("[\"\(start)\\\"\(end)]"))
                #expect(can("[\"\(start)\\\"\(end)\"]"))
                #expect(can("[\"\(start)\u{20}\u{7F}\(end)\"]"))
            }
        }
    }
}
