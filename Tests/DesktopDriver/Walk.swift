internal import Foundation

/// A walk through the window, page by page, as a worker, the person and the family take it. The
/// journey and the tests share it.
@MainActor
public final class Walk {
    public let window: Window
    /// Called on every page that is met, with a short name for it: "f3-2".
    public var onPage: (@MainActor (String) throws(DesktopFailure) -> Void)?
    /// How often something was pressed.
    public private(set) var presses = 0
    /// Milliseconds from the press of an answer until the next page's words are there, with the
    /// answer on the disk. Without the painting.
    public private(set) var pageChanges: [Double] = []

    public init(_ window: Window) { self.window = window }

    func press(_ name: String) throws(DesktopFailure) {
        try window.press(name)
        presses += 1
    }

    func press(_ element: Element) throws(DesktopFailure) {
        try window.press(element)
        presses += 1
    }

    /// Tells that a page is there.
    public func met(_ page: String) throws(DesktopFailure) { try onPage?(page) }

    /// Presses, and waits for what shows that the next page is there.
    @discardableResult
    func press<Found>(
        _ name: String, then words: String, seconds: Double = 15, _ what: () -> Found?
    ) throws(DesktopFailure) -> Found {
        try press(name)
        return try window.wait(for: words, seconds: seconds, what)
    }

    /// Presses, and looks at nothing but one element until it is called something else.
    func press(_ button: Element, changing element: Element) throws(DesktopFailure) {
        let before = element.name
        let from = ContinuousClock.now
        try press(button)
        while element.name == before {
            let passed = from.duration(to: .now)
            // The next page may be of another kind; then whoever called waits for that.
            if passed > .seconds(2) { return }
            rest(milliseconds: 1)
        }
        let passed = from.duration(to: .now).components
        pageChanges.append(Double(passed.seconds) * 1e3 + Double(passed.attoseconds) / 1e15)
    }

    func press(_ name: String, then next: String, seconds: Double = 15) throws(DesktopFailure) {
        try press(name, then: "“\(next)”", seconds: seconds) { window.find(name: next) }
    }
}

/// The door: W0 and W1.
extension Walk {
    /// W0: the address, the code and the passphrase, then the recovery code, written down.
    ///
    /// - Returns: the recovery code.
    @discardableResult
    public func setUp(
        server: String, code: String, passphrase: String
    ) throws(DesktopFailure) -> String {
        try window.waitFor("The council’s address")
        try met("w0-set-up")
        try window.type(server, into: "The council’s address")
        try window.type(code, into: "The code from your team")
        try window.type(passphrase, into: "A new passphrase")
        try window.type(passphrase, into: "The same passphrase again")
        try met("w0-set-up-filled")
        try press("Set up this laptop", then: "I have written it down", seconds: 30)
        try met("w0-recovery-code")
        let recovery = window.shown.map(\.name).first { name in
            name.filter { $0 == "-" }.count >= 3 && !name.contains(" ")
        }
        guard let recovery else { throw .wrong("The recovery code is not on the page.") }
        try press("I have written it down", then: "My visits or the unlock page") {
            window.first { ["My visits", "Your passphrase"].contains($0.name) }
        }
        return recovery
    }

    public func unlock(_ passphrase: String) throws(DesktopFailure) {
        try window.waitFor("Your passphrase")
        try met("w1-unlock")
        try window.type(passphrase, into: "Your passphrase")
        try press("Unlock", then: "My visits", seconds: 30)
    }

    /// W1 with a passphrase that is not right.
    ///
    /// - Returns: what the page says then.
    public func tryToUnlock(_ passphrase: String, left: Int) throws(DesktopFailure) {
        try window.waitFor("Your passphrase")
        try window.type(passphrase, into: "Your passphrase")
        let tries = left == 1 ? "1 try" : "\(left) tries"
        try press("Unlock", then: "That is not right. You have \(tries) left.", seconds: 30)
        try met("w1-wrong-passphrase-\(left)")
    }
}

/// The worker's pages.
extension Walk {
    /// W2.
    public func visits() throws(DesktopFailure) {
        try window.waitFor("My visits", seconds: 30)
        try window.wait(for: "The visits") {
            window.first { $0.name == "Open visit" || $0.name.hasPrefix("No visits yet") }
        }
        try met("w2-my-visits")
    }

    /// From W2 to W3.
    public func openVisit(_ title: String) throws(DesktopFailure) {
        let way = try window.wait(for: "The visit “\(title)”") {
            window.first {
                $0.role.hasSuffix("button")
                    && ($0.name.hasPrefix(title + ",")
                        || $0.name == "Open visit" && $0.description == title)
            }
        }
        try press(way)
        try window.waitFor("Compare bids")
        try met("w3-visit")
    }

    /// From W3 over W5 to the first page for the person.
    public func showToFamily() throws(DesktopFailure) {
        try press("Compare bids", then: "Show to the family")
        try met("w5-compare-bids")
        try press("Show to the family")
        try waitForProvider(number: 1)
    }

    /// From W3 straight to where the visit was stopped.
    public func carryOn() throws(DesktopFailure) {
        try press("Carry on", then: "The end of the visit's page") {
            window.isShowing("What life looks like now") ? nil : true
        }
    }

    /// W7 to W8.
    public func save() throws(DesktopFailure) {
        try press("Save", then: "Back to visits", seconds: 20)
        try met("w8-saved")
    }

    /// W8 or W2 to W9.
    public func openWaiting() throws(DesktopFailure) {
        try press("See what is waiting", then: "Try now")
    }

    /// W9 and W0, after the council took the laptop off its list.
    public func returnToTheList(code: String) throws(DesktopFailure) {
        try press("See what is waiting", then: "Type a new code", seconds: 60)
        try met("w9-off-the-list")
        try press("Type a new code", then: "Use this code")
        try window.type("0000-0000-0000-0000-0000", into: "The code from your team")
        try press("Use this code", then: "A wrong code", seconds: 30) {
            window.first { $0.name.hasPrefix("The code did not work.") }
        }
        try met("w0-again-wrong")
        try window.type(code, into: "The code from your team")
        try press("Use this code", then: "Try now", seconds: 30)
    }

    /// W2, of a visit that left after something was said: first kept, then thrown away.
    public func throwAway(_ package: String) throws(DesktopFailure) {
        let title = "Package \(package) has left your list"
        try window.waitFor(title, seconds: 60)
        for answer in ["Keep it", "Throw away"] {
            try press("Throw away: \(title)", then: "Throw away what was said?")
            try met("w2-throw-away")
            let button = try window.wait(for: "The answer “\(answer)”") {
                window.first { $0.name == answer && $0.role.hasSuffix("button") }
            }
            try press(button)
            try window.waitUntilGone("Throw away what was said?")
            if answer == "Keep it" { try window.waitFor(title) }
        }
        try window.waitUntilGone(title)
    }

    /// W2 to W8, of a visit that left after everything was said.
    public func saveWhatLeft(_ package: String) throws(DesktopFailure) {
        try press(
            "Save: Package \(package) has left your list", then: "Back to visits", seconds: 20)
        try met("w8-left")
    }

    /// W9 until everything has its receipt.
    public func waitForReceipt(seconds: Double = 60) throws(DesktopFailure) {
        try window.waitFor("All sent", seconds: seconds)
        try window.wait(for: "The receipt", seconds: seconds) {
            window.first { $0.name.hasPrefix("Receipt ") || $0.name.contains(", Receipt ") }
        }
        try met("w9-sent")
    }

    public func backToVisits() throws(DesktopFailure) {
        try press("Back to visits", then: "My visits")
    }

    /// From a worker's page to W1, by the key.
    public func lock() throws(DesktopFailure) {
        try Keyboard(of: window).press("ctrl+l")
        try window.waitFor("Your passphrase")
    }

    /// The way back at the top of a worker's page.
    public func back() throws(DesktopFailure) {
        let way = try window.wait(for: "The way back") {
            window.first {
                $0.role.hasSuffix("button") && ($0.name == "Back" || $0.name.hasPrefix("Back to "))
            }
        }
        try press(way)
    }
}

extension Walk {
    /// From W2 to the W3 of the first visit that was not held yet.
    ///
    /// - Returns: its title.
    public func openVisitThatCanStart() throws(DesktopFailure) -> String {
        let way = try window.wait(for: "A visit that can start") {
            window.first { element in
                guard element.role.hasSuffix("button") else { return false }
                let name = element.name
                return name == "Open visit"
                    || ["Ready", "New", "Late"].contains { name.hasSuffix(", " + $0) }
            }
        }
        let title = way.name == "Open visit" ? way.description : way.name
        try press(way)
        try window.waitFor("Compare bids")
        try met("w3-visit")
        return title
    }

    /// What the visits on W2 are called.
    public func titles() throws(DesktopFailure) -> [String] {
        let states =
            ["Ready", "New", "Stopped half way", "Changed", "Late", "Waiting to send"]
            + ["Sent", "Not all here yet", "No bids yet"]
        return window.shown.filter { $0.role.hasSuffix("button") }.compactMap { element in
            if element.name == "Open visit" { return element.description }
            guard states.contains(where: { element.name.hasSuffix(", " + $0) }) else { return nil }
            return element.name
        }
    }
}

extension Walk {
    /// W9's own button.
    public func tryNow() throws(DesktopFailure) { try press("Try now") }
}
