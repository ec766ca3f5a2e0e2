/// One arrow of a state machine, as the documentation shows it. Tests hold the arrows against
/// `decide` and `evolve`: random histories walk only these, and walk each of them.
public struct Transition<State: Hashable & Sendable>: Hashable, Sendable {
    /// `nil` for the very first.
    public let from: State?
    /// The name of the event's case.
    public let event: String
    public let to: State

    public init(_ from: State?, _ event: String, _ to: State) {
        self.from = from
        self.event = event
        self.to = to
    }
}

extension Transition {
    /// The same arrow from several states.
    static func from(
        _ states: [State], _ event: String, _ to: State
    ) -> [Transition] {
        states.map { Transition($0, event, to) }
    }

    /// An event that leaves each of the states as it is.
    static func staying(_ states: [State], _ event: String) -> [Transition] {
        states.map { Transition($0, event, $0) }
    }
}

/// Something with a life of its own: commands are decided, events change it.
public protocol Aggregate: Sendable {
    associatedtype State: RawRepresentable<String>, CaseIterable, Hashable, Sendable
    associatedtype Command: Sendable
    associatedtype Event: Codable, Hashable, Sendable

    /// Every arrow that exists.
    static var machine: [Transition<State>] { get }

    /// By event: the rules that its command has to pass, in the order in which they are asked,
    /// besides the one that the state allows it. Random histories hold it against `decide`.
    static var asks: [String: [Rule]] { get }

    var state: State { get }

    /// What a command does at this moment; it changes nothing itself.
    func decide(_ command: Command, by actor: Actor, at now: Instant) throws(RuleRefusal) -> [Event]

    /// What an event changes. An event that was decided always fits.
    mutating func evolve(_ event: Event)
}

extension Aggregate {
    /// Decides and evolves in one step; gives the events for the record.
    @discardableResult
    public mutating func give(
        _ command: Command, by actor: Actor, at now: Instant
    ) throws(RuleRefusal) -> [Event] {
        let events = try decide(command, by: actor, at: now)
        for event in events { evolve(event) }
        return events
    }
}

/// The name of an event's case, without its values: for the arrows.
public func caseName(of event: some Any) -> String {
    // A case with values has one child, labelled with its name; printing them would cost too much.
    Mirror(reflecting: event).children.first?.label ?? String(describing: event)
}
