/// The places that a text can name, with how to say them more coarsely.
public struct Gazetteer: Sendable {
    /// A place as people call it.
    public struct Place: Hashable, Sendable {
        public let name: String
        public let council: Council
        public let area: Area
        public let size: Size
        /// Also a word or a family name: it counts only where the sentence speaks of a place.
        public let isDoubtful: Bool

        public init(
            name: String, council: Council, area: Area, size: Size, isDoubtful: Bool = false
        ) {
            self.name = name
            self.council = council
            self.area = area
            self.size = size
            self.isDoubtful = isDoubtful
        }

        /// "a village in the south of the borough", "a town near the borough".
        public var coarser: String {
            let what = size == .town ? "a town" : "a village"
            if council == .elsewhere { return "a town outside the borough" }
            if area == .anywhere { return "\(what) in the borough" }
            return "\(what) in the \(area) of the borough"
        }
    }

    public enum Council: String, Sendable {
        case cheshireEast, cheshireWestAndChester, wirral, elsewhere
    }
    public enum Size: String, Sendable { case town, village }

    /// By first word; longest names first.
    private let byFirstWord: [String: [(words: [String], place: Place)]]
    private static let mostWords = 5

    public init(places: [Place]) {
        var table: [String: [(words: [String], place: Place)]] = [:]
        for place in places {
            // Cut as the texts are, so that "Thornton-le-Moors" and "Tegg's Nose" are found.
            let words = ScannedText(place.name).tokens.filter { $0.shape != .sign }.map(\.lower)
            guard let first = words.first, words.count <= Self.mostWords else { continue }
            table[first, default: []].append((words, place))
        }
        byFirstWord = table.mapValues { entries in
            entries.sorted {
                ($0.words.count, $1.place.name) > ($1.words.count, $0.place.name)
            }
        }
    }

    /// The longest place name that begins at a token, and the tokens it covers.
    func place(at index: Int, in tokens: [ScannedText.Token]) -> (place: Place, end: Int)? {
        guard let entries = byFirstWord[tokens[index].lower] ?? byFirstWord[tokens[index].base]
        else { return nil }
        return entries.lazy.compactMap { entry in
            Self.end(of: entry.words, at: index, in: tokens).map { (entry.place, $0) }
        }.first
    }

    /// Where `words` end when they stand at `index`, with spaces, hyphens or full stops between.
    private static func end(
        of words: [String], at index: Int, in tokens: [ScannedText.Token]
    ) -> Int? {
        var next = index
        for (number, word) in words.enumerated() {
            if number > 0, next < tokens.count,
                tokens[next].lower == "-" || (tokens[next].lower == "." && words[0] == "st")
            {
                next += 1
            }
            guard next < tokens.count,
                tokens[next].lower == word
                    || (number == words.count - 1 && tokens[next].base == word)
            else { return nil }
            next += 1
        }
        return next
    }
}
