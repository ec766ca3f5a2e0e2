#if DEBUG
    internal import Foundation

    /// What tests may see of the gates and do to them. A released program does not contain it.
    enum GateProbe {
        /// Is told each rule that is asked while it is set.
        @TaskLocal static var note: (@Sendable (Rule) -> Void)?

        /// The gate that stands open for the mutation script: the rule's name, or
        /// `File.swift:line` where one rule is asked in several places.
        @TaskLocal static var opened = ProcessInfo.processInfo
            .environment["SUPPORT_CHOICE_OPEN_GATE"]

        static func isOpen(_ rule: Rule?, file: StaticString, line: UInt) -> Bool {
            guard let opened else { return false }
            if opened == rule?.id { return true }
            return "\(file)".hasSuffix(opened.prefix { $0 != ":" })
                && opened.hasSuffix(":\(line)")
        }
    }
#endif
