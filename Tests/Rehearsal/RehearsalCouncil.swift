public import Foundation
public import Presentation
public import Procurement
internal import Synchronization

/// What the council and the network do to a laptop that lives in memory.
extension RehearsalLaptop {
    /// Changes what sync says.
    public func set(_ link: SendingState.Link) {
        state.withLock {
            $0.sending.link = link
            $0.tell()
        }
    }

    /// Changes what the laptop holds, as a pull from the council does.
    public func change(_ body: @Sendable (inout [VisitFile]) -> Void) {
        state.withLock {
            body(&$0.files)
            $0.tell()
        }
    }

    /// Takes a visit away, as when another worker gets it. What was begun stays.
    public func takeAway(_ package: SupportPackage.ID) {
        state.withLock { state in
            state.sending.kept += state.files.compactMap { $0.id == package ? $0.draft : nil }
            state.away += state.files.filter { $0.id == package }
            state.files.removeAll { $0.id == package }
            state.tell()
        }
    }

    /// Brings a visit back that was taken away.
    public func giveBack(_ package: SupportPackage.ID) {
        state.withLock { state in
            state.sending.kept.removeAll { $0.basis.package == package }
            state.files += state.away.filter { $0.id == package }
            state.away.removeAll { $0.id == package }
            state.tell()
        }
    }

    /// Says that so many visits have something that this program cannot show.
    public func leaveUnshown(_ count: Int) {
        state.withLock {
            $0.sending.unshown = count
            $0.tell()
        }
    }

    /// Makes a picture be here; the visits that name it say so in `VisitFile.pictures`.
    public func hold(_ bytes: Data, as sha256: Picture.ID) {
        state.withLock { $0.pictures[sha256] = bytes }
    }
}
