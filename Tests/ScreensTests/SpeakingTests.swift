import Foundation
import Screens
import XCTest

/// The desktop's voice: what is handed to it, and to whom that can be seen.
final class SpeakingTests: XCTestCase {
    func testWithoutTheProgramThereIsNoVoice() {
        MainActor.assumeIsolated {
            let voice = DesktopVoice(folders: ["/nonexistent"])
            XCTAssertFalse(voice.canSpeak)
            voice.say("Nobody hears this.")
            voice.hush()
        }
    }

    func testTheWordsGoByTheStandardInputAndNeverAsAnArgument() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "voice-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "spd-say")
        let notes = folder.appending(path: "notes").path()
        let script = """
            #!/bin/sh
            words=$(cat)
            [ -n "$words" ] && printf '%s|%s\\n' "$*" "$words" > '\(notes)'
            exit 0
            """
        try script.write(to: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: program.path())
        MainActor.assumeIsolated {
            let voice = DesktopVoice(folders: [folder.path()])
            XCTAssertTrue(voice.canSpeak)
            voice.say("You said you like it.")
        }
        let end = Date().addingTimeInterval(10)
        var said = ""
        while !said.hasSuffix("\n"), Date() < end {
            usleep(10_000)
            said = (try? String(contentsOfFile: notes, encoding: .utf8)) ?? ""
        }
        let parts = said.split(separator: "|").map(String.init)
        XCTAssertEqual(parts.last, "You said you like it.\n")
        XCTAssertFalse(parts.first?.contains("You said") ?? true)
    }
}
