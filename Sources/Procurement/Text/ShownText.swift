/// Texts of others where we show them: in a line of ours, on a terminal.
///
/// What is stored is never changed. Only what is shown passes through here.
public enum ShownText {
    /// A text for a place in a line of ours, in the window, on the web, on paper: whatever it
    /// holds, it does not turn the order of what stands beside it.
    ///
    /// A text that cannot turn anything comes back as it is, so also one that was isolated before
    /// or in parts. Each line of another stands between FSI and PDI; what it opens is closed, and a
    /// PDI that closes nothing of its own is left out.
    /// Source: Unicode Standard Annex 9, BD9 and 6.3.
    public static func isolated(_ text: String) -> String {
        guard turnsOutside(text) else { return text }
        var shown = String.UnicodeScalarView()
        var line = String.UnicodeScalarView()
        var open = 0
        func endLine() {
            guard !line.isEmpty else { return }
            shown.append(firstStrongIsolate)
            shown.append(contentsOf: line)
            shown.append(contentsOf: repeatElement(popIsolate, count: open + 1))
            line = String.UnicodeScalarView()
            open = 0
        }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            // A paragraph ends every isolate in it, also ours.
            case 0x0A, 0x0D, 0x1C...0x1E, 0x85, 0x2029:
                endLine()
                shown.append(scalar)
            case 0x2066...0x2068:
                open += 1
                line.append(scalar)
            case 0x2069:
                if open > 0 {
                    open -= 1
                    line.append(scalar)
                }
            default: line.append(scalar)
            }
        }
        endLine()
        return String(shown)
    }

    /// Whether something in it could turn what stands beside it: outside of every isolate that it
    /// opens and closes in one line.
    private static func turnsOutside(_ text: String) -> Bool {
        guard text.unicodeScalars.contains(where: \.canTurn) else { return false }
        var open = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x2066...0x2068: open += 1
            case 0x2069: open -= 1
            case 0x0A, 0x0D, 0x1C...0x1E, 0x85, 0x2029: if open > 0 { return true }
            default: if open == 0, scalar.canTurn { return true }
            }
            if open < 0 { return true }
        }
        return open > 0
    }

    /// A text for a terminal, in one line: every character that a name may not have is written
    /// as in `\u{1b}`, so that none is obeyed and none is hidden.
    public static func forTerminal(_ text: String) -> String {
        escaped(text) { "\\u{\(String($0.value, radix: 16))}" }
    }

    /// A text of several lines for a terminal: its line feeds stay.
    public static func linesForTerminal(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { forTerminal(String($0)) }.joined(separator: "\n")
    }

    /// The same JSON for a terminal: what `forTerminal` would write otherwise is written as in
    /// `\u001b`, which means the same to every reader of JSON.
    public static func jsonForTerminal(_ json: String) -> String {
        json.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            escaped(String(line)) { scalar in
                String(scalar).utf16.map { unit in
                    let digits = String(unit, radix: 16)
                    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }.joined()
            }
        }.joined(separator: "\n")
    }

    private static func escaped(
        _ text: String, _ escape: (Unicode.Scalar) -> String
    ) -> String {
        var reader = ScalarReader(text)
        var shown = ""
        while let place = reader.next() {
            if place.kind == nil {
                shown.unicodeScalars.append(place.scalar)
            } else {
                shown += escape(place.scalar)
            }
        }
        return shown
    }

    private static let firstStrongIsolate: Unicode.Scalar = "\u{2068}"
    private static let popIsolate: Unicode.Scalar = "\u{2069}"
}

extension Unicode.Scalar {
    /// Whether it is written from right to left, or changes the direction: then it can change the
    /// order of what stands beside it. The ranges are those that Unicode sets aside for such
    /// scripts, with what is to come.
    fileprivate var canTurn: Bool {
        switch value {
        case 0x0590...0x08FF, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFB1D...0xFDFF,
            0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
            true
        default: false
        }
    }
}
