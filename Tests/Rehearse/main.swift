// Opens the window on a laptop that lives in memory:
//
//     rehearse [--screen visits|kept|visit|compare|waiting|saved|unlock|enrol|enrol-again|damaged|
//               inuse|family]
//              [--package CE-2041] [--width N] [--height N] [--text-scale N] [--dark]
//              [--link online|offline|problem|revoked] [--visits N] [--full-screen]
//              [--lock-after SECONDS]
internal import Foundation
internal import Gtk
internal import Presentation
internal import Procurement
internal import Rehearsal
internal import Screens

let words = Array(CommandLine.arguments.dropFirst())

func option(_ name: String) -> String? {
    guard let index = words.firstIndex(of: "--" + name), index + 1 < words.count else { return nil }
    return words[index + 1]
}

func has(_ name: String) -> Bool { words.contains("--" + name) }

let package = SupportPackage.ID(option("package") ?? "CE-2041")
let screen = option("screen") ?? "visits"
let link: SendingState.Link =
    switch option("link") {
    case "online": .online
    case "problem": .problem(.certificateNotTrusted)
    case "revoked": .problem(.revoked)
    case "trying": .trying
    default: .offline
    }
let door: Door =
    switch screen {
    case "unlock": .locked(triesLeft: 5, waitSeconds: 0)
    case "wait": .locked(triesLeft: 0, waitSeconds: 30)
    case "enrol": .notSetUp
    case "damaged": .damaged
    case "newer": .newer
    case "inuse": .inUse
    default: .open
    }
let laptop =
    if let count = option("visits").flatMap({ Int($0) }) {
        try RehearsalLaptop.crowded(count)
    } else if screen == "kept" {
        try RehearsalLaptop.withKeptVisits()
    } else {
        try RehearsalLaptop.sample(door: door, link: link)
    }

var options = WindowOptions()
options.width = option("width").flatMap { Int($0) } ?? options.width
options.height = option("height").flatMap { Int($0) } ?? options.height
options.textScale = option("text-scale").flatMap { Double($0) }
options.scheme = has("dark") ? .dark : .light
options.isFullScreen = has("full-screen")
options.isShared = false
if let seconds = option("lock-after").flatMap({ Int($0) }) { options.lockAfter = .seconds(seconds) }
options.clock = { RehearsalLaptop.now }

let app = SupportChoiceApp(laptop: laptop, options: options) { navigator in
    guard door == .open, let file = laptop.file(package) else {
        navigator.openDoor()
        return
    }
    navigator.showVisits()
    Task {
        switch screen {
        case "visit": navigator.showVisit(package)
        case "compare": navigator.showComparison(file)
        case "waiting": navigator.showWaiting()
        case "enrol-again": navigator.showEnrolAgain()
        case "saved": if let record = file.records.last { navigator.showSaved(record) }
        case "family":
            if let draft = try? await laptop.begin(package), let file = laptop.file(package) {
                navigator.startFamily(draft, file: file)
            }
        default: break
        }
    }
}
exit(app.run())
