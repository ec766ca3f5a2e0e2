import Foundation
import Procurement
import Testing

/// What is anonymous stays without findings: a check that cries wolf is soon ignored.
struct AnonymisationCleanTextTests {
    @Test func theDemonstrationPackagesHaveNoFindings() throws {
        let texts = try AnonymisationTexts.demonstration()
        #expect(texts.count > 1000)
        for (path, text) in texts {
            let told = AnonymisationTexts.told(text)
            #expect(told.isEmpty, "\(path): \(told) in “\(text)”")
        }
    }

    /// Sentences of a package put together, as the generator of many packages does.
    @Test func sentencesOneAfterAnotherHaveNoFindings() throws {
        var random = Seeded(7)
        let texts = try AnonymisationTexts.demonstration().filter {
            !$0.path.contains("providerNames") && !$0.path.contains("providers[")
        }
        for _ in 0..<300 {
            let picked = (0..<6).compactMap { _ in texts.randomElement(using: &random)?.text }
            let joined = picked.map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
            #expect(AnonymisationTexts.told(joined).isEmpty, "\(joined)")
        }
    }

    @Test(arguments: [
        "I will go in May or in June.", "May I have a rose garden?", "I pay £14 a week.",
        "I need 14 hours a week.", "The visit is at 14:00.", "Write it on A4 paper.",
        "We live off the M6 and take the M56.", "1 in 4 people feel this.", "Mark my words.",
        "I go to the Church on Sunday.", "It costs £1,190.00 a week.", "168 hours, day and night",
        "Will you come in the Summer?", "Hope helps me. Grace before meals. Faith is important.",
        "I like Lego, Minecraft and YouTube.", "We speak English and Polish at home.",
        "The only thing I like is water.", "It is the only time I laugh.",
        "One of two workers comes each day.", "You choose one of three workers.",
        "Aged 18 and over", "For people aged 7 to 18", "He is in his forties.", "Over 65s",
        "Young people aged 16-25", "It is 14 miles.", "There will be 18 places.",
        "I am one of four.", "She is 2:1 supported.", "They are 14 minutes late.",
        "We are open 24/7.", "Call 999 or 111.", "A 45-minute call at half past ten.",
        "2 staff, 2 nights, 2 to 1", "BSL Level 3 or above", "Regulation 34 of the 2015 rules",
        "Care Act 2014, section 18", "Support starts 6 weeks after the award.",
        "I love Harry Potter and Star Wars.", "Easter, Eid, Diwali and Christmas are my days.",
        "A place in the north of the borough", "Somewhere in England", "a ward, a school, a club",
        "Special school. Day centre. Youth club. Sunday school.", "I miss my old school.",
        "Miss a meal and I feel ill.", "On the road to recovery", "A house with a garden",
        "The High Court", "Close to the shops. Drive me there.",
        "10 minutes walk, a 5 minute drive",
        "I turn 2 pages. He turns 3 times.", "Dr who? A doctor.", "Bill me by post. Rob no one.",
        "A bill, a jack, a robin, a holly tree", "We march in March. It may rain in May.",
        "Art, drama and music", "Pat the dog. Sue for peace. Frank talk. Rich food.",
        "I AM HAPPY. I WANT A DOG AND A GARDEN.", "MY OWN FRONT DOOR. NO SHOUTING.",
        "A New Home With A Garden And A Dog", "Read It To Me In Easy Words Please",
        "He has Down’s syndrome and epilepsy.", "PEG feeding and MRSA training",
        "3rd floor, 2nd door, 1st stop", "Every 2nd Sunday", "Stop after twenty minutes.",
        "Over to you. Sound asleep. Upton is not here but up the hill.", "a sale, a bath, reading",
        "I like reading in bed and a bath at night.", "In Easy Read, please",
        "My brother is loud. My sister rings me. Mum’s cooking.", "the first and third Saturday",
        "Two of us like pizza on Friday 5pm.", "from 9am to 5pm, 9.30 to 12.00",
        "Number 1 on my list. No 2 pencils.", "Call me by phone. Text me first. Ring twice.",
        "Follow me on the bus. Facebook is hard.", "I like Instagram and TikTok.",
        "HS2 is loud. The A50 and the B5078 are busy.", "KS2, Y7 and Level 2 work",
        "I can count to 100000.", "In 2027 I want a job.", "Since 2019 things have been hard.",
        "A calm year. Year 1 of the contract.", "I get on with the neighbours.",
        "Ask the council’s team. Ask a GP.", "I watch Coronation Street.",
        "Knock, Wait, Come In. Now And Next.", "To Me, music is life.",
    ])
    func wordsThatOnlyLookLikeNames(_ text: String) {
        #expect(AnonymisationTexts.told(text).isEmpty, "\(text)")
    }
}
