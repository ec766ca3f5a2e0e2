// swift-tools-version: 6.2
import PackageDescription

/// Rules of the language that hold in every target of ours.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// Targets that touch widgets live on the main actor, which is the GLib main loop.
let onMainActor = strict + [.defaultIsolation(MainActor.self)]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let jwt: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")

let package = Package(
    name: "SupportChoice",
    products: [
        .executable(name: "support-choice", targets: ["support-choice"]),
        .executable(name: "support-choice-server", targets: ["support-choice-server"]),
        // Loaded into the two above by tests that make their disks and networks fail.
        .library(name: "faults", type: .dynamic, targets: ["CFaults"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // What the product is about.
        .target(name: "Procurement", swiftSettings: strict),
        .target(
            name: "Presentation", dependencies: ["Procurement", "CGettext"],
            swiftSettings: strict),

        // The laptop.
        .target(
            name: "Replica",
            dependencies: [
                "Procurement", "COpenSSL", grdb, crypto,
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ], swiftSettings: strict),
        .target(name: "SyncProtocol", dependencies: ["Procurement"], swiftSettings: strict),
        .target(name: "Packing", dependencies: ["CDeflate", "CZstd"], swiftSettings: strict),
        .target(
            name: "SyncClient",
            dependencies: [
                "Packing", "Procurement", "Replica", "SyncProtocol", crypto, jwt, httpClient,
                nioCore,
                nioHTTP1, nioSSL,
            ], swiftSettings: strict),
        .target(
            name: "Laptop",
            dependencies: ["Presentation", "Procurement", "Replica", "SyncClient", "SyncProtocol"],
            swiftSettings: strict),

        // The council.
        .target(
            name: "CouncilServer",
            dependencies: [
                "Packing", "Procurement", "SyncProtocol", "CPostgres", grdb, crypto, jwt, nioCore,
                nioHTTP1, nioSSL,
                hummingbird, logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ], swiftSettings: strict),

        // The window.
        .target(name: "CGtkShim", dependencies: ["CAdwaita"]),
        .target(name: "Gtk", dependencies: ["CAdwaita", "CGtkShim"], swiftSettings: onMainActor),
        .target(
            name: "Widgets", dependencies: ["Gtk", "Presentation", "Procurement"],
            swiftSettings: onMainActor),
        .target(
            name: "Screens", dependencies: ["Gtk", "Widgets", "Presentation", "Procurement"],
            swiftSettings: onMainActor, plugins: ["CompileResources"]),

        // The two programs: arguments and wiring.
        .target(name: "CWipe"),
        .executableTarget(
            name: "support-choice",
            dependencies: [
                "CWipe", "Laptop", "Procurement", "Screens", "Gtk", "Presentation", arguments,
            ],
            swiftSettings: onMainActor),
        .executableTarget(
            name: "support-choice-server",
            dependencies: ["CouncilServer", "Procurement", arguments, logging],
            swiftSettings: strict),

        // What sync costs.
        .executableTarget(
            name: "bench-sync",
            dependencies: [
                "CWipe", "CouncilServer", "Procurement", "Replica", "SyncClient", "SyncProtocol",
                grdb,
                arguments,
            ], path: "Benchmarks/Sync", swiftSettings: strict),

        // C libraries of the system.
        .systemLibrary(
            name: "CAdwaita", pkgConfig: "libadwaita-1", providers: [.apt(["libadwaita-1-dev"])]),
        .systemLibrary(name: "CGettext"),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),

        .plugin(name: "CompileResources", capability: .buildTool()),

        // A laptop in memory, and a program that opens the window on it.
        .target(
            name: "Rehearsal", dependencies: ["Presentation", "Procurement"],
            path: "Tests/Rehearsal", swiftSettings: strict),
        .executableTarget(
            name: "rehearse", dependencies: ["Rehearsal", "Screens", "Gtk", "Presentation"],
            path: "Tests/Rehearse", swiftSettings: onMainActor),

        .testTarget(name: "GtkTests", dependencies: ["Gtk"], swiftSettings: strict),
        .testTarget(
            name: "ScreensTests",
            dependencies: [
                "Screens", "Widgets", "Gtk", "Rehearsal", "Presentation", "Procurement",
            ], swiftSettings: strict),

        // The proof on the real window, from another process.
        .systemLibrary(
            name: "CAtspi", path: "Tests/CAtspi", pkgConfig: "atspi-2",
            providers: [.apt(["libatspi2.0-dev"])]),
        .target(
            name: "DesktopDriver", dependencies: ["CAtspi", "Procurement"],
            path: "Tests/DesktopDriver",
            swiftSettings: strict),
        .executableTarget(
            name: "journey", dependencies: ["DesktopDriver", "Procurement", arguments],
            path: "Tests/Journey",
            swiftSettings: strict),
        .executableTarget(
            name: "blank-window", dependencies: ["CAdwaita"], path: "Tests/BlankWindow"),
        .testTarget(
            name: "DesktopTests", dependencies: ["CSearch", "DesktopDriver"],
            swiftSettings: strict),

        // The real programs under faults: killed, on failing disks, behind failing networks.
        .target(name: "CFaults", path: "Tests/CFaults"),
        .target(name: "CSearch", path: "Tests/CSearch"),
        .executableTarget(
            name: "locked-laptop",
            dependencies: ["CAdwaita", "CWipe", "Laptop", "Presentation", "Procurement"],
            path: "Tests/LockedLaptop", swiftSettings: strict),
        .testTarget(
            name: "FaultTests",
            dependencies: [
                "CSearch", "DesktopDriver", "Laptop", "Presentation", "Procurement", "Replica",
            ],
            swiftSettings: strict),

        .testTarget(name: "HouseTests", swiftSettings: strict),
        .testTarget(
            name: "CouncilServerTests",
            dependencies: [
                "CouncilServer", "support-choice-server", "Packing", "Procurement", "SyncProtocol",
                grdb,
                crypto, jwt, nioCore, hummingbird, logging,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ], swiftSettings: strict),
        .testTarget(
            name: "ProcurementTests", dependencies: ["Procurement"], exclude: ["Fixtures"],
            swiftSettings: strict),
        .testTarget(
            name: "PresentationTests", dependencies: ["Presentation", "Procurement"],
            swiftSettings: strict),
        .target(
            name: "LaptopSamples",
            dependencies: ["Procurement", "SyncClient", "SyncProtocol", crypto],
            path: "Tests/LaptopSamples", swiftSettings: strict),
        .testTarget(
            name: "ReplicaTests",
            dependencies: [
                "Replica", "Procurement", "SyncProtocol", "LaptopSamples", grdb, crypto,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SyncClientTests",
            dependencies: [
                "SyncClient", "Replica", "SyncProtocol", "Procurement", "LaptopSamples", grdb,
                nioCore,
                nioHTTP1, .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: strict),
        .testTarget(
            name: "LaptopTests",
            dependencies: [
                "Laptop", "Presentation", "Replica", "SyncClient", "SyncProtocol", "Procurement",
                "LaptopSamples", "CouncilServer", grdb, hummingbird, logging,
            ], exclude: ["Fixtures"], swiftSettings: strict),

        // The council and its laptops on one thread, with everything going wrong.
        .target(
            name: "Simulation",
            dependencies: [
                "Procurement", "SyncProtocol", "Replica", "SyncClient", "CouncilServer", grdb,
                .product(name: "GRDBSQLite", package: "GRDB.swift"), crypto, "CSearch",
            ], path: "Tests/Simulation", swiftSettings: strict),
        .executableTarget(
            name: "simulate", dependencies: ["Simulation"], path: "Tests/Simulate",
            swiftSettings: strict),
        .testTarget(
            name: "SimulationTests", dependencies: ["Simulation"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
