internal import CAdwaita

/// A GObject, held by exactly one reference of ours.
///
/// Several wrappers may stand for one GObject; each holds its own reference and gives it back when
/// it goes. Whether a C function gives a reference away (full) or lends it (none) is decided where
/// it is called: `adopting` for the first, `retaining` for the second.
///
/// The actor is named although it is the target's default: without the name an optimized build of
/// another target does not see that the class is isolated, and refuses its deinit (Swift 6.3).
@MainActor
public class Object {
    let raw: UnsafeMutableRawPointer

    /// The GLib type that the class stands for; a builder checks by it what it hands out.
    class var type: GType { g_object_get_type() }

    /// Takes over a new object: sinks a floating reference, or keeps a full one.
    init(adopting raw: UnsafeMutableRawPointer) {
        if g_object_is_floating(raw) != 0 { g_object_ref_sink(raw) }
        self.raw = raw
    }

    /// Adds our reference to a borrowed object.
    required init(retaining raw: UnsafeMutableRawPointer) {
        g_object_ref_sink(raw)
        self.raw = raw
    }

    isolated deinit { g_object_unref(raw) }

    /// The pointer as the C struct that the caller's function asks for.
    func pointer<Struct>(_ type: Struct.Type = Struct.self) -> UnsafeMutablePointer<Struct> {
        raw.assumingMemoryBound(to: type)
    }

    /// The pointer for the functions whose struct is not public.
    var opaque: OpaquePointer { OpaquePointer(raw) }

    /// Takes over what a constructor gave us. None of those that we call may fail.
    static func made<Struct>(_ pointer: UnsafeMutablePointer<Struct>?) -> UnsafeMutableRawPointer {
        guard let pointer else { preconditionFailure("GTK made nothing") }
        return UnsafeMutableRawPointer(pointer)
    }

    static func made(_ pointer: OpaquePointer?) -> UnsafeMutableRawPointer {
        guard let pointer else { preconditionFailure("GTK made nothing") }
        return UnsafeMutableRawPointer(pointer)
    }
}

extension Object: @MainActor Equatable {
    /// Two wrappers are equal when they stand for the same GObject.
    public static func == (lhs: Object, rhs: Object) -> Bool { lhs.raw == rhs.raw }
}

/// Notices when a GObject is gone, without keeping it; for tests.
@MainActor
public final class WeakObject {
    private let address: UnsafeMutablePointer<GWeakRef>

    public init(_ object: Object) {
        address = .allocate(capacity: 1)
        address.initialize(to: GWeakRef())
        g_weak_ref_init(address, object.raw)
    }

    public var isGone: Bool {
        guard let object = g_weak_ref_get(address) else { return true }
        g_object_unref(object)
        return false
    }

    isolated deinit {
        g_weak_ref_clear(address)
        address.deallocate()
    }
}
