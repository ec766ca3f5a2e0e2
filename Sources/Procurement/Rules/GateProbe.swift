#if DEBUG
    internal import Foundation
    internal import Synchronization

    /// What tests may see of the gates and do to them. A released program does not contain it.
    final class GateProbe: Sendable {
        /// Notes the rules that are asked while it is set.
        @TaskLocal static var current: GateProbe?

        private let asked = Mutex<[Rule]>([])

        /// The rules that were asked, in order.
        var rules: [Rule] { asked.withLock { $0 } }

        func note(_ rule: Rule) { asked.withLock { $0.append(rule) } }

        /// The gate that stands open for the mutation script: the rule's name, or
        /// `File.swift:line` where one rule is asked in several places.
        private static let opened = ProcessInfo.processInfo
            .environment["SUPPORT_CHOICE_OPEN_GATE"]

        static func isOpen(_ rule: Rule?, file: StaticString, line: UInt) -> Bool {
            guard let opened else { return false }
            if opened == rule?.id { return true }
            return "\(file)".hasSuffix(opened.prefix { $0 != ":" })
                && opened.hasSuffix(":\(line)")
        }
    }
#endif
