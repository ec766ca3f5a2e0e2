import CAdwaita
import CWipe
import Foundation
import Laptop
import Presentation
import Procurement

// A laptop that was open and is locked, and stays so: another process looks into its memory.
//
//   locked-laptop PROFILE PASSPHRASE-FILE PACKAGE BID TEXT-FILE
//
// It reads every visit, answers a visit and says why with the text, and prints "open". When a file
// TEXT-FILE.lock is there it locks and prints "locked". Then it waits until it is ended.
wipe_memory_that_is_given_back()
let arguments = CommandLine.arguments
guard arguments.count == 6 else { exit(2) }
var surroundings = Surroundings.live
surroundings.syncsByItself = false
let laptop = Laptop(folder: arguments[1], surroundings: surroundings)

/// Everything that touches content is in here.
///
/// - Returns: what a window would show as long as the laptop is open.
func use(_ laptop: Laptop) async throws -> String {
    let line = try String(contentsOfFile: arguments[2], encoding: .utf8)
    try await laptop.unlock(passphrase: line.trimmingCharacters(in: .newlines))
    for await visits in laptop.visits() where !visits.isEmpty { break }
    let package = SupportPackage.ID(arguments[3])
    _ = try await laptop.begin(package)
    _ = try await laptop.give(.answer(.person, Bid.ID(arguments[4]), .like), to: package)
    let text = try String(contentsOfFile: arguments[5], encoding: .utf8)
    _ = try await laptop.give(.explain(.person, text), to: package)
    return text
}

/// Shows the open laptop until the file is there that asks for the lock.
func show(_ laptop: Laptop) async throws {
    let shown = try await use(laptop)
    // As it stands in a field of the window: a block for each line, not all of them by `malloc`.
    let field = gtk_text_buffer_new(nil)
    defer { g_object_unref(field) }
    gtk_text_buffer_set_text(field, shown + "\n" + shown, -1)
    print("open")
    fflush(nil)
    while access(arguments[5] + ".lock", F_OK) != 0 { try await Task.sleep(for: .milliseconds(20)) }
    withExtendedLifetime(shown) {}
}

try await show(laptop)
await laptop.lock()
print("locked")
fflush(nil)
try await Task.sleep(for: .seconds(600))
