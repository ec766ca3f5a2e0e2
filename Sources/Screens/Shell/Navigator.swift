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

    private let clock: @Sendable () -> Instant
    private let stack = Stack()
    private let toasts: ToastOverlay
    private var entries: [Entry] = []
    private var isNarrow = false
    private var width = 1100

    private struct Entry {
        let screen: any Screen
        /// What had the focus when another page was put on top.
        var focus: Widget?
        /// Not while a page is on top that may not be left.
        var isInTree = true
    }

    /// `clock` tells the time as the laptop sees it.
    public init(laptop: any LaptopPort, clock: @escaping @Sendable () -> Instant) {
        self.laptop = laptop
        self.clock = clock
        toasts = ToastOverlay(stack)
        root = toasts
    }

    /// The present moment, for the pages.
    public var present: Present { Present(now: clock()) }

    public var current: (any Screen)? { entries.last?.screen }

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
        guard entries.count > 1, let top = entries.popLast(), let entry = entries.last else {
            return
        }
        window?.dropFocus()
        if !entry.isInTree {
            stack.add(entry.screen.root)
            entries[entries.count - 1].isInTree = true
        }
        entry.screen.resize(isNarrow: isNarrow)
        entry.screen.fit(width: width)
        stack.show(entry.screen.root)
        remove(top)
        window?.title = entry.screen.title
        entry.screen.appeared()
        entry.focus?.focus()
    }

    /// Goes back to the first page.
    public func popToFirst() {
        while entries.count > 2 {
            remove(entries.remove(at: entries.count - 2))
        }
        pop()
    }

    /// Puts a page in the place of the one that is shown.
    public func replace(with screen: any Screen) {
        let old = entries.popLast()
        add(screen)
        if let old { remove(old) }
    }

    /// Starts anew with one page.
    public func start(with screen: any Screen) {
        let old = entries
        entries = []
        add(screen)
        for entry in old { remove(entry) }
    }

    /// Lets go of every page.
    public func close() {
        window?.dropFocus()
        for entry in entries { remove(entry) }
        entries = []
    }

    private func add(_ screen: any Screen) {
        screen.resize(isNarrow: isNarrow)
        screen.fit(width: width)
        window?.dropFocus()
        screen.fit(width: width)
        stack.add(screen.root)
        entries.append(Entry(screen: screen))
        stack.show(screen.root)
        if !screen.canBeLeft { hideTheRest() }
        window?.title = screen.title
        screen.appeared()
    }

    /// A covered page is still in the accessible tree. Under the family's pages that would be
    /// other people's visits and prices, so those pages leave the tree until they are gone back to.
    private func hideTheRest() {
        for index in entries.indices.dropLast() where entries[index].isInTree {
            stack.remove(entries[index].screen.root)
            entries[index].isInTree = false
        }
    }

    private func remove(_ entry: Entry) {
        if entry.isInTree { stack.remove(entry.screen.root) }
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
