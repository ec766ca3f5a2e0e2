extension Finding.Kind {
    /// Why it matters, in one plain sentence.
    public var why: Phrase {
        switch self {
        case .nhsNumber: phrase("An NHS number belongs to one person only.")
        case .nationalInsuranceNumber:
            phrase("A National Insurance number belongs to one person only.")
        case .emailAddress: phrase("An e-mail address leads straight to somebody.")
        case .webAddress:
            phrase("An internet address can lead to the person or to people near them.")
        case .socialHandle: phrase("A name on social media leads straight to somebody.")
        case .postcode: phrase("A postcode narrows a person down to a few streets.")
        case .telephone: phrase("Anybody can ring a telephone number and ask.")
        case .carRegistration: phrase("A number plate can be seen outside a home.")
        case .referenceNumber: phrase("A number from another system can be looked up there.")
        case .bankAccount:
            phrase("A bank account belongs to somebody, and must not be known to others.")
        case .mapReference: phrase("These words or numbers are one spot on a map.")
        case .dateOfBirth: phrase("With a date of birth a person can be found in other lists.")
        case .exactDate:
            phrase("An exact date can be matched with news, records or what people saw.")
        case .exactAge: phrase("With an exact age few people are left who it could be.")
        case .streetAddress: phrase("An address says where somebody lives.")
        case .namedOrganisation: phrase("People who know this place could tell who it is about.")
        case .personName: phrase("A name tells who it is about, or leads to somebody who knows.")
        case .placeName: phrase("In a named place few people are left who it could be.")
        case .transportRoute: phrase("A time and a place together tell where somebody can be met.")
        case .rareCondition: phrase("Very few people have this, so it points to one of them.")
        case .uniqueRole: phrase("It says that there is only one such person, or hardly more.")
        case .rareCombination:
            phrase("Fewer than five people in the council fit these facts together.")
        case .linkedPackage:
            phrase("Put beside an earlier package, this one tells more than each alone.")
        }
    }
}

extension Finding {
    /// What to do about it, in one plain sentence.
    public var advice: Phrase {
        switch (kind, part) {
        case (.rareCombination, _), (_, .whole):
            phrase("Publish fewer of these facts together.")
        case (.linkedPackage, _): phrase("Say the same in other words.")
        default: phrase("Write “{words}” instead.", ["words": .own(coarser)])
        }
    }
}
