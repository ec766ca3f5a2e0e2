import Procurement

/// Invented sentences with one thing planted in each that a motivated intruder could use, marked
/// as `[[ ]]`, and what the check should call it. None of it belongs to anybody.
struct PlantedSentence {
    let kinds: Set<Finding.Kind>
    let sentence: String
}

enum PlantedIdentifiers {
    /// Every sentence of every kind, with a few values made from the seed.
    static func sentences(using random: inout Seeded) -> [PlantedSentence] {
        var all: [PlantedSentence] = []
        for group in groups {
            for frame in group.frames {
                for value in group.values(&random) {
                    all.append(
                        PlantedSentence(
                            kinds: group.kinds,
                            sentence: frame.replacing("%", with: "[[\(value)]]")))
                }
            }
        }
        return all
            + whole.flatMap { kinds, sentences in
                sentences.map { PlantedSentence(kinds: kinds, sentence: $0) }
            }
    }

    private struct Group: Sendable {
        let kinds: Set<Finding.Kind>
        let frames: [String]
        let values: @Sendable (inout Seeded) -> [String]
    }

    private static func digits(_ count: Int, _ random: inout Seeded) -> String {
        (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
    }

    /// A number with the right check digit: weights 10 to 2, modulus 11.
    private static func nhsNumber(_ random: inout Seeded) -> String {
        while true {
            let nine = "4" + digits(8, &random)
            let sum = zip(nine, stride(from: 10, through: 2, by: -1)).reduce(0) {
                $0 + (Int(String($1.0)) ?? 0) * $1.1
            }
            let check = (11 - sum % 11) % 11
            if check < 10 { return nine + String(check) }
        }
    }

    private static func grouped(_ text: String, _ sizes: [Int], _ separator: String) -> String {
        var rest = Substring(text)
        return sizes.map { size in
            defer { rest = rest.dropFirst(size) }
            return String(rest.prefix(size))
        }.joined(separator: separator)
    }

    private static let groups: [Group] = [
        Group(
            kinds: [.nhsNumber],
            frames: ["My number is %.", "(%)", "NHS number: %", "They wrote % on my folder."]
        ) { random in
            [
                nhsNumber(&random), grouped(nhsNumber(&random), [3, 3, 4], " "),
                grouped(nhsNumber(&random), [3, 3, 4], "-"),
                grouped(nhsNumber(&random), [3, 3, 4], "\u{A0}"),
            ]
        },
        Group(
            kinds: [.nationalInsuranceNumber],
            frames: ["National Insurance % is mine.", "NI no. %", "It says %, I think."]
        ) { random in
            let number = "AB" + digits(6, &random) + "C"
            return [
                number, grouped(number, [2, 2, 2, 2, 1], " "),
                grouped(number, [2, 2, 2, 2, 1], "-"), "JG " + digits(6, &random) + " D",
            ]
        },
        Group(
            kinds: [.postcode],
            frames: ["I live at %.", "Post it to % please.", "postcode %", "%, that is us."]
        ) { random in
            let inward = digits(1, &random) + "AB"
            return [
                "CW1 \(inward)", "SK10\(inward)", "ch41 \(inward)", "WA16 \(inward)",
                "M1 \(inward)", "SW1A \(inward)", "CW12-\(inward)",
            ]
        },
        Group(
            kinds: [.postcode], frames: ["Homes in % only.", "I live near %.", "The % part of it."]
        ) { _ in ["CW1", "CH41", "SK9", "ST7"] },
        Group(
            kinds: [.telephone],
            frames: ["Ring me on %.", "Tel: %", "Mum has %, in case.", "Phone % first!"]
        ) { random in
            [
                "01270 " + digits(6, &random), "07700 900" + digits(3, &random),
                "+44 7700 900 " + digits(3, &random), "(01625) " + digits(6, &random),
                "+44 (0)151 496 0" + digits(3, &random), "0151-496-0" + digits(3, &random),
                "07700900" + digits(3, &random), "0044 20 7946 0" + digits(3, &random),
            ]
        },
        Group(
            kinds: [.emailAddress], frames: ["Write to %.", "Email: %", "It goes to <%> now."]
        ) { random in
            let number = digits(2, &random)
            return [
                "bluefox\(number)@example.com", "my.mum@example.co.uk", "a_b+c@post.example.org",
            ]
        },
        Group(kinds: [.webAddress], frames: ["Look at %.", "It is all on %, with photos."]) { _ in
            [
                "www.example.org/about-us", "https://example.com/a?b=1", "facebook.com/bluefox",
                "example.co.uk",
            ]
        },
        Group(kinds: [.socialHandle], frames: ["Find me as %.", "I post as %, every day."]) { _ in
            ["@bluefox99", "@blue_fox", "@bluefox"]
        },
        Group(
            kinds: [.dateOfBirth],
            frames: ["I was born on %.", "DOB: %", "Date of birth % it says.", "D.O.B. %"]
        ) { _ in
            ["3rd of May 2011", "03/05/2011", "2011-05-03", "May 3, 2011", "3.5.11", "3 May 2011"]
        },
        Group(
            kinds: [.exactDate],
            frames: ["I moved here on %.", "It was % when we left.", "The ward closed on %."]
        ) { _ in
            [
                "3rd May", "the 3rd of May 2019", "12/05/2019", "2019-05-12", "12 Sept 2018",
                "March 12th", "October 2017", "first of June", "12-05-19", "Tuesday 4 June",
            ].map { $0.hasPrefix("the ") ? String($0.dropFirst(4)) : $0 }
                .map { $0.replacing("Tuesday ", with: "") }
        },
        Group(
            kinds: [.exactAge],
            frames: ["I live with my sister who is a % girl.", "A % boy lives next door to me."]
        ) { random in
            let age = Int.random(in: 5...17, using: &random)
            return ["\(age)-year-old", "\(age) year old", "fourteen-year-old", "\(age)yo"]
        },
        Group(
            kinds: [.exactAge],
            frames: [
                "She is %.", "he's %, and tall.", "I am nearly %.", "I am aged %.",
                "My brother was % when it began.", "Age: %", "She turns % in March.",
                "He will be % soon.", "A place for a boy of %.",
            ]
        ) { random in [String(Int.random(in: 5...60, using: &random)), "fourteen", "twenty-one"] },
        Group(
            kinds: [.streetAddress],
            frames: ["I live at %.", "My flat, %, is cold.", "Come to % on Monday."]
        ) { random in
            let number = Int.random(in: 2...98, using: &random)
            return [
                "\(number) Mill Lane", "\(number)a High Street", "Flat 3, \(number) Station Road",
                "flat \(number)", "\(number) nantwich road", "Rose Cottage", "Larch Avenue",
                "\(number) St John's Rd", "The Old Rectory", "\(number) The Crescent",
            ]
        },
        Group(
            kinds: [.namedOrganisation],
            frames: ["I go to %.", "My friends from % come too.", "Near %, by bus."]
        ) { random in
            [
                "Larkmoor Primary School", "St Mary's", "St. Peter's Church", "Ward 12",
                "Brindlebeck Hospital", "Ashmoor Care Home", "the Wrenbury Day Centre",
                "Holmfield Medical Centre", "Larkmoor High School", "Brookmere Youth Club",
                "st anne's school", "ward \(digits(1, &random))b",
            ].map { $0.hasPrefix("the ") ? String($0.dropFirst(4)) : $0 }
        },
        Group(
            kinds: [.placeName],
            frames: [
                "I live in %.", "We moved from % last year.", "A home near % for me.",
                "Somewhere close to %, I hope.",
            ]
        ) { _ in
            [
                "Crewe", "Alderley Edge", "Port Sunlight", "Holmes Chapel", "West Kirby", "Poynton",
                "Thornton-le-Moors", "Brindlebeck",
            ]
        },
        Group(
            kinds: [.personName],
            frames: [
                "My brother % is loud.", "My friend is called %.", "I share with my mate %.",
                "Her name is %.", "I like my worker, %, best.",
            ]
        ) { _ in ["Tom", "Grace", "Will", "Adeel", "Rose", "Chloë", "Kasia Nowak"] },
        Group(
            kinds: [.personName],
            frames: ["I see % on Mondays.", "% helps me with my post.", "Ask % about it."]
        ) { _ in
            [
                "Mr Smith", "Mrs. Patel", "Dr O’Neill", "Susan", "Mohammed", "Miss Jones",
                "Uncle Bob",
            ]
        },
        Group(
            kinds: [.carRegistration],
            frames: ["Dad's car is %.", "The van % parks here.", "Look for % outside."]
        ) { random in
            let number = String(Int.random(in: 51...73, using: &random))
            return ["DK\(number) ABX", "DK\(number)ABX", "P123 KLM", "KLM 123P"]
        },
        Group(
            kinds: [.referenceNumber],
            frames: [
                "Mosaic ID %", "EHCP number %", "case reference: %", "My Liquidlogic no. is %.",
                "UPN %", "hospital number %",
            ]
        ) { random in
            [
                digits(6, &random), "AB/" + digits(4, &random),
                digits(4, &random) + "-" + digits(3, &random),
            ]
        },
        Group(kinds: [.rareCondition], frames: ["I have %.", "With %, days are long."]) { _ in
            [
                "Angelman syndrome", "Prader-Willi syndrome", "prader willi", "Rett syndrome",
                "Cri du chat", "22q11 deletion", "Brindle syndrome",
            ]
        },
    ]

    /// Sentences that are of one piece.
    private static let whole: [(Set<Finding.Kind>, [String])] = [
        (
            [.socialHandle],
            [
                "My Snapchat: [[bluefox99]]", "Insta name [[blue_fox]] is me.",
                "On Xbox my gamertag is [[BlueFox]].",
            ]
        ),
        ([.emailAddress], ["Write to [[bluefox at example dot com]] please."]),
        (
            [.dateOfBirth],
            [
                "I was born in [[1998]].", "My birthday is [[3 May]].",
                "My birthday is in [[May]].",
                "He was b. [[1998]].", "My birthday is the [[3rd]].",
            ]
        ),
        (
            [.exactAge],
            [
                "I am [[fourteen years old]].", "My [[18th birthday]] is soon.",
                "He is in [[Year 9]] now.", "My son (14) is loud.".replacing("14", with: "[[14]]"),
                "She is [[18 months old]].", "until he reaches [[18]]",
                "At the age of [[six]] I ran.",
            ]
        ),
        (
            [.transportRoute],
            [
                "Pick up [[7:45]] from home.", "They collect me at [[7.45am]] from the gate.",
                "The taxi comes at [[0815]], drop off at school.",
                "Escort needed [[8am]] to school.",
            ]
        ),
        (
            [.uniqueRole],
            [
                "I am [[the only]] wheelchair user in the village.",
                "I am [[one of two]] people in the borough with this.",
                "She is [[one of only three]] here.", "I was [[in the newspaper]].",
                "I am a [[triplet]].",
            ]
        ),
        ([.telephone], ["Ring him on [[505050]].", "Call [[01270 505050 ext 12]] now."]),
    ]
}
