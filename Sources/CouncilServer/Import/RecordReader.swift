internal import Procurement

/// Reads one object of a file, and notes everything that is not as it should be. A reading that
/// fails gives `nil` and leaves its reason in the list.
struct RecordReader {
    let file: String
    let record: String
    /// The way from the record to this object, as in `bids[0].`.
    let path: String
    let fields: [String: JSONValue]
    let problems: ProblemList

    /// `nil`, with its reason, for a value that is no object.
    init?(
        _ value: JSONValue, file: String, record: String, path: String = "", field: String = "",
        problems: ProblemList
    ) {
        guard case .object(let fields) = value else {
            problems.add(
                ImportProblem(file: file, record: record, field: field, reason: "is not an object"))
            return nil
        }
        self.file = file
        self.record = record
        self.path = path
        self.fields = fields
        self.problems = problems
    }

    func wrong(_ field: String, _ reason: String) {
        problems.add(
            ImportProblem(file: file, record: record, field: path + field, reason: reason))
    }

    /// Notes every field that the format does not have.
    func allow(only names: String...) {
        for name in fields.keys.sorted() where !names.contains(name) {
            wrong(FieldName.shown(name), "is not a field of this format")
        }
    }

    func has(_ field: String) -> Bool { (fields[field] ?? .null) != .null }

    private func required(_ field: String) -> JSONValue? {
        guard let value = fields[field], value != .null else {
            wrong(field, "is missing")
            return nil
        }
        return value
    }

    /// Text in one line, without spaces around it, of a length in characters.
    func text(_ field: String, _ length: ClosedRange<Int>) -> String? {
        required(field).flatMap { text($0, field, length) }
    }

    private func text(_ value: JSONValue, _ field: String, _ length: ClosedRange<Int>) -> String? {
        guard case .text(let text) = value else { return failed(field, "is not text") }
        let scalars = text.unicodeScalars
        guard length.contains(scalars.count) else {
            return failed(
                field,
                scalars.count < length.lowerBound
                    ? "is empty" : "is longer than \(length.upperBound) characters")
        }
        if let problem = ShortText.problem(in: text) { return failed(field, problem.reason) }
        guard scalars.first?.properties.isWhitespace != true,
            scalars.last?.properties.isWhitespace != true
        else { return failed(field, "has a space before or after it") }
        return text
    }

    /// The name of a provider, with what is written for the web read.
    func providerName(_ field: String, _ length: ClosedRange<Int>) -> String? {
        guard let text = text(field, length) else { return nil }
        let name = ProviderName.tidy(text)
        return ProviderName.flaw(in: name).map { failed(field, $0) } ?? name
    }

    /// Text that is a name of a certain shape.
    func name(_ field: String, like example: String, _ fits: (String) -> Bool) -> String? {
        guard let text = text(field, 1...60) else { return nil }
        return fits(text) ? text : failed(field, "is not as in \(example)")
    }

    func integer(_ field: String, _ range: ClosedRange<Int>) -> Int? {
        guard let value = required(field) else { return nil }
        guard case .integer(let number) = value, range.contains(number) else {
            return failed(
                field, "is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func day(_ field: String) -> Day? {
        guard let value = required(field) else { return nil }
        guard let day = value.text.flatMap({ Day($0) }) else {
            return failed(field, "is not a day of the calendar as in 2026-11-30")
        }
        return day
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ field: String, _ type: Choice.Type = Choice.self
    ) -> Choice? where Choice.RawValue == String {
        choice(field, of: Choice.allCases.map(\.rawValue)).flatMap { Choice(rawValue: $0) }
    }

    func choice(_ field: String, of names: [String]) -> String? {
        guard let value = required(field) else { return nil }
        guard let text = value.text, names.contains(text) else {
            return failed(field, "is not one of \(names.joined(separator: ", "))")
        }
        return text
    }

    func object(_ field: String) -> RecordReader? {
        guard let value = required(field) else { return nil }
        return RecordReader(
            value, file: file, record: record, path: "\(path)\(field).", field: path + field,
            problems: problems)
    }

    func items(_ field: String, _ count: ClosedRange<Int>) -> [JSONValue]? {
        guard let value = required(field) else { return nil }
        guard case .array(let items) = value else { return failed(field, "is not a list") }
        guard count.contains(items.count) else {
            return failed(field, "does not have \(count.lowerBound) to \(count.upperBound) items")
        }
        return items
    }

    /// The objects of a list; `nil` when one of them is none, or `read` gives `nil` for one.
    func list<Value>(
        _ field: String, _ count: ClosedRange<Int>, _ read: (RecordReader) -> Value?
    ) -> [Value]? {
        guard let items = items(field, count) else { return nil }
        let values = items.enumerated().map { index, item -> Value? in
            let place = "\(path)\(field)[\(index)]"
            return RecordReader(
                item, file: file, record: record, path: place + ".", field: place,
                problems: problems
            ).flatMap(read)
        }
        let whole = values.compactMap { $0 }
        return whole.count == values.count ? whole : nil
    }

    /// Texts that are all different.
    func texts(_ field: String, _ count: ClosedRange<Int>, _ length: ClosedRange<Int>) -> [String]?
    {
        guard let items = items(field, count) else { return nil }
        let texts = items.enumerated().compactMap { index, item in
            text(item, "\(field)[\(index)]", length)
        }
        guard texts.count == items.count else { return nil }
        guard Set(texts).count == texts.count else {
            return failed(field, "says the same thing twice")
        }
        return texts
    }

    private func failed<Value>(_ field: String, _ reason: String) -> Value? {
        wrong(field, reason)
        return nil
    }
}
