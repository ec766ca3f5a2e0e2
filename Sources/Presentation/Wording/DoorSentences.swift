internal import Procurement

/// Sentences of the first pages and of copies, beside those in `Sentences`.
extension Sentences {
    /// Why a copy of the records was not written.
    public static func copy(_ refusal: RecordingRefusal) -> String {
        switch refusal {
        case .notStored(diskFull: true):
            tr("The copy is not saved: there is no room there. Choose another place.")
        case .notStored(diskFull: false), .noSuchVisit, .rule:
            tr("The copy is not saved: we cannot write there. Choose another place.")
        case .notSealable:
            tr(
                "The copy is not saved: this laptop has no key of the council to seal it with. Connect to the council once, then try again."
            )
        case .locked: tr("The laptop is locked. Unlock it, then carry on.")
        }
    }

    /// What was saved of a store that could not be read.
    public static func salvaged(_ salvage: Salvage) -> String {
        let records = trn(
            "We saved {n} record of what people said.", "We saved {n} records of what people said.",
            salvage.records)
        let drafts = trn(
            "We saved {n} visit that was stopped half way.",
            "We saved {n} visits that were stopped half way.", salvage.drafts)
        let found = [
            salvage.records > 0 ? records : nil, salvage.drafts > 0 ? drafts : nil,
        ].compactMap { $0 }
        return found.isEmpty
            ? tr("There was nothing that people said in the part that we could read.")
            : found.joined(separator: " ")
    }

    /// Where the copy for the council is, or why there is none; `nil` when there was nothing to copy.
    public static func copy(of salvage: Salvage) -> String? {
        if let path = salvage.copy { return tr("There is a copy at {path}.", ["path": path]) }
        return salvage.isWithoutCopy
            ? tr("There is no extra copy: this laptop has no key of the council to seal it with.")
            : nil
    }
}

/// Where a record is now, for W8.
public struct SavedPage: Hashable, Sendable {
    public let title: String
    public let words: String
    public let state: VisitState
    public let reference: String

    public init(_ record: RecordState, _ sending: SendingState) {
        let now = sending.records.first { $0.id == record.id } ?? record
        reference = tr(
            "Package {reference}",
            ["reference": record.preference.basis.package.rawValue])
        if now.receivedAt != nil {
            title = tr("Sent")
            words = tr("The council has it. We have the receipt.")
            state = .sent
            return
        }
        state = .waiting
        title = tr("Saved on this laptop")
        switch sending.link {
        case .online, .trying: words = tr("We are sending it to the council now.")
        case .offline: words = tr("We will send it when you are back online.")
        case .problem(let problem): words = Sentences.link(problem)
        }
    }
}
