public import Hummingbird
internal import NIOCore

/// What a controller knows of a request beside the request.
public struct CouncilContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The connection that the request came on.
    let connection: Connections.ID
    /// The address that the request came from, as limits take it; the same for all when there is
    /// none.
    var address: String
    /// What its body takes of the memory, until the request is over.
    let room = BodyRoom()

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        connection = Connections.ID(source.channel)
        address = source.channel.remoteAddress?.ipAddress.map { NetworkAddress.key($0) } ?? "here"
    }
}
