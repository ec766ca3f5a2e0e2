internal import Crypto
public import Foundation
public import Procurement
public import SyncClient
public import SyncProtocol

/// A council in memory that keeps the rules of `sync.md`, and fails on demand.
public actor FakeCouncil: CouncilTransport {
    public private(set) var epoch = "epoch-1"
    public private(set) var stored: [Mutation] = []
    public private(set) var pushes: [PushRequest] = []
    public private(set) var pulls: [PullRequest] = []
    /// What the next questions are answered with, before any is answered properly.
    private var failures: [CouncilFailure] = []
    /// Answers `push` with this failure after it stored everything: the answer was lost.
    private var losesPushAnswers = 0
    private var largestPush = Int.max
    public private(set) var verifications = 0
    private var verifyFailure = CouncilFailure.problem(
        Problem(.notFound, status: 404, detail: ""))
    /// Of the questions for pages, counted from 1, those that fail.
    private var pullFailures: [Int: CouncilFailure] = [:]
    private var feed: [(sequence: Int64, operation: PullOperation)] = []
    private var sequence: Int64 = 0
    private var pageLength = 100
    private var protocols = VersionRange(oldest: 1, newest: 1)
    private var forkedKeys: Set<String> = []
    /// What a push is answered with that has the words of one of these keys.
    private var refusals: [String: CouncilFailure] = [:]
    private var isUp = true
    /// With which what is sealed for the council is opened.
    private let sealing = Curve25519.KeyAgreement.PrivateKey()
    private var pictures: [Picture.ID: Data] = [:]
    public private(set) var pictureQuestions: [PictureQuestion] = []
    private var pictureFailures: [CouncilFailure?] = []
    private var beforePiece: (@Sendable (Int) async -> Void)?
    /// Larger pieces take too long on the link.
    private var largestPiece = Int.max

    /// A piece of a picture that a laptop asked for, in bytes.
    public struct PictureQuestion: Hashable, Sendable {
        public let sha256: Picture.ID
        public let offset: Int
        public let length: Int
    }

    public init() {}

    /// Opens one entry of a file that a laptop wrote.
    nonisolated public func opened(
        _ entry: SealedEntry, of file: SealedJournal
    ) throws -> Mutation {
        let bytes = Data(base64URL: entry.sealed) ?? Data()
        var recipient = try HPKE.Recipient(
            privateKey: sealing, ciphersuite: .Curve25519_SHA256_ChachaPoly,
            info: Data(SealedEntry.info.utf8), encapsulatedKey: bytes.prefix(32))
        let name = SealedEntry.authenticated(
            device: file.device, replica: file.replica, mid: entry.mid)
        return try CanonicalJSON.decode(
            from: try recipient.open(bytes.dropFirst(32), authenticating: Data(name.utf8)))
    }

    // What a test does to it.

    public func send(_ documents: [WireDocument]) {
        for document in documents {
            sequence += 1
            feed.removeAll { entry in
                if case .put(let old) = entry.operation {
                    return old.kind == document.kind && old.id == document.id
                }
                return false
            }
            feed.append((sequence, .put(document)))
        }
    }

    /// A step of a kind that this program does not know.
    public func sendUnknown() {
        sequence += 1
        feed.append((sequence, .unknown))
    }

    public func leave(_ package: SupportPackage.ID) {
        sequence += 1
        feed.removeAll { entry in
            if case .put(let document) = entry.operation { return document.package == package }
            return false
        }
        feed.append((sequence, .leave(package)))
    }

    public func fail(_ failures: [CouncilFailure]) { self.failures += failures }
    public func failPull(_ number: Int, _ failure: CouncilFailure) {
        pullFailures[number] = failure
    }
    public func loseAnswers(_ count: Int) { losesPushAnswers = count }
    /// What a comparison is answered with; without it, as a council that cannot compare.
    public func failVerify(_ failure: CouncilFailure) { verifyFailure = failure }
    /// More at once does not get through.
    public func setLargestPush(_ mutations: Int) { largestPush = mutations }
    /// Gives these bytes to who asks for a picture; `nil` when it lacks it.
    public func hold(_ bytes: Data?, as sha256: Picture.ID) { pictures[sha256] = bytes }
    /// What the next questions for pieces are answered with; `nil` for one that goes well.
    public func failPieces(_ failures: [CouncilFailure?]) { pictureFailures = failures }
    public func setLargestPiece(_ bytes: Int) { largestPiece = bytes }
    /// Is told the number of each question for a piece, from 0, before it is answered.
    public func beforePiece(_ body: @escaping @Sendable (Int) async -> Void) { beforePiece = body }

    public func setPageLength(_ length: Int) { pageLength = length }
    public func setProtocols(_ range: VersionRange) { protocols = range }
    public func setUp(_ isUp: Bool) { self.isUp = isUp }
    public func fork(_ key: String) { forkedKeys.insert(key) }
    /// Does not take the words of a record; `nil` to take them again.
    public func refuse(_ key: String, _ failure: CouncilFailure?) { refusals[key] = failure }
    /// The records that it has with their words, by key.
    public var whole: [String] { stored.filter { !$0.payload.isEmpty }.map(\.key) }

    /// Comes back from a backup that held the first `count` mutations only.
    public func restore(keeping count: Int) {
        stored = Array(stored.prefix(count))
        epoch += "-restored"
    }

    public var lastMid: Int64 { Int64(stored.count) }

    /// The preferences it has, by key.
    public var keys: [String] { stored.map(\.key) }

    // What a laptop asks.

    public func hello() async throws(CouncilFailure) -> Reply<Hello> {
        guard isUp else { throw .offline }
        return Reply(
            value: Hello(
                council: "A council", epoch: epoch, protocols: protocols, serverTime: Samples.now,
                limits: .standard, sealingKey: sealing.publicKey.rawRepresentation.base64URL),
            epoch: epoch)
    }

    public func enrol(_ request: EnrolRequest) async throws(CouncilFailure) -> Reply<EnrolAnswer> {
        try answerProperly()
        return Reply(
            value: EnrolAnswer(
                device: "device-1", worker: "w-1", council: "A council", epoch: epoch),
            epoch: epoch)
    }

    public func push(_ request: PushRequest) async throws(CouncilFailure) -> Reply<PushAnswer> {
        pushes.append(request)
        try answerProperly()
        if request.mutations.count > largestPush { throw .timedOut }
        for mutation in request.mutations where !mutation.payload.isEmpty {
            if let failure = refusals[mutation.key] { throw failure }
        }
        var results: [MutationResult] = []
        var forks: [ForkedMutation] = []
        for mutation in request.mutations {
            guard mutation.mid <= lastMid + 1 else { break }
            if mutation.mid == lastMid + 1 {
                stored.append(mutation)
            } else if stored[Int(mutation.mid) - 1].payload.isEmpty {
                stored[Int(mutation.mid) - 1] = mutation
            }
            if forkedKeys.contains(mutation.key) {
                forks.append(ForkedMutation(mid: mutation.mid, key: mutation.key))
            } else {
                results.append(result(mutation.mid))
            }
        }
        if losesPushAnswers > 0 {
            losesPushAnswers -= 1
            throw .timedOut
        }
        return Reply(
            value: PushAnswer(results: results, lastMid: lastMid, forks: forks), epoch: epoch)
    }

    public func pull(_ request: PullRequest) async throws(CouncilFailure) -> Reply<PulledPage> {
        pulls.append(request)
        if let failure = pullFailures[pulls.count] { throw failure }
        try answerProperly()
        var from: Int64 = 0
        if let cursor = request.cursor {
            let parts = cursor.split(separator: "@")
            guard parts.count == 2, parts[1] == epoch, let number = Int64(parts[0]) else {
                throw .problem(Problem(.cursorGone, status: 410, detail: ""))
            }
            from = number
        }
        let rest = feed.filter { $0.sequence > from }
        let page = rest.prefix(pageLength)
        let cursor = "\(page.last?.sequence ?? from)@\(epoch)"
        let results = stored.map(\.mid).filter { $0 > request.resultsAfter }.map { result($0) }
        return Reply(
            value: PulledPage(
                PullAnswer(
                    operations: page.map(\.operation), results: results, lastMid: lastMid,
                    cursor: cursor, more: rest.count > page.count)), epoch: epoch)
    }

    public func verify(
        _ request: VerifyRequest
    ) async throws(CouncilFailure) -> Reply<VerifyAnswer> {
        verifications += 1
        throw verifyFailure
    }

    public func picture(
        _ sha256: Picture.ID, from offset: Int, length: Int
    ) async throws(CouncilFailure) -> Reply<PicturePiece> {
        guard isUp else { throw .offline }
        let number = pictureQuestions.count
        pictureQuestions.append(
            PictureQuestion(sha256: sha256, offset: offset, length: length))
        await beforePiece?(number)
        if !pictureFailures.isEmpty, let failure = pictureFailures.removeFirst() { throw failure }
        if length > largestPiece { throw .timedOut }
        guard let bytes = pictures[sha256] else {
            throw .problem(Problem(.notFound, status: 404, detail: ""))
        }
        guard offset < bytes.count else {
            throw .problem(Problem(.outOfRange, status: 416, detail: ""))
        }
        return Reply(
            value: PicturePiece(
                offset: offset, total: bytes.count,
                bytes: Data(bytes.dropFirst(offset).prefix(length))), epoch: epoch)
    }

    public func wait(
        cursor: String, seconds: Int
    ) async throws(CouncilFailure) -> Reply<WaitAnswer> {
        try answerProperly()
        return Reply(value: WaitAnswer(changed: false), epoch: epoch)
    }

    nonisolated public func close() async {}

    private func answerProperly() throws(CouncilFailure) {
        guard isUp else { throw .offline }
        if !failures.isEmpty { throw failures.removeFirst() }
    }

    private func result(_ mid: Int64) -> MutationResult {
        MutationResult(
            mid: mid, key: stored[Int(mid) - 1].key,
            effect: stored[Int(mid) - 1].payload.isEmpty ? .held(.unreadable) : .applied,
            receivedAt: Samples.now.adding(seconds: mid), sequence: mid)
    }
}

extension Data {
    fileprivate init?(base64URL text: String) {
        let standard = text.replacingOccurrences(of: "-", with: "+")
            .replacingOccurrences(of: "_", with: "/")
        self.init(
            base64Encoded: standard + String(repeating: "=", count: (4 - standard.count % 4) % 4))
    }

    fileprivate var base64URL: String {
        base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }
}
