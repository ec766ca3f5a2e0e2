import DesktopDriver
import Foundation
import Testing

/// Files of `record` that are wrong: each is refused with its cause and its place, before a profile
/// is opened.
struct VisitFileKindTests {
    private static let good = """
        {"package": "CE-2041", "observed": "She smiled.",
         "voices": [{"whose": "person", "choice": {"favourite": "CE-2041-1"}}]}
        """

    @Test(arguments: [
        ("", "the file is empty"),
        (
            good.replacing("\"package\"", with: "\"package\": \"CE-1\", \"package\""),
            "line 1, column"
        ),
        (good.replacing("\"observed\"", with: "\"observd\""), "observd is no field of a visit"),
        (
            good.replacing("\"whose\"", with: "\"reason\": \"\", \"whose\""),
            "voices[0].reason is no"
        ),
        (good.replacing("\"CE-2041\"", with: "NaN"), "NaN is not JSON"),
        (good + good, "a second JSON document"), (String(good.dropLast(3)), "stops in the middle"),
        (good.replacing("\"package\": \"CE-2041\", ", with: ""), "package is missing"),
        (good.replacing("\"person\"", with: "\"neighbour\""), "voices[0].whose is not one of"),
        (
            good.replacing("\"person\"", with: "{\"family\": \"mothr\"}"),
            "voices[0].whose is not one"
        ),
        (
            good.replacing("{\"favourite\"", with: "{\"equal\": [\"CE-2041-2\"], \"favourite\""),
            "voices[0].choice is not one of"
        ),
        (good.replacing("\"She smiled.\"", with: "7"), "observed is of another kind"),
    ])
    func aWrongFileOfAVisitSaysWhatIsWrong(_ text: String, _ reason: String) throws {
        let folder = try ScratchFolder()
        let file = folder.url.appending(path: "visit.json")
        try Data(text.utf8).write(to: file)
        try check(file.path(), in: folder, says: reason)
    }

    @Test func aFileThatCannotBeReadSaysWhy() throws {
        let folder = try ScratchFolder()
        try check("/no/such/file", in: folder, says: "there is no such file")
        try check(folder.url.path(), in: folder, says: "this is a folder")
        try check("/dev/zero", in: folder, says: "this is a pipe or a device")
        let file = folder.url.appending(path: "visit.json")
        try Data("{\"package\": \"caf".utf8 + [0xE9] + "\"}".utf8).write(to: file)
        try check(file.path(), in: folder, says: "byte 16 (hexadecimal E9)")
    }

    private func check(_ file: String, in folder: ScratchFolder, says reason: String) throws {
        let process = Process()
        process.executableURL = try Programs().laptop
        let profile = folder.url.appending(path: "profile").path()
        process.arguments = ["record", "--profile", profile, file]
        let complaints = Pipe()
        process.standardError = complaints
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let bytes = complaints.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(process.terminationStatus != 0)
        #expect(text.contains("The visit is not recorded."), "\(text)")
        #expect(text.contains(reason), "\(text)")
        #expect(!FileManager.default.fileExists(atPath: profile))
    }
}
