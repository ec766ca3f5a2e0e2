/// E-mail addresses, web addresses and names on social media.
extension TextSweep {
    mutating func findElectronicAddresses() {
        for index in 0..<count where isFree(index) {
            findNumericAddress(index)
            findSpelledAddress(index)
            findDomain(index)
            guard isFree(index) else { continue }
            switch word(index) {
            case "@": findAt(index)
            case ":" where touches(index): findPhysicalAddress(index)
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
        "cymru", "scot", "london", "shop", "xyz", "space", "website", "page", "link", "tech",
        "cloud",
        "email", "social", "world", "care", "health", "school", "club", "church", "charity",
        "foundation", "gallery", "photos", "mobi", "name", "de", "fr", "es", "nl", "ch", "se", "dk",
        "fi", "cz", "sk", "hu", "ua", "ru", "cn", "jp", "br", "ca", "au", "nz", "za", "ng", "gh",
        "pk", "bd", "lk", "tr", "pt", "gr", "bg", "lt", "lv", "ee", "cc", "fm", "ai", "fyi",
    ]
    /// Words before "at" in a sentence that are no mailbox: "look at example.org".
    private static let looking = NameTables.words(
        """
        look looks looked looking is are was me us it them find found see page there meet here
        online staff
        """)

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
        var start = runStart(to: index)
        var end = runEnd(from: index)
        // "jo @ example . org"
        if let spaced = domainEnd(index + 1), spaced > end { end = spaced }
        if start == index, !touches(index + 1), isMailbox(index - 1), end > index + 2 {
            start = runStart(to: index - 1)
        }
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
        if word(index) == "www", word(index + 1) == ".", let end = domainEnd(index + 2) {
            claim(.webAddress, index..<max(end, runEnd(from: index)), "a page on the web")
            return
        }
        guard touches(index + 1), word(index + 1) == "." || word(index + 1) == ":" else { return }
        let end = runEnd(from: index)
        if end > index + 2 { claim(.webAddress, index..<end, "a page on the web") }
    }

    /// `example.co.uk`, and `jo at example.co.uk`.
    private mutating func findDomain(_ index: Int) {
        guard shape(index) != .sign, isFree(index) else { return }
        guard word(index + 1) == ".", touches(index + 1), touches(index + 2),
            Self.endings.contains(word(index + 2)) || isRiskyEnding(index + 2),
            shape(index + 2) == .lower || isCapitalRun(index),
            !(number(index) != nil), !(Self.isWordToo(word(index + 2)) && isSentenceStop(index + 2))
        else { return }
        let start = runStart(to: index)
        let end = runEnd(from: index)
        // What is before an @ belongs to the e-mail address.
        guard !tokens[start..<end].contains(where: { $0.lower == "@" }),
            !(word(end) == "@" || word(start - 1) == "@")
        else { return }
        if word(start - 1) == "at", isMailbox(start - 2), !Self.looking.contains(word(start - 2)),
            !PlainWords.contains(word(start - 2))
        {
            claim(
                .emailAddress, runStart(to: start - 2)..<end,
                "an e-mail address that the council has")
        } else {
            claim(.webAddress, start..<end, "a page on the web")
        }
    }

    /// Endings that are common words: only behind a longer name or before a path.
    private func isRiskyEnding(_ index: Int) -> Bool {
        [
            "me", "it", "us", "in", "is", "be", "so", "to", "at", "am", "my", "no", "by", "life",
            "home",
        ]
        .contains(word(index))
            && (touches(index - 2) && word(index - 3) == "." && touches(index - 3)
                || touches(index + 1) && word(index + 1) == "/")
    }

    private static func isWordToo(_ ending: String) -> Bool {
        [
            "care", "health", "school", "club", "church", "charity", "page", "link", "space",
            "shop",
            "world", "name", "email", "social", "photos", "gallery", "online", "app", "site", "de",
            "es", "info", "tech", "cloud",
        ].contains(ending)
    }

    /// "I like it.name": no domain, but a full stop that lost its space.
    private func isSentenceStop(_ ending: Int) -> Bool {
        guard touches(ending + 1), shape(ending + 1) == .sign else { return isKnown(ending - 2) }
        return false
    }

    private func isMailbox(_ index: Int) -> Bool {
        isFree(index) && (isLetters(index) || shape(index) == .alphanumeric || number(index) != nil)
    }

    /// "jo at example dot org", "jo [at] example [dot] org", "example dot co dot uk".
    private mutating func findSpelledAddress(_ index: Int) {
        guard word(index) == "dot", let end = domainEnd(spelled: index) else { return }
        // Back over "example", and "mail dot" before it.
        var start = bare(index - 1, -1)
        guard isMailbox(start) else { return }
        var place = bare(start - 1, -1)
        while word(place) == "dot" || word(place) == ".", isMailbox(bare(place - 1, -1)),
            index - place < 12
        {
            start = bare(place - 1, -1)
            place = bare(start - 1, -1)
        }
        guard ["at", "@"].contains(word(place)), isMailbox(bare(place - 1, -1)) else {
            claim(.webAddress, start..<end, "a page on the web")
            return
        }
        start = bare(place - 1, -1)
        while ["dot", "underscore", "dash", "hyphen"].contains(word(bare(start - 1, -1))),
            isMailbox(bare(bare(start - 1, -1) - 1, -1))
        { start = bare(bare(start - 1, -1) - 1, -1) }
        claim(
            .emailAddress, runStart(to: start)..<end, "an e-mail address that the council has")
    }

    /// The next token in a direction that is no bracket.
    private func bare(_ index: Int, _ step: Int) -> Int {
        var place = index
        while place >= 0, place < count, place != index + 3 * step,
            ["(", ")", "[", "]", "{", "}", "<", ">", "*", "-", "_"].contains(word(place))
        { place += step }
        return place
    }

    /// After "dot" at `index`: where "dot co dot uk" ends, with its brackets.
    private func domainEnd(spelled index: Int) -> Int? {
        var end: Int?
        var place = index
        while place < count, word(place) == "dot" || word(place) == "." {
            let ending = bare(place + 1, 1)
            guard ending < count, Self.endings.contains(word(ending)) else { break }
            end = ending + 1
            place = bare(ending + 1, 1)
        }
        return end
    }

    /// Where "example . org" ends, with spaces.
    private func domainEnd(_ index: Int) -> Int? {
        guard isMailbox(index) else { return nil }
        var place = index + 1
        var end: Int?
        while word(place) == "." || word(place) == "dot", place - index < 8, isMailbox(place + 1) {
            if Self.endings.contains(word(place + 1)) { end = place + 2 }
            place += 2
        }
        return end
    }

    /// "192.168.0.14", "2001:db8::1".
    private mutating func findNumericAddress(_ index: Int) {
        guard !(touches(index) && index > 0 && ".:".contains(word(index - 1))) else { return }
        var end = index
        var parts = 0
        var sign = ""
        var isHexadecimal = false
        while end < count, end == index || touches(end), end - index < 20 {
            if shape(end) == .sign {
                guard ".:".contains(word(end)), sign.isEmpty || sign == word(end) else { break }
                sign = word(end)
            } else {
                guard word(end).allSatisfy(\.isHexDigit), word(end).utf8.count <= 4 else { return }
                if shape(end) != .number { isHexadecimal = true }
                parts += 1
            }
            end += 1
        }
        while end > index, shape(end - 1) == .sign, !(sign == ":" && word(end - 2) == ":") {
            end -= 1
        }
        let isFourth =
            sign == "." && parts == 4 && !isHexadecimal
            && tokens[index..<max(end, index)].allSatisfy {
                $0.shape != .number || $0.lower.utf8.count <= 3 && (Int($0.lower) ?? 256) < 256
            }
        let isSixth = sign == ":" && (parts == 8 || isHexadecimal && parts >= 3 && end - index > 5)
        if isFourth || isSixth {
            claim(.webAddress, index..<end, "a computer on the internet")
        }
    }

    /// "00:1A:2B:3C:4D:5E" is told by its first colon.
    private mutating func findPhysicalAddress(_ index: Int) {
        var end = index - 1
        var parts = 0
        while end < count, word(end).utf8.count == 2, word(end).allSatisfy(\.isHexDigit) {
            parts += 1
            end += 1
            guard word(end) == ":", touches(end), touches(end + 1) else { break }
            end += 1
        }
        if parts == 6 { claim(.webAddress, index - 1..<end, "a computer on the internet") }
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
