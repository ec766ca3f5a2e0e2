public import Presentation
public import Procurement

extension Navigator {
    /// Starts, or carries on with, the pages for the person and the family, at the draft's step.
    ///
    /// When the answers are checked and saved, it ends with `showSaved`.
    public func startFamily(_ draft: VisitDraft, file: VisitFile) {
        if draft.step == .check {
            push(CheckScreen(self, draft, file))
        } else {
            push(FamilyScreen(self, draft, file))
        }
    }

    /// W7, in the place of the family's pages.
    ///
    /// `changed`: the step that was changed; its row gets the focus.
    func showCheck(_ draft: VisitDraft, _ file: VisitFile, changed: VisitDraft.Step? = nil) {
        replace(with: CheckScreen(self, draft, file, changed: changed))
    }

    /// Opens the page of the draft's step from W7, and comes back to W7 after the answer.
    func change(_ draft: VisitDraft, _ file: VisitFile, returns: Bool) {
        replace(with: FamilyScreen(self, draft, file, returnTo: returns ? .check : nil))
    }
}

/// How family mode behaves on this laptop.
public struct FamilyOptions {
    /// Full screen, so that nothing else can be seen or pressed.
    public var isFullScreen = true
    /// An answer that is pressed sooner than this after its page came was meant for the page
    /// before: a double press.
    public var rest: Duration = .milliseconds(400)
    /// How long the typing must rest before the words are stored.
    public var typingRest: Duration = .milliseconds(500)
    public var voice: any Speaking = DesktopVoice()
    /// Asks the worker who takes the laptop back to prove it, and calls when they did.
    public var admit: @MainActor (_ then: @escaping @MainActor () -> Void) -> Void = { $0() }
    /// Milliseconds of a clock that only goes forward.
    public var steadyClock: @MainActor () -> Int64 = {
        let now = ContinuousClock.now
        let passed = FamilyOptions.origin.duration(to: now).components
        return passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
    }

    private static let origin = ContinuousClock.now

    public init() {}
}
