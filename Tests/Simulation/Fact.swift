/// What a person said and a worker saved, as the simulator itself knows it.
///
/// The same visit saved on two copies of one disk gives two facts under one key.
struct Fact {
    struct ID: Hashable {
        let key: String
        let payload: String
    }

    let key: String
    let package: String
    /// Who held the meeting.
    let worker: String
    let shortlistVersion: Int
    /// The bids that the person's own choice names.
    let chosen: [String]
    let isNotToday: Bool
    let supersedes: [String]
    /// The bytes that were frozen when it was saved.
    let payload: String
    /// Why the council cannot read it; `nil` for a preference.
    let poison: Poison?

    var id: ID { ID(key: key, payload: payload) }

    enum Poison: String, CaseIterable {
        /// A kind of mutation that only a later council knows.
        case unknownKind
        /// A payload that is no preference.
        case unreadable
    }
}
