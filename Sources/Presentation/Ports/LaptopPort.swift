public import Foundation
public import Procurement

/// What the screens need of the laptop. Every member may be called on the main actor; anything
/// that reads or writes a disk or a network is `async` and does its work elsewhere.
public protocol LaptopPort: Sendable {
    /// Where the person at the keyboard stands when the program starts.
    func door() async -> Door

    /// Enrols the laptop with the council and makes its replica; gives the recovery code, which is
    /// shown until somebody has written it down. `server` is the council's address, `https://...` (plain `http` on this machine
    /// only).
    func setUp(server: String, code: String, passphrase: String) async throws(SetUpRefusal)
        -> String

    /// Puts an open laptop on the council's list again, after it was taken off or the council forgot it.
    /// It keeps everything: its records then go under the same keys as before.
    func enrolAgain(code: String) async throws(SetUpRefusal)

    /// The recovery code, when nobody said yet that it is written down: the program may have been
    /// stopped before it was read. `nil` when it was, and while the laptop is locked.
    func unreadRecoveryCode() async -> String?

    /// Forgets the recovery code: somebody has it on paper.
    func noteRecoveryCodeRead() async

    func unlock(passphrase: String) async throws(UnlockRefusal)

    /// Saves whatever can be read of a damaged replica's journal into a file for the council, sets the
    /// damaged file aside, and starts a fresh replica that has the salvaged journal.
    func salvage(passphrase: String) async throws(UnlockRefusal) -> Salvage

    /// All visits, the newest state at once and again after every change. Ends when locked.
    func visits() -> AsyncStream<[VisitFile]>

    /// Sync as it stands, the newest state at once and again after every change.
    func sending() -> AsyncStream<SendingState>

    /// The bytes of a picture that a bid names, as its `type` says; `nil` while they have not arrived.
    /// Those that have are in the visit's `VisitFile.pictures`.
    func picture(_ sha256: Picture.ID) async -> Data?

    /// Remembers that the worker has looked at a visit: it is no longer new. Not worth a refusal.
    func noteOpened(_ package: SupportPackage.ID) async

    /// Starts a visit, or gives the draft of the one that was stopped half way.
    func begin(_ package: SupportPackage.ID) async throws(RecordingRefusal) -> VisitDraft

    /// Does one command and returns when it is on the disk.
    func give(
        _ command: VisitDraft.Command, to package: SupportPackage.ID
    ) async throws(RecordingRefusal) -> VisitDraft

    /// Throws the draft away and starts again with the newest shortlist.
    func startAgain(_ package: SupportPackage.ID) async throws(RecordingRefusal) -> VisitDraft

    /// Throws a draft away for good.
    func discard(_ package: SupportPackage.ID) async throws(RecordingRefusal)

    /// Freezes the draft into the journal; returns when it is on the disk. The visit may have left
    /// this laptop since.
    func save(_ package: SupportPackage.ID) async throws(RecordingRefusal) -> RecordState

    /// Tries to reach the council now.
    func tryNow() async

    /// Tells the laptop that the network changed, or that the machine woke.
    func networkChanged()

    /// Writes every record of the journal into one file that only the council can read; gives how many
    /// records it holds.
    func saveCopy(to path: String) async throws(RecordingRefusal) -> Int

    /// Closes the replica and forgets the key.
    func lock() async
}

public enum Door: Hashable, Sendable {
    case notSetUp
    /// Tries left before a wait, and the wait that is running, in seconds.
    case locked(triesLeft: Int, waitSeconds: Int)
    case open
    /// The replica cannot be read. What people said may still be saved.
    case damaged
    /// A newer program wrote something of the profile; this one leaves it alone.
    case newer
    /// Another program has this profile open.
    case inUse
}

public struct Salvage: Hashable, Sendable {
    public let records: Int
    public let drafts: Int
    /// The file with the copy, sealed for the council; `nil` when none was written.
    public let copy: String?
    /// There was something to save, but the council never named the key to seal a copy to.
    public let isWithoutCopy: Bool

    public init(records: Int, drafts: Int, copy: String?, isWithoutCopy: Bool = false) {
        self.records = records
        self.drafts = drafts
        self.copy = copy
        self.isWithoutCopy = isWithoutCopy
    }
}

public enum SetUpRefusal: Error, Hashable, Sendable {
    /// Not an address, or plain http to another machine.
    case addressNotUsable
    case codeNotUsable
    case codeWrong
    case codeUsed
    case codeExpired
    /// The code is for another worker than the one whose records are here.
    case codeOfAnother
    case passphraseTooShort(atLeast: Int)
    case notReached
    /// Something answered that is not the council.
    case notTheCouncil
    /// The council's certificate cannot be trusted.
    case certificateNotTrusted
    case tooOld
    case councilBusy
    case alreadySetUp
    /// The laptop was locked before it was done.
    case locked
    case notStored
}

public enum UnlockRefusal: Error, Hashable, Sendable {
    case wrong(triesLeft: Int)
    case wait(seconds: Int)
    case damaged
    /// A newer program wrote something of the profile; nothing was changed.
    case newer
    /// The disk does not give the records now; they are not known to be damaged.
    case notRead
    /// The disk is full or fails now; the records on it are not known to be damaged.
    case notStored(diskFull: Bool)
    case inUse
    case notSetUp
}

public enum RecordingRefusal: Error, Hashable, Sendable {
    /// A rule of the record says no.
    case rule(Refusal)
    /// It is not on the disk (full, or failing). What was given is still on the screen.
    case notStored(diskFull: Bool)
    case noSuchVisit
    /// The council never named the key to which a copy is sealed: nothing was written.
    case notSealable
    case locked
}
