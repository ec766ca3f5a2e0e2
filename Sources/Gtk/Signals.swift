internal import CAdwaita
internal import Synchronization

/// How many signal handlers are connected at the moment. A test brings it back to where it was.
public nonisolated var liveSignalHandlers: Int { SignalBox.live.load(ordering: .relaxed) }

/// Keeps a handler alive as long as GLib can call it. GLib's destroy-notify alone releases it:
/// when the object goes, or when the handler is disconnected.
nonisolated class SignalBox {
    static let live = Atomic<Int>(0)

    init() { Self.live.add(1, ordering: .relaxed) }
    deinit { Self.live.subtract(1, ordering: .relaxed) }
}

private nonisolated final class Handler<Argument, Result>: SignalBox {
    let call: @MainActor (Argument) -> Result

    init(_ call: @escaping @MainActor (Argument) -> Result) {
        self.call = call
        super.init()
    }

    static func at(_ address: UInt) -> Handler {
        guard let data = UnsafeMutableRawPointer(bitPattern: address) else {
            preconditionFailure("a signal without its handler")
        }
        return Unmanaged<Handler>.fromOpaque(data).takeUnretainedValue()
    }
}

private nonisolated let release: GClosureNotify = { data, _ in
    guard let data else { return }
    Unmanaged<SignalBox>.fromOpaque(data).release()
}

extension Object {
    /// Connects to a signal without arguments. The handler holds the screen weakly.
    func connect(_ signal: String, _ handler: @escaping @MainActor () -> Void) {
        let box = Handler<Void, Void>(handler)
        let call: @convention(c) (gpointer?, gpointer?) -> Void = { _, data in
            let address = UInt(bitPattern: data)
            MainActor.assumeIsolated { Handler<Void, Void>.at(address).call(()) }
        }
        attach(signal, box, unsafeBitCast(call, to: GCallback.self))
    }

    /// Connects to a signal with one argument that we do not need, as `notify` has.
    func connectIgnoringArgument(_ signal: String, _ handler: @escaping @MainActor () -> Void) {
        let box = Handler<Void, Void>(handler)
        let call: @convention(c) (gpointer?, gpointer?, gpointer?) -> Void = { _, _, data in
            let address = UInt(bitPattern: data)
            MainActor.assumeIsolated { Handler<Void, Void>.at(address).call(()) }
        }
        attach(signal, box, unsafeBitCast(call, to: GCallback.self))
    }

    /// Connects to a signal that asks whether it is dealt with.
    func connectAsking(_ signal: String, _ handler: @escaping @MainActor () -> Bool) {
        let box = Handler<Void, Bool>(handler)
        let call: @convention(c) (gpointer?, gpointer?) -> gboolean = { _, data in
            let address = UInt(bitPattern: data)
            return MainActor.assumeIsolated { Handler<Void, Bool>.at(address).call(()) ? 1 : 0 }
        }
        attach(signal, box, unsafeBitCast(call, to: GCallback.self))
    }

    /// Connects to a signal with one number.
    func connectNumber(_ signal: String, _ handler: @escaping @MainActor (Int) -> Void) {
        let box = Handler<Int, Void>(handler)
        let call: @convention(c) (gpointer?, gint, gpointer?) -> Void = { _, number, data in
            let address = UInt(bitPattern: data)
            MainActor.assumeIsolated { Handler<Int, Void>.at(address).call(Int(number)) }
        }
        attach(signal, box, unsafeBitCast(call, to: GCallback.self))
    }

    /// Connects to a signal with two numbers, as a surface's `layout` has.
    func connectSize(_ signal: String, _ handler: @escaping @MainActor (Int) -> Void) {
        let box = Handler<Int, Void>(handler)
        let call: @convention(c) (gpointer?, gint, gint, gpointer?) -> Void = { _, width, _, data in
            let address = UInt(bitPattern: data)
            MainActor.assumeIsolated { Handler<Int, Void>.at(address).call(Int(width)) }
        }
        attach(signal, box, unsafeBitCast(call, to: GCallback.self))
    }

    /// Connects to a signal with one text, as a dialog's `response` has.
    func connectText(_ signal: String, _ handler: @escaping @MainActor (String) -> Void) {
        let box = Handler<String, Void>(handler)
        let call: @convention(c) (gpointer?, UnsafePointer<CChar>?, gpointer?) -> Void = {
            _, text, data in
            let address = UInt(bitPattern: data)
            let text = text.map { String(cString: $0) } ?? ""
            MainActor.assumeIsolated { Handler<String, Void>.at(address).call(text) }
        }
        attach(signal, box, unsafeBitCast(call, to: GCallback.self))
    }

    /// Connects to a key controller's `key-pressed`.
    func connectKey(_ handler: @escaping @MainActor (Key) -> Bool) {
        let box = Handler<Key, Bool>(handler)
        let call: @convention(c) (gpointer?, guint, guint, GdkModifierType, gpointer?) -> gboolean =
            {
                _, value, _, modifiers, data in
                let address = UInt(bitPattern: data)
                let key = Key(value: value, modifiers: modifiers)
                return MainActor.assumeIsolated { Handler<Key, Bool>.at(address).call(key) ? 1 : 0 }
            }
        attach("key-pressed", box, unsafeBitCast(call, to: GCallback.self))
    }

    /// Connects to those of a controller's `event`s that somebody made, and lets everybody else have
    /// them too.
    func connectInput(_ handler: @escaping @MainActor () -> Void) {
        let box = Handler<Void, Void>(handler)
        let call: @convention(c) (gpointer?, OpaquePointer?, gpointer?) -> gboolean = {
            _, event, data in
            let address = UInt(bitPattern: data)
            guard let event else { return 0 }
            switch gdk_event_get_event_type(event) {
            case GDK_KEY_PRESS, GDK_BUTTON_PRESS, GDK_TOUCH_BEGIN, GDK_SCROLL: break
            // GTK makes up a move when what is under the pointer changes: without a time.
            case GDK_MOTION_NOTIFY where gdk_event_get_time(event) != 0: break
            default: return 0
            }
            MainActor.assumeIsolated { Handler<Void, Void>.at(address).call(()) }
            return 0
        }
        attach("event", box, unsafeBitCast(call, to: GCallback.self))
    }

    private func attach(_ signal: String, _ box: SignalBox, _ callback: @escaping GCallback) {
        g_signal_connect_data(
            raw, signal, callback, Unmanaged.passRetained(box).toOpaque(), release,
            GConnectFlags(rawValue: 0))
    }
}
