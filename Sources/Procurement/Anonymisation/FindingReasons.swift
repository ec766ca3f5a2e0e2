extension Finding.Kind {
    /// Why it matters, in one plain sentence.
    public var why: String {
        switch self {
        case .nhsNumber: "An NHS number belongs to one person only."
        case .nationalInsuranceNumber: "A National Insurance number belongs to one person only."
        case .emailAddress: "An e-mail address leads straight to somebody."
        case .webAddress: "A web address can lead to the person or to people near them."
        case .socialHandle: "A name on social media leads straight to somebody."
        case .postcode: "A postcode narrows a person down to a few streets."
        case .telephone: "Anybody can ring a telephone number and ask."
        case .carRegistration: "A number plate can be seen outside a home."
        case .referenceNumber: "A number from another system can be looked up there."
        case .dateOfBirth: "With a date of birth a person can be found in other lists."
        case .exactDate: "An exact date can be matched with news, records or what people saw."
        case .exactAge: "With an exact age few people are left who it could be."
        case .streetAddress: "An address says where somebody lives."
        case .namedOrganisation: "People who know this place could tell who it is about."
        case .personName: "A name tells who it is about, or leads to somebody who knows."
        case .placeName: "In a named place few people are left who it could be."
        case .transportRoute: "A time and a place together tell where somebody can be met."
        case .rareCondition: "Very few people have this, so it points to one of them."
        case .uniqueRole: "It says that there is only one such person, or hardly more."
        case .rareCombination: "Fewer than five people in the council fit these facts together."
        case .linkedPackage: "Put beside an earlier package, this one tells more than each alone."
        }
    }
}
