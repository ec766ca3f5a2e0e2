/// The table of places: towns, villages and wards of Cheshire East, Cheshire West and Chester and
/// Wirral, and towns around them. Written down from general knowledge of the area.
///
/// The councils' own names (Cheshire East, Wirral) are not in it: the package is known to be
/// theirs.
extension Gazetteer {
    public static let cheshireAndWirral = Gazetteer(places: allPlaces)

    private static let allPlaces: [Place] = table.flatMap { row in
        row.names.split(separator: ",").map { part in
            let name = part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return Place(
                name: name, council: row.council, area: row.area, size: row.size,
                isDoubtful: doubtful.contains(name.lowercased()))
        }
    }

    /// Also words, first names or family names.
    private static let doubtful = NameTables.words(
        """
        acton adlington ashley aston bangor barrow basford bath bedford beechwood beeston bexton
        bolton bostock bradford bradwall brereton brindley burton bury caldy cambridge cheadle
        checkley chorlton claughton derby doddington dudley dutton eaton egerton
        egremont ellesmere elton elworth flint gayton greenbank hale halton hartford hassall
        haughton henbury holt hough hull huntington huxley ince irby kent kinderton kingsley
        lancaster langley leek leighton lincoln littleton manley marston marton mere millington
        mold moreton mossley moston moulton ness newcastle newhall newton newtown norbury
        ollerton over oxford oxton parkgate poole preston raby reading ridley rope royston
        rudyard rushton sale smallwood sound spital stafford stoke sutton sydney tatton tiverton
        trafford upton wardle warwick weston wharton whitby willington witton woodford york
        """)

    private static let table: [(council: Council, area: Area, size: Size, names: String)] = [
        (
            .cheshireEast, .north, .town,
            """
            Wilmslow, Knutsford, Poynton, Handforth, Bollington
            """
        ),
        (
            .cheshireEast, .north, .village,
            """
            Alderley Edge, Nether Alderley, Over Alderley, Disley, Prestbury, Mobberley, High
            Legh, Mere, Styal, Adlington, Pott Shrigley, Kettleshulme, Rainow, Lyme Handley,
            Chelford, Great Warford, Little Bollington, Rostherne, Ashley, Dean Row, Lacey
            Green, Henbury, Mottram St Andrew, Snelson, Ollerton, Plumley, Tabley, Pickmere,
            Aston by Budworth, Peover, Lower Peover, Over Peover, Peover Superior, Marthall,
            Bexton, Millington, Agden, Bucklow Hill, Morley Green, Lindow, Woodford, Higher
            Poynton, Middlewood, Whiteley Green, Butley, Kerridge, Higher Disley, Tatton
            """
        ),
        (
            .cheshireEast, .east, .town,
            """
            Macclesfield, Congleton, Sandbach, Alsager, Middlewich, Holmes Chapel
            """
        ),
        (
            .cheshireEast, .east, .village,
            """
            Sutton Lane Ends, Langley, Wincle, Wildboarclough, Bosley, Gawsworth, Eaton, North
            Rode, Marton, Siddington, Swettenham, Buglawton, Mossley, Timbersbrook, Astbury,
            Newbold Astbury, Mow Cop, Scholar Green, Rode Heath, Odd Rode, Hulme Walfield,
            Somerford, Smallwood, Church Lawton, Lawton Gate, Cranage, Goostrey, Twemlow,
            Brereton, Brereton Green, Arclid, Bradwall, Elworth, Ettiley Heath, Wheelock,
            Malkins Bank, Hassall Green, Winterley, Warmingham, Moston, Minshull Vernon,
            Sproston, Kinderton, Tytherington, Hurdsfield, Higher Hurdsfield, Upton Priory,
            Broken Cross, Whirley, Bollinbrook, Weston Estate, Moss Rose, Tegg's Nose, Rudyard,
            West Heath, Lower Heath, Buxton Road, Radnor Park, Moody Hall, Danebridge,
            Macclesfield Forest, Langley Mill, Jodrell Bank, Withington, Lower Withington,
            Redesmere
            """
        ),
        (
            .cheshireEast, .south, .town,
            """
            Crewe, Nantwich
            """
        ),
        (
            .cheshireEast, .south, .village,
            """
            Audlem, Wybunbury, Shavington, Willaston, Wistaston, Haslington, Weston, Barthomley,
            Bunbury, Wrenbury, Acton, Aston, Worleston, Church Minshull, Bradfield Green,
            Leighton, Coppenhall, Wells Green, Rope, Stapeley, Hatherton, Hankelow, Buerton,
            Broomhall, Sound, Newhall, Marbury, Norbury, Faddiley, Burland, Ravensmoor,
            Brindley, Haughton, Spurstow, Calveley, Alpraham, Wardle, Poole, Cholmondeley,
            Bickerton, Peckforton, Bulkeley, Ridley, Egerton, Basford, Chorlton, Blakenhall,
            Checkley, Doddington, Bridgemere, Hunsterson, Walgherton, Hough, Betley, Wistaston
            Green, Crewe Green, Gresty, Maw Green, Woolstanwood, Reaseheath, Wychwood,
            Wrinehill, Hassall, Oakhanger, Sydney
            """
        ),
        (
            .cheshireWestAndChester, .west, .town,
            """
            Ellesmere Port, Northwich, Winsford, Frodsham, Neston, Chester
            """
        ),
        (
            .cheshireWestAndChester, .west, .village,
            """
            Helsby, Tarporley, Malpas, Tarvin, Kelsall, Cuddington, Sandiway, Hartford,
            Weaverham, Barnton, Davenham, Moulton, Rudheath, Lostock Gralam, Lostock Green,
            Wincham, Anderton, Comberbach, Great Budworth, Little Leigh, Antrobus, Whitegate,
            Over, Wharton, Delamere, Norley, Crowton, Acton Bridge, Kingsley, Manley,
            Mouldsworth, Ashton Hayes, Mickle Trafford, Guilden Sutton, Christleton, Waverton,
            Saighton, Rowton, Littleton, Hoole, Newton, Upton, Upton by Chester, Blacon,
            Saltney, Handbridge, Boughton, Vicars Cross, Great Boughton, Huntington, Lache,
            Westminster Park, Dodleston, Pulford, Eccleston, Aldford, Farndon, Tilston,
            Tattenhall, Broxton, Clutton, Duddon, Clotton, Tiverton, Beeston, Little Budworth,
            Rushton, Cotebrook, Utkinton, Willington, Oakmere, Bostock, Stanthorne, Lach Dennis,
            Byley, Allostock, Nether Peover, Elton, Ince, Thornton le Moors, Stoak, Wervin,
            Backford, Mollington, Saughall, Capenhurst, Ledsham, Little Sutton, Great Sutton,
            Childer Thornton, Hooton, Whitby, Overpool, Netherpool, Wolverham, Stanlow,
            Parkgate, Ness, Burton, Puddington, Shotwick, Little Neston, Alvanley, Dunham Hill,
            Hapsford, Barrow, Great Barrow, Shocklach, Threapwood, Tushingham, Leftwich,
            Greenbank, Winnington, Kingsmead, Castle Northwich, Witton, Marston, Huxley,
            Hargrave, Coddington, Churton, Holt, Bretton, Kinnerton, Curzon Park, Newtown,
            Delamere Forest, Hatchmere, Dutton, Aston by Sutton
            """
        ),
        (
            .wirral, .west, .town,
            """
            Birkenhead, Wallasey, Bebington, Heswall, Hoylake, West Kirby
            """
        ),
        (
            .wirral, .west, .village,
            """
            Moreton, Greasby, Bromborough, Eastham, New Ferry, Port Sunlight, Rock Ferry,
            Tranmere, Oxton, Prenton, Bidston, Claughton, Noctorum, Beechwood, Leasowe, New
            Brighton, Liscard, Seacombe, Egremont, Poulton, Meols, Frankby, Irby, Thurstaston,
            Caldy, Pensby, Thingwall, Barnston, Gayton, Thornton Hough, Brimstage, Raby, Raby
            Mere, Spital, Clatterbridge, Storeton, Higher Bebington, Woodchurch, Saughall
            Massie, Arrowe Park, Overchurch, Landican, Eastham Ferry, Hilbre, Red Rocks,
            Hamilton Square
            """
        ),
        (
            .elsewhere, .anywhere, .town,
            """
            Manchester, Stockport, Warrington, Liverpool, Stoke on Trent, Stoke, Newcastle under
            Lyme, Newcastle, Hanley, Burslem, Kidsgrove, Biddulph, Leek, Buxton, Whaley Bridge,
            New Mills, Altrincham, Sale, Hale, Lymm, Runcorn, Widnes, St Helens, Wrexham, Mold,
            Flint, Deeside, Whitchurch, Market Drayton, Shrewsbury, Telford, Ellesmere, Salford,
            Bolton, Wigan, Oldham, Rochdale, Bury, Tameside, Trafford, Birmingham,
            Wolverhampton, Coventry, Leeds, Sheffield, Bradford, York, London, Bristol, Cardiff,
            Swansea, Glasgow, Edinburgh, Belfast, Dublin, Preston, Blackpool, Lancaster,
            Southport, Bootle, Huyton, Knowsley, Halton, Chesterfield, Derby, Nottingham,
            Leicester, Stafford, Cheadle, Bramhall, Hazel Grove, Marple, Wythenshawe,
            Sunderland, Gateshead, Luton, Bedford, Hertford, Ipswich, Felixstowe, Cambridge,
            Ely, Oxford, Dudley, Dorking, Camberley, Huntingdon, Spalding, Minehead, Royston,
            Oakham, St Ives, Glenfield, Fulbourn, Foxton, Impington, Empingham, Warwick,
            Norwich, Plymouth, Exeter, Southampton, Portsmouth, Brighton, Hull, Middlesbrough,
            Carlisle, Bath, Reading, Rhyl, Llandudno, Prestatyn, Bangor, Holyhead, Kingston upon
            Hull, Wolverton, Aylesbury, Warsaw, Krakow, Bucharest, Lagos, Karachi, Lahore,
            Dhaka, Mumbai, Delhi, Kyiv
            """
        ),
    ]
}
