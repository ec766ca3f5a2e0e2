import CSearch
import Foundation
import Synchronization

/// Sentences that no other text has, said in the visits of these tests. They must be in no file of
/// a profile in a form that can be read.
enum Planted {
    static let reasons = "Planted: the kingfisher came at seven and she laughed"
    static let observed = "Planted: he pointed at the green door twice"
    static let family = "Planted: our mother trusts the woman with the red bicycle"
    static let unfinished = "Planted: not finished because the kettle boiled over"
    /// From the council's own demonstration: what a package says about the person.
    static let document = "I used to work in a bakery"
    static let passphrase = "planted quiet heron words"

    static let sentences = [reasons, observed, family, unfinished, document, passphrase]

    /// The sentences as UTF-8, as UTF-16, and as base64 at each of its three alignments.
    static let forms: [(sentence: String, form: String, bytes: [UInt8])] = sentences.flatMap {
        sentence -> [(sentence: String, form: String, bytes: [UInt8])] in
        let plain = Array(sentence.utf8)
        var wide: [UInt8] = []
        for unit in sentence.utf16 { wide += [UInt8(unit & 0xff), UInt8(unit >> 8)] }
        let coded = (0..<3).map { shift in
            // Without the ends, which depend on what stands beside it.
            let text = Data(Array(repeating: 0x20, count: shift) + plain).base64EncodedString()
            return Array(text.utf8.dropFirst(shift == 0 ? 0 : 4).dropLast(4))
        }
        return [(sentence, "UTF-8", plain), (sentence, "UTF-16", wide)]
            + coded.map { (sentence, "base64", $0) }
    }

    /// How often each form is in the bytes.
    static func count(in data: UnsafeRawBufferPointer) -> [String: Int] {
        var found: [String: Int] = [:]
        for form in forms {
            var rest = data[...]
            while let start = rest.baseAddressOfSlice,
                let hit = search_bytes(start, rest.count, form.bytes, form.bytes.count)
            {
                found["\(form.form) of “\(form.sentence.prefix(24))…”", default: 0] += 1
                let next = hit - start + 1
                rest = rest.dropFirst(next)
            }
        }
        return found
    }

    /// What of it is in a text.
    static func found(in text: String) -> [String] {
        Array(text.utf8).withUnsafeBytes { count(in: $0) }.map { "\($0.key), \($0.value) times" }
    }

    /// What was searched and what was found, over all runs.
    struct Tally: Sendable {
        var files = 0
        var bytes = 0
        var found: [String] = []
    }

    static let tally = Mutex(Tally())

    /// Searches every file below the folder, whatever its name.
    ///
    /// - Returns: what was found, a line each.
    static func search(_ folder: URL) -> [String] {
        let (files, bytes, found) = looked(below: folder)
        tally.withLock {
            $0.files += files
            $0.bytes += bytes
            $0.found += found
        }
        return found
    }

    /// The same, for what is planted to be found.
    static func found(below folder: URL) -> [String] { looked(below: folder).found }

    private static func looked(
        below folder: URL
    ) -> (files: Int, bytes: Int, found: [String]) {
        var found: [String] = []
        var (files, bytes) = (0, 0)
        let all = FileManager.default.enumerator(atPath: folder.path())?.allObjects as? [String]
        for name in all ?? [] {
            let path = folder.appending(path: name).path(percentEncoded: false)
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            files += 1
            bytes += data.count
            let counts = data.withUnsafeBytes { count(in: $0) }
            found += counts.map { "\(name) has \($0.key), \($0.value) times" }
        }
        return (files, bytes, found)
    }
}

extension Slice<UnsafeRawBufferPointer> {
    fileprivate var baseAddressOfSlice: UnsafeRawPointer? {
        count > 0 ? base.baseAddress?.advanced(by: startIndex) : nil
    }
}
