/// Something that a letter says: values and a way to say them.
///
/// The words are of this module's readers, one file each; a claim is what they are about, so that
/// another language is another wording of the same claims.
public protocol Claim: Hashable, Sendable {
    var words: Phrase { get }
    /// Whether these are somebody's own words, which we do not simplify.
    var isQuotation: Bool { get }
}

/// A claim, and the steps of the trace that bear it out: there is always at least one.
public struct Sentence<Content: Claim>: Hashable, Sendable {
    public let claim: Content
    public let restsOn: [Trace.Step.ID]

    init(_ claim: Content, _ restsOn: [Trace.Step.ID]) {
        self.claim = claim
        self.restsOn = restsOn
    }

    public var words: Phrase { claim.words }
}

/// A few sentences about one thing.
public struct Paragraph<Content: Claim>: Hashable, Sendable {
    public let heading: Heading
    public let sentences: [Sentence<Content>]
}

/// What a paragraph is about.
public enum Heading: Hashable, Sendable, CaseIterable {
    case decision, choice, heard, reasons, changes, scores, winner, next, steps

    public var words: Phrase {
        switch self {
        case .decision: phrase("What was decided")
        case .choice: phrase("What was chosen")
        case .heard: phrase("What was said")
        case .reasons: phrase("Why")
        case .changes: phrase("What changed")
        case .scores: phrase("Scores")
        case .winner: phrase("The successful bid")
        case .next: phrase("What happens next")
        case .steps: phrase("Step by step")
        }
    }
}

/// A text for one reader.
public struct Letter<Content: Claim>: Hashable, Sendable {
    public let paragraphs: [Paragraph<Content>]

    public var sentences: [Sentence<Content>] { paragraphs.flatMap(\.sentences) }

    /// As it is read aloud, without its headings.
    public func text(in language: Language) -> String {
        sentences.map { $0.words.text(in: language) }.joined(separator: "\n")
    }

    /// The same in English.
    public var text: String { text(in: .english) }
}

/// Puts a letter together; a claim without a step to rest on is not said.
struct LetterWriter<Content: Claim> {
    private var order: [Heading] = []
    private var said: [Heading: [Sentence<Content>]] = [:]

    mutating func say(_ claim: Content, under heading: Heading, _ restsOn: [Trace.Step.ID]) {
        guard !restsOn.isEmpty else { return }
        if said[heading] == nil { order.append(heading) }
        said[heading, default: []].append(Sentence(claim, restsOn))
    }

    var letter: Letter<Content> {
        Letter(paragraphs: order.map { Paragraph(heading: $0, sentences: said[$0] ?? []) })
    }
}
