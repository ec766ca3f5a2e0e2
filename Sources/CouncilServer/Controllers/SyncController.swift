internal import Foundation
internal import Hummingbird
internal import Procurement
internal import ServiceLifecycle
internal import SyncProtocol

internal import struct HTTPTypes.HTTPField

/// Translates HTTP for the sync services, and nothing else.
struct SyncController: Sendable {
    let store: any Store
    let tokens: TokenService
    let sealing: SealingKey
    let push: PushService
    let pull: PullService
    let watch: FeedWatch
    let connections: Connections
    let refused: RefusalNotes
    let now: @Sendable () -> Instant
    /// Codes that were wrong, by address.
    private let wrongCodes = AttemptLimit()
    /// Deposits that were not the device's, by address and device: nobody blocks a neighbour.
    private let wrongDeposits = AttemptLimit()
    private let quota: DeviceQuota
    /// Bodies of whoever it is, and of laptops that are signed in.
    private let strangers = BodyMemory(most: 48 << 20)
    private let laptops = BodyMemory(most: 256 << 20)

    init(
        store: any Store, tokens: TokenService, sealing: SealingKey, push: PushService,
        pull: PullService, watch: FeedWatch, connections: Connections, refused: RefusalNotes,
        quota: DeviceQuota, now: @escaping @Sendable () -> Instant
    ) {
        self.store = store
        self.tokens = tokens
        self.sealing = sealing
        self.push = push
        self.pull = pull
        self.watch = watch
        self.connections = connections
        self.refused = refused
        self.quota = quota
        self.now = now
    }

    func add(to router: Router<CouncilContext>) {
        router.get("/sync/hello", use: hello)
        router.post("/sync/devices", use: enrol)
        router.post("/oauth/token", use: token)
        router.post("/sync/push", use: push)
        router.get("/sync/pull", use: news)
        router.post("/sync/pull", use: pull)
        router.post("/sync/deposit", use: deposit)
        router.post("/sync/verify", use: verify)
        router.get("/sync/wait", use: wait)
        router.get("/sync/pictures/:sha256", use: picture)
    }

    @Sendable func hello(_ request: Request, _ context: CouncilContext) async throws -> Response {
        let council = try await store.reading { try $0.council() }
        let hello = Hello(
            council: council.name, epoch: council.epoch,
            protocols: VersionRange(oldest: SyncVersion.oldest, newest: SyncVersion.current),
            serverTime: now(), limits: push.limits, sealingKey: sealing.publicKey,
            schemas: push.kinds.ranges)
        return try Answers.json(hello, to: request)
    }

    /// A code is tried at most so often from one address, counted before it is tried. A right one is
    /// always taken: whoever fails there is perhaps somebody else, and codes cannot be guessed
    /// (`docs/decisions/0021`).
    @Sendable func enrol(_ request: Request, _ context: CouncilContext) async throws -> Response {
        let asked = try await Answers.value(
            EnrolRequest.self, of: request, limit: EnrolmentService.bodyLimit, room: context.room,
            in: strangers)
        let moment = now()
        let wait = wrongCodes.reserve(context.address, at: moment)
        if let wait {
            let isRight = try await store.reading {
                try EnrolmentService.knows(asked.code, in: $0, now: moment)
            }
            guard isRight else {
                await refused.note(.code, of: context.address)
                throw Problem.busy(retryAfter: wait)
            }
        }
        let giveBack = { if wait == nil { wrongCodes.giveBack(context.address, at: moment) } }
        do {
            let answer = try await store.writing { transaction in
                var random = SystemRandomNumberGenerator()
                return try EnrolmentService.enrol(
                    asked, in: transaction, now: moment, using: &random)
            }
            giveBack()
            return try Answers.json(answer, to: request)
        } catch let problem as Problem {
            switch problem.code {
            case .wrongCode, .usedCode, .expiredCode: break
            default: giveBack()
            }
            throw problem
        } catch {
            giveBack()
            throw error
        }
    }

    @Sendable func token(_ request: Request, _ context: CouncilContext) async throws -> Response {
        let body = try await Answers.body(
            of: request, limit: TokenService.bodyLimit, room: context.room, in: strangers)
        let form = Form(body)
        guard form["grant_type"] == TokenRequest.grantType,
            form["client_assertion_type"] == TokenRequest.assertionType,
            let assertion = form["client_assertion"]
        else { throw Problem.malformed("The form is not a token request with an assertion.") }
        return try Answers.json(await tokens.token(for: assertion, now: now()), to: request)
    }

    @Sendable func push(_ request: Request, _ context: CouncilContext) async throws -> Response {
        let id = try bearer(request, context)
        let pushed = try await Answers.value(
            IncomingPush.self, of: request, limit: push.bodyLimit, room: context.room, in: laptops)
        let moment = now()
        let answer = try await withinQuota(of: id) {
            try await store.writing { transaction in
                let device = try Self.listed(id, in: transaction)
                return try quota.counting(
                    pushed.replica, of: id, bytes: pushed.payloadBytes, in: transaction,
                    now: moment
                ) { try push.push(pushed, from: device, in: transaction, now: moment) }
            }
        }
        await watch.ring()
        return try Answers.json(answer, to: request)
    }

    @Sendable func deposit(_ request: Request, _ context: CouncilContext) async throws -> Response {
        let service = DepositService(key: sealing, push: push)
        let asked = try await Answers.value(
            DepositRequest.self, of: request, limit: service.bodyLimit, room: context.room,
            in: strangers)
        let moment = now()
        let key = "\(context.address) \(asked.device)"
        if let seconds = wrongDeposits.reserve(key, at: moment) {
            throw Problem.busy(retryAfter: seconds)
        }
        do {
            let answer = try await withinQuota(of: asked.device) {
                try await store.writing { transaction in
                    try quota.counting(
                        asked.replica, of: asked.device, bytes: asked.sealedBytes,
                        in: transaction, now: moment
                    ) { try service.deposit(asked, in: transaction, now: moment) }
                }
            }
            wrongDeposits.giveBack(key, at: moment)
            await watch.ring()
            return try Answers.json(answer, to: request)
        } catch let problem as Problem where problem.code == .malformed {
            throw problem
        } catch {
            wrongDeposits.giveBack(key, at: moment)
            throw error
        }
    }

    private func withinQuota<Answer>(
        of device: DeviceID, _ body: () async throws -> Answer
    ) async throws -> Answer {
        do {
            return try await body()
        } catch let problem as Problem where DeviceQuota.isMet(problem) {
            await refused.note(.quota, of: device.rawValue)
            throw problem
        }
    }

    @Sendable func pull(_ request: Request, _ context: CouncilContext) async throws -> Response {
        try demandServedVersion(request)
        let id = try bearer(request, context)
        let asked = try await Answers.value(
            PullRequest.self, of: request, limit: PullService.bodyLimit, room: context.room,
            in: laptops)
        let page = try await store.reading { transaction in
            let device = try Self.listed(id, in: transaction)
            return try pull.page(asked, from: device, in: transaction)
        }
        return Answers.json(page, to: request)
    }

    /// A pull without a body, and without an answer when there is nothing new.
    @Sendable func news(_ request: Request, _ context: CouncilContext) async throws -> Response {
        try demandServedVersion(request)
        let id = try bearer(request, context)
        let asked = try Self.pullRequest(request)
        let page = try await store.reading { transaction in
            let device = try Self.listed(id, in: transaction)
            return try pull.news(asked, from: device, in: transaction)
        }
        guard let page else { return Response(status: .noContent) }
        var response = Answers.json(page.json, to: request)
        if let next = page.next, let name = HTTPField.Name(SyncVersion.nextHeader) {
            response.headers[name] = next
        }
        return response
    }

    private static func pullRequest(_ request: Request) throws -> PullRequest {
        let text = { (name: Substring) in
            request.uri.queryParameters[name].map { String($0) }
        }
        guard let replica = text("replica"), let after = text("after").flatMap({ Int64($0) })
        else { throw Problem.malformed("The query has no replica, or no after.") }
        let bytes = text("bytes").map { Int($0) }
        guard bytes != .some(nil) else {
            throw Problem.malformed("The bytes of a page are not a number.")
        }
        return PullRequest(
            replica: ReplicaID(replica), cursor: text("cursor"), pageBytes: bytes ?? nil,
            resultsAfter: after)
    }

    @Sendable func verify(_ request: Request, _ context: CouncilContext) async throws -> Response {
        try demandServedVersion(request)
        let id = try bearer(request, context)
        let asked = try await Answers.value(
            VerifyRequest.self, of: request, limit: VerifyService.bodyLimit, room: context.room,
            in: laptops)
        let service = VerifyService(limits: pull.limits)
        let answer = try await store.reading { transaction in
            let device = try Self.listed(id, in: transaction)
            return try service.verify(asked, from: device, in: transaction)
        }
        return try Answers.json(answer, to: request)
    }

    /// A picture, or the part of it that is asked for.
    @Sendable func picture(_ request: Request, _ context: CouncilContext) async throws -> Response {
        try demandServedVersion(request)
        let id = try bearer(request, context)
        guard let sha256 = context.parameters.get("sha256") else { throw Problem.notFound() }
        let service = PictureService(
            range: request.headers[.range], onlyIf: request.headers[.ifRange])
        let answer = try await store.reading { transaction in
            let device = try Self.listed(id, in: transaction)
            return try service.answer(Picture.ID(sha256), for: device, in: transaction)
        }
        return Answers.picture(answer)
    }

    @Sendable func wait(_ request: Request, _ context: CouncilContext) async throws -> Response {
        try demandServedVersion(request)
        let id = try bearer(request, context)
        let cursor = request.uri.queryParameters["cursor"].map { String($0) }
        let asked = request.uri.queryParameters["seconds"].map { Int(String($0)) }
        guard let seconds = asked ?? push.limits.waitSeconds, seconds >= 0 else {
            throw Problem.malformed("The seconds to wait are not a number.")
        }
        let longest = Duration.seconds(min(seconds, push.limits.waitSeconds))
        let changed = try? await cancelWhenGracefulShutdown {
            try await news(for: id, cursor: cursor, within: longest)
        }
        switch changed {
        case .success(let changed):
            return try Answers.json(WaitAnswer(changed: changed), to: request)
        case .failure(let error): throw error
        case nil: return try Answers.json(WaitAnswer(changed: false), to: request)
        }
    }

    /// Whether there is news within the time.
    private func news(
        for id: DeviceID, cursor: String?, within longest: Duration
    ) async throws -> Result<Bool, any Error> {
        let clock = ContinuousClock()
        let end = clock.now + longest
        do {
            while true {
                let seen = await watch.rings
                let changed = try await store.reading { transaction in
                    let device = try Self.listed(id, in: transaction)
                    let place = try Cursor.place(
                        cursor, floor: transaction.floor(of: device.worker),
                        in: transaction.council())
                    return try transaction.hasNews(for: device.worker, after: place.seq)
                }
                if changed { return .success(true) }
                guard clock.now < end, !Task.isCancelled else { return .success(false) }
                await watch.sleep(seen: seen, atMost: end - clock.now)
            }
        } catch {
            return .failure(error)
        }
    }

    /// Whose token the request has. From now on its connection is that of a laptop.
    private func bearer(_ request: Request, _ context: CouncilContext) throws -> DeviceID {
        guard let header = request.headers[.authorization],
            header.prefix(7).lowercased() == "bearer "
        else { throw Problem.unauthorised("There is no access token.") }
        let device = try tokens.device(of: String(header.dropFirst(7)), now: now())
        guard connections.signIn(context.connection, as: device) else {
            throw Problem.busy(retryAfter: 5)
        }
        return device
    }

    /// The device, when it is on the list: the list is asked every time.
    private static func listed(
        _ id: DeviceID, in transaction: StoreTransaction
    ) throws -> Device {
        guard let device = try transaction.device(id) else {
            throw Problem.unauthorised("The council knows no such device.")
        }
        guard device.revoked == nil else { throw Problem.revoked }
        return device
    }

    /// An old laptop can always bring what it recorded, but may be told that it must be renewed
    /// before it gets more.
    private func demandServedVersion(_ request: Request) throws {
        guard let name = HTTPField.Name(SyncVersion.versionHeader),
            let said = request.headers[name]
        else { return }
        guard let version = Int(said), version >= SyncVersion.oldest else {
            throw Problem.upgradeRequired
        }
    }
}

/// The fields of an `application/x-www-form-urlencoded` body; the first of a name counts.
private struct Form {
    private var fields: [String: String] = [:]

    init(_ body: Data) {
        for pair in String(decoding: body, as: UTF8.self).split(separator: "&").prefix(20) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = Self.plain(parts[0]),
                let value = Self.plain(parts[1]), fields[name] == nil
            else { continue }
            fields[name] = value
        }
    }

    subscript(_ name: String) -> String? { fields[name] }

    private static func plain(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }
}
