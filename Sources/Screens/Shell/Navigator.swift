public import Gtk
public import Presentation
public import Procurement
internal import Widgets

/// Shows one screen after another, and knows the way back.
public final class Navigator {
    public let laptop: any LaptopPort
    /// The pages, under the short messages that come and go.
    public let root: Widget
    /// The window that dialogs belong to.
    public weak var window: Window?

    /// How family mode behaves.
    public var family = FamilyOptions()

    /// Called when another page is shown, or this one again.
    var onMoved: (@MainActor () -> Void)?

    private let clock: @Sendable () -> Instant
    /// Holds the shown page and no other: a covered page would stay in the accessible tree, and
    /// under the family's pages that is other people's visits and prices.
    private let place = Box(.down)
    private let toasts: ToastOverlay
    private var entries: [Entry] = []
    private var isLocking = false
    private var isNarrow = false
    private var width = 1100

    private struct Entry {
        let screen: any Screen
        /// What had the focus when another page was put on top.
        var focus: Widget?
    }

    /// `clock` tells the time as the laptop sees it.
    public init(laptop: any LaptopPort, clock: @escaping @Sendable () -> Instant) {
        self.laptop = laptop
        self.clock = clock
        toasts = ToastOverlay(place)
        root = toasts
    }

    /// The present moment, for the pages.
    public var present: Present { Present(now: clock()) }

    public var current: (any Screen)? { entries.last?.screen }

    /// Locks the laptop and asks for the passphrase. What was typed last is stored before; when that
    /// cannot be, the page that says so stays.
    public func lock() {
        guard !isLocking else { return }
        isLocking = true
        // Nothing more can be typed into a page that goes.
        root.isSensitive = false
        Task { [weak self] in
            guard let self else { return }
            if await self.settle() {
                if self.current is FamilyScreen, self.family.isFullScreen {
                    self.window?.isFullScreen = false
                }
                self.window?.takeDialogsAway()
                await self.laptop.lock()
                self.show(await self.laptop.door())
                self.window?.forgetTexts()
            } else {
                // Who comes to mend it is not to be locked out at their first key.
                self.onMoved?()
            }
            self.isLocking = false
            self.root.isSensitive = true
            self.current?.appeared()
        }
    }

    /// Stores what is not stored yet on any page; `false` when that cannot be.
    private func settle() async -> Bool {
        for entry in entries {
            do throws(RecordingRefusal) { try await entry.screen.settle() } catch { return false }
        }
        return true
    }

    /// How many pages there are, the one that is shown included.
    public var depth: Int { entries.count }

    public func toast(_ words: String) { toasts.show(words) }
}

extension Navigator {
    /// Puts a page on top.
    public func push(_ screen: any Screen) {
        if let last = entries.indices.last { entries[last].focus = window?.focused }
        add(screen)
    }

    /// Goes back one page; does nothing on the first.
    public func pop() {
        guard entries.count > 1 else { return }
        let top = entries.removeLast()
        let entry = entries[entries.count - 1]
        window?.dropFocus()
        entry.screen.resize(isNarrow: isNarrow)
        entry.screen.fit(width: width)
        show(entry.screen)
        window?.title = entry.screen.title
        entry.screen.appeared()
        entry.focus?.focus()
        withExtendedLifetime(top) {}
    }

    /// Goes back to the first page.
    public func popToFirst() {
        while entries.count > 2 {
            entries.remove(at: entries.count - 2)
        }
        pop()
    }

    /// Puts a page in the place of the one that is shown.
    public func replace(with screen: any Screen) {
        // The old page stays alive until the new one is in its place.
        let old = entries.popLast()
        add(screen)
        withExtendedLifetime(old) {}
    }

    /// Starts anew with one page.
    public func start(with screen: any Screen) {
        let old = entries
        entries = []
        add(screen)
        withExtendedLifetime(old) {}
    }

    /// Lets go of every page.
    public func close() {
        window?.dropFocus()
        place.replace(with: [])
        entries = []
        family.voice.end()
    }

    private func add(_ screen: any Screen) {
        screen.resize(isNarrow: isNarrow)
        screen.fit(width: width)
        window?.dropFocus()
        screen.fit(width: width)
        entries.append(Entry(screen: screen))
        show(screen)
        window?.title = screen.title
        screen.appeared()
    }

    private func show(_ screen: any Screen) {
        screen.root.expandsSideways = true
        screen.root.expandsDown = true
        place.replace(with: [screen.root])
        onMoved?()
    }
}

extension Navigator {
    /// The window has another width, or the text another size.
    public func resize(width: Int, textScale: Double) {
        let isNarrow = NarrowRule.isNarrow(width: width, textScale: textScale)
        self.width = width
        current?.fit(width: width)
        guard isNarrow != self.isNarrow else { return }
        self.isNarrow = isNarrow
        for entry in entries { entry.screen.resize(isNarrow: isNarrow) }
    }

    /// Handles a key that no widget wanted.
    func handle(_ key: Key) -> Bool {
        guard let current else { return false }
        if current.handle(key) { return true }
        guard current.canBeLeft, entries.count > 1 else { return false }
        guard key == Key("Escape") || key == Key("Left", alt: true) else { return false }
        pop()
        return true
    }
}
