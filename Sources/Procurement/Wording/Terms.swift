/// The terms of a Dynamic Purchasing System, as refusals and the auditor's text say them.
extension SelectionHead {
    public var words: Phrase {
        switch self {
        case .suitability: phrase("suitability")
        case .economicStanding: phrase("economic and financial standing")
        case .technicalAbility: phrase("technical and professional ability")
        }
    }
}

extension ExclusionGround {
    public var words: Phrase {
        switch self {
        case .organisedCrime: phrase("organised crime")
        case .corruption: phrase("corruption")
        case .fraud: phrase("fraud")
        case .terrorism: phrase("terrorism")
        case .moneyLaundering: phrase("money laundering")
        case .childLabourOrTrafficking: phrase("child labour or trafficking")
        case .unpaidTaxEstablished: phrase("unpaid tax that a court has established")
        case .environmentalSocialLabourBreach:
            phrase("a breach of environmental, social or labour law")
        case .insolvency: phrase("insolvency")
        case .graveProfessionalMisconduct: phrase("grave professional misconduct")
        case .distortionOfCompetition: phrase("distortion of competition")
        case .conflictOfInterest: phrase("a conflict of interest")
        case .priorInvolvement: phrase("an earlier part in preparing the procurement")
        case .poorPerformance: phrase("poor performance of an earlier contract")
        case .misrepresentation: phrase("misrepresentation")
        case .undueInfluence: phrase("undue influence")
        case .unpaidTax: phrase("unpaid tax")
        }
    }
}

extension PackageCase.Ending.Cause {
    public var words: Phrase {
        switch self {
        case .noBids: phrase("there was no bid")
        case .noneMeetsTheCriteria: phrase("no bid met the criteria")
        case .noneWithinBudget: phrase("no bid was within the budget")
        case .noneAcceptableToThePerson: phrase("no bid was acceptable to the person")
        }
    }
}

extension AwardCase.Override.Ground {
    public var words: Phrase {
        switch self {
        case .suitability: phrase("suitability")
        case .bestInterests: phrase("best interests")
        }
    }
}
