extension ScannedText {
    /// Cuts scalar by scalar.
    struct Cutter {
        var tokens: [Token] = []
        private var start = 0
        private var end = 0
        private var word = ""
        /// The same with the letters of ours that others look like.
        private var read = ""
        private var letters = 0
        private var digits = 0
        private var capitals = 0
        private var firstIsCapital = false
        /// Letters of ours, and letters of other alphabets that look like ours.
        private var hasOurs = false
        private var hasOthers = false
        private var pendingApostrophe = false
        /// Where a run of unseen characters before the next word began.
        private var unseenStart: Int?
        private var lineBreaks = 0
        private var touches = false

        /// `bytes` is where the scalar stands in the text.
        mutating func take(_ scalar: Unicode.Scalar, _ bytes: Range<Int>) {
            if Disguises.isUnseen(scalar) {
                // It goes with the word that it stands in, before or behind.
                if word.isEmpty {
                    unseenStart = unseenStart ?? bytes.lowerBound
                } else if !pendingApostrophe {
                    end = max(end, bytes.upperBound)
                }
                return
            }
            if let digit = Disguises.digit(scalar)
                ?? (letters == 0 ? Disguises.dressedDigit(scalar) : nil)
            {
                add(String(digit), reading: String(digit), bytes)
                digits += 1
            } else if Disguises.isApostrophe(scalar), !word.isEmpty, !pendingApostrophe {
                pendingApostrophe = true
            } else if Disguises.isLetter(scalar), !Disguises.isApostrophe(scalar) {
                takeLetter(scalar, bytes)
            } else {
                endToken()
                unseenStart = nil
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
            let alike = scalar.isASCII ? nil : LookAlikes.latin(for: scalar).map(String.init)
            add(folded, reading: alike ?? folded, bytes)
            letters += 1
        }

        private mutating func add(_ text: String, reading: String, _ bytes: Range<Int>) {
            if word.isEmpty {
                emitParagraph(at: bytes.lowerBound)
                (start, end) = (unseenStart ?? bytes.lowerBound, bytes.upperBound)
                unseenStart = nil
            }
            if pendingApostrophe {
                word += "'"
                read += "'"
                pendingApostrophe = false
            }
            word += text
            read += reading
            start = min(start, bytes.lowerBound)
            end = max(end, bytes.upperBound)
        }

        mutating func endToken() {
            defer {
                (word, read, letters, digits, capitals) = ("", "", 0, 0, 0)
                (firstIsCapital, pendingApostrophe) = (false, false)
                (hasOurs, hasOthers) = (false, false)
            }
            guard !word.isEmpty else { return }
            // "Тom" with the first letter of another alphabet. A word that is all of another
            // alphabet stays what it is, unless all of it looks like ours.
            if hasOthers, hasOurs || read.allSatisfy(\.isASCII) { word = read }
            let base = word.hasSuffix("'s") ? String(word.dropLast(2)) : word
            append(word, base, shape(base), start..<end)
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
