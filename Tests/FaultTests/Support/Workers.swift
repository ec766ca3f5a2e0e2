import Dispatch
import Foundation
import Synchronization

/// Does the work for every element on a few threads of its own, and returns when all is done. The
/// work waits for programs: threads of the concurrency runtime must not.
///
/// - Returns: what went wrong, in no order.
func onThreads<Element: Sendable>(
    _ elements: [Element], threads: Int = 3,
    _ work: @escaping @Sendable (Element) throws -> [String]
) -> [String] {
    let box = Box(elements)
    let group = DispatchGroup()
    for _ in 0..<min(threads, elements.count) {
        group.enter()
        Thread.detachNewThread {
            while let element = box.queue.withLock({ $0.popFirst() }) {
                var found: [String]
                do { found = try work(element) } catch { found = ["\(element): \(error)"] }
                box.note(found)
            }
            group.leave()
        }
    }
    group.wait()
    return box.problems.withLock { $0 }
}

private final class Box<Element: Sendable>: Sendable {
    let queue: Mutex<ArraySlice<Element>>
    let problems = Mutex<[String]>([])
    private let done = Mutex(0)
    private let count: Int

    init(_ elements: [Element]) {
        queue = Mutex(elements[...])
        count = elements.count
    }

    /// Says how far it is in a run that takes hours.
    func note(_ found: [String]) {
        let wrong = problems.withLock { problems in
            problems += found
            return problems.count
        }
        let done = done.withLock { done in
            done += 1
            return done
        }
        if done.isMultiple(of: 250) { print("\(done) of \(count) done, \(wrong) problems") }
    }
}

/// Counts that several tests add up.
enum Figures {
    private static let counts = Mutex<[String: Int]>([:])

    static func add(_ count: Int, to name: String) {
        counts.withLock { $0[name, default: 0] += count }
    }

    static func value(_ name: String) -> Int { counts.withLock { $0[name] ?? 0 } }

    private static let endings = Mutex<[String: [String: Int]]>([:])

    /// Remembers how a program ended.
    static func note(_ outcome: Run.Outcome, in session: String) {
        let words = outcome.complaints.split(separator: "\n").first ?? "nothing"
        let ending = "\(outcome.status), “\(words)”"
        endings.withLock { $0[session, default: [:]][ending, default: 0] += 1 }
    }

    /// Prints how the programs of a session ended, the most frequent first.
    static func sayEndings(of session: String) {
        let counts = endings.withLock { $0[session] ?? [:] }
        for (ending, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            print("\(session): \(count) times \(ending)")
        }
    }

    static func say(_ name: String, _ value: Int, _ unit: String) {
        print("figure \(name) \(value) \(unit)")
    }
}

/// The first few of a long list of problems, and how many there are.
func summary(_ problems: [String]) -> String {
    let first = problems.prefix(12).joined(separator: "\n")
    return "\(problems.count) problems:\n\(first)"
}
