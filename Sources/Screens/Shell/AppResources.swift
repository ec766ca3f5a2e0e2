internal import Foundation
internal import Gtk

/// Finds `app.gresource` beside the program, however it was built or installed.
public enum AppResources {
    private static var isRegistered = false

    /// Opens the resources; `false` when they are nowhere. Once for the whole program.
    public static func register() -> Bool {
        if isRegistered { return true }
        isRegistered = places.contains { Resources.register(path: $0) }
        return isRegistered
    }

    private static var places: [String] {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let folder = program.deletingLastPathComponent()
        return [
            folder.appending(path: "SupportChoice_Screens.resources/app.gresource"),
            folder.deletingLastPathComponent()
                .appending(path: "share/support-choice/app.gresource"),
            folder.deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "share/support-choice/app.gresource"),
        ].map { $0.path() }
    }
}
