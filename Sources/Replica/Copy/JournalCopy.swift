internal import Crypto
internal import Foundation
internal import Synchronization

/// The journal and the drafts once more, in a file of the simplest kind, so that a `replica.sqlite`
/// that can no longer be read takes nothing with it that a person said.
///
/// `journal.copy` is a row of frames, oldest first, each appended and synced after the database
/// committed the same change. All numbers are big-endian:
///
/// | bytes | |
/// |---|---|
/// | 8 | magic: `89 53 43 4A 43 0D 0A 1A` |
/// | 4 | n, the length of the payload that follows; at most 16 MiB |
/// | n | payload |
/// | 32 | SHA-256 of the length and the payload |
///
/// The payload: 1 byte kind, 8 bytes version, 2 bytes length of the key, the key in UTF-8, and to
/// the end the body. Kinds:
///
/// | kind | key | version | body |
/// |---|---|---|---|
/// | 1 draft | package | revision | sealed as `#draft`: JSON of `VisitDraft` |
/// | 2 draft gone | package | revision | empty |
/// | 3 journal | key of the mutation | mid | sealed as `#journal`: JSON of `JournalEntry` |
/// | 4 result | key of the mutation | mid | sealed as `#result`: JSON of `StoredResult` |
/// | 5 about | name of a file of the profile | 0 | that file's bytes (they hold sealed keys only) |
///
/// How bodies are sealed is said at `Seal`. A reader looks for the magic, checks the hash, and at a
/// damaged frame looks for the next magic one byte further on: a torn tail or a damaged middle
/// costs only the frames it touches. Of two frames with the same kind and key the later one holds.
///
/// A program that gives a frame another meaning gives it another kind: one whose checksum is right
/// and whose kind is not in the table says that a newer program wrote the file.
///
/// Behind the last frame, and sometimes between two, are zeros: room that is on the disk already. To
/// write over it takes a third of the time that it takes to make a file longer, for which the file
/// system has to commit too, and somebody waits for every answer.
final class JournalCopy: Sendable {
    struct Frame: Hashable, Sendable {
        enum Kind: UInt8, Sendable {
            case draft = 1, draftGone, journal, result, about
            /// Of a newer program. Never written.
            case later = 0
        }

        let kind: Kind
        let key: String
        let version: Int64
        let body: Data
    }

    static let magic = Data([0x89, 0x53, 0x43, 0x4A, 0x43, 0x0D, 0x0A, 0x1A])
    static let longestPayload = 16 << 20
    /// By how much the file is made longer at once, in bytes.
    static let room = 64 << 10

    let path: String
    private let state: Mutex<State>

    private struct State {
        var file: Int32
        /// Where the last whole frame ends.
        var end: off_t
        /// How long the file is.
        var length: off_t

        init(file: Int32, end: off_t) {
            self.file = file
            self.end = end
            length = end
        }

        /// Writes behind the last frame, and zeros behind that.
        mutating func append(_ bytes: Data, room: Int) throws(ReplicaError) {
            do throws(ReplicaError) {
                lseek(file, end, SEEK_SET)
                try DurableFile.write(room > 0 ? bytes + Data(count: room) : bytes, to: file)
                guard fdatasync(file) == 0 else { throw ReplicaError.system(errno) }
            } catch {
                ftruncate(file, end)
                length = end
                throw error
            }
            end += off_t(bytes.count)
            length = max(length, end + off_t(room))
        }
    }

    init(path: String) throws(ReplicaError) {
        self.path = path
        let file = try Self.opened(path)
        state = Mutex(Self.state(of: file))
    }

    deinit { _ = state.withLock { close($0.file) } }

    var size: Int { state.withLock { Int($0.end) } }

    /// Appends frames and returns when they are on the disk. After a failure the file ends with
    /// the last frame that was there before.
    func append(_ frames: [Frame]) throws(ReplicaError) {
        guard !frames.isEmpty else { return }
        let bytes = frames.reduce(into: Data()) { $0.append(Self.encoded($1)) }
        let failure = state.withLock { state -> ReplicaError? in
            do throws(ReplicaError) {
                if state.end + off_t(bytes.count) <= state.length {
                    try state.append(bytes, room: 0)
                } else {
                    do {
                        try state.append(bytes, room: Self.room)
                    } catch {
                        // A disk that is nearly full may still have room for the frames.
                        try state.append(bytes, room: 0)
                    }
                }
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// Replaces the whole file by these frames, at once or not at all.
    func rewrite(_ frames: [Frame]) throws(ReplicaError) {
        let bytes = frames.reduce(into: Data()) { $0.append(Self.encoded($1)) }
        let failure = state.withLock { state -> ReplicaError? in
            do throws(ReplicaError) {
                try DurableFile.replace(path, with: bytes)
                let file = try Self.opened(path)
                close(state.file)
                state = State(file: file, end: off_t(bytes.count))
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// Finds the end of the last frame. It may itself end with zeros, so some are left behind it.
    private static func state(of file: Int32) -> State {
        let length = lseek(file, 0, SEEK_END)
        var tail = [UInt8](repeating: 0, count: Int(min(length, off_t(2 * room))))
        let start = length - off_t(tail.count)
        let count = pread(file, &tail, tail.count, start)
        var state = State(file: file, end: length)
        guard count == tail.count, let last = tail.lastIndex(where: { $0 != 0 }) else {
            return state
        }
        state.end = min(length, start + off_t(last + 1 + SHA256.byteCount))
        return state
    }

    private static func opened(_ path: String) throws(ReplicaError) -> Int32 {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .system(errno) }
        return file
    }
}

extension JournalCopy {
    static func encoded(_ frame: Frame) -> Data {
        let key = Data(frame.key.utf8.prefix(Int(UInt16.max)))
        var payload = Data([frame.kind.rawValue])
        payload.append(bigEndian: UInt64(bitPattern: frame.version))
        payload.append(bigEndian: UInt16(key.count))
        payload.append(key)
        payload.append(frame.body)
        var hashed = Data()
        hashed.append(bigEndian: UInt32(payload.count))
        hashed.append(payload)
        return magic + hashed + Data(SHA256.hash(data: hashed))
    }

    /// Every whole frame of the bytes, oldest first.
    static func frames(in data: Data) -> [Frame] {
        let bytes = Data(data)
        var frames: [Frame] = []
        var position = 0
        while let found = bytes.range(of: magic, in: position..<bytes.count) {
            if let (frame, end) = frame(in: bytes, at: found.upperBound) {
                frames.append(frame)
                position = end
            } else {
                position = found.lowerBound + 1
            }
        }
        return frames
    }

    private static func frame(in bytes: Data, at start: Int) -> (Frame, end: Int)? {
        guard let length = bytes.bigEndian(UInt32.self, at: start), length <= longestPayload
        else { return nil }
        let hashStart = start + 4 + Int(length)
        guard length >= 11, hashStart + 32 <= bytes.count,
            Data(SHA256.hash(data: bytes[start..<hashStart]))
                == bytes[hashStart..<hashStart + 32],
            let version = bytes.bigEndian(UInt64.self, at: start + 5),
            let keyLength = bytes.bigEndian(UInt16.self, at: start + 13)
        else { return nil }
        let keyEnd = start + 15 + Int(keyLength)
        guard keyEnd <= hashStart,
            let key = String(bytes: bytes[start + 15..<keyEnd], encoding: .utf8)
        else { return nil }
        let frame = Frame(
            kind: Frame.Kind(rawValue: bytes[start + 4]) ?? .later, key: key,
            version: Int64(bitPattern: version),
            body: Data(bytes[keyEnd..<hashStart]))
        return (frame, hashStart + 32)
    }
}

extension Data {
    fileprivate mutating func append(bigEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    fileprivate func bigEndian<Number: FixedWidthInteger>(
        _ type: Number.Type, at start: Int
    ) -> Number? {
        guard start + MemoryLayout<Number>.size <= count else { return nil }
        return self[start..<start + MemoryLayout<Number>.size].reduce(0) { $0 << 8 | Number($1) }
    }
}

/// What the frames of a copy come to: of each thing the newest.
struct CopyContents {
    var journal: [String: JournalCopy.Frame] = [:]
    var results: [String: JournalCopy.Frame] = [:]
    var drafts: [String: JournalCopy.Frame] = [:]
    var about: [String: Data] = [:]
    /// A newer program wrote some of it.
    var isNewer = false

    /// Whether there is anything that a person said.
    var hasWords: Bool { !journal.isEmpty || !drafts.isEmpty }

    init(_ frames: [JournalCopy.Frame]) {
        for frame in frames {
            switch frame.kind {
            case .draft: drafts[frame.key] = frame
            case .draftGone: drafts[frame.key] = nil
            case .journal: journal[frame.key] = frame
            case .result: results[frame.key] = frame
            case .about: about[frame.key] = frame.body
            case .later: isNewer = true
            }
        }
    }

    /// - Throws: when the disk does not give the file: it is not a copy with nothing in it.
    init(path: String) throws(ReplicaError) {
        self.init(JournalCopy.frames(in: try DurableFile.remains(of: path) ?? Data()))
    }
}
