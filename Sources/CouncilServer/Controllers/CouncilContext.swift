public import Hummingbird
internal import NIOCore

/// What a controller knows of a request beside the request.
public struct CouncilContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The address that the request came from; the same for all when there is none.
    let address: String

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "here"
    }
}
