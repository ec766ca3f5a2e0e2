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
        let notes = folder.appending(path: "notes")
        let script = """
            #!/bin/sh
            words=$(cat)
            [ -n "$words" ] && printf '%s|%s\\n' "$*" "$words" > '\(notes.path())'
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
        let said = MainActor.assumeIsolated {
            Self.run { Self.lines(notes).count == 1 }
            return (try? String(contentsOf: notes, encoding: .utf8)) ?? ""
        }
        let parts = said.split(separator: "|").map(String.init)
        XCTAssertEqual(parts.last, "You said you like it.\n")
        XCTAssertFalse(parts.first?.contains("You said") ?? true)
    }

    /// A program in place of `spd-say`, in a folder of its own.
    private static func voice(
        _ script: String, patience: Duration = .seconds(5),
        _ body: @MainActor (DesktopVoice, URL) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "voice-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "spd-say")
        let notes = folder.appending(path: "notes")
        let text = "#!/bin/sh\nnotes='\(notes.path())'\n" + script
        try text.write(to: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: program.path())
        try MainActor.assumeIsolated {
            try body(DesktopVoice(folders: [folder.path()], patience: patience), notes)
        }
    }

    @MainActor private static func run(until condition: () -> Bool) {
        let end = Date().addingTimeInterval(10)
        while !condition(), Date() < end {
            RunLoop.main.run(until: Date().addingTimeInterval(0.01))
        }
    }

    private static func lines(_ notes: URL) -> [String] {
        ((try? String(contentsOf: notes, encoding: .utf8)) ?? "").split(separator: "\n")
            .map(String.init)
    }

    func testWordsAreNeverACommandForTheDaemon() throws {
        let script = "[ \"$3\" = --pipe-mode ] && cat >> \"$notes\"; exit 0\n"
        try Self.voice(script) { voice, notes in
            let words = [
                "!-!STOP ALL. I like it.", "a\n!-!STOP ALL", "!-!-!-!", "a\u{2028}!-!SET",
                "!-\u{200B}!x",
                "!-!\u{301}",
            ]
            for (number, each) in words.enumerated() {
                voice.say(each)
                Self.run { Self.lines(notes).count > number }
            }
            let said = Self.lines(notes)
            XCTAssertEqual(said.count, words.count)
            for line in said {
                XCTAssertNil(line.utf8.firstRange(of: "!-!".utf8), line)
            }
            XCTAssertTrue(said.first?.hasSuffix("STOP ALL. I like it.") ?? false)
        }
    }

    func testAVoiceThatHangsIsEndedAndTheNextWordsAreStillSaid() throws {
        let script = """
            echo "$$ $3" >> "$notes"
            exec sleep 1000

            """
        try Self.voice(script, patience: .milliseconds(200)) { voice, notes in
            for _ in 0..<10 { voice.say("Read this to me.") }
            Self.run { !Self.lines(notes).isEmpty }
            let started = Self.lines(notes)
            voice.say("Once more.")
            Self.run { Self.lines(notes).count >= started.count + 2 }
            Self.run { Self.alive(notes) == 0 }
            XCTAssertEqual(Self.alive(notes), 0)
            voice.say("And at the end.")
            Self.run { Self.alive(notes) > 0 }
            voice.end()
            Self.run { Self.alive(notes) == 0 }
            XCTAssertEqual(Self.alive(notes), 0)
            print("figure hung_voices_left \(Self.alive(notes)) processes")
        }
    }

    func testACancelIsOverBeforeTheNextWordsAreHandedOver() throws {
        let script = """
            [ "$3" = --cancel ] && sleep 0.3
            echo "$3" >> "$notes"
            cat > /dev/null

            """
        try Self.voice(script) { voice, notes in
            voice.say("One.")
            Self.run { Self.lines(notes).count == 1 }
            voice.hush()
            voice.say("Two.")
            Self.run { Self.lines(notes).last == "--pipe-mode" && Self.lines(notes).count > 1 }
            XCTAssertEqual(Self.lines(notes), ["--pipe-mode", "--cancel", "--pipe-mode"])
        }
    }

    /// How many of the programs that were started still run.
    private static func alive(_ notes: URL) -> Int {
        lines(notes).compactMap { Int32($0.prefix { $0 != " " }) }.count { kill($0, 0) == 0 }
    }
}
