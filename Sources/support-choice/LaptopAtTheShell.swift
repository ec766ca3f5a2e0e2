internal import ArgumentParser
internal import Dispatch
internal import Foundation
internal import Laptop
internal import Presentation
internal import Procurement
internal import Synchronization

/// Waits on the main thread for work that needs none of it.
nonisolated func finished<Value: Sendable>(
    _ work: @escaping @Sendable () async -> Value
) -> Value? {
    let result = Mutex<Value?>(nil)
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        let value = await work()
        result.withLock { $0 = value }
        done.signal()
    }
    done.wait()
    return result.withLock { $0 }
}

/// Unlocks the laptop, does the work, and locks it again.
nonisolated func withLaptop<Value: Sendable>(
    _ profile: ProfileOption, _ passphrase: PassphraseOption,
    _ work: @escaping @Sendable (Laptop) async throws -> Value
) throws -> Value {
    let folder = try profile.folder()
    var surroundings = Surroundings.live
    surroundings.syncsByItself = false
    let laptop = Laptop(folder: folder, surroundings: surroundings)
    try checkDoor(finished { await laptop.door() } ?? .notSetUp)
    let typed = try passphrase.read()
    let result = finished { () -> Result<Value, any Error> in
        do {
            try await laptop.unlock(passphrase: typed)
            let value = try await work(laptop)
            await laptop.close()
            return .success(value)
        } catch {
            await laptop.close()
            return .failure(error)
        }
    }
    return try translated(result)
}

nonisolated func translated<Value>(_ result: Result<Value, any Error>?) throws -> Value {
    do {
        guard let result else { throw Ending(.refused, tr("The work was interrupted.")) }
        return try result.get()
    } catch let refusal as UnlockRefusal {
        throw Ending(refusal)
    } catch let refusal as SetUpRefusal {
        throw Ending(refusal)
    } catch let refusal as RecordingRefusal {
        throw Ending(refusal)
    }
}

/// Ends before anybody is asked for a passphrase when the door cannot be opened.
nonisolated func checkDoor(_ door: Door, mayBeDamaged: Bool = false) throws {
    switch door {
    case .notSetUp: throw Ending(UnlockRefusal.notSetUp)
    case .inUse: throw Ending(UnlockRefusal.inUse)
    case .newer: throw Ending(UnlockRefusal.newer)
    case .damaged where !mayBeDamaged: throw Ending(UnlockRefusal.damaged)
    case .locked(_, let seconds) where seconds > 0:
        throw Ending(UnlockRefusal.wait(seconds: seconds))
    case .locked, .open, .damaged: return
    }
}

nonisolated extension Ending {
    init(_ refusal: UnlockRefusal) {
        switch refusal {
        case .wrong(let left):
            self.init(
                .refused,
                trn(
                    "That is not right. You have {n} try left.",
                    "That is not right. You have {n} tries left.", left))
        case .wait(let seconds):
            self.init(
                .refused,
                trn(
                    "Too many wrong tries. Wait {n} second.",
                    "Too many wrong tries. Wait {n} seconds.", seconds))
        case .damaged:
            self.init(
                .damaged,
                tr("The records on this laptop cannot be read. Use: support-choice salvage"))
        case .newer:
            self.init(
                .refused,
                tr(
                    "A newer program wrote what is on this laptop. Install the newest one. Nothing was changed."
                ))
        case .notRead:
            self.init(
                .refused,
                tr("The disk does not give the records now. Try again, or ask your team."))
        case .notStored(let diskFull): self.init(RecordingRefusal.notStored(diskFull: diskFull))
        case .inUse:
            self.init(.inUse, tr("Support Choice is open already. Close it and try again."))
        case .notSetUp:
            self.init(.refused, tr("This laptop is not set up. Use: support-choice enrol"))
        }
    }

    init(_ refusal: SetUpRefusal) {
        let sentence: String
        switch refusal {
        case .addressNotUsable:
            sentence = tr(
                "That is not an address of a council. One looks like this: https://council.example")
        case .codeNotUsable: sentence = tr("A code has 20 letters and digits. Check it.")
        case .codeWrong: sentence = tr("The code did not work. Check it with your team.")
        case .codeUsed: sentence = tr("This code was used before. Ask your team for a new one.")
        case .codeExpired: sentence = tr("This code is too old. Ask your team for a new one.")
        case .codeOfAnother:
            sentence = tr("This code is for somebody else. Ask your team for one in your name.")
        case .passphraseTooShort(let length):
            sentence = trn(
                "A passphrase has at least {n} character.",
                "A passphrase has at least {n} characters.", length)
        case .notReached:
            self.init(
                .offline, tr("The council was not reached. Check the network and the address."))
            return
        case .notTheCouncil:
            sentence = tr("Something answered that is not the council. Check the address.")
        case .certificateNotTrusted:
            sentence = tr("The council's certificate cannot be trusted. Nothing was sent.")
        case .tooOld: sentence = tr("This program is too old for the council. Update it.")
        case .councilBusy: sentence = tr("The council is busy. Try again in a few minutes.")
        case .alreadySetUp:
            sentence = tr(
                "This laptop is set up already. If the council took it off its list: support-choice enrol-again"
            )
        case .locked: sentence = tr("The laptop is locked.")
        case .notStored: sentence = tr("It could not be stored. Check the disk and the folder.")
        }
        self.init(.refused, sentence)
    }

    init(_ refusal: RecordingRefusal) {
        switch refusal {
        case .rule(.unanswered): self.init(.refused, tr("Some answers are missing."))
        case .rule(.nothingToChoose):
            self.init(.refused, tr("There are no bids to choose from yet."))
        case .rule(.notAskedNow):
            self.init(.refused, tr("People are not asked about this visit now."))
        case .rule(.notOnTheShortlist):
            self.init(.refused, tr("The file names a bid that is not on the shortlist."))
        case .rule(.noSuchVoice): self.init(.refused, tr("The file names a voice that nobody has."))
        case .rule(.personSpeaksOnce):
            self.init(.refused, tr("The person's voice is there once and stays."))
        case .rule(.equalNeedsTwo):
            self.init(.refused, tr("\"The same\" needs two bids or more."))
        case .rule(.tooLong(let letters)):
            self.init(
                .refused,
                trn(
                    "The texts are too long for a record: take out {n} letter.",
                    "The texts are too long for a record: take out {n} letters.", letters))
        case .rule(.tooManyVoices(let most)):
            self.init(
                .refused,
                trn(
                    "A record has room for {n} voice beside the person's.",
                    "A record has room for {n} voices beside the person's.", most))
        case .rule(.recordTooLarge(let bytes)):
            self.init(
                .refused,
                trn(
                    "The whole record is too large by {n} byte. Make the longest text shorter.",
                    "The whole record is too large by {n} bytes. Make the longest text shorter.",
                    bytes))
        case .notStored(diskFull: true):
            self.init(.refused, tr("The disk is full. Make room and try again."))
        case .notStored(diskFull: false):
            self.init(.refused, tr("It could not be stored. Check the disk and the folder."))
        case .noSuchVisit: self.init(.refused, tr("This laptop has no such visit."))
        case .notSealable:
            self.init(
                .refused,
                tr(
                    "This laptop has no key of the council to seal the file with. Nothing was written. Use: support-choice sync"
                ))
        case .locked: self.init(.refused, tr("The laptop is locked."))
        }
    }
}
