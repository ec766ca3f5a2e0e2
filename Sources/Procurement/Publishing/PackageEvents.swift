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
        let run: [Rule] = [.brokersRunPackages]
        let asked: [State] = [.shortlisted, .awaitingPreference, .preferenceReceived, .recommended]
        var arrows: [Transition<State>] = [
            Transition(nil, "created", .draft),
            Transition(.draft, "edited", .draft, run),
            Transition(.draft, "sentToCheck", .anonymisationCheck, run),
            Transition(.anonymisationCheck, "checkPassed", .anonymisationCheck),
            Transition(.anonymisationCheck, "checkFailed", .draft),
            Transition(
                .anonymisationCheck, "authorised", .authorised,
                [.anonymisedBeforePublishing, .authorIsNotAuthoriser]),
            Transition(
                .authorised, "published", .published,
                run + [
                    .everyoneAdmittedIsInvited, .systemStillRuns, .criteriaArePublished,
                    .preferenceIsPublished, .biddingHasItsDays,
                ]),
            Transition(.published, "asked", .published, [.questionsWhileOpen]),
            Transition(.published, "answered", .published, run + [.questionsWhileOpen]),
            Transition(.published, "amended", .published, run + [.amendmentExtends]),
            Transition(.published, "withdrawn", .withdrawn, run + [.stepHasAReason]),
            Transition(.published, "closed", .closed, [.closesAtTheDeadline]),
            Transition(
                .closed, "evaluationStarted", .underEvaluation, run + [.evaluatorsAreNamed]),
            Transition(
                .underEvaluation, "scored", .underEvaluation,
                [.evaluatorsAreNamed, .scoresAreOnTheCriteria]),
            Transition(
                .underEvaluation, "agreed", .underEvaluation,
                [.evaluatorsAreNamed, .scoresAreOnTheCriteria, .consensusFollowsScores]),
            Transition(
                .underEvaluation, "negotiationOpened", .negotiation,
                run + [.negotiationIsAllowed, .negotiationIsEqual]),
            Transition(.negotiation, "bidderAnswered", .negotiation, [.negotiationRoundEnds]),
            Transition(
                .negotiation, "negotiationEnded", .underEvaluation, [.negotiationRoundEnds]),
            Transition(
                .shortlisted, "peopleAsked", .awaitingPreference,
                run + [.peopleAreAskedOnAShortlist]),
            Transition(.awaitingPreference, "preferenceReceived", .preferenceReceived),
            Transition(.preferenceReceived, "peopleAsked", .awaitingPreference),
            Transition(.recommended, "peopleAsked", .awaitingPreference),
            Transition(.preferenceReceived, "recommended", .recommended, run),
            Transition(.recommended, "awarded", .awarded),
            Transition(.awarded, "fellBack", .awaitingPreference, run),
            Transition(.awarded, "contracted", .contracted, run),
        ]
        arrows += Transition.from(
            [.underEvaluation] + asked, "shortlisted", .shortlisted,
            run + [.everyBidIsEvaluated, .shortlistIsWhatTheCriteriaSay])
        arrows += Transition.from(
            [.closed, .underEvaluation, .shortlisted, .awaitingPreference, .preferenceReceived],
            "endedWithoutAward", .unsuccessful, run + [.unsuccessfulSaysWhy])
        arrows += Transition.from(
            [.closed, .underEvaluation, .negotiation] + asked, "cancelled", .cancelled,
            run + [.stepHasAReason])
        arrows += Transition.staying(
            [.unsuccessful, .cancelled, .withdrawn], "rerun", run + [.rerunIsANewPackage])
        return arrows
    }
}
