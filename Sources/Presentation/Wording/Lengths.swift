extension Words {
    /// A length of time as people say it: "20 minutes", "3 hours", "5 days", "57 years".
    static func length(minutes: Int) -> String {
        func rounded(_ unit: Int) -> Int { (minutes + unit / 2) / unit }
        let (hour, day) = (60, 24 * 60)
        return switch minutes {
        case ..<(2 * hour): trn("{n} minute", "{n} minutes", minutes)
        case ..<(2 * day): trn("{n} hour", "{n} hours", rounded(hour))
        case ..<(60 * day): trn("{n} day", "{n} days", rounded(day))
        case ..<(730 * day): trn("{n} month", "{n} months", rounded(day * 365 / 12))
        default: trn("{n} year", "{n} years", rounded(day * 1461 / 4))
        }
    }
}
