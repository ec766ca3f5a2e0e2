/// Words around a name that say that somebody is spoken of: roles, company and what people do.
enum NameCues {
    /// "my friend", "his worker": one person, not several.
    static let roles = NameTables.words(
        """
        brother sister mum mam mummy mother dad daddy father son daughter wife husband partner
        uncle aunt auntie aunty nan nana nanny gran granny grandma grandmother grandad grandpa
        grandfather cousin friend mate boyfriend girlfriend carer neighbour nephew niece twin
        stepdad stepmum stepbrother stepsister keyworker worker advocate teacher nurse doctor
        manager gp dog cat horse pony rabbit hamster budgie pet ex fiance fiancee housemate
        flatmate guardian coach mentor therapist landlord boss assistant buddy escort driver
        tutor dentist psychologist psychiatrist consultant solicitor vicar grandson granddaughter
        colleague roommate pal bestie bff befriender physio ot helper staff tenant lodger
        interpreter coordinator lead supervisor chaperone cleaner hairdresser barber chiropodist
        optician midwife godmother godfather godson mother-in-law pa sibling stepson stepdaughter
        parrot tortoise bird volunteer cook kid sis bro bezzie
        """)
    /// What stands between the role and the name: "my worker is Mirella", "friend – Zofka".
    static let links: Set<String> = [
        "is", "was", "are", "called", "named", "nicknamed", ",", "-", ":", "(", "\"", "'", "now",
        "currently", "still",
    ]
    /// Verbs and words of company before a name.
    static let company = NameTables.words(
        """
        with see sees saw seeing meet meets met meeting visit visits visited visiting ring rings
        rang ringing phone phones phoned text texts texted ask asks asked tell tells told miss
        misses missed trust trusts know knows knew called named nicknamed thank thanked hug hugs
        marry married email emailed message contact love loves loved like liked likes
        """)
    /// Words that "with" follows when it is company: "I live with", "I go out with".
    static let together = NameTables.words(
        """
        live lives lived living stay stays stayed staying work works worked go goes going went
        out share shares shared sharing play plays played walk walks shopping swimming bowling
        friends talk talks spoke speak along home time holiday
        """)
    /// What somebody does, said of one person.
    static let deeds = NameTables.words(
        """
        comes came helps helped visits visited takes took lives lived works worked cooks cooked
        drives drove rings rang phones phoned texts texted says said likes liked loves loved wants
        wanted knows understands sits stays stayed brings brought picks picked collects collected
        supports supported cares plays played goes went gives gave gets tells told asks asked shows
        showed sees saw walks walked talks talked sings bakes shops washes teaches taught sleeps
        snores laughs laughed shouts cries moved left died married
        """)
    /// What is said of people and of things.
    static let states: Set<String> = [
        "is", "was", "has", "had", "will", "can", "does", "isn't", "wasn't", "hasn't", "who",
    ]
    /// Before a capital word these say that it is a thing.
    static let determiners: Set<String> = [
        "the", "a", "an", "this", "that", "these", "those", "my", "our", "your", "his", "her",
        "their", "its", "some", "any", "every", "each", "no", "more", "other", "another",
    ]
    /// After the first word of a sentence these say that it was a slip of the keys and no name.
    static let openings: Set<String> = [
        "i", "we", "you", "they", "it", "my", "the", "a", "an", "your", "our", "these", "there",
        "of",
    ]
    /// Small words inside names: "van der Berg", "Ní Bhrolla".
    static let particles: Set<String> = [
        "de", "da", "di", "du", "do", "dos", "das", "del", "della", "des", "van", "von", "der",
        "den", "ter", "ten", "la", "le", "al", "el", "bin", "ibn", "bint", "abu", "ap", "ab",
        "ferch", "ni", "nic", "mac", "mc", "o", "y", "zu", "af", "st", "san", "ul", "ur", "d",
    ]
    /// Words of a provider's own name, which is public: "Hazelthrift Living".
    static let providers: Set<String> = [
        "care", "support", "living", "homes", "families", "services", "ltd", "limited", "plc",
        "cic", "homecare", "healthcare",
    ]
    /// After a provider's word these say that it was a role: "Support Worker".
    static let staff: Set<String> = [
        "worker", "workers", "assistant", "coordinator", "manager", "lead", "staff", "officer",
        "plan", "planner", "team", "nurse",
    ]
    /// Before a single letter these say that it counts: "plan B. Cheese".
    static let counted: Set<String> = [
        "plan", "vitamin", "group", "type", "hepatitis", "block", "part", "option", "class",
        "section", "appendix", "level", "grade", "bay", "ward", "point", "room", "flat", "unit",
        "wing", "band", "team", "step", "stage", "year", "set", "list", "letter", "letters",
    ]
}
