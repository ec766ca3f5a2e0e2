internal import NIOCore
internal import NIOHTTP1

/// The first handler of a connection: closes it at once, without waiting for what TLS would like to
/// hear from the other side.
final class FrontDoor: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// On the connection's event loop.
    func close() { context?.close(promise: nil) }
}

/// How long the two sides of a connection may take.
struct RequestTiming: Sendable {
    /// From the connection, or the last answer, to the end of a request's head, TLS included.
    var head = TimeAmount.seconds(20)
    /// The same where a laptop is signed in; longer than it keeps a connection for later.
    var idle = TimeAmount.seconds(75)
    /// A body or an answer may take this long, and what `pace` adds.
    var grace = TimeAmount.seconds(20)
    /// The slowest link that is waited for, in bytes a second.
    var pace = 256
    /// How long the other side may take to close after a last answer.
    var goodbye = TimeAmount.seconds(2)
    /// How long a request may still take to come when the server stops.
    var farewell = TimeAmount.seconds(5)

    func grace(for bytes: Int) -> TimeAmount {
        grace + .milliseconds(Int64(bytes) * 1_000 / Int64(pace))
    }
}

/// Between the reading of HTTP and the requests: cuts connections that are too slow, says "100
/// Continue", and closes after an answer with `Connection: close`.
///
/// Source: RFC 9112, sections 9.3 and 9.6; RFC 9110, section 10.1.1 (Expect).
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let timing: RequestTiming
    private let connections: Connections
    private let id: Connections.ID
    private let door: FrontDoor

    /// Requests whose answers have not gone.
    private var unanswered = 0
    /// The body of the newest request is on its way.
    private var isReading = false
    private var bytesRead = 0
    private var bytesWritten = 0
    private var startedReading = NIODeadline.now()
    private var owesContinue = false
    private var closesAfterAnswer = false

    private var deadline = NIODeadline.distantFuture
    /// Earlier once the server stops.
    private var latest = NIODeadline.distantFuture
    private var alarm: (at: NIODeadline, task: Scheduled<Void>)?

    init(timing: RequestTiming, connections: Connections, id: Connections.ID, door: FrontDoor) {
        self.timing = timing
        self.connections = connections
        self.id = id
        self.door = door
    }

    func handlerAdded(context: ChannelHandlerContext) { allow(timing.head, context) }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm?.task.cancel()
        alarm = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            unanswered += 1
            isReading = true
            bytesRead = 0
            startedReading = .now()
            if !head.isKeepAlive { closesAfterAnswer = true }
            owesContinue =
                head.version == .http1_1
                && head.headers[canonicalForm: "expect"].contains {
                    $0.lowercased() == "100-continue"
                }
            sayContinue(context)
            waitForBody(context)
        case .body(let bytes):
            bytesRead += bytes.readableBytes
            waitForBody(context)
        case .end:
            isReading = false
            owesContinue = false
            deadline = .distantFuture
            connections.answering(id, true)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            bytesWritten = 0
            if unanswered == 1 { owesContinue = false }
            if head.headers[canonicalForm: "connection"].contains(where: {
                $0.lowercased() == "close"
            }) {
                closesAfterAnswer = true
            }
        case .body(let part):
            bytesWritten += part.readableBytes
        case .end:
            unanswered = max(0, unanswered - 1)
            let sent = promise ?? context.eventLoop.makePromise()
            let here = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            sent.futureResult.whenComplete { _ in
                let (guarding, context) = here.value
                guarding.answered(context)
            }
            if !isReading { allow(timing.grace(for: bytesWritten), context) }
            context.write(data, promise: sent)
            return
        }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What comes after it cannot be read as HTTP.
        closesAfterAnswer = true
        isReading = false
        allow(timing.goodbye + timing.goodbye, context)
        context.fireErrorCaught(error)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            closesAfterAnswer = true
            latest = .now() + timing.farewell
            if isReading { waitForBody(context) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func answered(_ context: ChannelHandlerContext) {
        sayContinue(context)
        guard unanswered == 0 else { return }
        connections.answering(id, false)
        if closesAfterAnswer {
            allow(timing.goodbye, context)
        } else if !isReading {
            allow(connections.isSignedIn(id) ? timing.idle : timing.head, context)
        }
    }

    /// Never in the middle of an earlier answer.
    private func sayContinue(_ context: ChannelHandlerContext) {
        guard owesContinue, unanswered == 1 else { return }
        owesContinue = false
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
    }

    private func waitForBody(_ context: ChannelHandlerContext) {
        if closesAfterAnswer, unanswered == 0 { return }
        end(at: startedReading + timing.grace(for: bytesRead), context)
    }

    private func allow(_ time: TimeAmount, _ context: ChannelHandlerContext) {
        end(at: .now() + time, context)
    }

    private func end(at moment: NIODeadline, _ context: ChannelHandlerContext) {
        deadline = min(moment, latest)
        if let alarm {
            guard deadline < alarm.at else { return }
            alarm.task.cancel()
        }
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.alarm = nil
            if self.deadline <= .now() {
                self.door.close()
            } else if self.deadline != .distantFuture {
                self.end(at: self.deadline, context)
            }
        }
        alarm = (deadline, task)
    }
}
