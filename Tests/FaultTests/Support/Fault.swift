import Foundation

/// One fault for one run of a program, as `Tests/CFaults` takes it.
struct Fault: Sendable, CustomStringConvertible {
    /// The kinds of steps that are counted; the bits are those of `faults_kind`.
    struct Steps: OptionSet, Sendable {
        let rawValue: Int

        static let write = Steps(rawValue: 1)
        static let sync = Steps(rawValue: 2)
        static let open = Steps(rawValue: 4)
        static let name = Steps(rawValue: 8)
        static let size = Steps(rawValue: 16)
        static let send = Steps(rawValue: 32)
        static let receive = Steps(rawValue: 64)
        static let say = Steps(rawValue: 128)
        static let allocate = Steps(rawValue: 256)
        static let read = Steps(rawValue: 512)

        /// What changes a disk, or waits for it.
        static let changes: Steps = [.write, .sync, .name, .size]
        static let messages: Steps = [.send, .receive, .say]
    }

    enum Action: String, Sendable {
        case count, kill, torn, power, some, fail, short, full
    }

    var steps: Steps
    var action: Action
    /// From 1.
    var at: Int
    /// Every later step meets the fault too.
    var lasts = false
    /// What a step that fails says.
    var code: Int32 = EIO
    var seed = 1

    var description: String {
        let end = action == .fail ? " with \(code)" : ""
        return "\(action.rawValue) at step \(at)\(lasts ? " and ever after" : "")\(end)"
    }

    func environment(library: URL, under folder: URL, report: URL) -> [String: String] {
        [
            "LD_PRELOAD": library.path(), "FAULTS_UNDER": folder.path(),
            // The index of the log is in memory; SQLite makes it anew whenever it opens a database.
            "FAULTS_SKIP": "-shm",
            "FAULTS_KINDS": String(steps.rawValue), "FAULTS_AT": String(at),
            "FAULTS_EVERY": lasts ? "1" : "0", "FAULTS_DO": action.rawValue,
            "FAULTS_ERRNO": String(code), "FAULTS_SEED": String(seed),
            "FAULTS_REPORT": report.path(),
        ]
    }
}

/// What a program under faults did; the layout is that of `faults_report`.
struct FaultReport: Sendable, CustomStringConvertible {
    let steps: Int
    let injected: Int
    let kind: Fault.Steps
    /// How many unsynced changes a power cut took back.
    let lost: Int
    let path: String

    init?(_ file: URL) {
        guard let data = try? Data(contentsOf: file), data.count >= 32 else { return nil }
        let numbers = (0..<4).map { index in
            data[(index * 8)..<(index * 8 + 8)].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        steps = numbers[0]
        injected = numbers[1]
        kind = Fault.Steps(rawValue: numbers[2])
        lost = numbers[3]
        path = String(decoding: data[32...].prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Where the fault met the program.
    var description: String {
        let names: [(Fault.Steps, String)] = [
            (.write, "write"), (.sync, "sync"), (.open, "open"), (.name, "rename or remove"),
            (.size, "set the size"), (.send, "send"), (.receive, "receive"), (.say, "say"),
            (.allocate, "allocate"), (.read, "read"),
        ]
        let name = names.first { $0.0 == kind }?.1 ?? "nothing"
        let file = path.split(separator: "/").last.map { " " + $0 } ?? ""
        return "at \"\(name)\(file)\" of \(steps)"
    }
}

/// How much is run: a bounded part, with FAULTS=n that many times as much, with FAULTS=all
/// everything.
enum Reach {
    private static let said = ProcessInfo.processInfo.environment["FAULTS"]
    static let isWhole = said == "all"
    static let times = max(1, said.flatMap { Int($0) } ?? 1)
    /// Which points a bounded run takes; another seed takes others.
    static let seed =
        ProcessInfo.processInfo.environment["FAULTS_SEED"].flatMap { Int($0) } ?? 1

    /// Every point from 1 to `count`, or in a bounded run about half of `bound`, evenly spread: on
    /// two cores all of them together take a few minutes.
    static func points(_ count: Int, about bound: Int) -> [Int] {
        guard count > 0 else { return [] }
        let most = max(1, bound * times / 2)
        let stride = isWhole ? 1 : max(1, (count + most - 1) / most)
        return Array(Swift.stride(from: 1 + seed % stride, through: count, by: stride))
    }
}
