public import Procurement

/// Sentences about what went wrong and what to do. None of them blames the reader.
public enum Sentences {
    public static func setUp(_ refusal: SetUpRefusal) -> String {
        switch refusal {
        case .addressNotUsable:
            tr(
                "This is not an address that we can use. One looks like this: https://council.example"
            )
        case .codeNotUsable:
            tr("A code has 20 letters and numbers. Check that you typed all of it.")
        case .codeWrong:
            tr("The code did not work. Check it with your team. Nothing was lost.")
        case .codeUsed:
            tr("This code was used before. Ask your team for a new one. Nothing was lost.")
        case .codeExpired:
            tr("This code is too old. Ask your team for a new one. Nothing was lost.")
        case .codeOfAnother:
            tr(
                "This code is for somebody else. Ask your team for one in your name. Nothing was lost."
            )
        case .passphraseTooShort(let least):
            trn(
                "The passphrase needs at least {n} letter.",
                "The passphrase needs at least {n} letters.", least)
        case .notReached:
            tr("We cannot reach the council. Check the address and the signal, then try again.")
        case .notTheCouncil:
            tr(
                "Something answered, but it is not the council. You may have to sign in to this network first."
            )
        case .certificateNotTrusted:
            tr(
                "This laptop does not trust the council’s certificate. Ask your team. Nothing was sent."
            )
        case .tooOld:
            tr("This program is too old for the council. Ask your team for the new one.")
        case .councilBusy: tr("The council is busy. Wait a minute, then try again.")
        case .alreadySetUp: tr("This laptop is set up already.")
        case .locked: tr("The laptop is locked. Unlock it, then carry on.")
        case .notStored:
            tr("We could not save on this laptop. The disk may be full. Make room, then try again.")
        }
    }

    public static func unlock(_ refusal: UnlockRefusal) -> String {
        switch refusal {
        case .wrong(let left) where left > 0:
            trn(
                "That is not right. You have {n} try left.",
                "That is not right. You have {n} tries left.", left)
        case .wrong: tr("That is not right. Wait a little, then try again.")
        case .wait(let seconds): wait(seconds)
        case .damaged: tr("Some of this laptop’s store cannot be read.")
        case .newer:
            tr(
                "A newer Support Choice was used on this laptop. Ask your team to install it. Nothing was changed."
            )
        case .notRead:
            tr("The laptop’s disk does not give the records now. Try again. Nothing is lost.")
        case .notStored(diskFull: true):
            tr("The laptop’s disk is full. Make room, then try again. Nothing is lost.")
        case .notStored(diskFull: false):
            tr("The laptop’s disk does not work as it should. Try again, or call your team.")
        case .inUse:
            tr("Support Choice is open already on this laptop. Use that window, or close it first.")
        case .notSetUp: tr("This laptop is not set up yet.")
        }
    }

    public static func wait(_ seconds: Int) -> String {
        seconds < 90
            ? trn(
                "Too many tries. Wait {n} second, then try again.",
                "Too many tries. Wait {n} seconds, then try again.", max(1, seconds))
            : trn(
                "Too many tries. Wait {n} minute, then try again.",
                "Too many tries. Wait {n} minutes, then try again.", (seconds + 59) / 60)
    }

    public static func recording(_ refusal: RecordingRefusal) -> String {
        switch refusal {
        case .rule(let refusal): rule(refusal)
        case .notStored(diskFull: true):
            tr(
                "This is not saved. The laptop’s disk is full. Make room, then press again. Your answer is still here."
            )
        case .notStored(diskFull: false):
            tr(
                "This is not saved. The laptop could not write it. Press again. Your answer is still here."
            )
        case .noSuchVisit: tr("This visit is no longer on this laptop.")
        case .notSealable: copy(refusal)
        case .locked: tr("The laptop is locked. Unlock it, then carry on.")
        }
    }

    /// What is said of a text that is on the disk.
    public static func kept(_ words: String) -> String {
        [tr("Kept on this laptop."), room(beside: words)].compactMap(\.self)
            .joined(separator: " ")
    }

    /// How much room a text has left, once that is less than a tenth, or how much shorter it must
    /// be; `nil` while there is room enough.
    public static func room(beside words: String) -> String? {
        let left = RecordRoom.left(beside: words)
        if left < 0 { return shorter(words) }
        guard left < RecordRoom.text / 10 else { return nil }
        if left == 0 { return tr("There is no more room.") }
        // A letter with accents, or a picture, takes the room of several.
        let letters = max(1, words.count)
        let each = max(1, (RecordRoom.bytes(of: words) + letters - 1) / letters)
        return trn(
            "There is room for about {n} more letter.",
            "There is room for about {n} more letters.", max(1, left / each))
    }

    /// How much shorter a text must be before it can be saved; `nil` when it is short enough.
    public static func shorter(_ words: String) -> String? {
        let letters = RecordRoom.lettersTooMany(in: words)
        guard letters > 0 else { return nil }
        return trn(
            "Too long to be saved: take out {n} letter.",
            "Too long to be saved: take out {n} letters.", letters)
    }

    public static func rule(_ refusal: Refusal) -> String {
        switch refusal {
        case .notOnTheShortlist: tr("This bid is not on the list that you looked at together.")
        case .noSuchVoice: tr("We do not know who is speaking. Go back and choose who it is.")
        case .personSpeaksOnce: tr("The person’s answers are there already.")
        case .equalNeedsTwo: tr("Choose two or more that are liked the same.")
        case .tooLong(let letters):
            trn(
                "Too long to be saved: take out {n} letter.",
                "Too long to be saved: take out {n} letters.", letters)
        case .tooManyVoices(let most):
            trn(
                "There is room for {n} voice beside the person’s.",
                "There is room for {n} voices beside the person’s.", most)
        case .recordTooLarge:
            tr("This is too much for one record. Make the longest text shorter, then save.")
        case .unanswered:
            tr("There is a problem. Choose one answer, or choose not sure.")
        case .nothingToChoose: tr("No bids to show yet.")
        case .notAskedNow: tr("This package is not at the point where people are asked.")
        }
    }

    public static func link(_ problem: LinkProblem) -> String {
        switch problem {
        case .notTheCouncil:
            tr(
                "Something answers, but it is not the council. You may have to sign in to this network."
            )
        case .certificateNotTrusted:
            tr(
                "This laptop does not trust the council’s certificate. Nothing was sent. Ask your team."
            )
        case .councilBusy: tr("The council is busy. We will try again by ourselves.")
        case .revoked:
            tr(
                "The council has taken this laptop off its list. Your records are safe here. Ask your team for a new code."
            )
        case .tooOld:
            tr(
                "This program is too old for the council. Your records are safe. Ask your team for the new one."
            )
        case .councilTooOld:
            tr(
                "The council’s program is older than this one. Your records are safe. Nothing new comes until the council has the new one."
            )
        case .councilFailed:
            tr("The council had a problem. Your records are safe here. We will try again.")
        case .laptopDisk(full: true):
            tr(
                "This laptop’s disk is full. What you saved is safe. Make room, so that news can be stored."
            )
        case .laptopDisk(full: false):
            tr(
                "This laptop could not store what came. What you saved is still here. If this stays, call your team."
            )
        }
    }

    /// What the council made of a record.
    public static func effect(_ effect: Effect) -> String {
        switch effect {
        case .applied: tr("Counted")
        case .recordedWithoutEffect(.bidWithdrawn): tr("Kept. The chosen bid was withdrawn.")
        case .recordedWithoutEffect(.shortlistChanged):
            tr("Kept. The bids changed. Please ask again.")
        case .recordedWithoutEffect(.packageEnded): tr("Kept. This package had ended.")
        case .recordedWithoutEffect(.notYourVisit): tr("Kept. The visit is another worker’s.")
        case .recordedWithoutEffect(.alreadySuperseded): tr("Kept. A newer record replaced it.")
        case .needsReview(with: []):
            tr("Kept. Another worker has this visit now. They will look at it.")
        case .needsReview: tr("Two records. Someone will look at both.")
        case .held: tr("Kept. The council cannot read it yet.")
        case .unknown: tr("Kept. This program is too old to show the answer.")
        }
    }

    /// Why a record could not be taken so far.
    public static func setAside(_ reason: SetAside) -> String {
        switch reason {
        case .tooLarge: tr("Set aside: too large to be sent.")
        case .tooSlow: tr("Set aside: too large for this connection.")
        case .refused: tr("Set aside: the council could not take it.")
        }
    }
}
