/// Conditions that so few people have that naming one points to somebody.
extension TextSweep {
    /// Names of rare conditions; "syndrome" or "disease" may follow.
    private static let rare: [[String]] = """
        angelman;prader willi;rett;fragile x;cri du chat;smith magenis;cornelia de lange
        lesch nyhan;phelan mcdermid;pitt hopkins;kabuki syndrome;rubinstein taybi;sotos;noonan
        klinefelter;edwards syndrome;patau;digeorge;di george;22q11;batten;sanfilippo;hurler
        tay sachs;niemann pick;huntington's;huntingtons;tuberous sclerosis;neurofibromatosis
        lennox gastaut;dravet;landau kleffner;west syndrome;aicardi;joubert;bardet biedl
        usher syndrome;charge syndrome;coffin lowry;coffin siris;wolf hirschhorn;kleefstra;kcnq2
        cdkl5;syngap1;moebius;pallister killian;potocki lupski;williams syndrome;turner syndrome
        apert;crouzon;treacher collins;lowe syndrome;alstrom;cockayne;rasmussen;leigh syndrome
        krabbe;gaucher;pompe;fabry;wilson's disease;kleine levin;prion;creutzfeldt
        locked in syndrome
        worster drought;sturge weber;duchenne;spinal muscular atrophy;friedreich's ataxia
        ataxia telangiectasia;foetal valproate;fetal valproate;mowat wilson;koolen de vries
        trisomy 13;trisomy 18;ring chromosome;chromosome deletion;microdeletion;microduplication
        """.split(whereSeparator: { $0 == ";" || $0 == "\n" }).map {
            ScannedText(String($0)).tokens.map(\.base)
        }.filter { !$0.isEmpty }
    private static let rareByFirst = Dictionary(grouping: rare, by: { $0[0] })
    /// Conditions that many people have: naming one of these says little.
    private static let common: Set<String> = [
        "down", "downs", "down's", "tourette", "tourettes", "tourette's", "asperger", "aspergers",
        "asperger's", "bowel", "fatigue", "alcohol", "cushing's", "tunnel", "this", "the", "a",
        "that", "his", "her", "my", "irritable", "metabolic", "stockholm", "postural",
    ]

    mutating func findRareConditions() {
        for index in 0..<count where isFree(index) {
            if let end = rareCondition(at: index) {
                claim(.rareCondition, index..<end, "a rare condition")
            }
        }
    }

    private func rareCondition(at index: Int) -> Int? {
        for words in Self.rareByFirst[base(index)] ?? [] {
            var next = index
            let isThere = words.enumerated().allSatisfy { place, word in
                if place > 0 { next = skip("-", at: next) }
                defer { next += 1 }
                return base(next) == word
            }
            guard isThere else { continue }
            // "batten down": a single name that is a word too needs its capital or "syndrome".
            let named = ["syndrome", "disease", "disorder", "deletion"].contains(word(next))
            if words.count == 1, !named, shape(index) == .lower || tokens[index].startsSentence,
                ["batten", "rett", "sotos", "apert", "fabry", "pompe", "edwards", "rasmussen"]
                    .contains(words[0])
            {
                continue
            }
            return named ? next + 1 : next
        }
        // Any other "Xxxx syndrome".
        guard isTellingCapital(index) || shape(index) == .alphanumeric else { return nil }
        var next = index + 1
        if word(next) == "-", isCapital(next + 1) { next += 2 }
        guard word(next) == "syndrome", !Self.common.contains(base(index)),
            !Self.common.contains(word(index))
        else { return nil }
        return next + 1
    }
}
