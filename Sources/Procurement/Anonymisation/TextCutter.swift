extension ScannedText {
    /// Cuts scalar by scalar.
    struct Cutter {
        var tokens: [Token] = []
        private var start = 0
        private var end = 0
        private var word = ""
        private var letters = 0
        private var digits = 0
        private var capitals = 0
        private var firstIsCapital = false
        /// Letters of ours, and letters of other alphabets that look like ours.
        private var hasOurs = false
        private var hasOthers = false
        private var pendingApostrophe = false
        private var lineBreaks = 0
        private var touches = false

        /// `bytes` is where the scalar stands in the text.
        mutating func take(_ scalar: Unicode.Scalar, _ bytes: Range<Int>) {
            if Disguises.isUnseen(scalar) {
                // It goes with the word that it stands in or behind.
                if !word.isEmpty, !pendingApostrophe { end = max(end, bytes.upperBound) }
                return
            }
            if let digit = Disguises.digit(scalar)
                ?? (letters == 0 ? Disguises.dressedDigit(scalar) : nil)
            {
                add(String(digit), bytes)
                digits += 1
            } else if Disguises.isApostrophe(scalar), !word.isEmpty, !pendingApostrophe {
                pendingApostrophe = true
            } else if Disguises.isLetter(scalar), !Disguises.isApostrophe(scalar) {
                takeLetter(scalar, bytes)
            } else {
                endToken()
                if Disguises.isSpace(scalar) {
                    touches = false
                    if scalar == "\n" || scalar == "\u{2029}" { lineBreaks += 1 }
                } else {
                    emitParagraph(at: bytes.lowerBound)
                    let sign = Disguises.plainSign(scalar)
                    append(sign, sign, .sign, bytes)
                }
            }
        }

        private mutating func takeLetter(_ scalar: Unicode.Scalar, _ bytes: Range<Int>) {
            if Disguises.isCapital(scalar) {
                capitals += 1
                if letters + digits == 0 { firstIsCapital = true }
            }
            let folded = Disguises.folded(scalar)
            if folded.utf8.count == folded.unicodeScalars.count {
                hasOurs = true
            } else {
                hasOthers = true
            }
            add(folded, bytes)
            letters += 1
        }

        private mutating func add(_ text: String, _ bytes: Range<Int>) {
            if word.isEmpty {
                emitParagraph(at: bytes.lowerBound)
                (start, end) = (bytes.lowerBound, bytes.upperBound)
            }
            if pendingApostrophe {
                word += "'"
                pendingApostrophe = false
            }
            word += text
            start = min(start, bytes.lowerBound)
            end = max(end, bytes.upperBound)
        }

        mutating func endToken() {
            defer {
                (word, letters, digits, capitals) = ("", 0, 0, 0)
                (firstIsCapital, pendingApostrophe) = (false, false)
                (hasOurs, hasOthers) = (false, false)
            }
            guard !word.isEmpty else { return }
            if hasOthers { word = readAsOurs(word) }
            let base = word.hasSuffix("'s") ? String(word.dropLast(2)) : word
            append(word, base, shape(base), start..<end)
        }

        /// "Тom" with the first letter of another alphabet. A word that is all of another
        /// alphabet stays what it is, unless all of it looks like ours.
        private func readAsOurs(_ word: String) -> String {
            let read = word.map { $0.isASCII ? $0 : Disguises.lookalike($0) ?? $0 }
            return hasOurs || read.allSatisfy(\.isASCII) ? String(read) : word
        }

        private func shape(_ base: String) -> Shape {
            let ownCapitals = word.hasSuffix("'s") ? max(letters - 1, 1) : letters
            if letters == 0 { return .number }
            if digits > 0 { return .alphanumeric }
            if capitals == 0 { return .lower }
            if capitals >= ownCapitals && ownCapitals > 1 { return .upper }
            if firstIsCapital {
                return capitals == 1 || word.contains("'") ? .capitalised : .mixedCase
            }
            // "d'Orsi", "deSouza"; not "iPad".
            let hasPrefix = ["d'", "l'", "o'", "mc", "mac", "de", "van", "von", "fitz"]
                .contains { base.hasPrefix($0) }
            return hasPrefix && letters > 4 ? .mixedCase : .lower
        }

        private mutating func emitParagraph(at offset: Int) {
            if lineBreaks >= 2 {
                append("¶", "¶", .sign, offset..<offset)
                touches = false
            }
            lineBreaks = 0
        }

        private mutating func append(
            _ lower: String, _ base: String, _ shape: Shape, _ bytes: Range<Int>
        ) {
            tokens.append(
                Token(
                    start: bytes.lowerBound, end: bytes.upperBound, lower: lower, base: base,
                    shape: shape, touches: touches, startsSentence: false, sentence: 0))
            touches = true
            if lower != "¶" { lineBreaks = 0 }
        }
    }
}
