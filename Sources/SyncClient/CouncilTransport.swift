public import Procurement
public import SyncProtocol

/// The way to the council and back. The live one is `CouncilClient`.
public protocol CouncilTransport: Sendable {
    func hello() async throws(CouncilFailure) -> Reply<Hello>
    func enrol(_ request: EnrolRequest) async throws(CouncilFailure) -> Reply<EnrolAnswer>
    func push(_ request: PushRequest) async throws(CouncilFailure) -> Reply<PushAnswer>
    func pull(_ request: PullRequest) async throws(CouncilFailure) -> Reply<PulledPage>
    /// Returns as soon as there is news after `cursor`, or when the seconds are over.
    func wait(cursor: String, seconds: Int) async throws(CouncilFailure) -> Reply<WaitAnswer>
    /// Compares what the laptop holds with what it should hold.
    func verify(_ request: VerifyRequest) async throws(CouncilFailure) -> Reply<VerifyAnswer>
    /// Hands in records that were sealed for the council; needs no identity.
    func deposit(_ request: DepositRequest) async throws(CouncilFailure) -> Reply<DepositAnswer>
    /// The bytes of a picture from `offset` on, about `length` of them.
    func picture(
        _ sha256: Picture.ID, from offset: Int, length: Int
    ) async throws(CouncilFailure) -> Reply<PicturePiece>
    /// Ends every connection. Nothing can be asked afterwards.
    func close() async
}

extension CouncilTransport {
    /// As a council that cannot compare.
    public func verify(
        _ request: VerifyRequest
    ) async throws(CouncilFailure) -> Reply<VerifyAnswer> {
        throw .problem(Problem(.notFound, status: 404, detail: ""))
    }

    /// As a council that takes no sealed records.
    public func deposit(
        _ request: DepositRequest
    ) async throws(CouncilFailure) -> Reply<DepositAnswer> {
        throw .problem(Problem(.notFound, status: 404, detail: ""))
    }
}

extension CouncilTransport {
    /// As a council that has no pictures.
    public func picture(
        _ sha256: Picture.ID, from offset: Int, length: Int
    ) async throws(CouncilFailure) -> Reply<PicturePiece> {
        throw .problem(Problem(.notFound, status: 404, detail: ""))
    }
}

/// What the council answered, with the epoch that its header names.
public struct Reply<Value: Sendable>: Sendable {
    public let value: Value
    public let epoch: String

    public init(value: Value, epoch: String) {
        self.value = value
        self.epoch = epoch
    }
}

/// A page as it came, not read yet.
public struct PulledPage: Sendable {
    /// The cursor of the page after this one; `nil` when this is the last, or brings results, after
    /// which the question is another, or when the council did not say.
    public let next: String?
    let read: @Sendable () throws(CouncilFailure) -> PullAnswer

    init(next: String?, read: @escaping @Sendable () throws(CouncilFailure) -> PullAnswer) {
        self.next = next
        self.read = read
    }

    public init(_ answer: PullAnswer) {
        self.init(next: answer.more && answer.results.isEmpty ? answer.cursor : nil) { answer }
    }
}

/// Why there is no answer.
public enum CouncilFailure: Error, Hashable, Sendable {
    case offline
    /// The connection was there; the answer took too long, or broke off in the middle.
    case timedOut
    /// What answered does not carry the council's header.
    case notTheCouncil
    case certificateNotTrusted
    /// The council's own words.
    case problem(Problem)
    /// The council answered with something that this program cannot read.
    case unreadable
}
