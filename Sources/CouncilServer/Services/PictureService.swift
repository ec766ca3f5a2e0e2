public import Procurement
internal import SyncProtocol

/// Gives laptops the pictures that their documents name, whole or in pieces.
public struct PictureService: Sendable {
    private let range: String?
    private let condition: String?

    /// What is given.
    public struct Answer: Hashable, Sendable {
        public let picture: StoredPicture
        /// Where the bytes are in the picture; `nil` when it has none of those that were asked for.
        public let range: Range<Int>?
        /// Whether a part was asked for.
        public let isPart: Bool
        public let bytes: [UInt8]
    }

    /// `range` and `condition` are the headers `Range` and `If-Range`: a part is given only of the
    /// state that the condition names. A date names none, as pictures have no dates. Source: RFC
    /// 9110, section 13.1.5.
    public init(range: String?, onlyIf condition: String? = nil) {
        self.range = range
        self.condition = condition
    }

    /// A picture that the device's worker may see.
    ///
    /// - Throws: `Problem.notFound`, the same whether the council lacks the picture or no document of
    ///   the worker's caseload names it; `StoreError`.
    public func answer(
        _ sha256: Picture.ID, for device: Device, in transaction: StoreTransaction
    ) throws -> Answer {
        guard Picture.isHash(sha256.rawValue),
            let picture = try transaction.picture(sha256, for: device.worker)
        else { throw Problem.notFound() }
        let mayBePart = condition.map { $0 == picture.entityTag } ?? true
        switch ByteRange(mayBePart ? range : nil, size: picture.size) {
        case .whole: return try answer(0..<picture.size, isPart: false, of: picture, transaction)
        case .part(let range): return try answer(range, isPart: true, of: picture, transaction)
        case .unsatisfiable:
            return Answer(picture: picture, range: nil, isPart: true, bytes: [])
        }
    }

    private func answer(
        _ range: Range<Int>, isPart: Bool, of picture: StoredPicture,
        _ transaction: StoreTransaction
    ) throws -> Answer {
        let bytes = try transaction.bytes(range, of: picture)
        guard bytes.count == range.count else {
            throw StoreError.unreadable(row: "picture \(picture.sha256)")
        }
        return Answer(picture: picture, range: range, isPart: isPart, bytes: bytes)
    }
}
