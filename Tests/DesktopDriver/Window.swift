internal import CAtspi
internal import Foundation
internal import Glibc

/// The windows of one running program, found by its process id.
@MainActor
public final class Window {
    public let processID: Int32
    let application: Element

    /// - Throws: `DesktopFailure.noDisplay`, or `.notThere` when the program shows no window in
    ///   `seconds`.
    public init(processID: Int32, within seconds: Double = 20) throws(DesktopFailure) {
        try Self.connect()
        self.processID = processID
        let end = Date.now.addingTimeInterval(seconds)
        while true {
            if let found = Self.applications().first(where: { $0.processID == processID }),
                !found.children.isEmpty
            {
                application = found
                return
            }
            guard Date.now < end else {
                throw .notThere("The program showed no window in \(Int(seconds)) seconds.")
            }
            rest()
        }
    }

    private static func applications() -> [Element] {
        guard let desktop = atspi_get_desktop(0) else { return [] }
        // The library keeps nothing as long as no cache mask is set: even a mask of nothing turns
        // its cache on, which then shows what was there before.
        return Element(owning: desktop).children
    }

    private static func connect() throws(DesktopFailure) {
        guard ProcessInfo.processInfo.environment["DISPLAY"]?.isEmpty == false else {
            throw .noDisplay
        }
        // GTK 4.8 has no cache to be asked for; the library warns of it for every window.
        g_log_set_handler("dbind", G_LOG_LEVEL_WARNING, { _, _, _, _ in }, nil)
        // 1 says that it was started before.
        guard atspi_init() <= 1 else { throw .noDisplay }
        // A stopped program must not stop whoever looks at it.
        atspi_set_timeout(3_000, 15_000)
    }

    /// Everything shown, in the order of the tree. Pages that are not shown are left out.
    public var shown: [Element] {
        var found: [Element] = []
        _ = first {
            found.append($0)
            return false
        }
        return found
    }

    /// The first shown element that `matches`.
    public func first(where matches: (Element) -> Bool) -> Element? {
        var met = Met()
        func search(_ element: Element, isStackPage: Bool) -> Element? {
            for child in element.children where met.isNew(child) {
                let size = child.size
                if let size, size.width == 0, size.height == 0 { continue }
                if isStackPage, !child.isMapped { continue }
                if size != nil, matches(child) { return child }
                if let found = search(child, isStackPage: size == nil) { return found }
            }
            return nil
        }
        return search(application, isStackPage: false)
    }

    /// The first shown element with this name, of any role when that is `nil`.
    public func find(role: String? = nil, name: String) -> Element? {
        first { $0.name == name && (role == nil || $0.role == role) }
    }

    public func isShowing(_ name: String) -> Bool { find(name: name) != nil }

    /// Every name and text in the tree, of hidden pages too: all that assistive technology could
    /// read.
    public var everyWord: Set<String> {
        var met = Met()
        var words: Set<String> = []
        func walk(_ element: Element) {
            for child in element.children where met.isNew(child) {
                words.formUnion([child.name, child.description, child.text ?? ""])
                walk(child)
            }
        }
        walk(application)
        return words
    }

    public var focused: Element? { first { $0.isFocused } }

    /// Names of what is shown, each once, for a message that says what was there instead.
    public var names: [String] {
        var seen: Set<String> = []
        return shown.compactMap { element in
            let line = "\(element.role) “\(element.name)”"
            return element.name.isEmpty || !seen.insert(line).inserted ? nil : line
        }
    }
}

extension Window {
    /// Looks every 50 ms until `what` gives something.
    ///
    /// - Throws: `DesktopFailure.notThere` with what is shown instead.
    @discardableResult
    public func wait<Found>(
        for words: String, seconds: Double = 15, _ what: () -> Found?
    ) throws(DesktopFailure) -> Found {
        let end = Date.now.addingTimeInterval(seconds)
        while true {
            if let found = what() { return found }
            guard Date.now < end else {
                let shown = names.joined(separator: ", ")
                throw .notThere(
                    "\(words) did not come in \(Int(seconds)) seconds. Shown: "
                        + (shown.isEmpty ? "nothing" : shown))
            }
            rest()
        }
    }

    @discardableResult
    public func waitFor(
        _ name: String, role: String? = nil, seconds: Double = 15
    ) throws(DesktopFailure) -> Element {
        try wait(for: "“\(name)”", seconds: seconds) { find(role: role, name: name) }
    }

    /// Waits for any of the names, and says which came first.
    public func waitForAny(
        _ names: [String], seconds: Double = 15
    ) throws(DesktopFailure) -> String {
        try wait(for: names.map { "“\($0)”" }.joined(separator: " or "), seconds: seconds) {
            first { names.contains($0.name) }?.name
        }
    }

    public func waitUntilGone(_ name: String, seconds: Double = 15) throws(DesktopFailure) {
        try wait(for: "The end of “\(name)”", seconds: seconds) { isShowing(name) ? nil : true }
    }

    /// Waits for a button that can be pressed, and presses it.
    public func press(_ name: String, seconds: Double = 15) throws(DesktopFailure) {
        let button = try wait(for: "A button “\(name)”", seconds: seconds) {
            first { $0.name == name && $0.role.hasSuffix("button") && $0.isSensitive }
        }
        try press(button)
    }

    public func press(_ element: Element) throws(DesktopFailure) {
        guard element.doAction() else {
            throw .notUsable("The \(element.role) “\(element.name)” cannot be pressed.")
        }
    }

    /// Writes into the entry that is called `name`, instead of what is there.
    public func type(_ words: String, into name: String) throws(DesktopFailure) {
        let entry = try wait(for: "An entry “\(name)”") { self.entry(name) }
        if entry.setText(words) { return }
        guard entry.grabFocus() else {
            throw .notUsable("The \(entry.role) “\(name)” cannot be written to.")
        }
        try Keyboard(of: self).replace(with: words)
    }

    /// The entry or text view that is called `name`.
    public func entry(_ name: String) -> Element? {
        first { $0.name == name && ["text", "password text", "entry"].contains($0.role) }
    }
}

/// What a walk has met. GTK 4.8 lists the child of a stack's page twice.
@MainActor
private struct Met {
    private var places: Set<UnsafeMutablePointer<AtspiAccessible>> = []
    /// Kept until the walk ends: the place of an object that went would be given to another.
    private var elements: [Element] = []

    mutating func isNew(_ element: Element) -> Bool {
        guard places.insert(element.accessible).inserted else { return false }
        elements.append(element)
        return true
    }
}

/// Waits a moment before looking again.
public func rest(milliseconds: UInt32 = 50) { usleep(milliseconds * 1_000) }
