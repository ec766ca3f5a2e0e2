/// English words that begin with a capital at the start of a sentence or in a heading, and the
/// capitals that everybody has: days, feasts, languages, countries, brands. None of them is a
/// name that could lead to somebody.
enum PlainWords {
    static func contains(_ word: String) -> Bool {
        all.contains(word) || (word.hasSuffix("shire") && word.utf8.count > 5)
            || (word.hasSuffix("ing") && word.utf8.count > 5)
    }

    /// Without the endings that `contains` takes for plain ("-ing", "-shire").
    static func isListed(_ word: String) -> Bool { all.contains(word) }

    private static let all = NameTables.words(
        """
        wirral merseyside surrey essex suffolk norfolk kent sussex devon cornwall dorset somerset
        cumbria midlands humber tyneside london's dementia housing domiciliary behaviour complex
        paw patrol nando's nandos grid dynavox epilim clozapine frozen bentley's insulin
        a an the this that these those my your his her its our their mine yours ours theirs i me
        you he she it we they him us them who whom whose which what when where why how and or
        but nor so yet if then than because although though while until unless since as at by
        for from in into of off on onto out over to up with within without about above across
        after against along among around before behind below beneath beside besides between
        beyond despite down during except inside like near outside past per through throughout
        toward towards under underneath upon via am is are was were be been being do does did
        done doing have has had having can could may might must shall should will would ought
        not no yes never always often sometimes usually again also just only even still too very
        quite really rather almost nearly soon now today tonight tomorrow yesterday here there
        everywhere anywhere somewhere once twice one two three four five six seven eight nine
        ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
        thirty forty fifty sixty seventy eighty ninety hundred thousand first second third
        fourth fifth last next other another each every either neither both all any some many
        much more most few fewer less least several enough none such same own half quarter
        double single whole good better best bad worse worst big bigger small smaller little
        large great long short tall high higher low lower new newer old older young younger
        early earlier late later left right quiet quieter calm busy loud noisy safe safer warm
        hot cold cool clean dirty nice kind happy sad angry upset brave proud shared private
        public open closed full empty easy hard difficult simple special general local main
        mainstream nearby nearest free paid real proper lovely friendly favourite important
        different similar possible able ready sure certain clear true false dark bright light
        heavy soft strong weak fast slow quick sore ill sick well unwell fit healthy tired
        hungry day days night nights morning mornings evening evenings afternoon afternoons week
        weeks weekday weekdays weekend weekends month months year years hour hours minute
        minutes time times term terms holiday holidays bank birthday monday mondays tuesday
        tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays
        sunday sundays mon tue tues wed weds thu thur thurs fri sat sun january february march
        april june july august september october november december spring summer autumn winter
        christmas easter ramadan eid diwali hanukkah passover lent pancake halloween bonfire
        boxing vaisakhi pentecost advent mum mums mam mummy mother mothers dad dads daddy father
        fathers nan nana nanny gran granny grandma grandad grandpa grandmother grandfather
        brother brothers sister sisters son sons daughter daughters uncle uncles aunt auntie
        aunty cousin cousins family families parent parents carer carers friend friends mate
        mates partner husband wife child children baby boy boys girl girls man men woman women
        person people adult adults teenager teenagers youth youths lad lass neighbour neighbours
        everyone everybody someone somebody anyone anybody nobody nothing something anything
        everything worker workers staff team teams manager managers nurse nurses doctor doctors
        gp gps therapist teacher teachers coach mentor social support supporting supported
        provider providers council councils service services care caring advocate advocates
        interpreter broker home homes house houses flat flats bungalow room rooms bedroom
        bedrooms bathroom kitchen lounge garden gardens door doors window stairs roof yard shed
        place places street streets road roads lane lanes avenue close drive way court park
        parks shop shops market town towns village villages city borough county country area
        north south east west northern southern eastern western northwest central bus buses
        train trains car cars van taxi taxis minibus tram bike station stop school schools
        college colleges nursery university academy class classes course courses lesson lessons
        club clubs group groups church churches chapel mosque temple synagogue hospital
        hospitals ward wards clinic surgery practice centre centres library libraries pool pools
        gym cinema theatre museum cafe pub restaurant hostel hospice infirmary unit units
        primary secondary junior infant infants sixth form reception playgroup breakfast
        homework lunch lunchtime teatime dinner supper tea drop deaf blind boarding residential
        nursing respite break breaks rest community resource leisure sports sport football rugby
        cricket tennis netball bowls bowling darts snooker swimming walking running cycling
        dancing dance drama art arts craft crafts music singing choir band book books reading
        writing gardening cooking baking photography chess lego film films game games gaming
        computer computers maths english history science geography french german children's
        women's men's people's young's psychiatric mental acute forensic secure learning
        disability disabilities autism autistic medical health dental eye outpatient outpatients
        emergency accident casualty maternity paediatric cottage teaching catholic methodist
        baptist anglican christian muslim jewish hindu sikh buddhist quaker pentecostal
        evangelical orthodox islamic roman parish cathedral polish urdu punjabi romanian
        cantonese mandarin bengali gujarati arabic welsh irish scottish british spanish
        portuguese italian ukrainian russian turkish somali farsi kurdish tamil hindi chinese
        indian pakistani bangladeshi african caribbean asian european american latvian
        lithuanian hungarian czech slovak bulgarian albanian greek vietnamese filipino tagalog
        nepali pashto dari tigrinya amharic swahili yoruba igbo latin makaton bsl braille sign
        language languages signing england wales scotland ireland britain uk europe france spain
        poland romania germany italy portugal africa america india pakistan bangladesh ukraine
        tv dvd cd pc nhs cqc dols ofsted ehcp mca dps ehc send sen adhd asd pmld pbs peg ot slt
        cpn amhp cmht camhs iq pe rsa dwp pip esa uc hmrc mot id ok hiv epilepsy diabetes downs
        tourette asperger's asperger widgit pecs talker ipad iphone tablet android google
        facebook instagram snapchat tiktok whatsapp youtube netflix spotify zoom skype xbox
        playstation nintendo switch minecraft fortnite roblox pokemon disney marvel batman
        superman spiderman star wars trek harry potter peppa pig barbie strictly eastenders
        emmerdale corrie tesco asda aldi lidl sainsbury's sainsburys morrisons boots mcdonald's
        mcdonalds kfc greggs costa primark argos ikea god jesus allah bible quran bollywood
        internet wifi wi fi radio bbc itv read please thank thanks sorry hello hi bye dear note
        notes help ask tell show give take get got go going goes gone come comes coming went
        make makes making made let lets keep keeps see sees seeing look looks want wants need
        needs love loves liked enjoy enjoys live lives living lived stay stays work works
        working play plays playing eat eats drink sleep sleeps wash cook cooks bake bakes swim
        walk walks run runs ride rides talk talks speak speaks say says said sing listen listens
        feel feels felt know knows think thinks understand use uses using try tries trying learn
        learns find finds meet meets meeting share shares sharing choose chooses choosing start
        starts stops stopping wait waits call calls ring rings text texts write writes draw
        draws turn turns move moves moving leave leaves leaving visit visits visiting travel
        bring brings put puts hold holds feeling growing getting becoming building celebrating
        knowing starting finding planning spoken told asked trained fun life things thing food
        meals meal money bills post letter letters phone dog dogs cat cats animal animals horse
        horses bird birds fish flowers flower rose roses tree trees grass water river canal lake
        sea seaside beach hill hills wood woods forest field fields farm rain wind snow colours
        colour red blue green yellow black white pink purple orange brown grey gold silver plan
        plans rules rule risk risks rota level stage version outcome outcomes bid bids budget
        package packages contract award notice tender lot lots framework section act regulation
        regulations directive policy law order guidance standard standards part annex appendix
        schedule table figure page mark marks wills grace hope faith joy ivy holly bill bob rob
        pat sue dawn eve grant dean chase frank rich ray guy jack clothes shoes hair teeth bath
        shower toilet medicine tablets pain seizure seizures wheelchair hoist chair bed sofa
        blanket pillow saint st mr mrs ms miss dr x y z quality experience skills skill training
        safeguarding capacity consent wellbeing independence independent choice control respect
        dignity trust
        """)
}
