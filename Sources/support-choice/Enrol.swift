internal import ArgumentParser
internal import Foundation
internal import Laptop
internal import Presentation

struct Enrol: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Set this laptop up with a council.",
        discussion: """
            Prints the recovery code, once. It opens the laptop when the passphrase is forgotten: \
            write it down and keep it apart from the laptop.
            """)

    @OptionGroup var profile: ProfileOption

    @Option(help: ArgumentHelp("The council's address: https://...", valueName: "address"))
    var server: String

    @Option(help: "The one-time code from your team.")
    var code: String

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
        default: throw Ending(SetUpRefusal.alreadySetUp)
        }
        let typed = try passphrase.read(isNew: true)
        let recovery = try translated(
            finished { [server, code] () -> Result<String, any Error> in
                do {
                    let recovery = try await laptop.setUp(
                        server: server, code: code, passphrase: typed)
                    return .success(recovery)
                } catch {
                    await laptop.close()
                    return .failure(error)
                }
            })
        if json {
            try sayJSON(["recoveryCode": recovery])
        } else {
            say(tr("This laptop is set up. Write the recovery code down. It is shown only now:"))
            say(recovery)
        }
        // Said first, then forgotten: after a kill in between the window shows it.
        _ = finished {
            await laptop.noteRecoveryCodeRead()
            await laptop.close()
        }
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

    @Option(help: "The one-time code from your team, in your name.")
    var code: String

    @OptionGroup var passphrase: PassphraseOption

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let code = code
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
nonisolated func sayJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    say(String(decoding: try encoder.encode(value), as: UTF8.self))
}
