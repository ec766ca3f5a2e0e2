extension PackageCase {
    public mutating func evolve(_ event: Event) {
        switch event {
        case .edited(let content): self.content = content
        case .sentToCheck:
            hasPassedCheck = false
            state = .anonymisationCheck
        case .checkPassed: hasPassedCheck = true
        case .checkFailed: state = .draft
        case .authorised: state = .authorised
        case .published(let invitees, let criteria, let deadline, let day):
            self.invitees = invitees
            self.criteria = criteria
            self.deadline = deadline
            deadlines.append(deadline)
            publishedOn = day
            state = .published
        case .asked(let question): questions.append(question)
        case .answered(let number, let text, _):
            if let index = questions.firstIndex(where: { $0.id == number }) {
                questions[index].answer = text
            }
        case .amended(let content, let deadline, _):
            self.content = content
            self.content.version = max(content.version, self.content.version)
            self.deadline = deadline
            deadlines.append(deadline)
        case .withdrawn(let reason):
            ending = .withdrawn(reason: reason)
            state = .withdrawn
        case .closed(let bids):
            self.bids = bids
            state = .closed
        case .evaluationStarted(let evaluators):
            self.evaluators = evaluators
            state = .underEvaluation
        case .scored(let score, let evaluator):
            scores[evaluator, default: []].removeAll {
                $0.bid == score.bid && $0.criterion == score.criterion
            }
            scores[evaluator, default: []].append(score)
        case .agreed(let score):
            consensus.removeAll { $0.bid == score.bid && $0.criterion == score.criterion }
            consensus.append(score)
        case .negotiationOpened(let round):
            rounds.append(round)
            state = .negotiation
        case .bidderAnswered(let bid): rounds[rounds.count - 1].answered.insert(bid)
        case .negotiationEnded: state = .underEvaluation
        case .shortlisted(let shortlist):
            shortlists.append(shortlist)
            state = .shortlisted
        case .peopleAsked: state = .awaitingPreference
        case .preferenceReceived: state = .preferenceReceived
        case .recommended: state = .recommended
        case .awarded: state = .awarded
        case .fellBack: state = .awaitingPreference
        case .contracted: state = .contracted
        case .endedWithoutAward(let cause):
            ending = .unsuccessful(cause)
            state = .unsuccessful
        case .cancelled(let reason):
            ending = .cancelled(reason: reason)
            state = .cancelled
        case .rerun: break
        }
    }

    public static var machine: [Transition<State>] {
        let asked: [State] = [.shortlisted, .awaitingPreference, .preferenceReceived, .recommended]
        var arrows: [Transition<State>] = [
            Transition(nil, "created", .draft),
            Transition(.draft, "edited", .draft),
            Transition(.draft, "sentToCheck", .anonymisationCheck),
            Transition(.anonymisationCheck, "checkPassed", .anonymisationCheck),
            Transition(.anonymisationCheck, "checkFailed", .draft),
            Transition(.anonymisationCheck, "authorised", .authorised),
            Transition(.authorised, "published", .published),
            Transition(.published, "asked", .published),
            Transition(.published, "answered", .published),
            Transition(.published, "amended", .published),
            Transition(.published, "withdrawn", .withdrawn),
            Transition(.published, "closed", .closed),
            Transition(.closed, "evaluationStarted", .underEvaluation),
            Transition(.underEvaluation, "scored", .underEvaluation),
            Transition(.underEvaluation, "agreed", .underEvaluation),
            Transition(.underEvaluation, "negotiationOpened", .negotiation),
            Transition(.negotiation, "bidderAnswered", .negotiation),
            Transition(.negotiation, "negotiationEnded", .underEvaluation),
            Transition(.shortlisted, "peopleAsked", .awaitingPreference),
            Transition(.awaitingPreference, "preferenceReceived", .preferenceReceived),
            Transition(.preferenceReceived, "peopleAsked", .awaitingPreference),
            Transition(.recommended, "peopleAsked", .awaitingPreference),
            Transition(.preferenceReceived, "recommended", .recommended),
            Transition(.recommended, "awarded", .awarded),
            Transition(.awarded, "fellBack", .awaitingPreference),
            Transition(.awarded, "contracted", .contracted),
        ]
        arrows += Transition.from([.underEvaluation] + asked, "shortlisted", .shortlisted)
        arrows += Transition.from(
            [.closed, .underEvaluation, .shortlisted, .awaitingPreference, .preferenceReceived],
            "endedWithoutAward", .unsuccessful)
        arrows += Transition.from(
            [.closed, .underEvaluation, .negotiation] + asked, "cancelled", .cancelled)
        arrows += Transition.staying([.unsuccessful, .cancelled, .withdrawn], "rerun")
        return arrows
    }

    public static let asks: [String: [Rule]] = [
        "authorised": [.anonymisedBeforePublishing, .authorIsNotAuthoriser],
        "checkFailed": [.brokersRunPackages],
        "checkPassed": [.brokersRunPackages],
        "published": [
            .brokersRunPackages, .everyoneAdmittedIsInvited, .systemStillRuns,
            .firstRequestsHaveTheirDays,
            .criteriaArePublished, .preferenceIsPublished, .biddingHasItsDays,
        ],
        "cancelled": [.brokersRunPackages, .stepHasAReason],
        "endedWithoutAward": [.brokersRunPackages, .unsuccessfulSaysWhy],
        "preferenceReceived": [.brokersRunPackages],
        "shortlisted": [.brokersRunPackages, .everyBidIsEvaluated, .shortlistIsWhatTheCriteriaSay],
        "contracted": [.brokersRunPackages],
        "fellBack": [.brokersRunPackages],
        "rerun": [.brokersRunPackages, .rerunIsANewPackage],
        "evaluationStarted": [.brokersRunPackages, .evaluatorsAreNamed],
        "edited": [.brokersRunPackages],
        "sentToCheck": [.brokersRunPackages],
        "bidderAnswered": [.brokersRunPackages, .negotiationRoundEnds],
        "negotiationEnded": [.negotiationRoundEnds],
        "peopleAsked": [.brokersRunPackages, .peopleAreAskedOnAShortlist],
        "recommended": [.brokersRunPackages],
        "amended": [.brokersRunPackages, .amendmentExtends],
        "answered": [.brokersRunPackages, .questionsWhileOpen],
        "asked": [.questionsWhileOpen],
        "closed": [.closesAtTheDeadline],
        "withdrawn": [.brokersRunPackages, .stepHasAReason],
        "awarded": [.brokersRunPackages],
        "agreed": [.evaluatorsAreNamed, .scoresAreOnTheCriteria, .consensusFollowsScores],
        "negotiationOpened": [.brokersRunPackages, .negotiationIsAllowed, .negotiationIsEqual],
        "scored": [.evaluatorsAreNamed, .scoresAreOnTheCriteria],
    ]
}
