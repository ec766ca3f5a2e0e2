/// Why a step on the desktop could not be taken, in a sentence for whoever reads the report.
public enum DesktopFailure: Error, CustomStringConvertible {
    /// There is no display, or no accessibility bus on it.
    case noDisplay
    /// What was waited for did not come.
    case notThere(String)
    /// It is there and cannot be pressed or written to.
    case notUsable(String)
    /// A program ended, did not start, or refused.
    case program(String)
    /// What is there is not what must be there.
    case wrong(String)

    public var description: String {
        switch self {
        case .noDisplay:
            "There is no display with an accessibility bus. Run this through `make test`, or "
                + "start it with `scripts/with-display`."
        case .notThere(let words), .notUsable(let words), .program(let words), .wrong(let words):
            words
        }
    }
}
