import Foundation
import Simulation

/// `simulate --seeds n [--first s] [--threads t]
/// [--without fault,fault]`, `simulate --seed s [--planted bug] [--trace n]`,
/// `simulate --planted-bugs [--limit n]`.
struct Arguments {
    private let words: [String]
    init(_ words: [String]) { self.words = words }

    func has(_ name: String) -> Bool { words.contains(name) }

    func value(_ name: String) -> String? {
        guard let index = words.firstIndex(of: name), index + 1 < words.count else { return nil }
        return words[index + 1]
    }

    func number(_ name: String) -> Int? { value(name).flatMap { Int($0) } }
}

/// Unlike `print` not held back when the output is a file.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

let arguments = Arguments(Array(CommandLine.arguments.dropFirst()))
let planted = arguments.value("--planted").flatMap { PlantedBug(rawValue: $0) }

let leftOut = Set(
    (arguments.value("--without") ?? "").split(separator: ",").compactMap {
        Fault(rawValue: String($0))
    })

if let seed = arguments.value("--seed").flatMap({ UInt64($0) }) {
    let lines = arguments.number("--trace") ?? 30
    // A campaign runs some seeds twice; what it finds by that must be found here too.
    let outcome = Simulation.runThoroughly(
        seed: seed, planted: planted, without: leftOut, traceLines: lines)
    say(outcome.report)
    if arguments.has("--trace") && outcome.broken == nil {
        say(outcome.trace.joined(separator: "\n"))
    }
    say("trace \(String(outcome.traceHash, radix: 16))")
    exit(outcome.broken == nil ? 0 : 1)
}

if arguments.has("--planted-bugs") {
    let limit = arguments.number("--limit") ?? 500
    say("bug                       seeds      by    what")
    var missed = 0
    for bug in PlantedBug.allCases {
        let search = PlantedSearch(bug, atMost: limit)
        say(search.line)
        if search.seeds == nil { missed += 1 }
    }
    say("figure simulate-planted-found \(PlantedBug.allCases.count - missed) bugs")
    say("figure simulate-planted-missed \(missed) bugs")
    exit(missed == 0 ? 0 : 1)
}

let campaign = Campaign(
    first: UInt64(arguments.number("--first") ?? 1), count: arguments.number("--seeds") ?? 1000,
    threads: arguments.number("--threads") ?? ProcessInfo.processInfo.activeProcessorCount)
let result = campaign.run(planted: planted, without: leftOut) { say($0.report + "\n") }
if !result.failures.isEmpty {
    say("broken: " + result.failures.map { "\($0.seed)" }.joined(separator: " "))
}
for line in result.lines { say(line) }
exit(result.failures.isEmpty ? 0 : 1)
