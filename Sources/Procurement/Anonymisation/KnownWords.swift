/// Words that are no names: the common words of English, those of care, and the capitals that
/// everybody has.
enum KnownWords {
    /// Whether the folded word is known; contractions and what grammar adds are seen through.
    static func contains(_ word: String) -> Bool {
        if PlainWords.isListed(word) || isCommon(word) || CoarseNames.contains(word)
            || word.hasSuffix("shire")
        {
            return true
        }
        guard let apostrophe = word.firstIndex(of: "'") else { return false }
        let ending = word[word.index(after: apostrophe)...]
        return ["s", "t", "m", "d", "re", "ve", "ll", "clock", "all", "am"].contains(ending)
            && (contains(String(word[..<apostrophe]))
                || [
                    "o", "y", "ma", "don", "didn", "doesn", "isn", "wasn", "couldn", "shouldn",
                    "wouldn", "hasn", "haven", "hadn", "weren", "aren", "ain", "mustn", "needn",
                    "shan",
                ].contains(word[..<apostrophe]))
    }

    /// Whether it is a word of the language, written small.
    static func isCommon(_ word: String) -> Bool {
        let bytes = Array(word.utf8)
        if isListed(bytes[...]) || careWords.contains(word) { return true }
        return stems(bytes).contains { $0.count >= 3 && isListed($0[...]) }
    }

    /// Whether one slip of the keys makes a known word of it: two letters the wrong way round, one
    /// too many, one missing or a wrong one.
    static func isMistyped(_ word: String) -> Bool {
        let letters = Array(word.utf8)
        guard letters.allSatisfy({ (97...122).contains($0) }) else { return false }
        let isWord = { (bytes: [UInt8]) in
            isListed(bytes[...]) || PlainWords.isListed(String(decoding: bytes, as: UTF8.self))
                || stems(bytes).contains { $0.count >= 4 && isListed($0[...]) }
        }
        for place in letters.indices {
            var slipped = letters
            if place + 1 < letters.count {
                slipped.swapAt(place, place + 1)
                if isWord(slipped) { return true }
            }
            // Nobody misses the first letter, and short words are near to too many.
            guard place > 0, letters.count > 6 else { continue }
            slipped = letters
            slipped.remove(at: place)
            if isWord(slipped) { return true }
            for letter in UInt8(97)...122 {
                slipped = letters
                slipped[place] = letter
                if isWord(slipped) { return true }
                slipped = letters
                slipped.insert(letter, at: place)
                if isWord(slipped) { return true }
            }
        }
        return false
    }

    /// What is left without an ending of grammar.
    private static func stems(_ word: [UInt8]) -> [[UInt8]] {
        func without(_ ending: String, _ adding: String = "") -> [UInt8]? {
            word.count > ending.utf8.count + 1
                && word.suffix(ending.utf8.count).elementsEqual(ending.utf8)
                ? Array(word.dropLast(ending.utf8.count)) + Array(adding.utf8) : nil
        }
        guard let last = word.last else { return [] }
        switch last {
        case UInt8(ascii: "s"):
            return [without("s"), without("es"), without("ies", "y")].compactMap(\.self)
        case UInt8(ascii: "d"):
            let plain = without("ed")
            return [plain, without("d"), plain.flatMap(undoubled), without("ied", "y")]
                .compactMap(\.self)
        case UInt8(ascii: "g"):
            guard word.count > 5, let plain = without("ing") else { return [] }
            return [plain, plain + [UInt8(ascii: "e")], undoubled(plain)].compactMap(\.self)
        default: return []
        }
    }

    private static func undoubled(_ word: [UInt8]) -> [UInt8]? {
        word.count > 3 && word.last == word.dropLast().last ? word.dropLast() : nil
    }

    private static func isListed(_ word: ArraySlice<UInt8>) -> Bool {
        CommonWordTable.words.withUTF8Buffer { table in
            var low = 0
            var high = table.count
            while low < high {
                let middle = (low + high) / 2
                var start = middle
                while start > low, table[start - 1] > 32 { start -= 1 }
                var end = middle
                while end < high, table[end] > 32 { end += 1 }
                let entry = table[start..<end]
                if entry.elementsEqual(word) { return true }
                if entry.lexicographicallyPrecedes(word) { low = end + 1 } else { high = start }
            }
            return false
        }
    }

    /// Words of care and of every day that dictionaries of this size leave out.
    private static let careWords = NameTables.words(
        """
        keyworker keyworkers key-worker makaton widgit signalong wellbeing telly footie footy cuppa
        brekkie trampolining wheelie hoover chippy toastie halal kosher physio physios dysphagia
        echolalia stim stims stimming stimmed meltdown meltdowns neurodivergent neurodiverse
        neurotypical nonverbal autistic dyspraxia dyspraxic dyscalculia hypermobility hypermobile
        gastrostomy nasogastric tracheostomy nebuliser nebulisers epipen epipens buccal midazolam
        pureed puree thickened thickener hoisted hoisting slings profiling wetroom wetrooms
        dropdown rollator zimmer commode commodes incontinence pads catheter catheters stoma
        continence toileting bathing grooming handover handovers timesheet timesheets rota rotas
        safeguarding outreach floating lone waking sleepin sleepins signposting
        befriender befrienders befriending advocacy direct payments homecare domiciliary
        reablement rehab telecare lifeline assistive pictogram pictograms timetable timetables
        visuals photobook lanyard lanyards fidget fidgets beanbag beanbags trampoline swings
        sensory snoezelen rebound boccia panathlon wheelchairs powerchair powerchairs handcycle
        minibus minibuses allotment allotments gardeners charity charities bingo karaoke disco
        discos panto pantomime babysit babysitter babysitters childminder childminders sleepover
        sleepovers playdate playdates playscheme playschemes afterschool preschool headteacher
        headteachers roleplay lego playdough slime emoji emojis app apps email emails online
        offline wifi website websites laptop laptops smartphone smartphones chromebook selfie
        selfies vlog vlogs podcast podcasts gamer gamers biscuit biscuits crisps squash veg veggie
        veggies takeaway takeaways mayo ketchup lolly lollies sarnie sarnies tortilla pesto quiche
        falafel samosa samosas biryani pierogi jollof chapati chapatis daal dhal naan paneer roti
        sari saris hijab hijabs niqab turban turbans kippah diwali henna mehndi gran grans granda
        nan nans nanna nannas grandad grandads mam mams mummy mummies mum mums mums' dads' mam's
        nana nanas poppa auntie aunties aunty stepdad stepmum stepbrother stepsister housemate
        housemates flatmate flatmates roommate roommates tenancy tenancies downstairs upstairs
        okay yeah yep nope hiya ta bye goodbye hooray wow ouch uh um er hmm mmm aha ha haha lol
        evaluator evaluators commissioner commissioners anonymised anonymisation launderette
        launderettes jigsaws mealtime mealtimes tel mob ref refs dept approx tbc ext nr png jpg jpeg
        brill grr argh aargh ooh aah yay yippee phew huh eh oi yuk yum ugh yuck psst shh brr
        d'you c'mon y'all y'know 'n' jalapeno jalapenos creme brulee crepe crepes puree tofu kimchi
        ramen sushi gnocchi polenta couscous tagine hummus houmous
        co pre non semi multi ex anti sub mid un re de eco bi tri ultra self pro inter intra
        organised realise realised recognise recognised colour colours centre centres programme
        programmes grey favour behaviour behaviours neighbour neighbours favourite favourites
        jewellery tyre tyres kerb kerbs pyjamas mould metre metres litre litres licence organise
        covid norovirus hoarding tv tvs dvd dvds cd cds pc pcs id ids mp hr it's phd etc eg ie vs
        min mins hr hrs pm am kg km cm mm ml mg st nd rd th uk usa eu ok mr mrs ms dr
        xmas bbq barbecue barbecues anymore alright awhile onto everytime everyday someday
        shoelace shoelaces hairbrush hairdryer toothbrush toothpaste mouthwash deodorant
        tumble dryer dryers dishwasher dishwashers microwave microwaves freezer freezers airfryer
        slow-cooker spatula keysafe keysafes doorbell intercom fob fobs grabrail grabrails handrail
        handrails stairlift stairlifts riser recliner recliners topper duvet duvets bedding
        meds med tablets inhaler inhalers insulin warfarin clozapine lithium valproate diazepam
        lorazepam sertraline fluoxetine risperidone olanzapine quetiapine aripiprazole methadone
        depot depots psychosis psychotic schizophrenia schizophrenic bipolar anxiety ocd
        agoraphobia agoraphobic anorexia bulimia dementia alzheimer's alzheimers parkinson's
        parkinsons hydrocephalus scoliosis microcephaly spina bifida cerebral palsy hemiplegia
        hemiplegic quadriplegia diplegia nystagmus strabismus glaucoma cataract cataracts tinnitus
        eczema asthma asthmatic hayfever coeliac lactose dairy diabetic
        """)
}
