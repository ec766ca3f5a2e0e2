public import Procurement

/// The field's terms as people read them.
public enum Words {
    public static func service(_ service: ServiceType) -> String {
        switch service {
        case .communitySupport: tr("Community support")
        case .supportedLiving: tr("Supported living")
        case .residentialCare: tr("Residential care")
        }
    }

    public static func group(_ group: ClientGroup) -> String {
        switch group {
        case .learningDisability: tr("learning disability")
        case .mentalHealth: tr("mental health")
        case .autism: tr("autism")
        }
    }

    public static func age(_ age: AgeGroup) -> String {
        switch age {
        case .children: tr("child")
        case .transition: tr("moving to adult support")
        case .adults: tr("adult")
        }
    }

    /// "Supported living, learning disability, adult".
    public static func category(_ category: Category) -> String {
        tr(
            "{service}, {group}, {age}",
            [
                "service": service(category.serviceType), "group": group(category.clientGroup),
                "age": age(category.ageGroup),
            ])
    }

    public static func outcome(_ domain: CareActOutcome) -> String {
        switch domain {
        case .nutrition: tr("Food and nutrition")
        case .personalHygiene: tr("Keeping clean")
        case .toiletNeeds: tr("Using the toilet")
        case .clothing: tr("Being dressed for the day")
        case .safeUseOfHome: tr("Being safe at home")
        case .habitableHome: tr("Keeping a home")
        case .relationships: tr("Family and friends")
        case .workTrainingEducation: tr("Work and learning")
        case .communityFacilities: tr("Getting out and about")
        case .caringForChild: tr("Caring for a child")
        }
    }

    public static func says(_ says: OutcomeResponse.Says) -> String {
        switch says {
        case .yes: tr("Says yes")
        case .no: tr("Says no")
        case .doesNotSay: tr("Does not say")
        }
    }

    public static func answer(_ answer: Answer) -> String {
        switch answer {
        case .like: tr("I like it")
        case .notSure: tr("I am not sure")
        case .dislike: tr("I do not like it")
        }
    }

    public static func relationship(_ relationship: Whose.Relationship) -> String {
        switch relationship {
        case .mother: tr("Mother")
        case .father: tr("Father")
        case .parent: tr("Parent")
        case .sister: tr("Sister")
        case .brother: tr("Brother")
        case .grandparent: tr("Grandparent")
        case .partner: tr("Partner")
        case .son: tr("Son")
        case .daughter: tr("Daughter")
        case .carer: tr("Carer")
        case .friend: tr("Friend")
        case .other: tr("Someone else")
        }
    }

    /// "Mother", "Advocate"; for the person "The person".
    public static func speaker(_ whose: Whose) -> String {
        switch whose {
        case .person: tr("The person")
        case .family(let relationship): Words.relationship(relationship)
        case .advocate: tr("Advocate")
        }
    }

    /// "Dane Valley Support, Mill Meadow Living": each name stays in its place.
    public static func names(_ names: [String]) -> String {
        names.map(ShownText.isolated).joined(separator: ", ")
    }

    /// What somebody said, between quotation marks.
    public static func quoted(_ words: String) -> String { tr("“{words}”", ["words": words]) }

    /// What somebody said, between quotation marks; of much only how it starts, with where all of it
    /// is. A page of many voices is read and laid out in reasonable time.
    /// `voices`: how many share the page.
    static func quotedStart(of words: String, voices: Int) -> String {
        let longest = max(150, 1000 / max(1, voices))
        var start = words.prefix(longest)
        while start.utf8.count > 4 * longest { start = start.prefix(start.count / 2) }
        guard start.endIndex < words.endIndex else { return quoted(words) }
        return tr(
            "“{words} …” This is how it starts. Press Change to read all of it.",
            ["words": String(start)])
    }

    public static func bids(_ count: Int) -> String { trn("{n} bid", "{n} bids", count) }
}

extension OutcomeResponse.Says {
    public var iconName: String {
        switch self {
        case .yes: "says-yes-symbolic"
        case .no: "says-no-symbolic"
        case .doesNotSay: "says-nothing-symbolic"
        }
    }

    public var styleClass: String {
        switch self {
        case .yes: "say-yes"
        case .no: "say-no"
        case .doesNotSay: "say-none"
        }
    }
}

extension Answer {
    public var iconName: String {
        switch self {
        case .like: "face-like"
        case .notSure: "face-unsure"
        case .dislike: "face-dislike"
        }
    }
}

extension Pictogram {
    private static let known: Set<String> = [
        "none", "talking", "hearing", "calendar", "washing", "medicine", "garden", "heart",
        "listen", "clothes", "back", "cooking", "home", "work", "think", "friends", "clock",
        "money", "stop", "family", "health", "bus", "learning", "night",
    ]

    /// The icon to show; a picture that this program does not have becomes a heart.
    public var iconName: String {
        Self.known.contains(rawValue) ? "pict-\(rawValue)" : "pict-heart"
    }
}

/// The shape and colour that a provider keeps through the whole visit.
public enum ProviderMark: Int, CaseIterable, Hashable, Sendable {
    case circle, square, triangle, star, hexagon

    /// By the place of the bid in the shortlist, so that it is the same on every page.
    public init(place: Int) { self = Self.allCases[place % Self.allCases.count] }

    public var iconName: String { "provider-\(name)" }
    /// The style class of the price bar.
    public var barClass: String { "bar-\(name)" }

    /// For somebody who hears the page: "circle".
    public var word: String {
        switch self {
        case .circle: tr("circle")
        case .square: tr("square")
        case .triangle: tr("triangle")
        case .star: tr("star")
        case .hexagon: tr("hexagon")
        }
    }

    private var name: String {
        switch self {
        case .circle: "circle"
        case .square: "square"
        case .triangle: "triangle"
        case .star: "star"
        case .hexagon: "hexagon"
        }
    }
}
