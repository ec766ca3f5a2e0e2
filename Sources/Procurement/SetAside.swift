/// Why the council could not take an entry so far. It has been told of it, without its words.
public enum SetAside: String, Codable, Hashable, Sendable, CaseIterable {
    /// It is larger than the council, or something on the way to it, lets through.
    case tooLarge
    /// The link did not bear it in the time that an answer may take.
    case tooSlow
    /// The council refuses it, or fails over it, and takes others.
    case refused
}
