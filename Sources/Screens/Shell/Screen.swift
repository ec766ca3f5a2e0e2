public import Gtk
public import Presentation

/// One page of the window.
///
/// The navigator keeps it as long as it can be gone back to. When it lets go, the screen cancels
/// what it observes, and its widgets and handlers go with it.
public protocol Screen: AnyObject {
    var root: Widget { get }

    /// What the window is called while the page is shown.
    var title: String { get }

    /// Whether the worker may go away from here: with Escape, by closing the window, through the
    /// menu. `false` in family mode.
    var canBeLeft: Bool { get }

    /// Whether something is being stored at this moment; a press waits for its end.
    var isBusy: Bool { get }

    /// Stores what is not stored yet; the laptop is to be locked.
    ///
    /// - Throws: why it cannot. The page says it too.
    func settle() async throws(RecordingRefusal)

    /// The page is on the screen, for the first time or again.
    func appeared()

    /// The page has another width, or the text another size.
    func resize(isNarrow: Bool)

    /// The page has another width, in pixels; for those that lay out cards.
    func fit(width: Int)

    /// Sees a key that no widget wanted; `true` when it dealt with it.
    func handle(_ key: Key) -> Bool
}

extension Screen {
    public var canBeLeft: Bool { true }
    public var isBusy: Bool { false }
    public func settle() async throws(RecordingRefusal) {}
    public func appeared() { root.focusFirst() }
    public func handle(_ key: Key) -> Bool { false }
    public func fit(width: Int) {}
}

extension AsyncStream where Element: Sendable {
    /// Hands every element to `body` until the stream ends or the task is cancelled. The body
    /// holds its screen weakly.
    func forEach(_ body: @escaping @MainActor (Element) -> Void) -> Task<Void, Never> {
        Task { @MainActor in for await element in self { body(element) } }
    }
}
