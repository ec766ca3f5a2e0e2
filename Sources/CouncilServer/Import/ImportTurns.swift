internal import Procurement

/// Divides what an import writes into short transactions with pauses between them, so that
/// laptops and other commands get their turn (`docs/decisions/0020`).
public struct ImportTurns {
    let store: any Store
    private let rest: (Duration) throws -> Void
    /// How long the last transaction was.
    private var last: Duration?
    /// How long the longest transaction was that wrote.
    public private(set) var longest = Duration.zero

    /// `rest` is called between two transactions with the time that the first took.
    public init(_ store: any Store, rest: @escaping (Duration) throws -> Void = { _ in }) {
        self.store = store
        self.rest = rest
    }

    mutating func write<Value>(_ body: (StoreTransaction) throws -> Value) throws -> Value {
        if let last { try rest(last) }
        let start = ContinuousClock.now
        let value = try store.write(body)
        let took = ContinuousClock.now - start
        last = took
        longest = max(longest, took)
        return value
    }

    /// The items in their order, in parts that weigh no more than `most`, or are one item.
    static func divide<Item>(
        _ items: [Item], into most: Int, _ weight: (Item) -> Int
    ) -> [ArraySlice<Item>] {
        var parts: [ArraySlice<Item>] = []
        var (start, sum) = (0, 0)
        for (index, item) in items.enumerated() {
            let weight = weight(item)
            if index > start, sum + weight > most {
                parts.append(items[start..<index])
                (start, sum) = (index, 0)
            }
            sum += weight
        }
        if start < items.count { parts.append(items[start...]) }
        return parts
    }
}

/// An import that began to write and did not come to its end. What is in stays in, each package,
/// provider or record whole; the same command again finishes the rest.
public struct ImportStopped: Error, CustomStringConvertible {
    /// "12 of 40 packages".
    public let done: String
    public let why: any Error

    /// As `{"stopped", "why"}`.
    public func json() throws -> String {
        let said = ["stopped": done, "why": "\(why)"]
        return String(decoding: try CanonicalJSON.encode(said), as: UTF8.self)
    }

    public var description: String {
        "\(why)\nThe import stopped: \(done) are in, each of them whole. "
            + "Run the same command again to finish it; nothing is taken twice."
    }
}
