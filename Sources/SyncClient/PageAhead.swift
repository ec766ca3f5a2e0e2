internal import SyncProtocol

/// The page after the one that came: asked for before that is read, so that link and council work
/// while the laptop reads, seals and writes.
///
/// It is a guess at what the session will ask next. When the session asks something else, what came
/// is thrown away: nothing is stored but answers to the session's own questions.
struct PageAhead {
    private let request: PullRequest
    private let answer: Task<Result<Reply<PulledPage>, CouncilFailure>, Never>

    init(
        at cursor: String, as asked: PullRequest, over transport: any CouncilTransport
    ) {
        let request = PullRequest(
            replica: asked.replica, cursor: cursor, pageBytes: asked.pageBytes,
            resultsAfter: asked.resultsAfter)
        self.request = request
        answer = Task {
            do throws(CouncilFailure) {
                return .success(try await transport.pull(request))
            } catch {
                return .failure(error)
            }
        }
    }

    /// The answer, when it is to this question; `nil` when it is to another.
    func answer(
        to request: PullRequest
    ) async throws(CouncilFailure) -> Reply<PulledPage>? {
        guard request == self.request else {
            cancel()
            return nil
        }
        let answer = answer
        return try await withTaskCancellationHandler {
            await answer.value
        } onCancel: {
            answer.cancel()
        }.get()
    }

    func cancel() { answer.cancel() }
}
