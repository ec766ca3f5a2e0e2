internal import Foundation
internal import Glibc
public import Gtk
public import Presentation
public import Procurement

/// How the window opens.
public struct WindowOptions: Sendable {
    public var width = 1100
    public var height = 760
    public var isFullScreen = false
    public var scheme = Style.Scheme.system
    /// Text at this size instead of the desktop's: 2 is 200 %.
    public var textScale: Double?
    /// Whether a second start brings up the first window.
    public var isShared = true
    /// Where the translations are; `nil` shows British English.
    public var translations: String?
    /// Opens the door by itself, for demonstrations and tests.
    public var passphrase: String?
    /// How long nobody touches the laptop until it locks by itself.
    public var lockAfter = Duration.seconds(300)
    /// The laptop's clock.
    public var clock: @Sendable () -> Instant = { Instant(Date()) }

    public init() {}
}

/// The application: one window on one laptop.
public final class SupportChoiceApp {
    public static let id = "uk.gov.cheshireeast.SupportChoice"

    /// Only once GTK has started.
    private lazy var navigator = Navigator(laptop: laptop, clock: options.clock)
    private let laptop: any LaptopPort
    private let application: Application
    private let options: WindowOptions
    private var window: ApplicationWindow?
    private var network: NetworkMonitor?
    private var idleLock: IdleLock?
    private let onReady: (@MainActor (Navigator) -> Void)?

    /// `onReady` shows something else than the laptop's door first; for rehearsals.
    public init(
        laptop: any LaptopPort, options: WindowOptions = WindowOptions(),
        onReady: (@MainActor (Navigator) -> Void)? = nil
    ) {
        self.laptop = laptop
        self.options = options
        self.onReady = onReady
        application = Application(id: Self.id, isShared: options.isShared)
        application.onActivate { [weak self] in self?.activate() }
    }

    /// Runs until the window is closed; the status for the shell.
    public func run() -> Int32 {
        guard AppResources.register() else {
            return refuse(tr("Support Choice is not installed completely. Install it again."))
        }
        guard MainLoop.start() else {
            return refuse(tr("Support Choice needs a desktop to open its window on."))
        }
        let status = application.run()
        navigator.close()
        return status
    }

    private func refuse(_ words: String) -> Int32 {
        FileHandle.standardError.write(Data((words + "\n").utf8))
        return 1
    }

    private func activate() {
        if let window {
            window.present()
            return
        }
        Style.load()
        Style.scheme = options.scheme
        if let scale = options.textScale { Style.textScale = scale }
        let window = ApplicationWindow(application)
        self.window = window
        navigator.window = window
        window.title = tr("Support Choice")
        window.setSize(width: options.width, height: options.height)
        window.request(width: 360, height: 480)
        window.show(navigator.root)
        navigator.resize(width: options.width, textScale: Style.textScale)
        addActions()
        watch(window)
        if options.isFullScreen { window.isFullScreen = true }
        window.present()
        if let onReady {
            onReady(navigator)
        } else {
            navigator.openDoor(passphrase: options.passphrase)
        }
        Task { [weak self] in self?.watchNetwork() }
    }

    private func addActions() {
        application.addAction("waiting") { [weak navigator] in
            guard let navigator, navigator.isWorkerIn else { return }
            navigator.showWaiting()
        }
        application.addAction("lock", keys: ["<Control>l"]) { [weak navigator] in
            guard let navigator, navigator.isWorkerIn else { return }
            navigator.lock()
        }
        application.addAction("about") { [weak self] in
            guard let self, self.navigator.current?.canBeLeft ?? true else { return }
            About.show(
                name: tr("Support Choice"), icon: Self.id, version: "1.0",
                comments: tr("People say which support provider they prefer."),
                in: self.window)
        }
    }

    private func watch(_ window: ApplicationWindow) {
        if ProcessInfo.processInfo.environment["SUPPORT_CHOICE_TIMING"] != nil {
            window.onFirstFrame { FirstFrame.tell() }
        }
        window.onWidth { [weak navigator] width in
            navigator?.resize(width: width, textScale: Style.textScale)
        }
        Style.onTextScale { [weak navigator, weak window] in
            guard let window else { return }
            navigator?.resize(width: window.width, textScale: Style.textScale)
        }
        let idleLock = IdleLock(navigator, limits: .init(lock: options.lockAfter))
        window.onInput { [weak idleLock] in idleLock?.touched() }
        idleLock.watch()
        self.idleLock = idleLock
        window.onKey { [weak navigator] key in navigator?.handle(key) ?? false }
        window.onCloseRequest { [weak navigator] in !(navigator?.current?.canBeLeft ?? true) }
    }

    private func watchNetwork() {
        let monitor = NetworkMonitor()
        monitor.onChanged { [weak navigator] in navigator?.laptop.networkChanged() }
        network = monitor
    }
}

extension Navigator {
    /// Whether the laptop is unlocked and the page may be left.
    var isWorkerIn: Bool {
        guard let current, current.canBeLeft else { return false }
        return !(current is any DoorScreen)
    }
}
