public import Foundation
public import Presentation
public import Procurement
internal import Synchronization

/// A laptop that lives in memory: the rules are the real ones, the disk and the council are not.
public final class RehearsalLaptop: LaptopPort {
    /// The moment at which every rehearsal stands: Monday 30 November 2026, 12 minutes past 9.
    public static let now = Instant(milliseconds: 1_796_029_920_000)
    public static let passphrase = "correct horse battery"
    public static let recoveryCode = "K7QM-3XWD-9TFA-2HRC-6PVN"
    public static let code = "ABCD-EFGH-JKLM-NPQR-STUV"

    let state: Mutex<State>

    struct State {
        var door: Door
        var files: [VisitFile]
        /// Visits that were taken away.
        var away: [VisitFile] = []
        var pictures: [Picture.ID: Data] = [:]
        var sending: SendingState
        var clock = RehearsalLaptop.now
        var random = Steps(state: 41)
        var refusesToStore = false
        var recoveryCodeIsUnread = false
        var visitListeners: [Int: AsyncStream<[VisitFile]>.Continuation] = [:]
        var sendingListeners: [Int: AsyncStream<SendingState>.Continuation] = [:]
        var nextListener = 0
        var networkChanges = 0
    }

    public init(_ files: [VisitFile] = [], door: Door = .open, link: SendingState.Link = .offline) {
        state = Mutex(
            State(
                door: door, files: files,
                sending: SendingState(
                    records: files.flatMap(\.records).filter { $0.savedAt != nil }
                        .sorted { ($0.savedAt ?? Self.now) > ($1.savedAt ?? Self.now) },
                    link: link, lastReached: Self.now, clockOffset: 0)))
    }

    /// How often the window told that the network changed.
    public var networkChanges: Int { state.withLock { $0.networkChanges } }

    /// Makes every write fail as a full disk does, or mends it.
    public func refuseToStore(_ refuses: Bool) { state.withLock { $0.refusesToStore = refuses } }

    public func picture(_ sha256: Picture.ID) async -> Data? {
        state.withLock { $0.pictures[sha256] }
    }

    public func file(_ id: SupportPackage.ID) -> VisitFile? {
        state.withLock { $0.files.first { $0.id == id } }
    }
}

/// The door.
extension RehearsalLaptop {
    public func door() async -> Door { state.withLock { $0.door } }

    public func setUp(
        server: String, code: String, passphrase: String
    ) async throws(SetUpRefusal) -> String {
        guard server.hasPrefix("https://"), server.count > 8 else { throw .addressNotUsable }
        guard code.filter({ $0.isLetter || $0.isNumber }).count == 20 else { throw .codeNotUsable }
        guard passphrase.count >= 12 else { throw .passphraseTooShort(atLeast: 12) }
        guard code == Self.code else { throw .codeWrong }
        state.withLock {
            $0.door = .open
            $0.recoveryCodeIsUnread = true
        }
        return Self.recoveryCode
    }

    public func enrolAgain(code: String) async throws(SetUpRefusal) {
        guard code.filter({ $0.isLetter || $0.isNumber }).count == 20 else { throw .codeNotUsable }
        guard code == Self.code else { throw .codeWrong }
        set(.online)
    }

    public func unreadRecoveryCode() async -> String? {
        state.withLock { $0.recoveryCodeIsUnread && $0.door == .open ? Self.recoveryCode : nil }
    }

    public func noteRecoveryCodeRead() async {
        state.withLock { $0.recoveryCodeIsUnread = false }
    }

    /// As after a stop between setting up and writing the code down.
    public func forgetThatTheRecoveryCodeWasRead() {
        state.withLock { $0.recoveryCodeIsUnread = true }
    }

    public func unlock(passphrase: String) async throws(UnlockRefusal) {
        let refusal = state.withLock { state -> UnlockRefusal? in
            switch state.door {
            case .open: return nil
            case .notSetUp: return .notSetUp
            case .damaged: return .damaged
            case .newer: return .newer
            case .inUse: return .inUse
            case .locked(_, let wait) where wait > 0: return .wait(seconds: wait)
            case .locked(let tries, _):
                if passphrase == Self.passphrase || passphrase == Self.recoveryCode {
                    state.door = .open
                    return nil
                }
                state.door = .locked(triesLeft: max(0, tries - 1), waitSeconds: tries > 1 ? 0 : 30)
                return tries > 1 ? .wrong(triesLeft: tries - 1) : .wait(seconds: 30)
            }
        }
        if let refusal { throw refusal }
    }

    public func salvage(passphrase: String) async throws(UnlockRefusal) -> Salvage {
        guard passphrase == Self.passphrase else { throw .wrong(triesLeft: 3) }
        return state.withLock {
            $0.door = .open
            let records = $0.sending.records.count
            return Salvage(
                records: records, drafts: $0.files.count { $0.draft != nil },
                copy: records == 0 ? nil : "saved-records.json")
        }
    }

    public func lock() async {
        let (visits, sending) = state.withLock { state in
            state.door = .locked(triesLeft: 5, waitSeconds: 0)
            defer { (state.visitListeners, state.sendingListeners) = ([:], [:]) }
            return (Array(state.visitListeners.values), Array(state.sendingListeners.values))
        }
        // Outside of the lock: a stream that ends tells its listener, who takes the lock.
        for listener in visits { listener.finish() }
        for listener in sending { listener.finish() }
    }
}

/// What is seen.
extension RehearsalLaptop {
    public func visits() -> AsyncStream<[VisitFile]> {
        let (stream, listener) = AsyncStream.makeStream(
            of: [VisitFile].self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            listener.yield(state.files)
            state.nextListener += 1
            state.visitListeners[state.nextListener] = listener
            return state.nextListener
        }
        listener.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.visitListeners.removeValue(forKey: number) }
        }
        return stream
    }

    public func sending() -> AsyncStream<SendingState> {
        let (stream, listener) = AsyncStream.makeStream(
            of: SendingState.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            listener.yield(state.sending)
            state.nextListener += 1
            state.sendingListeners[state.nextListener] = listener
            return state.nextListener
        }
        listener.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.sendingListeners.removeValue(forKey: number) }
        }
        return stream
    }

    public func noteOpened(_ package: SupportPackage.ID) async {
        state.withLock { state in
            let now = state.tick()
            state.files = state.files.map { file in
                file.id == package && file.opened == nil ? file.with(opened: now) : file
            }
            state.tell()
        }
    }

    public func networkChanged() { state.withLock { $0.networkChanges += 1 } }

    /// With a link, everything that waits is received and counted.
    public func tryNow() async {
        state.withLock { state in
            guard state.sending.link == .online else { return }
            let now = state.tick()
            state.sending.lastReached = now
            state.sending.records = state.sending.records.map { record in
                RecordState(
                    preference: record.preference, savedAt: record.savedAt,
                    receivedAt: record.receivedAt ?? now, effect: record.effect ?? .applied)
            }
            for record in state.sending.records { state.keep(record) }
            state.tell()
        }
    }

    public func saveCopy(to path: String) async throws(RecordingRefusal) -> Int {
        let (refuses, count) = state.withLock { ($0.refusesToStore, $0.sending.records.count) }
        if refuses { throw .notStored(diskFull: true) }
        return count
    }
}

/// What is recorded.
extension RehearsalLaptop {
    public func begin(_ package: SupportPackage.ID) async throws(RecordingRefusal) -> VisitDraft {
        try start(package, again: false)
    }

    public func startAgain(
        _ package: SupportPackage.ID
    ) async throws(RecordingRefusal) -> VisitDraft {
        try start(package, again: true)
    }

    public func give(
        _ command: VisitDraft.Command, to package: SupportPackage.ID
    ) async throws(RecordingRefusal) -> VisitDraft {
        try changing(package) { file, state throws(RecordingRefusal) in
            guard var draft = file.draft else { throw .noSuchVisit }
            do throws(Refusal) {
                for event in try draft.decide(command) { draft.evolve(event) }
            } catch { throw .rule(error) }
            file = file.with(draft: draft)
            return draft
        }
    }

    public func discard(_ package: SupportPackage.ID) async throws(RecordingRefusal) {
        try state.withLock { (state) throws(RecordingRefusal) in
            guard !state.refusesToStore else { throw .notStored(diskFull: true) }
            state.sending.kept.removeAll { $0.basis.package == package }
            state.files = state.files.map { $0.id == package ? $0.with(draft: nil) : $0 }
            state.tell()
        }
    }

    public func save(_ package: SupportPackage.ID) async throws(RecordingRefusal) -> RecordState {
        if let record = try saveKept(package) { return record }
        return try changing(package) { file, state throws(RecordingRefusal) in
            guard let draft = file.draft else { throw .noSuchVisit }
            let now = state.tick()
            let preference: Preference
            do throws(Refusal) {
                preference = try draft.record(by: file.visit?.worker ?? "sw-1", at: now)
            } catch { throw .rule(error) }
            let record = RecordState(
                preference: preference, savedAt: now, receivedAt: nil, effect: nil)
            file = file.with(draft: nil).with(records: file.records + [record])
            state.sending.records.insert(record, at: 0)
            return record
        }
    }

    private func saveKept(_ package: SupportPackage.ID) throws(RecordingRefusal) -> RecordState? {
        try state.withLock { (state) throws(RecordingRefusal) -> RecordState? in
            guard let draft = state.sending.kept.first(where: { $0.basis.package == package })
            else { return nil }
            guard !state.refusesToStore else { throw .notStored(diskFull: true) }
            let now = state.tick()
            do throws(Refusal) {
                let record = RecordState(
                    preference: try draft.record(by: "sw-1", at: now), savedAt: now,
                    receivedAt: nil, effect: nil)
                state.sending.kept.removeAll { $0.basis.package == package }
                state.sending.records.insert(record, at: 0)
                state.tell()
                return record
            } catch { throw .rule(error) }
        }
    }

    private func start(
        _ package: SupportPackage.ID, again: Bool
    ) throws(RecordingRefusal) -> VisitDraft {
        try changing(package) { file, state throws(RecordingRefusal) in
            if let draft = file.draft, !again { return draft }
            let now = state.tick()
            let draft: VisitDraft
            do throws(Refusal) {
                draft = try .begin(
                    package: file.package, shortlist: file.shortlist,
                    supersedes: file.records.last.map { [$0.id] } ?? [], place: .home, now: now,
                    using: &state.random)
            } catch { throw .rule(error) }
            file = file.with(draft: draft)
            return draft
        }
    }

    private func changing<Result: Sendable>(
        _ package: SupportPackage.ID,
        _ body: @Sendable (inout VisitFile, inout State) throws(RecordingRefusal) -> Result
    ) throws(RecordingRefusal) -> Result {
        try state.withLock { (state) throws(RecordingRefusal) -> Result in
            guard !state.refusesToStore else { throw .notStored(diskFull: true) }
            guard let index = state.files.firstIndex(where: { $0.id == package }) else {
                throw .noSuchVisit
            }
            var file = state.files[index]
            let result = try body(&file, &state)
            state.files[index] = file
            state.tell()
            return result
        }
    }
}

extension RehearsalLaptop.State {
    /// Time passes by a second with everything that is recorded.
    mutating func tick() -> Instant {
        clock = clock.adding(seconds: 1)
        return clock
    }

    mutating func keep(_ record: RecordState) {
        files = files.map { file in
            file.with(records: file.records.map { $0.id == record.id ? record : $0 })
        }
    }

    func tell() {
        for listener in visitListeners.values { listener.yield(files) }
        for listener in sendingListeners.values { listener.yield(sending) }
    }
}

/// Randomness that is the same every time (xorshift).
struct Steps: RandomNumberGenerator, Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

extension VisitFile {
    public func with(opened: Instant?) -> VisitFile {
        VisitFile(
            package: package, visit: visit, shortlist: shortlist, bids: bids, draft: draft,
            records: records, opened: opened, pictures: pictures)
    }

    public func with(draft: VisitDraft?) -> VisitFile {
        VisitFile(
            package: package, visit: visit, shortlist: shortlist, bids: bids, draft: draft,
            records: records, opened: opened, pictures: pictures)
    }

    public func with(records: [RecordState]) -> VisitFile {
        VisitFile(
            package: package, visit: visit, shortlist: shortlist, bids: bids, draft: draft,
            records: records, opened: opened, pictures: pictures)
    }
}
