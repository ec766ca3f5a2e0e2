/// E-mail addresses, web addresses and names on social media.
extension TextSweep {
    mutating func findElectronicAddresses() {
        for index in 0..<count where isFree(index) {
            findDomain(index)
            guard isFree(index) else { continue }
            switch word(index) {
            case "@": findAt(index)
            case "http", "https", "www": findLink(index)
            case "snapchat", "snap", "instagram", "insta", "tiktok", "facebook", "twitter",
                "discord", "xbox", "playstation", "psn", "twitch", "youtube", "skype", "gamertag",
                "whatsapp", "roblox", "messenger":
                findHandle(index)
            default: break
            }
        }
    }

    private static let endings: Set<String> = [
        "com", "org", "net", "uk", "info", "biz", "io", "app", "edu", "gov", "eu", "tv", "online",
        "co", "ly", "gg", "dev", "nhs", "ac", "sch", "site", "blog", "wales", "ie", "pl", "ro",
    ]

    /// Where a run of touching tokens that may stand in an address ends.
    private func runEnd(from index: Int, limit: Int = 40) -> Int {
        var end = index + 1
        while end < count, touches(end), end - index < limit,
            shape(end) != .sign || "._-/@%+&=?#~:".contains(word(end))
        { end += 1 }
        while end > index + 1, shape(end - 1) == .sign, !"/_".contains(word(end - 1)) { end -= 1 }
        return end
    }

    private func runStart(to index: Int, limit: Int = 20) -> Int {
        var start = index
        while start > 0, touches(start), index - start < limit,
            shape(start - 1) != .sign || "._-+%'".contains(word(start - 1))
        { start -= 1 }
        return start
    }

    private mutating func findAt(_ index: Int) {
        let start = runStart(to: index)
        let end = runEnd(from: index)
        guard end > index + 1 else { return }
        if start < index {
            claim(.emailAddress, start..<end, "an e-mail address that the council has")
        } else if isLetters(index + 1) || shape(index + 1) == .alphanumeric
            || word(index + 1) == "_"
        {
            claim(.socialHandle, index..<end, "a name on social media")
        }
    }

    private mutating func findLink(_ index: Int) {
        guard touches(index + 1), word(index + 1) == "." || word(index + 1) == ":" else { return }
        let end = runEnd(from: index)
        if end > index + 2 { claim(.webAddress, index..<end, "a page on the web") }
    }

    /// `example.co.uk`, `name at example dot com`.
    private mutating func findDomain(_ index: Int) {
        guard shape(index) != .sign else { return }
        if word(index + 1) == ".", touches(index + 1), touches(index + 2),
            Self.endings.contains(word(index + 2)),
            shape(index + 2) == .lower || isCapitalRun(index),
            !(number(index) != nil)
        {
            let start = runStart(to: index)
            let end = runEnd(from: index)
            // What is before an @ belongs to the e-mail address.
            guard !tokens[start..<end].contains(where: { $0.lower == "@" }) else { return }
            claim(.webAddress, start..<end, "a page on the web")
        } else if word(index) == "dot", Self.endings.contains(word(index + 1)) {
            var start = index - 1
            if ["at", ")", "]"].contains(word(start - 1)) {
                while start > 0, index - start < 6, word(start) != "at" { start -= 1 }
                if word(start) == "at" {
                    start -= "([".contains(word(start - 1)) && !word(start - 1).isEmpty ? 2 : 1
                }
            }
            var end = index + 2
            if word(end) == "dot", Self.endings.contains(word(end + 1)) { end += 2 }
            guard start >= 0, isLetters(start) || shape(start) == .alphanumeric else { return }
            claim(.emailAddress, start..<end, "an e-mail address that the council has")
        }
    }

    private func isCapitalRun(_ index: Int) -> Bool {
        shape(index) == .upper && shape(index + 2) == .upper
    }

    /// "Snapchat: bluefox99", "Insta name blue_fox", "Xbox gamertag is BlueFox".
    private mutating func findHandle(_ index: Int) {
        var next = index + 1
        var cues = 0
        let labels: Set<String> = [
            "name", "handle", "username", "user", "id", "account", "tag", "gamertag", "is", "as",
            ":", "-", "called", "=", "on", "under",
        ]
        while labels.contains(word(next)), cues < 4 {
            cues += word(next) == "on" || word(next) == "-" ? 0 : 1
            next += 1
        }
        guard next < count, shape(next) != .sign || word(next) == "@",
            tokens[next].sentence == tokens[index].sentence
        else { return }
        var end = runEnd(from: next)
        while isUnknownCapital(next), isUnknownCapital(end), end - next < 4 { end += 1 }
        let looksMade =
            end > next + 1 || shape(next) == .alphanumeric || shape(next) == .mixedCase
            || isUnknownCapital(next)
        if looksMade && (cues > 0 || shape(next) == .alphanumeric || end > next + 1)
            && number(next) == nil
        {
            claim(.socialHandle, next..<end, "a name on social media")
        }
    }
}
