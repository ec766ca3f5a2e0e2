/// Numbers and places in a row, written in words.
enum NumberWords {
    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen",
    ]
    private static let tens = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
    private static let smallOrdinals = [
        "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
        "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
        "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    ]
    private static let tensOrdinals = [
        "twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth",
        "ninetieth",
    ]

    private static let values = table(small, tens)
    private static let ordinals = table(smallOrdinals, tensOrdinals)

    private static func table(_ ones: [String], _ tens: [String]) -> [String: Int] {
        var table: [String: Int] = [:]
        for (value, word) in ones.enumerated() { table[word] = value }
        for (index, word) in tens.enumerated() { table[word] = (index + 2) * 10 }
        return table
    }

    static func value(_ word: String) -> Int? { values[word] }
    static func ordinal(_ word: String) -> Int? { ordinals[word] }
}

extension TextSweep {
    /// A whole number at a token, in digits or in words ("twenty-one"), and where it ends.
    func quantity(at index: Int) -> (value: Int, end: Int)? {
        if let value = number(index) { return (value, index + 1) }
        return composed(at: index, NumberWords.value)
    }

    /// "3rd", "third", "twenty-first", and where it ends.
    func ordinal(at index: Int) -> (value: Int, end: Int)? {
        if shape(index) == .alphanumeric {
            let digits = word(index).prefix { $0.isASCII && $0.isNumber }
            let rest = word(index).dropFirst(digits.count)
            guard digits.count <= 3, ["st", "nd", "rd", "th"].contains(rest),
                let value = Int(digits)
            else { return nil }
            return (value, index + 1)
        }
        return composed(at: index, NumberWords.ordinal)
    }

    private func composed(
        at index: Int, _ table: (String) -> Int?
    ) -> (value: Int, end: Int)? {
        if let tens = NumberWords.value(word(index)), tens >= 20 {
            let next = skip("-", at: index + 1)
            if let ones = table(word(next)), (1...9).contains(ones) {
                return (tens + ones, next + 1)
            }
        }
        return table(word(index)).map { ($0, index + 1) }
    }
}
