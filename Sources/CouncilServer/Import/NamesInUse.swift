public import Procurement

/// A new provider whose name people cannot tell from another's.
public struct LookAlike: Codable, Hashable, Sendable {
    public let provider: Provider.ID
    public let other: Provider.ID

    /// For the administrator; names could not say it.
    public var text: String {
        "The name of \(provider) looks like that of \(other). See whether they are two providers."
    }
}

/// The names of providers as people see them.
struct NamesInUse {
    private var owners: [String: Provider.ID] = [:]

    init(_ providers: [Provider]) {
        for provider in providers { _ = add(provider) }
    }

    /// Adds a name, and says who had one that looks the same.
    mutating func add(_ provider: Provider) -> LookAlike? {
        let skeleton = LookAlikes.skeleton(of: provider.name)
        if let other = owners[skeleton] { return LookAlike(provider: provider.id, other: other) }
        owners[skeleton] = provider.id
        return nil
    }
}
