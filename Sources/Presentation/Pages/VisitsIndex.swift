internal import Procurement

/// The caseload, sorted and ready to be searched: what W2 needs and what does not change while
/// somebody types.
///
/// Made once per change of the caseload, so that a letter typed into the search costs one pass
/// over bytes, and only the rows that are shown are put into words.
public struct VisitsIndex: Sendable {
    private let entries: [Entry]
    private let present: Present
    private let counts: [VisitsPage.Filter: Int]

    private struct Entry: Sendable {
        let file: VisitFile
        let state: VisitState
        /// What can be searched, in small letters, as UTF-8.
        let text: [UInt8]
    }

    public init(_ files: [VisitFile], in present: Present) {
        self.present = present
        var words = SearchWords()
        entries = files.map { file -> (Key, Entry) in
            let state = VisitState(file, in: present)
            let entry = Entry(file: file, state: state, text: words.text(of: file, state))
            return (Key(file, state, in: present), entry)
        }
        .sorted { $0.0 < $1.0 }.map(\.1)
        let done = entries.count { $0.state.isDone }
        counts = [.all: entries.count, .toDo: entries.count - done, .done: done]
    }

    /// Makes the index away from the caller's thread.
    @concurrent
    public static func made(from files: [VisitFile], in present: Present) async -> VisitsIndex {
        VisitsIndex(files, in: present)
    }

    /// The page for a filter and a search, with at most `limit` rows.
    public func page(
        filter: VisitsPage.Filter = .all, search: String = "", limit: Int = .max
    ) -> VisitsPage {
        let sought = search.lowercased().split(whereSeparator: \.isWhitespace)
            .map { Array($0.utf8) }
        var wanted = entries.indices.filter { index in
            let entry = entries[index]
            let isInFilter =
                switch filter {
                case .all: true
                case .toDo: !entry.state.isDone
                case .done: entry.state.isDone
                }
            return isInFilter && sought.allSatisfy { entry.text.holds($0) }
        }
        var next: (VisitRow, String)?
        if sought.isEmpty, filter != .done, let index = entries.firstIndex(where: isComing) {
            wanted.removeAll { $0 == index }
            let file = entries[index].file
            next = (VisitRow(file, in: present), nextWords(file))
        }
        return VisitsPage(
            next: next?.0, nextWords: next?.1 ?? "",
            rows: wanted.prefix(limit).map { VisitRow(entries[$0].file, in: present) },
            hidden: max(0, wanted.count - limit), counts: counts, isSearch: !sought.isEmpty)
    }

    private func isComing(_ entry: Entry) -> Bool {
        guard let due = entry.file.visit?.due else { return false }
        return !entry.state.isDone && entry.state != .noBids && due >= present.today
    }

    private func nextWords(_ file: VisitFile) -> String {
        guard let visit = file.visit else { return "" }
        let day = Dates.away(visit.due, in: present)
        return visit.time.map {
            tr("Next visit: {day} at {time}", ["day": day, "time": Dates.time($0)])
        } ?? tr("Next visit: {day}", ["day": day])
    }
}

/// Late and soonest first, done last with the newest first.
private struct Key: Comparable {
    let isDone: Bool
    let number: Int
    let reference: String

    init(_ file: VisitFile, _ state: VisitState, in present: Present) {
        isDone = state.isDone
        reference = file.id.rawValue
        let held = file.records.last.map { present.day(of: $0.preference.meeting.ended).number }
        number = isDone ? -(held ?? 0) : file.visit?.due.number ?? .max
    }

    static func < (lhs: Key, rhs: Key) -> Bool {
        if lhs.isDone != rhs.isDone { return rhs.isDone }
        return lhs.number == rhs.number
            ? lhs.reference < rhs.reference : lhs.number < rhs.number
    }
}

/// Puts what repeats from visit to visit into words only once.
private struct SearchWords {
    private var categories: [Procurement.Category: String] = [:]
    private var states: [VisitState: String] = [:]
    private var bids: [Int: String] = [:]

    mutating func text(of file: VisitFile, _ state: VisitState) -> [UInt8] {
        let package = file.package
        let count = file.shortlist?.bids.count ?? 0
        var text = "\(package.id.rawValue) \(package.title) \(package.place) "
        text += Self.remembered(&categories, package.category) { Words.category($0) } + " "
        text += Self.remembered(&states, state) { $0.word } + " "
        text += Self.remembered(&bids, count) { Words.bids($0) }
        for need in package.communicationNeeds { text += " " + need.title }
        for outcome in package.outcomes { text += " " + outcome.title }
        return Array(text.lowercased().utf8)
    }

    private static func remembered<Thing: Hashable>(
        _ memory: inout [Thing: String], _ thing: Thing, _ words: (Thing) -> String
    ) -> String {
        if let known = memory[thing] { return known }
        let new = words(thing)
        memory[thing] = new
        return new
    }
}

extension [UInt8] {
    /// Whether the bytes stand somewhere in these, one after the other.
    fileprivate func holds(_ sought: [UInt8]) -> Bool {
        guard let first = sought.first else { return true }
        guard count >= sought.count else { return false }
        return withUnsafeBufferPointer { here in
            sought.withUnsafeBufferPointer { there in
                for start in 0...(here.count - there.count) where here[start] == first {
                    var length = 1
                    while length < there.count, here[start + length] == there[length] {
                        length += 1
                    }
                    if length == there.count { return true }
                }
                return false
            }
        }
    }
}
