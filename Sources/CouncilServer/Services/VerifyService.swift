internal import Crypto
internal import Foundation
internal import Procurement
public import SyncProtocol

/// Tells a laptop which packages it holds otherwise than it should, and gives them to it whole.
///
/// What changed after the laptop's cursor is no difference: it comes with the next pull.
public struct VerifyService: Sendable {
    public let limits: SyncLimits
    /// The largest request, in bytes: 50 a package.
    public static let bodyLimit = 1 << 20

    public init(limits: SyncLimits = .standard) { self.limits = limits }

    /// - Throws: `Problem.notYourReplica`, `Problem.cursorGone`; `StoreError`.
    public func verify(
        _ request: VerifyRequest, from device: Device, in transaction: StoreTransaction
    ) throws -> VerifyAnswer {
        _ = try ReplicaService.check(request.replica, of: device, in: transaction)
        let place = try Cursor.place(
            request.cursor, floor: transaction.floor(of: device.worker),
            in: transaction.council())
        let moving = try transaction.packages(changedFor: device.worker, after: place.seq)
        let held = Set(try transaction.caseload(of: device.worker))
        let named = Set(request.digests.keys.map { SupportPackage.ID($0) })
        var differ: [SupportPackage.ID] = []
        var copies: [PackageCopy] = []
        var bytes = 0
        for package in held.union(named).subtracting(moving).sorted() {
            let documents = held.contains(package) ? try transaction.documents(of: package) : []
            guard request.digests[package.rawValue] != Self.digest(documents) else { continue }
            differ.append(package)
            let size = documents.reduce(200) { $0 + $1.body.utf8.count + 200 }
            if copies.isEmpty || bytes + size <= limits.pullBytes {
                bytes += size
                copies.append(
                    PackageCopy(package: package, documents: documents.map(\.onTheWire)))
            }
        }
        return VerifyAnswer(differ: differ, copies: copies)
    }

    /// `nil` when there is nothing: the laptop should not name the package either.
    private static func digest(_ documents: [StoredDocument]) -> String? {
        guard !documents.isEmpty else { return nil }
        let text = PackageDigest.text(
            documents.map { document in
                PackageDigest.Entry(
                    kind: document.kind.rawValue, id: document.id, version: document.version,
                    bodyHash: SHA256.hash(data: Data(document.body.utf8)).hexadecimal)
            })
        let hash = SHA256.hash(data: Data(text.utf8)).hexadecimal
        return String(hash.prefix(PackageDigest.length))
    }
}

extension StoredDocument {
    fileprivate var onTheWire: WireDocument {
        WireDocument(kind: kind, id: id, package: package, version: version, body: body)
    }
}
