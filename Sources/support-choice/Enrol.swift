internal import ArgumentParser
internal import Foundation
internal import Laptop
internal import Presentation
internal import Procurement

struct Enrol: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Set this laptop up with a council.",
        discussion: """
            Prints the recovery code, once. It opens the laptop when the passphrase is forgotten: \
            write it down and keep it apart from the laptop.

            When it was stopped half way, use it again with the same code: it goes on.
            """)

    @OptionGroup var profile: ProfileOption

    @Option(help: ArgumentHelp("The council's address: https://...", valueName: "address"))
    var server: String

    @OptionGroup var code: CodeOption

    @Option(
        name: .customLong("ca"),
        help: ArgumentHelp(
            "Trust this certificate authority (PEM) too; it is kept in the profile.",
            valueName: "file"))
    var authority: String?

    @Option(help: "What your team calls this laptop.")
    var name: String?

    @OptionGroup var passphrase: PassphraseOption

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        var surroundings = Surroundings.live
        surroundings.syncsByItself = false
        surroundings.authorityFile = authority
        if let name, !name.isEmpty { surroundings.deviceName = name }
        let laptop = Laptop(folder: try profile.folder(), surroundings: surroundings)
        switch finished({ await laptop.door() }) {
        case .notSetUp: break
        case .inUse: throw Ending(UnlockRefusal.inUse)
        case .newer: throw Ending(UnlockRefusal.newer)
        case .locked where laptop.isEnrolmentUnfinished: return try finish(laptop)
        default: throw Ending(SetUpRefusal.alreadySetUp)
        }
        let code = try code.read()
        let typed = try passphrase.read(isNew: true)
        let recovery = try translated(
            finished { [server] () -> Result<String, any Error> in
                do {
                    let recovery = try await laptop.setUp(
                        server: server, code: code, passphrase: typed)
                    return .success(recovery)
                } catch {
                    await laptop.close()
                    return .failure(error)
                }
            })
        try tell(recovery, of: laptop)
    }

    /// It was stopped after the laptop was set up: all that is left is the recovery code.
    private func finish(_ laptop: Laptop) throws {
        // In the order in which it was asked for the first time.
        if code.code == "-" { _ = try code.read() }
        let typed = try passphrase.read()
        let recovery = try translated(
            finished { () -> Result<String?, any Error> in
                do {
                    try await laptop.unlock(passphrase: typed)
                    return .success(await laptop.unreadRecoveryCode())
                } catch {
                    await laptop.close()
                    return .failure(error)
                }
            })
        guard let recovery else {
            _ = finished {
                await laptop.noteRecoveryCodeRead()
                await laptop.close()
            }
            throw Ending(SetUpRefusal.alreadySetUp)
        }
        try tell(recovery, of: laptop)
    }

    private func tell(_ recovery: String, of laptop: Laptop) throws {
        // Said first, then forgotten: after a kill in between it is said again, here or in the window.
        let isTold = Self.tell(recovery, json: json)
        _ = finished {
            if isTold { await laptop.noteRecoveryCodeRead() }
            await laptop.close()
        }
        if !isTold {
            throw Ending(
                .refused,
                tr(
                    "This laptop is set up, but the recovery code could not be written. Do it again."
                ))
        }
    }

    /// - Returns: whether it was written.
    nonisolated static func tell(_ recovery: String, json: Bool) -> Bool {
        let text =
            json
            ? (try? line(["recoveryCode": recovery])) ?? ""
            : tr("This laptop is set up. Write the recovery code down. It is shown only now:")
                + "\n" + recovery
        return (try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))) != nil
    }
}

struct EnrolAgain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol-again",
        abstract: "Put this laptop on the council's list again.",
        discussion: """
            For a laptop that the council took off its list, or forgot. It keeps everything that \
            was recorded on it, and sends what waits at once.
            """)

    @OptionGroup var profile: ProfileOption

    @OptionGroup var code: CodeOption

    @OptionGroup var passphrase: PassphraseOption

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let code = try code.read()
        let json = json
        let (report, link) = try withLaptop(profile, passphrase) { laptop in
            try await laptop.enrolAgain(code: code)
            if !json { say(tr("This laptop is on the council's list again.")) }
            let link = await laptop.syncOnce()
            return (try await StatusReport.reading(laptop), link)
        }
        try Sync.sayOutcome(report, link, json: json)
    }
}

/// Writes a value as one line of JSON with sorted keys.
nonisolated func sayJSON(_ value: some Encodable) throws { say(try line(value)) }

/// A value as one line of JSON with sorted keys.
nonisolated func line(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(value), as: UTF8.self)
    return ShownText.jsonForTerminal(json)
}
