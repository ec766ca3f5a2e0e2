/// Why a command was not carried out: which rule says no, what is missing, and who can mend it.
public struct RuleRefusal: Error, Codable, Hashable, Sendable {
    public let rule: Rule
    /// What would have to be there: "a reason", "the end of 14 December 2026".
    public let missing: Phrase
    public let mender: Role

    public init(_ rule: Rule, missing: Phrase, mender: Role) {
        self.rule = rule
        self.missing = missing
        self.mender = mender
    }
}

/// The one gate of every rule: it lets the command through, or says which rule does not.
///
/// All guards of the state machines stand in calls of this function, so that tests can see which
/// rules a command passed, and can open one gate after the other and show that a test notices.
func require(
    _ holds: @autoclosure () -> Bool, _ rule: Rule, missing: @autoclosure () -> Phrase,
    mender: Role, file: StaticString = #fileID, line: UInt = #line
) throws(RuleRefusal) {
    #if DEBUG
        GateProbe.note?(rule)
        if GateProbe.isOpen(rule, file: file, line: line) { return }
    #endif
    guard holds() else { throw RuleRefusal(rule, missing: missing(), mender: mender) }
}

/// The gate of a guard that belongs to no rule of a state machine.
func require<Failure: Error>(
    _ holds: @autoclosure () -> Bool, else failure: @autoclosure () -> Failure,
    file: StaticString = #fileID, line: UInt = #line
) throws(Failure) {
    #if DEBUG
        if GateProbe.isOpen(nil, file: file, line: line) { return }
    #endif
    guard holds() else { throw failure() }
}

/// Who gives a command. The clock is the server's: it alone lets deadlines pass.
public enum Role: String, Codable, Hashable, Sendable, CaseIterable {
    case provider, broker, commissioner, evaluator, approver, socialWorker, clock

    /// "a broker", for a refusal that says who can mend it.
    public var words: Phrase {
        switch self {
        case .provider: phrase("the provider")
        case .broker: phrase("a broker")
        case .commissioner: phrase("a commissioner")
        case .evaluator: phrase("an evaluator")
        case .approver: phrase("an approver")
        case .socialWorker: phrase("the social worker")
        case .clock: phrase("time alone")
        }
    }
}

/// Somebody at work, by role and staff or provider reference.
public struct Actor: Codable, Hashable, Sendable {
    public let role: Role
    public let id: String

    public init(_ role: Role, _ id: String) {
        self.role = role
        self.id = id
    }

    public static let clock = Actor(.clock, "clock")
}
