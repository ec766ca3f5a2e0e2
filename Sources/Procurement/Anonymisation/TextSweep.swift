/// One pass over one text. Each rule claims the words it recognises; rules run from the most
/// specific to the least, and a word claimed once is left alone by those that follow, so that
/// findings never overlap.
///
/// Every rule looks ahead by a bounded number of words: the whole is linear in the text.
struct TextSweep {
    /// What a rule claimed, in tokens.
    struct Claim {
        let kind: Finding.Kind
        let tokens: Range<Int>
        let coarser: String
    }

    let scan: ScannedText
    let gazetteer: Gazetteer
    var claims: [Claim] = []
    /// For each token the place of its claim, or -1.
    private var claimed: [Int]

    /// When `asSeen`, words that are turned round are read as they are seen.
    init(_ text: String, gazetteer: Gazetteer, asSeen: Bool = false) {
        scan = ScannedText(text, asSeen: asSeen)
        self.gazetteer = gazetteer
        claimed = Array(repeating: -1, count: scan.tokens.count)
    }

    /// Runs every rule.
    mutating func run() {
        findElectronicAddresses()
        findMapReferences()
        findOfficialNumbers()
        findBankAccounts()
        findDates()
        findNumberPlates()
        findPostcodes()
        findTelephones()
        findSpelledNumbers()
        findReferences()
        findAges()
        findAddresses()
        findOrganisations()
        findRareConditions()
        findPlaces()
        findPeople()
        findSettings()
        findPlacesByCue()
        findNamesByShape()
        findUniqueRoles()
        findTransport()
    }

    var tokens: [ScannedText.Token] { scan.tokens }
    var count: Int { scan.tokens.count }

    /// The word or sign at a token in lower case; empty outside the text.
    func word(_ index: Int) -> String {
        scan.tokens.indices.contains(index) ? scan.tokens[index].lower : ""
    }

    /// The same without `'s`.
    func base(_ index: Int) -> String {
        scan.tokens.indices.contains(index) ? scan.tokens[index].base : ""
    }

    func shape(_ index: Int) -> ScannedText.Shape {
        scan.tokens.indices.contains(index) ? scan.tokens[index].shape : .sign
    }

    func touches(_ index: Int) -> Bool {
        scan.tokens.indices.contains(index) && scan.tokens[index].touches
    }

    func isLetters(_ index: Int) -> Bool {
        switch shape(index) {
        case .lower, .capitalised, .upper, .mixedCase: true
        case .number, .alphanumeric, .sign: false
        }
    }

    /// Written with a capital; says nothing in a heading where every word has one.
    func isCapital(_ index: Int) -> Bool {
        switch shape(index) {
        case .capitalised, .upper, .mixedCase: true
        case .lower, .number, .alphanumeric, .sign: false
        }
    }

    /// A capital that only a name explains: not at the start, not in a heading.
    func isTellingCapital(_ index: Int) -> Bool {
        isCapital(index) && !tokens[index].startsSentence && !inHeadline(index)
    }

    func inHeadline(_ index: Int) -> Bool {
        tokens.indices.contains(index) && scan.capitalsSayNothing[tokens[index].sentence]
    }

    /// A capital word that is in none of the plain tables: most likely a name. In a heading, where
    /// all words have a capital, no dictionary may have it either.
    func isUnknownCapital(_ index: Int) -> Bool {
        isCapital(index) && !PlainWords.contains(base(index)) && !PlainWords.contains(word(index))
            && base(index).utf8.count > 1 && !(inHeadline(index) && isKnown(index))
    }

    /// A word that is in the tables or the dictionary.
    func isKnown(_ index: Int) -> Bool {
        KnownWords.contains(base(index)) || KnownWords.contains(word(index))
    }

    func number(_ index: Int) -> Int? {
        shape(index) == .number && word(index).utf8.count <= 6 ? Int(word(index)) : nil
    }

    func isFree(_ index: Int) -> Bool {
        claimed.indices.contains(index) && claimed[index] < 0
    }

    func isFree(_ range: Range<Int>) -> Bool { range.allSatisfy { isFree($0) } }

    /// Takes the tokens for a finding, when no rule before has one of them.
    @discardableResult
    mutating func claim(_ kind: Finding.Kind, _ range: Range<Int>, _ coarser: String) -> Bool {
        guard !range.isEmpty, isFree(range) else { return false }
        for index in range { claimed[index] = claims.count }
        claims.append(Claim(kind: kind, tokens: range, coarser: coarser))
        return true
    }

    /// Whether one of `words` stands among the few tokens before `index`, in the same sentence.
    func hasCue(_ words: Set<String>, before index: Int, within reach: Int) -> Bool {
        var place = index - 1
        while place >= 0, place >= index - reach,
            tokens[place].sentence == tokens[index].sentence
        {
            if words.contains(tokens[place].lower) { return true }
            place -= 1
        }
        return false
    }

    /// The claim that covers a token.
    func claim(at index: Int) -> Claim? {
        claimed.indices.contains(index) && claimed[index] >= 0 ? claims[claimed[index]] : nil
    }

    /// Signs that join the parts of one number or one compound: a hyphen, a full stop, a slash.
    func skip(_ signs: String, at index: Int) -> Int {
        let sign = word(index)
        return shape(index) == .sign && !sign.isEmpty && signs.contains(sign) ? index + 1 : index
    }
}
