internal import SyncProtocol

/// The page after the one that is being stored: asked for while the laptop seals and writes, so that
/// link and council do not wait for its disk.
///
/// It is a guess at what the session will ask next. When the session asks something else, what came
/// is thrown away: nothing is stored but answers to the session's own questions.
struct PageAhead {
    private let request: PullRequest
    private let answer: Task<Result<Reply<PullAnswer>, CouncilFailure>, Never>

    /// `nil` when this page is the last, or brings results, after which the question is another.
    init?(after page: PullAnswer, to asked: PullRequest, over transport: any CouncilTransport) {
        guard page.more, page.results.isEmpty else { return nil }
        let request = PullRequest(
            replica: asked.replica, cursor: page.cursor, pageBytes: asked.pageBytes,
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
    ) async throws(CouncilFailure) -> Reply<PullAnswer>? {
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
