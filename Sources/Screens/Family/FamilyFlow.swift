public import Presentation
public import Procurement

extension Navigator {
    /// Starts, or carries on with, the pages for the person and the family, at the draft's step.
    ///
    /// When the answers are checked and saved, it ends with `showSaved`.
    public func startFamily(_ draft: VisitDraft, file: VisitFile) {
        push(FamilyStubScreen(self))
    }
}
