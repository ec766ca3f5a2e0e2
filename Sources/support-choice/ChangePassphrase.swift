internal import ArgumentParser
internal import Foundation
internal import Laptop
internal import Presentation

struct ChangePassphrase: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passphrase",
        abstract: "Change the passphrase of this laptop, or the key behind it.",
        discussion: """
            The recovery code unlocks in the place of the passphrase before, and stays as it is.

            With --new-key everything on this laptop is sealed anew under another key, and there is \
            another recovery code, which is printed once: for when somebody may have had a copy of \
            the disk together with the passphrase. Pictures are fetched again. What was set aside \
            as damaged cannot be opened any more afterwards.

            When both files are '-', the first line of the input is the passphrase before.
            """)

    @OptionGroup var profile: ProfileOption
    @OptionGroup var passphrase: PassphraseOption

    @Option(
        help: ArgumentHelp(
            "Read the new passphrase from the first line of this file, or of the input with '-'.",
            discussion: "Without it you are asked twice, and what you type is not shown.",
            valueName: "file"))
    var newPassphraseFile: String?

    @Flag(help: "Also seal everything under a new key, with a new recovery code.")
    var newKey = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let newKey = newKey
        let asked = newPassphraseFile
        let recovery = try withLaptop(profile, passphrase) { laptop -> String? in
            let new = try PassphraseOption.read(
                from: asked, question: tr("New passphrase: "), isNew: true)
            guard newKey else {
                try await laptop.change(passphrase: new)
                return nil
            }
            let code = try await laptop.renewKey(passphrase: new)
            guard Enrol.tell(code, json: json) else {
                throw Ending(
                    .refused, tr("The recovery code could not be written. Unlock to see it."))
            }
            await laptop.noteRecoveryCodeRead()
            return code
        }
        if recovery == nil {
            if json {
                try sayJSON(["recoveryCode": String?.none])
            } else {
                say(tr("The passphrase is changed. The recovery code stays as it is."))
            }
        }
    }
}
