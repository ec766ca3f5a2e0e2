internal import DesktopDriver
internal import Foundation

/// Tells each step as it is taken, and the figures at the end.
@MainActor
final class Report {
    private(set) var steps = 0
    private(set) var failures = 0
    private var figures: [(name: String, value: Double, unit: String)] = []
    /// Called when a step failed, while its page is still there.
    var onFailure: (@MainActor (Int) -> Void)?

    func heading(_ words: String) { print("\n\(words)") }

    /// Takes one step, and says whether it went well.
    ///
    /// - Throws: what the step threw: what comes after it cannot be done.
    @discardableResult
    func step<Value>(_ words: String, _ body: () throws -> Value) throws -> Value {
        steps += 1
        do {
            let value = try body()
            print("  ok      \(words)")
            return value
        } catch {
            failures += 1
            print("  FAILED  \(words)\n          \(error)")
            onFailure?(failures)
            throw error
        }
    }

    /// Steps that belong together: when one fails the rest of them is left out.
    func part(_ words: String, _ body: () throws -> Void) {
        heading(words)
        let before = failures
        do { try body() } catch {
            // A step has told of its own failure.
            guard failures == before else { return }
            failures += 1
            print("  FAILED  \(error)")
        }
    }

    func figure(_ name: String, _ value: Double, _ unit: String) {
        figures.append((name, value, unit))
    }

    func tellFigures() {
        print("")
        for figure in figures {
            let whole = figure.value == figure.value.rounded() && figure.unit != "s"
            let value = String(format: whole ? "%.0f" : "%.2f", figure.value)
            print("figure \(figure.name) \(value) \(figure.unit)")
        }
    }
}

/// A number of each page that was met, its picture, and what is wrong with its names.
@MainActor
final class Album {
    let folder: URL?
    private(set) var pages = 0
    private(set) var faults: [String] = []
    private var pictures = 0

    init(folder: String?) {
        self.folder = folder.map { URL(filePath: $0, directoryHint: .isDirectory) }
    }

    func meet(_ page: String, in window: Window) throws(DesktopFailure) {
        pages += 1
        faults += Names.faults(in: window).map { "\(page): \($0)" }
        try take(page, of: window)
    }

    func take(_ page: String, of window: Window) throws(DesktopFailure) {
        guard let folder else { return }
        pictures += 1
        let number = String(format: "%03d", pictures)
        try Picture.take(of: window, to: folder.appending(path: "\(number)-\(page).png"))
    }

    func tell() {
        guard let folder else { return }
        print("\nThe pictures are in \(folder.path())")
    }
}

extension Walk {
    /// A walk whose pages go into the album.
    @MainActor
    convenience init(_ window: Window, _ album: Album) {
        self.init(window)
        onPage = { [weak window] (page) throws(DesktopFailure) in
            if let window { try album.meet(page, in: window) }
        }
    }
}
