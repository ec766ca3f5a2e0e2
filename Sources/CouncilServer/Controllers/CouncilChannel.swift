internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// One connection: its limits around Hummingbird's HTTP, inside TLS where there is a certificate.
struct CouncilChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let http: HTTP1Channel
    let certificate: ServingCertificate?
    let connections: Connections
    let timing: RequestTiming

    /// Heads of requests are small here: a token, a cursor, a few names.
    static let http1 = HTTP1Channel.Configuration(
        httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 8 * 1024, maxHeaderListSize: 16 * 1024, maxHeaderFieldCount: 64))

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let made = channel.eventLoop.makeCompletedFuture {
            let door = FrontDoor()
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(door)
            if let certificate {
                try pipeline.addHandler(NIOSSLServerHandler(context: certificate.context))
            }
            return NIOLoopBound(door, eventLoop: channel.eventLoop)
        }.flatMap { door in
            http.setup(channel: channel, logger: logger).flatMapThrowing { value in
                let id = ObjectIdentifier(channel)
                let pipeline = channel.pipeline.syncOperations
                try pipeline.addHandler(
                    RequestGuard(
                        timing: timing, connections: connections, id: id, door: door.value),
                    position: .after(
                        pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)))
                let close: @Sendable () -> Void = {
                    channel.eventLoop.execute { door.value.close() }
                }
                // Who is gone already has no address.
                let address = channel.remoteAddress?.ipAddress
                guard let address,
                    connections.open(id, from: NetworkAddress.key(address), close: close)
                else {
                    close()
                    return value
                }
                channel.closeFuture.whenComplete { _ in connections.closed(id) }
                return value
            }
        }
        made.whenFailure { _ in channel.close(promise: nil) }
        return made
    }

    func handle(value: Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}
