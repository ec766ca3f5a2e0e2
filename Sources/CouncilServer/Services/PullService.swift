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
    /// Room for one result, in bytes.
    private static let resultBytes = 300
    /// The first page of a first pull, in bytes: smaller, so that the laptop soon has work while the
    /// council makes the next.
    private static let firstPage = 320 * 1024
    /// The results on one page.
    private static let resultsOnAPage = 500

    public init(limits: SyncLimits = .standard) { self.limits = limits }

    /// One page.
    ///
    /// - Throws: `Problem.notYourReplica`, `Problem.cursorGone`; `StoreError`.
    public func pull(
        _ request: PullRequest, from device: Device, in transaction: StoreTransaction
    ) throws -> PullAnswer {
        try PullAnswer(page: Data(try page(request, from: device, in: transaction)))
    }

    /// The same page as the JSON of a `PullAnswer`. Documents go from the store to the wire
    /// without being read.
    ///
    /// At least one operation is on a page, however large it is.
    public func page(
        _ request: PullRequest, from device: Device, in transaction: StoreTransaction
    ) throws -> [UInt8] {
        try page(request, bodies: .text, from: device, in: transaction).json
    }

    /// A page with each body as a value.
    public struct News: Sendable {
        /// The JSON of a `PullAnswer`.
        public let json: [UInt8]
        /// For `SyncVersion.nextHeader`.
        public let next: String?
    }

    /// - Returns: `nil` when the laptop has everything and the council nothing that it would not
    ///   expect: it stays where it is.
    public func news(
        _ request: PullRequest, from device: Device, in transaction: StoreTransaction
    ) throws -> News? {
        let page = try page(request, bodies: .values, from: device, in: transaction)
        return page.hasNews ? News(json: page.json, next: page.next) : nil
    }

    /// How documents stand on a page (see `PullAnswer.init(page:)`).
    private enum Bodies { case text, values }

    private func page(
        _ request: PullRequest, bodies: Bodies, from device: Device,
        in transaction: StoreTransaction
    ) throws -> (json: [UInt8], next: String?, hasNews: Bool) {
        _ = try ReplicaService.check(request.replica, of: device, in: transaction)
        let council = try transaction.council()
        let floor = try transaction.floor(of: device.worker)
        var cursor = try Cursor.place(request.cursor, floor: floor, in: council)
        let asked = max(request.pageBytes ?? limits.pullBytes, Self.smallestPage)
        let most = request.cursor == nil ? Self.firstPage : limits.pullBytes
        let budget = min(asked, most, limits.pullBytes) - Self.closingBytes
        let lastMid = try transaction.lastMid(of: request.replica)
        let mostResults = min(Self.resultsOnAPage, max(20, budget / (2 * Self.resultBytes)))
        var results: [MutationResult] = []
        if request.resultsAfter < lastMid {
            results = try transaction.results(
                of: request.replica, after: max(0, request.resultsAfter),
                limit: mostResults)
        }
        var more = results.count == mostResults

        var json = JSONBytes(capacity: request.cursor == nil ? budget : 1024)
        json.raw("{\"operations\":[")
        var isFirst = true
        var revised: [String] = []
        try transaction.feed(of: device.worker, after: cursor.seq) { row in
            let before = json.count
            let isResult = try row.isResult
            if !isResult {
                if !isFirst { json.raw(",") }
                try Self.write(row, bodies, to: &json)
            }
            let size = json.count + Self.resultBytes * (results.count + revised.count)
            if !isFirst || !revised.isEmpty, size > budget {
                json.cut(to: before)
                more = true
                return false
            }
            if isResult { revised.append(try row.id) } else { isFirst = false }
            cursor.seq = row.seq
            return true
        }
        if !more { cursor.seq = max(cursor.seq, floor) }
        for key in revised {
            let known = Set(results.map(\.mid))
            results += try transaction.results(of: key, by: device.worker, for: request.replica)
                .filter { !known.contains($0.mid) }
        }
        json.raw("],\"results\":")
        json.raw(try CanonicalJSON.encode(results))
        json.raw(",\"lastMid\":")
        json.integer(lastMid)
        json.raw(",\"cursor\":")
        json.string(cursor.text)
        json.raw(more ? ",\"more\":true}" : ",\"more\":false}")
        let hasNews =
            !isFirst || more || !results.isEmpty || lastMid != request.resultsAfter
            || cursor.text != request.cursor
        return (json.bytes, more && results.isEmpty ? cursor.text : nil, hasNews)
    }

    private static func write(
        _ row: StoreTransaction.FeedRow, _ bodies: Bodies, to json: inout JSONBytes
    ) throws {
        if row.leaves {
            json.raw("{\"leave\":")
            json.string(try row.id)
        } else {
            json.raw("{\"put\":{\"kind\":")
            try row.with(.kind) { json.string($0) }
            json.raw(",\"id\":")
            try row.with(.id) { json.string($0) }
            json.raw(",\"package\":")
            try row.with(.package) { json.string($0) }
            json.raw(",\"version\":")
            json.integer(try row.version)
            json.raw(",\"body\":")
            try row.with(.body) { body in
                // What is no JSON is for the laptop to name; it must not spoil the page.
                if bodies == .values, WireDocument.canStandAsValue(body) {
                    json.raw(body)
                } else {
                    json.string(body)
                }
            }
            json.raw("}")
        }
        json.raw("}")
    }
}
