/// Names that people in England have, for the rule that looks for them.
///
/// Written down from general knowledge: common first names of all ages and of the communities
/// that live here. Lower case, accents folded.
enum NameTables {
    /// First names that are hardly ever anything else in a sentence.
    static let sureFirstNames = words(
        """
        aaliyah aaron abdul abdullah abigail adam adeel adele adrian agnes ahmed aidan aileen
        aisha alan alana alastair albert alec alex alexander alexandra alexis alfie alfred ali
        alice alison alistair alyssa amanda amelia amelie amina amir amy ana anastasia andrea
        andreas andrew andy angela angus anita anna annabel anne annette annie anthony antonia
        antony anya archie arjun arlo arthur arun asha ashleigh audrey austin ava ayesha barbara
        barry beatrice becky belinda ben benjamin bernadette bernard bernie beth bethany betty
        beverley bianca billy bogdan bradley brandon brenda brendan brian bridget bronwyn bruce
        bryan bryony caitlin callum calum cameron camilla candice carl carla carly caroline
        carolyn catherine catrin cecilia cedric celia charlene charles charlie charlotte cheryl
        chloe chris christina christine christopher ciara cindy claire clara clare clarence
        claudia clive colette colin colleen connie connor conor corey craig cynthia daisy damian
        damien daniel daniela danielle danny daphne darcie darren daryl dave david deborah
        debbie debra declan deepak deirdre denise dennis derek desmond diana diane dominic
        donald donna doreen doris dorothy doug douglas duncan dylan ebony eddie edgar edith
        edmund edward edwin eileen elaine eleanor elena eli elias elijah elisa elise elizabeth
        ella ellen ellie elliot elliott elsie emilia emily emma enid eric erica erin ernest esme
        esther ethan ethel eugene eunice eva evan evelyn evie ewan fatima felix fiona finlay
        francesca frances francis fred freddie freda frederick freya gabriel gabriella gail
        gareth garry gary gavin gemma geoff geoffrey george georgina gerald geraldine gerard
        gertrude gillian gina gladys glenda glenn glenys gloria gordon graeme graham greg
        gregory gurpreet gwen gwyneth hamza hannah harpreet harriet harriette harrison harry
        harvey hassan hayden hayley heidi helen helena henry herbert hilary hilda howard hugh
        hugo humphrey ian ibrahim ida imogen imran ingrid irene isaac isabel isabella isabelle
        isla ismail isobel ivan jacob jacqueline jacqui jai jake jakub jamal james jamie jan
        jane janet janice jasmine jason jayden jean jeanette jeff jeffrey jemima jennifer jenny
        jeremy jerome jess jessica jessie jill jim jimmy joan joanna joanne joe joel johan john
        johnny jonathan joseph josephine josh joshua joyce juan judith judy julia julian julie
        juliet justin kai karen karl kasia kate katherine kathleen kathryn kathy katie katrina
        kayleigh keiran keith kelly kelvin kenneth kenny kenzie kerry kevin khalid kieran kim
        kimberley kirsty krzysztof kyle lara laura lauren laurence leah leanne lee leila lena
        leo leon leonard lesley leslie lewis lexi liam libby linda lindsay lindsey lisa liz
        lizzie logan lorna lorraine louisa louise luca lucas lucinda lucy luke lydia lynda
        lyndon lynn lynne mabel maddison madeleine madison maggie magdalena mandy marcel marcia
        marcin marcus margaret maria mariam marian marianne marie marilyn marina mario marion
        marjorie marlene martha martin martyn mary maryam mateusz matilda matt matthew maureen
        maurice mavis maya megan mehmet mel melanie melissa mia michael michal michelle mick
        mike mikey mildred millie mina miriam mohammad mohammed moira molly mona monica morgan
        moses muhammad muriel mustafa myra nadia nadine nancy naomi natalie natasha nathan
        nathaniel nazia neil nicholas nicola nicole nigel nikita noah noel nora noreen norman
        olga oliver olivia omar oscar osman owen paige pamela patricia patrick paul paula
        paulette pauline pawel peggy percy pete peter petra phil philip philippa phillip phoebe
        phyllis piotr priya rachael rachel rafael raj rajesh ralph ramona raquel rashid raymond
        rebecca reece reggie reginald rhiannon rhys ricardo richard ricky rita robbie robert
        roberta rochelle roderick rodney roger roland ron ronald ronnie rory rosalind rosie ross
        rowena roxanne roy rupert russell ryan sabrina sadie sally salma sam samantha samir
        samira samuel sandra sanjay sara sarah saskia scarlett scott sean sebastian seth shane
        shannon sharon shaun sheila shelley sheryl sian sidney simon simone siobhan sofia sonia
        sophia sophie spencer stacey stan stanley stella stephanie stephen steve steven stewart
        stuart sunita susan susanna susie suzanne sylvia tabitha tamara tamsin tania tanya tara
        tariq ted terence teresa terry tessa thelma theo theodore theresa thomas tiffany tilly
        tim timothy tina toby todd tom tomasz tommy tony tracey tracy trevor tristan trudy tyler
        tyrone ursula valerie vanessa vera verity veronica vicky victoria vikram vincent viv
        vivian vivienne wayne wendy wesley wilfred wilhelm william winifred winston wojciech
        xavier yasmin yusuf yvette yvonne zachary zainab zak zara zoe zofia zuzanna
        """)

    /// First names that are also words, months, plants or places: they need a cue.
    static let doubtfulFirstNames = words(
        """
        amber angel april art ash aurora autumn basil bay bella bill blake blossom bob bonny
        buddy buster carol carter chance chase chip christian clay cliff clover cooper coral
        crystal daffodil dale dawn dean destiny dexter don drew duke earl eden eve faith fern
        flora ford frank gale gay gene ginger glen grace grant guy happy harmony hazel heath
        heather holly hope hunter iris ivy jack jade jasper jay jet jo jock joy june august may
        march ruby kay ken kit lance laurel lily louis lucky luna mark mason max maxine melody
        mercy merry miles milo misty myrtle nan ned nick norm olive opal oz paris parker pat
        patience pearl peg penny pepper pierce pip piper pippa poppy porter prudence queenie
        raven ray reed rex rich robin rob rock rocky rod roman rose rosemary rowan rusty saffron
        sage sandy savannah scout shirley sky skye sonny star storm sue summer sunny tanner
        taylor teddy trinity una val venus vic victor viola violet wade walt warren wat will
        willow winter woody wren chester kent kirk preston clifford lincoln sydney florence
        chelsea georgia jordan israel india asia china troy tad tiger bear precious princess
        blessing charity constance felicity honey peaches skip bunny jolly sol mo ade al bo cal
        del dot ed flo gus hal hank ike jen jon les liv lou mae meg mac nat nell pam ren rhea
        sal sid stu tam tess tia vi wil zed zen jacky jackie lenny lily-mae ronan rohan finn
        """)

    /// Family names; only read after a first name.
    static let familyNames = words(
        """
        smith jones taylor brown williams wilson johnson davies robinson wright thompson evans
        walker white roberts green hall wood jackson clarke patel khan lewis james phillips
        cooper davis harris king baker turner hill ward harrison parker cook edwards collins
        stewart morris mitchell bell carter shaw murphy miller cox hughes kelly richards simpson
        marshall anderson allen bennett wilkinson adams campbell gray foster chapman mason webb
        rogers hunt mills holmes palmer matthews gibson fisher knight barnes lloyd butler
        russell barker stevens jenkins dixon fletcher hussain ahmed ali begum singh kaur
        kowalski nowak o'brien o'connor o'neill macdonald mcdonald murray graham reynolds ellis
        owen price griffiths bailey morgan reid ross brooks watson hamilton burton barlow hulme
        leigh whittaker bradshaw pickering hollinshead dutton oakes platt yarwood massey
        brereton venables moss swindells hancock sutton wainwright cartwright hodgkinson heath
        stubbs worthington cheetham ashworth holt ogden entwistle hargreaves pearson booth
        gregory hopkins akhtar rahman islam chowdhury okafor adeyemi mensah popescu ionescu
        novak wisniewski lewandowski silva santos garcia fernandez kim lee wong chan nguyen tran
        li wang zhang fields field rivers parks meadows summers winters snow frost rain wells ford
        pool lamb wolf bird woods banks waters brook brooke lark
        """)

    static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
