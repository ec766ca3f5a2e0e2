internal import Foundation
internal import Procurement
public import SyncProtocol

/// Gives laptops what changed in their worker's caseload, a page at a time, oldest change first.
public struct PullService: Sendable {
    public let limits: SyncLimits
    /// The smallest page that a laptop can ask for, in bytes.
    public static let smallestPage = 16 * 1024
    /// The largest pull request, in bytes.
    public static let bodyLimit = 16 * 1024
    /// Room for what closes a page: `lastMid`, the cursor and `more`.
    private static let closingBytes = 160
    /// The results on one page.
    private static let resultsOnAPage = 500

    public init(limits: SyncLimits = .standard) { self.limits = limits }

    /// One page.
    ///
    /// - Throws: `Problem.notYourReplica`, `Problem.cursorGone`; `StoreError`.
    public func pull(
        _ request: PullRequest, from device: Device, in transaction: StoreTransaction
    ) throws -> PullAnswer {
        let page = try page(request, from: device, in: transaction)
        return try CanonicalJSON.decode(PullAnswer.self, from: Data(page))
    }

    /// The same page as the JSON of a `PullAnswer`. Documents go from the store to the wire
    /// without being read.
    ///
    /// At least one operation is on a page, however large it is.
    public func page(
        _ request: PullRequest, from device: Device, in transaction: StoreTransaction
    ) throws -> [UInt8] {
        guard request.replica == device.replica else { throw Problem.notYourReplica }
        let council = try transaction.council()
        var seq = try Cursor.place(request.cursor, in: council)
        let asked = max(request.pageBytes ?? limits.pullBytes, Self.smallestPage)
        let budget = min(asked, limits.pullBytes) - Self.closingBytes
        let lastMid = try transaction.lastMid(of: device.replica)
        var results: [MutationResult] = []
        if request.resultsAfter < lastMid {
            results = try transaction.results(
                of: device.replica, after: max(0, request.resultsAfter),
                limit: Self.resultsOnAPage)
        }
        var more = results.count == Self.resultsOnAPage
        var tail = JSONBytes(capacity: 256 + 256 * results.count)
        tail.raw("],\"results\":")
        tail.raw(try CanonicalJSON.encode(results))

        var json = JSONBytes(capacity: request.cursor == nil ? min(budget, 1 << 20) : 1024)
        json.raw("{\"operations\":[")
        var isFirst = true
        try transaction.feed(of: device.worker, after: seq) { row in
            let before = json.count
            if !isFirst { json.raw(",") }
            try Self.write(row, to: &json)
            if !isFirst, json.count + tail.count > budget {
                json.cut(to: before)
                more = true
                return false
            }
            isFirst = false
            seq = row.seq
            return true
        }
        json.raw(tail.bytes)
        json.raw(",\"lastMid\":")
        json.integer(lastMid)
        json.raw(",\"cursor\":")
        json.string(Cursor(epoch: council.epoch, seq: seq).text)
        json.raw(more ? ",\"more\":true}" : ",\"more\":false}")
        return json.bytes
    }

    private static func write(_ row: StoreTransaction.FeedRow, to json: inout JSONBytes) throws {
        if row.leaves {
            json.raw("{\"leave\":")
            json.string(try row.id)
        } else {
            json.raw("{\"put\":{\"kind\":")
            json.string(try row.kind)
            json.raw(",\"id\":")
            json.string(try row.id)
            json.raw(",\"package\":")
            json.string(try row.package)
            json.raw(",\"version\":")
            json.integer(try row.version)
            json.raw(",\"body\":")
            try row.withBody { json.string($0) }
            json.raw("}")
        }
        json.raw("}")
    }
}
