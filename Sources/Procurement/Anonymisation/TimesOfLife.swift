/// Ages that are said as a time of life, without a word of age.
extension TextSweep {
    /// "At 52, I", "Now 52, she", "52 this year", "52 years young", "52, male".
    func isTimeOfLife(_ index: Int, _ value: Int, _ end: Int) -> Bool {
        let persons: Set<String> = [
            "i", "he", "she", "they", "my", "his", "her", "we", "i'm", "i've",
        ]
        let goesOn =
            word(end) == "," || persons.contains(word(end))
            || ["years", "yrs"].contains(word(end)) && ["young", ","].contains(word(end + 1))
        let before = word(index - 1)
        let softened: Set<String> = [
            "now", "just", "only", "nearly", "almost", "still", "by", "at",
        ]
        let opens =
            index < 2 || tokens[index - 1].startsSentence
            || [",", "-", "and", "but", "("].contains(word(index - 2))
            || softened.contains(word(index - 2)) && tokens[index - 2].startsSentence
        // Before 13 it is as well an hour.
        if softened.contains(before), opens, goesOn, value > 12 { return true }
        if before == "at", value > 12, hasCue(persons, before: index, within: 8), endsLikeAge(end),
            !["stop", "stops", "live", "lives", "living", "number"].contains(word(index - 2))
        {
            return true
        }
        if before == "at",
            ["diagnosed", "widowed", "orphaned", "adopted"].contains(word(index - 2))
        {
            return true
        }
        if tokens[index].startsSentence, value > 3, value < 111,
            word(end) == "," || isLetters(end),
            ["male", "female", "man", "woman", "boy", "girl"].contains(word(skip(",", at: end)))
        {
            return true
        }
        if ["years", "yrs"].contains(word(end)), word(end + 1) == "young" { return true }
        if tokens[index].startsSentence, value > 12, word(end) == "now", word(end + 1) == "," {
            return true
        }
        return value > 12 && persons.contains(word(index - 2)) && word(index - 1) == "hit"
    }
}
