internal import Crypto
public import Foundation
internal import Procurement

/// A small file of JSON that says itself whether it is whole.
///
/// It is one object, whose last member is the checksum: `{...,"sha256":"<64 hex digits>"}`. The
/// checksum is SHA-256, in lower-case hex, of every byte before `,"sha256"`. A program that does not
/// know it reads the object as any other. Files of version 1.0 have none.
public enum CheckedFile {
    /// What the bytes say of themselves.
    enum State: Hashable, Sendable {
        case whole
        /// An older program wrote it: an object without a checksum.
        case unchecked
        case damaged
    }

    private static let name = Data("\"sha256\"".utf8)
    private static let before = Data(",\"sha256\":\"".utf8)
    private static let after = Data("\"}".utf8)
    private static let digits = 2 * SHA256.byteCount

    /// A value as the bytes of such a file.
    ///
    /// - Throws: when it is no object of JSON.
    public static func bytes(of value: some Encodable) throws -> Data {
        let json = try CanonicalJSON.encode(value)
        guard json.last == UInt8(ascii: "}"), json.count > 2 else {
            throw ReplicaError.notStored(diskFull: false)
        }
        let content = json.dropLast()
        return content + before + Data(SHA256.hash(data: content).hexadecimal.utf8) + after
    }

    static func state(of data: Data) -> State {
        let bytes = Data(data)
        let end = bytes.count - before.count - digits - after.count
        if end > 0, bytes[end...].prefix(before.count) == before, bytes.suffix(2) == after {
            let sum = bytes.dropLast(after.count).suffix(digits)
            let right = SHA256.hash(data: bytes[..<end]).hexadecimal
            return sum == Data(right.utf8) ? .whole : .damaged
        }
        guard bytes.range(of: name) == nil,
            (try? JSONSerialization.jsonObject(with: bytes)) is [String: Any]
        else { return .damaged }
        return .unchecked
    }

    /// The number at the end of `format`, as in `support-choice/vault-1`; `nil` when it is no object
    /// with a format.
    static func version(of data: Data) -> Int? {
        struct Format: Decodable { let format: String }
        return (try? CanonicalJSON.decode(Format.self, from: data))?.format
            .split(separator: "-").last.flatMap { Int($0) }
    }

    /// Whether one is the other with a single bit changed.
    static func differInOneBit(_ one: Data, _ other: Data) -> Bool {
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount } == 1
    }
}

/// What is found of a file of the profile that stands twice.
public struct Standing: Sendable {
    /// The surest first. An older one is among them only when no newer one is whole.
    public let versions: [Data]
    /// Both files are there, whole and the same.
    public let isSound: Bool
    /// The last of them is a file of an older program, which has no checksum.
    public let isUnchecked: Bool
    /// A newer program wrote it.
    public let isNewer: Bool

    /// The newest version of these files that this program knows.
    static let known = 1
}

extension ProfileFolder.File {
    /// The second name of a file that stands twice.
    var twin: ProfileFolder.File? {
        switch self {
        case .vault: .vaultTwin
        case .device: .deviceTwin
        default: nil
        }
    }
}

extension ProfileFolder {
    /// Writes a file that stands twice, the first one first: where both are whole, the first is the
    /// newer one.
    public func keep(_ value: some Encodable, as file: File) throws(ReplicaError) {
        guard let data = try? CheckedFile.bytes(of: value) else {
            throw .notStored(diskFull: false)
        }
        try write(data, to: file)
        if let twin = file.twin { try write(data, to: twin) }
    }

    /// Whether it was ever written, in whatever state it is.
    public func knows(_ file: File) -> Bool {
        has(file) || file.twin.map(has) ?? false || !Replica.remembered(file, in: self).isEmpty
    }

    /// Looks at both files, and where neither is whole at what the journal's copy and the database
    /// remember of them.
    ///
    /// - Throws: `ReplicaError.notRead` when there is none because the disk does not give it.
    public func standing(of file: File) throws(ReplicaError) -> Standing {
        var failure: ReplicaError?
        func read(_ file: File?) -> Data? {
            guard let file else { return nil }
            do throws(ReplicaError) {
                return try DurableFile.read(path(of: file))
            } catch {
                failure = error
                return nil
            }
        }
        let (first, second) = (read(file), read(file.twin))
        let states = (first.map(CheckedFile.state), second.map(CheckedFile.state))
        var sure: [Data] = []
        if states.0 == .whole, let first { sure.append(first) }
        if sure.isEmpty, states.1 == .whole, let second { sure.append(second) }
        // Its newest words stand in the first one, though an older program wrote them.
        if states.0 == .unchecked, second != nil, let first { sure.insert(first, at: 0) }
        if sure.isEmpty { sure = Replica.remembered(file, in: self) }
        let isNewer = [first, second].compactMap(\.self).contains { data in
            CheckedFile.version(of: data) ?? 0 > Standing.known
                && (CheckedFile.state(of: data) == .whole
                    || !sure.contains { CheckedFile.differInOneBit($0, data) })
        }
        if states.1 != .whole, let first, states.0 == .unchecked, !sure.contains(first) {
            sure.append(first)
        }
        if sure.isEmpty, let failure { throw failure }
        return Standing(
            versions: sure, isSound: states.0 == .whole && first == second,
            isUnchecked: states.0 == .unchecked && states.1 != .whole, isNewer: isNewer)
    }
}
