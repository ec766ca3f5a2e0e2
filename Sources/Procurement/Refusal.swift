/// Why a command was not carried out. Each case says which rule, and carries what mends it.
public enum Refusal: Error, Hashable, Sendable {
    case notOnTheShortlist(Bid.ID)
    case noSuchVoice(Voice.ID)
    /// The person's voice is there from the start, once, and cannot be sent away.
    case personSpeaksOnce
    /// "I like these the same" names two bids or more.
    case equalNeedsTwo
    /// Texts are too long for a record: so many letters must go.
    case tooLong(letters: Int)
    /// A record has room for so many voices beside the person's.
    case tooManyVoices(most: Int)
    /// Everything together is too large for a record, by so many bytes.
    case recordTooLarge(bytes: Int)
    case unanswered([VisitDraft.Missing])
    /// There is nothing to choose from yet.
    case nothingToChoose
    /// The package is not, or no longer, at a stage at which people are asked.
    case notAskedNow(SupportPackage.Stage)
}
