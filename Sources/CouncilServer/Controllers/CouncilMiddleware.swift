internal import Hummingbird
internal import Logging
internal import SyncProtocol

internal import struct HTTPTypes.HTTPField

/// Around every endpoint: what is thrown becomes a `Problem`, and every answer says that it came
/// from the council.
struct CouncilMiddleware: RouterMiddleware {
    typealias Context = CouncilContext
    let epoch: @Sendable () async throws -> String
    let logger: Logger

    func handle(
        _ request: Request, context: CouncilContext,
        next: (Request, CouncilContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            let problem = problem(for: error)
            response = Answers.problem(problem, oauth: request.uri.path == "/oauth/token")
        }
        if let name = HTTPField.Name(SyncVersion.councilHeader) {
            response.headers[name] = (try? await epoch()) ?? "unknown"
        }
        return response
    }

    /// Errors are logged by their type: what they carry may be somebody's.
    private func problem(for error: any Error) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as HTTPError:
            switch error.status.code {
            case 404, 405: return .notFound(status: error.status.code)
            case 413: return Problem(.tooLarge, status: 413, detail: "The body is too large.")
            case 400..<500:
                return .malformed("The request cannot be read.", status: error.status.code)
            default: return .failed
            }
        case StoreError.busy: return .busy(retryAfter: 5, status: 503)
        case let error as StoreError:
            logger.error("the store failed", metadata: ["error": "\(error)"])
            return .failed
        default:
            logger.error("a request failed", metadata: ["type": "\(type(of: error))"])
            return .failed
        }
    }
}
