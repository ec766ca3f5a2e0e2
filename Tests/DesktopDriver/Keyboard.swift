public import Foundation

/// Presses keys in a window, as a hand would. There is no window manager: the window is given the
/// keyboard first.
@MainActor
public struct Keyboard {
    private let window: Window
    private let windowID: String

    public init(of window: Window) throws(DesktopFailure) {
        self.window = window
        windowID = try Self.windowID(of: window)
    }

    static func windowID(of window: Window) throws(DesktopFailure) -> String {
        let found = try Tool.run(
            "xdotool", ["search", "--onlyvisible", "--pid", String(window.processID)])
        guard let id = found.split(separator: "\n").last else {
            throw .notThere("The program has no window that can be seen.")
        }
        return String(id)
    }

    /// Presses keys one after another, named as X does: "Tab", "Return", "ctrl+f".
    public func press(_ keys: String...) throws(DesktopFailure) {
        try Tool.run("xdotool", ["windowfocus", "--sync", windowID])
        for key in keys { try Tool.run("xdotool", ["key", "--clearmodifiers", key]) }
    }

    /// Goes on with Tab until `name` has the focus.
    public func tab(to name: String) throws(DesktopFailure) {
        for _ in 0..<60 {
            if window.focused?.name == name { return }
            try press("Tab")
        }
        throw .notUsable("Tab does not come to “\(name)”.")
    }

    public func type(_ words: String) throws(DesktopFailure) {
        try Tool.run("xdotool", ["windowfocus", "--sync", windowID])
        try Tool.run("xdotool", ["type", "--delay", "15", "--", words])
    }

    func replace(with words: String) throws(DesktopFailure) {
        try press("ctrl+a", "BackSpace")
        try type(words)
    }

    public func resize(width: Int, height: Int) throws(DesktopFailure) {
        try Tool.run("xdotool", ["windowsize", "--sync", windowID, String(width), String(height)])
    }
}

/// Pictures of what is on the display.
@MainActor
public enum Picture {
    /// The whole display as a PNG, cut to the window's part of it.
    public static func take(of window: Window, to file: URL) throws(DesktopFailure) {
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        } catch {
            throw .program("The folder for the pictures cannot be made.")
        }
        // A page is drawn some frames after it is in the tree.
        rest(milliseconds: 250)
        let id = try Keyboard.windowID(of: window)
        let geometry = try Tool.run("xdotool", ["getwindowgeometry", "--shell", id])
        let values = Dictionary(
            geometry.split(separator: "\n").compactMap { line -> (String, String)? in
                let parts = line.split(separator: "=")
                return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
            }, uniquingKeysWith: { first, _ in first })
        let crop = "\(values["WIDTH"] ?? "1280")x\(values["HEIGHT"] ?? "800")+0+0"
        try Tool.run("import", ["-window", "root", "-crop", crop, "+repage", file.path()])
    }
}
