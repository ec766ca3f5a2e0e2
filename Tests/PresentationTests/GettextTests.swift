import Foundation
import Presentation
import Procurement
import Testing

/// What the rules say comes out of gettext's catalogue. The language is the whole process's, so
/// this runs in a process of its own.
struct GettextTests {
    @Test func whatTheRulesSayComesFromTheCatalogue() async {
        await #expect(processExitsWith: .success) {
            let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            defer { try? FileManager.default.removeItem(at: folder) }
            let messages = folder.appending(path: "cy/LC_MESSAGES")
            try FileManager.default.createDirectory(
                at: messages, withIntermediateDirectories: true)
            let catalogue = folder.appending(path: "cy.po")
            try GettextTests.catalogue.write(to: catalogue, atomically: true, encoding: .utf8)
            let compiler = Process()
            compiler.executableURL = URL(filePath: "/usr/bin/env")
            compiler.arguments = [
                "msgfmt", "-o", messages.appending(path: "support-choice.mo").path(),
                catalogue.path(),
            ]
            try compiler.run()
            compiler.waitUntilExit()
            try #require(compiler.terminationStatus == 0)

            setenv("LC_ALL", "C.UTF-8", 1)
            setenv("LANGUAGE", "cy", 1)
            bindTranslations(folder: folder.path())
            let day = try #require(Day("2027-02-01"))
            let end = phrase("No contract is made before the end of {day}.", ["day": day.words])
            #expect(tr(end) == "Cyn diwedd 2027 Chwefror 1 nid oes contract.")
            #expect(end.english == "No contract is made before the end of 1 February 2027.")
            let rounds = (0...2).map { phrases("{n} round", "{n} rounds", $0) }
            #expect(rounds.map(tr) == ["0 rownd", "1 rownd", "2 rownd ddwy"])
            // What nobody has translated is in English.
            #expect(tr(phrase("{a} is new", ["a": .own("b")])) == "b is new")
        }
    }

    private static let catalogue = #"""
        msgid ""
        msgstr ""
        "Content-Type: text/plain; charset=UTF-8\n"
        "Plural-Forms: nplurals=2; plural=(n==2);\n"

        msgid "No contract is made before the end of {day}."
        msgstr "Cyn diwedd {day} nid oes contract."

        msgid "{day} {month} {year}"
        msgstr "{year} {month} {day}"

        msgid "February"
        msgstr "Chwefror"

        msgid "{n} round"
        msgid_plural "{n} rounds"
        msgstr[0] "{n} rownd"
        msgstr[1] "{n} rownd ddwy"
        """#
}
