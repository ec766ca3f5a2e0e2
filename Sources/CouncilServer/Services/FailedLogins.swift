internal import Procurement
internal import Synchronization

/// Notes in the audit who was refused, and how often, without letting it grow with the attack.
///
/// The first refusal of an address is a row at once; those that follow within the minute are one row
/// at its end. There is at most one row a minute over the day, and 30 more: what is beyond is counted
/// together.
final class FailedLogins: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case code = "wrong enrolment code"
        case login = "failed login"
        case token = "wrong access token"
        case quota = "laptop over its quota"
    }

    struct Row: Hashable, Sendable {
        let action: String
        let subject: String
    }

    fileprivate struct Key: Hashable {
        let kind: Kind
        let subject: String
    }

    fileprivate struct State {
        /// How many came after the row that said the first.
        var more: [Key: Int] = [:]
        var beyond: [Kind: Int] = [:]
        var rows = FailedLogins.mostRows
        var counted: Instant?
    }

    fileprivate static let mostRows = 30
    private let state = Mutex(State())

    /// `subject` is an address or a device.
    ///
    /// - Returns: the row that is to be written now.
    func note(_ kind: Kind, of subject: String, at now: Instant) -> Row? {
        state.withLock { state in
            let key = Key(kind: kind, subject: subject)
            if let count = state.more[key] {
                state.more[key] = count + 1
                return nil
            }
            guard state.mayWrite(at: now) else {
                state.beyond[kind, default: 0] += 1
                return nil
            }
            state.more[key] = 0
            return Row(action: kind.rawValue, subject: subject)
        }
    }

    /// The rows at the end of a minute.
    func minuteEnded(at now: Instant) -> [Row] {
        state.withLock { state in
            var rows: [Row] = []
            let more = state.more.filter { $0.value > 0 }
            state.more = [:]
            for (key, count) in more {
                if state.mayWrite(at: now) {
                    rows.append(
                        Row(action: "\(key.kind.rawValue), \(count) more", subject: key.subject))
                } else {
                    state.beyond[key.kind, default: 0] += count
                }
            }
            for kind in Kind.allCases {
                guard let count = state.beyond[kind], state.mayWrite(at: now) else { continue }
                state.beyond[kind] = nil
                rows.append(Row(action: "\(kind.rawValue), \(count) more", subject: "others"))
            }
            return rows
        }
    }
}

extension FailedLogins.State {
    mutating func mayWrite(at now: Instant) -> Bool {
        let minutes = (now.milliseconds - (counted ?? now).milliseconds) / 60_000
        if counted == nil || minutes > 0 {
            rows = min(FailedLogins.mostRows, rows + Int(clamping: minutes))
            counted = (counted ?? now).adding(seconds: minutes * 60)
        }
        guard rows > 0 else { return false }
        rows -= 1
        return true
    }
}

extension StoreTransaction {
    func audit(_ rows: [FailedLogins.Row], at now: Instant) throws {
        for row in rows {
            try audit(row.action, of: row.subject, by: OperatingSystemUser.current, at: now)
        }
    }
}
