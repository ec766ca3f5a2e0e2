import Procurement
import Testing

/// Ordinary texts stay without findings by the rules of shape and place, and the check is quick.
struct AnonymisationQuietKindTests {
    @Test func ordinaryTextsHaveNoFindings() {
        let texts =
            """
            Budgies are noisy.
            Trampolining is my favourite.
            Somtimes I feel sad.
            Becuase I like it.
            Wendesday is hard.
            Freinds are important to me.
            I like Snakes and Ladders.
            I watch Strictly Come Dancing with my mum.
            We play Hungry Hippos.
            I love Mario Kart and Minecraft.
            My support worker must be calm.
            My support worker always helps me.
            My friend next door is kind.
            My friends and I go bowling.
            My brother is autistic and my mum is Deaf.
            My worker is a woman.
            My doctor says I need rest.
            My nurse is kind.
            My dog is called a pug.
            I was called names at school.
            I work with Speech and Language Therapists.
            I see the Community Nurse every week.
            I need a Blue Badge.
            The Care Act says I can choose.
            The Mental Capacity Act 2005 applies.
            I have an EHCP, a DoLS and a PBS plan.
            I have PTSD and COPD.
            I am a Muslim and I pray at the Mosque.
            My family is from Ghana.
            I speak Twi and English.
            I get PIP and Universal Credit.
            I use an iPad and an iPhone.
            I use PECS, BSL and Makaton.
            I like Greggs and Costa.
            At 7 I get up.
            At 9, we eat.
            At 10 I take my tablets.
            I pay 12 pounds at 20 shops.
            I take 3 tablets at 8 and 2 at 20:00.
            We have 52 weeks.
            Now 2 staff are needed.
            At 30 miles an hour I feel sick.
            I like all 151 Pokemon.
            I have 12345 stamps.
            Step 1. Ring the bell. Step 2. Wait.
            Plan B. Cheese is fine too.
            Vitamin C. It helps.
            Group A. Music starts at ten.
            I like A, B and C.
            The ABC song
            My favourite is Doctor Who.
            I love Peppa Pig and Bluey.
            Mum and Dad visit on Sundays.
            Nan comes on Fridays.
            Auntie comes too.
            Dad’s car is red.
            I like Yorkshire puddings and Brussels sprouts.
            I support Everton.
            I want to go to the Dentist.
            I go to the Cinema with my carer.
            I like going to the Gym.
            The Council pays for my Support.
            Support Workers come at night.
            Waking Night staff are needed.
            I have a Personal Assistant.
            I need Occupational Therapy.
            I go to Church every Sunday.
            I go to Cubs and Brownies.
            Day Centre staff know me.
            My Social Worker rings me.
            My Key Worker helps me.
            Staff must have a DBS check.
            Two hours in the morning, two in the evening.
            I like to be called by my first name.
            It is called respite.
            The game is called snap.
            Mind the gap. Look out! Well done.
            Yes. No. Maybe.
            Um, I do not know.
            Haha, that is funny.
            Brill! I love it.
            Grr, I hate that.
            I hate Mondays.
            I eat halal food.
            I like pierogi and biryani.
            I like kimchi with rice.
            Listening to Bach calms me.
            I like Christmas, Diwali and Eid.
            Harry Potter books are good.
            I want a cat and a garden.
            i want a cat and a garden
            i like my worker to be calm
            my worker shouts sometimes
            my friend always rings me
            my mum cooks for me
            my carer helps me wash
            I want to see physios more.
            I see people on Mondays.
            I met friends at college.
            I ask for help.
            I ask for space when I am upset.
            I told everyone.
            I live with housemates.
            I go out with support.
            I share with others.
            We go to the Tower.
            I have type 2 diabetes.
            I have Asperger’s.
            I have Parkinson’s and Alzheimer’s.
            I need a hoist, a wetroom and a riser recliner.
            Thickened drinks, pureed food.
            I take Epilim and Clozapine.
            I’m non-verbal.
            Non-verbal communication
            Self-care, self-esteem
            X-rays scare me.
            T-shirts, not shirts.
            E-mail me.
            Co-op shop
            Semi-independent living
            I get on well with staff who sign.
            Ready-made meals are OK.
            I use Zoom and WhatsApp to see family.
            Alexa plays music.
            I like Marmite on toast.
            I drink Ribena and Coke.
            I like Bakewell tart.
            I listen to Radio 2 and BBC news.
            Please read this to me in Easy Read.
            Keep the Sabbath. Keep Ramadan.
            I am Roman Catholic.
            I am a Sikh and wear a turban.
            I am LGBT.
            She/her. They/them.
            24/7 care, 1:1 and 2:1
            A bath at 8, then bed at 9.
            Bid 3 is best.
            I count 1, 2, 3, 4, 5, 6, 7, 8, 9, 10.
            one two three four five six seven eight nine ten
            I need 1 to 1 from 7 to 22.
            He needs help 7 days a week at 3 homes.
            Room 101 was a show.
            The year 2026 was good.
            From 2019 to 2024 I lived alone.
            I earn 9.50 an hour.
            The price is 1,234.56.
            Ratio 2.5 to 1.
            No. 1 priority.
            P.S. I like tea.
            e.g. a walk, i.e. outside
            etc. And so on.
            O no! O dear.
            D’you know? C’mon. Y’all.
            Rock ’n’ roll. Fish ’n’ chips.
            'Quoted text' is fine.
            “I like it,” I said.
            (Yes, please.)
            • One • Two • Three
            - Cooking - Cleaning
            1) Wash 2) Eat
            Hooray!! :)
            I like 🐶 and 🐱.
            Café food and naïve art.
            Jalapeño crisps, crème brûlée.
            m² and 20 m²
            ½ an hour
            100% sure
            £50.00 a week
            10–12 people
            9am–5pm
            I like films, e.g. Shrek.
            Going to the pub with Dad
            I LOVE DOGS.
            NO SMOKING PLEASE.
            I DO NOT LIKE NOISE.
            I WANT TO LIVE NEAR MY MUM AND DAD.
            HELP ME COOK.
            STAFF MUST KNOCK.
            I USE BSL.
            FAMILY TIME
            Family Time On Sundays
            Meet New People
            Learn To Cook
            Help With Money
            My Own Front Door
            Feeling Safe At Home
            A Quiet Home For One
            Nights With Waking Staff
            A Bungalow In The North
            Short Breaks For A Child Who Loves Water
            Someone To Talk To
            Swimming And Horse Riding
            Pets Welcome
            Staff Who Sign
            Near Shops And Buses
            Speaks Polish
            Likes Football
            Hates Loud Noise
            """.split(separator: "\n").map(String.init)
        let told = texts.filter { !AnonymisationTexts.told($0).isEmpty }
        print("figure anonymisation-ordinary-texts \(texts.count) texts")
        print("figure anonymisation-ordinary-false-findings \(told.count) findings")
        #expect(told.isEmpty, "\(told.map { "\($0): \(AnonymisationTexts.told($0))" })")
    }

    @Test func theDemonstrationInSmallLettersHasNoFindings() throws {
        let texts = try AnonymisationTexts.demonstration()
        let told = texts.map(\.text).filter { !AnonymisationTexts.told($0.lowercased()).isEmpty }
        print("figure anonymisation-demonstration-texts \(texts.count) texts")
        print("figure anonymisation-demonstration-small-false-findings \(told.count) findings")
        #expect(told.isEmpty, "\(told)")
    }

    /// The check is to run while somebody types.
    @Test func aThousandCharactersAreCheckedInMilliseconds() throws {
        let text = try AnonymisationTexts.demonstration().map(\.text).joined(separator: " ")
        let start = ContinuousClock.now
        let findings = AnonymisationTexts.check.findings(in: text)
        let took = start.duration(to: .now)
        let milliseconds =
            Double(took.components.attoseconds / 1_000_000_000) / 1_000_000
            + Double(took.components.seconds) * 1000
        let each = milliseconds * 1000 / Double(max(text.count, 1))
        print("figure anonymisation-time \(Double(Int(each * 100)) / 100) ms/1000 characters")
        #expect(text.count > 10_000)
        #expect(findings.count < text.count / 1000)
    }
}
