/// Names that everybody has heard of and that lead to nobody: countries and peoples, feasts,
/// benefits, laws, illnesses, large shops, charities, shows, games.
enum CoarseNames {
    static func contains(_ word: String) -> Bool { all.contains(word) }

    private static let all = NameTables.words(
        """
        mosaic liquidlogic carefirst systmone emis rio eclipse frameworki controcc azeus capita pims
        lorenzo meditech cerner epic caseworks caretrack halo synergy sims insta snap psn gamertag
        kart speech occupational therapy therapies therapists physiotherapy physiotherapist psychology
        personal waking assistants community learning dentist dentists optician opticians chemist
        barber barbers hairdresser hairdressers everton chelsea arsenal spurs
        afghan afghanistan africans albania algeria algerian amazon angola angolan arab arabs
        argentina argentinian armenia armenian asia asians atlantic australia australian austria
        austrian azerbaijan bahamas bangla barbados basque bavaria belarus belarusian belgian
        belgium berber bolivia bosnia bosnian brazil brazilian britain's briton britons britannia
        burma burmese cambodia cameroon canada canadian catalan celtic chile chilean china colombia
        colombian congo congolese cornish croatia croatian cuba cuban cypriot cyprus czechia danish
        denmark dutch ecuador egypt egyptian england's englishman eritrea eritrean estonia estonian
        ethiopia ethiopian europeans fijian finland finnish flemish gaelic gambia gambian ghana
        ghanaian gibraltar greece greeks guinea guyana gypsy gypsies haiti hebrew hindus holland
        hong kong hungary iberian iceland icelandic iran iranian iraq iraqi israeli italians ivorian
        jamaica jamaican japan japanese jews jordanian kashmir kashmiri kazakh kazakhstan kenyan
        korea korean kosovo kosovan kuwait kurds latvia lebanon lebanese liberia libya libyan
        lithuania luxembourg macedonia macedonian malawi malawian malaysia malaysian malta maltese
        mandinka manx mauritius mexican mexico moldova moldovan mongolia mongolian montenegro
        moroccan morocco mozambique muslims myanmar namibia nepal netherlands nigeria nigerian
        norwegian norway oman omani pacific palestine palestinian panama peru peruvian philippines
        poles polynesian portuguese punjab qatar romany romania roma rwanda rwandan sami saudi
        scandinavia scandinavian scots scottish senegal serbia serbian sierra sikhs singapore
        sinhala slovakia slovenia slovenian somalia somalis spaniard sri lanka lankan sudan sudanese
        sweden swedish swiss switzerland sylheti syria syrian taiwan taiwanese tanzania tanzanian
        thai thailand tibet tibetan trinidad tobago tunisia tunisian turkey turks twi uganda ugandan
        ukraine ukrainians urdu uruguay uzbek venezuela vietnam windrush yemen yemeni yiddish zambia
        zambian zimbabwe zimbabwean antarctica arctic mediterranean alps himalayas ambleside
        blackpool's anglesey snowdonia lakeland pennines cotswolds january's ash shrove maundy
        epiphany holi navratri rakhi onam pongal lohri gurpurab yom kippur rosh hashanah purim
        sukkot shabbat sabbath mass communion hajj umrah eid-ul-fitr fitr adha iftar suhoor qur'an
        koran torah gita granth psalms gospel lord's prayer amen buddha krishna vishnu shiva ganesh
        guru prophet bishop pope vatican jehovah's jehovah witnesses mormon salvation presbyterian
        unitarian shia sunni sufi rastafari rastafarian pagan wicca atheist humanist jubilee
        coronation remembrance armistice pride valentine's valentines mothering hogmanay burns
        fawkes april fool's fools juneteenth paralympics paralympic olympics olympic invictus mencap
        scope barnardo's barnardos nspcc rspca samaritans childline shelter crisis stonewall
        macmillan oxfam unicef rnib rnid rnli sense turning guild headway alzheimer's parkinson's
        stroke carers' motability portage shared lives homestart sure healthwatch citizens advice
        jobcentre jobcentres universal credit mencap's acas bupa specsavers vision express halfords
        wickes homebase b&q screwfix currys wilko poundland poundstretcher iceland's farmfoods spar
        londis nisa waitrose m&s marks spencer's debenhams matalan primark's next h&m zara asos ebay
        etsy vinted gumtree amazon's deliveroo uber ubers bolt subway dominos domino's wetherspoons
        wetherspoon starbucks burger pizza hut wimpy harvester carvery butlins butlin's haven centre
        center parcs pontins legoland alton towers chessington thorpe disneyland cadbury cadbury's
        heinz kellogg's weetabix marmite bovril ribena vimto coke coca cola pepsi fanta sprite
        haribo maltesers smarties kitkat twix pringles quavers wotsits doritos nutella oreo oreos
        magnum walls yorkshire cheddar stilton bolognese bolognaise lasagne nescafe pg tips
        yorkshire's guinness calpol nurofen paracetamol ibuprofen savlon sudocrem tena vaseline
        velcro hoover's dyson tupperware thermos jacuzzi filofax sellotape blu tack lynx dove nivea
        colgate kleenex andrex fairy persil alexa siri cortana echo kindle fitbit garmin sonos roku
        sky freeview virgin media vodafone giffgaff tesco's samsung nokia sony microsoft windows
        word excel powerpoint outlook gmail hotmail yahoo bing wikipedia chatgpt messenger facetime
        telegram discord twitch reddit pinterest linkedin duolingo paypal monzo barclays natwest
        halifax lloyds santander hsbc nationwide tui jet2 easyjet ryanair national megabus
        stagecoach arriva northern avanti merseyrail railcard cbeebies cbbc bbc1 bbc2 itv1 e4 bluey
        teletubbies tubbies postman pat pat's fireman noddy tank engine paddington winnie pooh
        tigger gruffalo snowman shrek minions minion kung panda aladdin mufasa lion king poppins
        wicked cinderella aladdin's rapunzel dumbo bambi pinocchio mickey minnie pluto sonic mario
        pikachu pokémon tetris sims fifa roblox's lightyear woody's scooby doo simpsons futurama
        pingu gromit shaun's dalek daleks tardis who's gladiators casualty's holby doctors countdown
        pointless tipping point chase's hollyoaks neighbours eurovision talent factor strictly's
        antiques roadshow countryfile springwatch bake-off bakeoff masterchef top gear grand prix
        formula wimbledon wembley twickenham premier league fa cup champions lions wwe nfl nba
        everton's reds blues arsenal rangers united city's beatles abba queen oasis coldplay adele's
        stormzy mozart beethoven bach vivaldi chopin messiah shakespeare dickens tolkien
        rowling walliams horrid gangsta goosebumps narnia hogwarts hobbit hobbits gandalf frodo
        dracula frankenstein sherlock yoga pilates zumba tai chi tae kwon taekwondo karate judo
        jujitsu aikido parkrun couch braille teacch attention lego thrive intensive interaction
        talking mats talkingmats scouts beavers cubs rainbows brownies guides squirrels brigade duke
        edinburgh prince princess prince's princes king's kings queens queen's majesty windsor
        buckingham palace westminster whitehall parliament downing brexit labour tory tories
        conservative conservatives liberal democrat democrats greens brownfield covid-19 coronavirus
        omicron pfizer moderna astrazeneca adhd autism's asd ptsd cptsd ocd bpd eupd copd arfid fasd
        dld spld pda ibs ibd gord gerd uti utis mrsa msa als mnd ms cp bmi ecg eeg mri ct iv im prn
        bipap cpap nippv niv vns nea dnar dnacpr respect protocol abc aac nhs's a&e icu itu hdu ed
        er gu gum tb hep covid flu rsv mmr bcg hpv senco sencos sendiass ehcps salt sallt ots slts
        icb icbs ccg mdt mdts cpa ctp ctr ctrs dolp deprivation lps imca imcas imha iro lac cin mash
        lado cafcass yot yots pru prus sats gcse gcses btec btecs nvq nvqs esol ict dt re pshe rse
        ks1 ks2 ks3 ks4 a-level pip's dla aa carers jsa hmo hmos rsl dhp la las ltd plc cic llp cv
        dob nino faq pdf ppe coshh riddor haccp risk gdpr dpia foi ico loler puwer lolers pbs pmva
        mapa team-teach cpi prevent prevents tupe livi ppp sla slas kpi kpis roi vat lgbt lgbtq
        lgbtqi bame pa pas cpr aed defib fm am gmt bst asap rip vip diy hq aka tbc tba pov lol omg
        fyi ps nb xl xxl sos suv atv gps usb hdmi led lcd sim pin atm bbqs r&b dj mc vhs ufo velux
        act's mondays' earth moon mars venus jupiter saturn mercury neptune uranus sun north's
        english's january february greenwich roman romans victorian victorians tudor tudors viking
        vikings edwardian georgian medieval celts saxon saxons egyptians greek labrador labradors
        alsatian dalmatian collie spaniel terrier poodle retriever husky chihuahua dachshund
        rottweiler shih tzu siamese persian shetland clydesdale shire wensleydale brussels danish's
        cornish's worcester cumberland lancashire bakewell eton mess victoria sponge battenberg
        chelsea buns bath's sally lunn roll yorkshires
        """)
}
