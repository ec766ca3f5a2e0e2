public import Procurement

/// A visit that was stopped half way and is no longer on this laptop, as a row of W2: what was said is
/// still here, and only the worker can say what becomes of it.
public struct KeptVisit: Hashable, Sendable, Identifiable {
    public let id: SupportPackage.ID
    public let title: String
    public let line: String
    /// Everything is answered: it can be handed to the council as it is.
    public let canBeSaved: Bool

    public init(_ draft: VisitDraft) {
        id = draft.basis.package
        title = tr("Package {reference} has left your list", ["reference": id.rawValue])
        canBeSaved = draft.missing.isEmpty && draft.tooLong.isEmpty
        line =
            canBeSaved
            ? tr("What was said is safe on this laptop. Save it, and the council will see it.")
            : tr(
                "What was said is safe on this laptop. Not everything is answered. You can carry on when the visit comes back."
            )
    }

    /// How many visits left with something said; `nil` for none.
    public static func count(_ count: Int) -> String? {
        guard count > 0 else { return nil }
        return trn(
            "{n} of them has left this laptop. What was said in it is kept.",
            "{n} of them have left this laptop. What was said in them is kept.", count)
    }

    /// How many visits this program is too old to show; `nil` for none.
    public static func unshown(_ count: Int) -> String? {
        guard count > 0 else { return nil }
        return trn(
            "{n} visit has something that this program is too old to show. Nothing is lost. Ask your team for the new one.",
            "{n} visits have something that this program is too old to show. Nothing is lost. Ask your team for the new one.",
            count)
    }
}
