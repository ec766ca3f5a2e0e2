internal import SyncProtocol

/// A page that was asked for: it is on its way, and is expanded and read when it came, while the
/// session seals and writes those before.
///
/// A page that comes after another is a guess at what the session will ask next. When the session
/// asks something else, what came is thrown away: nothing is stored but answers to the session's own
/// questions.
struct ComingPage: Sendable {
    /// `nil` when the page before was the last, or did not come.
    private let request: Task<PullRequest?, Never>
    private let page: Task<Result<Reply<PulledPage>, CouncilFailure>, Never>
    private let read: Task<Result<Reply<PullAnswer>, CouncilFailure>, Never>

    init(_ request: PullRequest, over transport: any CouncilTransport) {
        self.init(over: transport) { request }
    }

    /// The page after another, asked for as soon as that says where it ends: on its way, or, by an
    /// older council, in its text.
    init(after before: ComingPage, over transport: any CouncilTransport) {
        self.init(over: transport) { await before.following() }
    }

    private init(
        over transport: any CouncilTransport,
        _ asked: @escaping @Sendable () async -> PullRequest?
    ) {
        let request = Task { await asked() }
        let page = Task { () -> Result<Reply<PulledPage>, CouncilFailure> in
            do throws(CouncilFailure) {
                guard let request = await request.value, !Task.isCancelled else { throw .offline }
                return .success(try await transport.pull(request))
            } catch {
                return .failure(error)
            }
        }
        self.request = request
        self.page = page
        read = Task {
            do throws(CouncilFailure) {
                let reply = try await page.value.get()
                return .success(Reply(value: try reply.value.read(), epoch: reply.epoch))
            } catch {
                return .failure(error)
            }
        }
    }

    private func following() async -> PullRequest? {
        guard let asked = await request.value, case .success(let reply) = await page.value else {
            return nil
        }
        var next = reply.value.next
        if next == nil, case .success(let answer) = await read.value {
            next = PulledPage(answer.value).next
        }
        return next.map {
            PullRequest(
                replica: asked.replica, cursor: $0, pageBytes: asked.pageBytes,
                resultsAfter: asked.resultsAfter)
        }
    }

    /// Whether it answers this question. To be asked when the page before was read.
    func answers(_ question: PullRequest) async -> Bool { await request.value == question }

    func answer() async throws(CouncilFailure) -> Reply<PullAnswer> {
        try await withTaskCancellationHandler {
            await read.value
        } onCancel: {
            cancel()
        }.get()
    }

    func cancel() { page.cancel() }
}
