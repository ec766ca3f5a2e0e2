internal import Hummingbird
internal import Logging
internal import Procurement
internal import SyncProtocol

internal import struct HTTPTypes.HTTPField

/// Around every endpoint: what is thrown becomes a `Problem`, and every answer says that it came
/// from the council.
struct CouncilMiddleware: RouterMiddleware {
    typealias Context = CouncilContext
    let store: any Store
    let connections: Connections
    let refused: RefusalNotes
    let logger: Logger

    func handle(
        _ request: Request, context: CouncilContext,
        next: (Request, CouncilContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        // Who has gone meanwhile is counted where he came from.
        if let address = connections.address(of: context.connection) { context.address = address }
        var response: Response
        do {
            guard Self.hasOneHost(request) else { throw Problem.wrongHost }
            response = try await next(request, context)
        } catch {
            response = await answer(error, to: request, from: context)
        }
        guard let name = HTTPField.Name(SyncVersion.councilHeader) else { return response }
        do {
            response.headers[name] = try await store.reading { try $0.council().epoch }
            return response
        } catch {
            // With another epoch, or none, laptops would start again from the beginning. Without
            // the header they take it for a network that is not the council's, and come back.
            logger.error("the epoch cannot be read", metadata: ["error": "\(type(of: error))"])
            return Answers.problem(.busy(retryAfter: 5, status: 503), oauth: false)
        }
    }

    private func answer(
        _ error: any Error, to request: Request, from context: CouncilContext
    ) async -> Response {
        let problem = problem(for: error)
        let isLogin = request.uri.path == "/oauth/token"
        switch problem.code {
        case .wrongCode, .usedCode, .expiredCode: await refused.note(.code, of: context.address)
        case .unauthorised where problem != .expiredToken:
            await refused.note(isLogin ? .login : .token, of: context.address)
        default: break
        }
        var response = Answers.problem(problem, oauth: isLogin)
        // What follows on the connection cannot be told from the rest of this request.
        if [.brokenBody, .wrongHost].contains(problem) || problem.code == .tooLarge {
            response.headers[.connection] = "close"
        }
        return response
    }

    /// Source: RFC 9112, section 3.2; RFC 3986, section 3.2.2.
    private static func hasOneHost(_ request: Request) -> Bool {
        guard let host = request.head.authority, let name = HTTPField.Name("Host"),
            request.headers[values: name].isEmpty
        else { return false }
        return !host.isEmpty
            && host.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: hostMarks.contains(byte)
                }
            }
    }

    private static let hostMarks = Set("-._~!$&'()*+,;=%:[]".utf8)

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
        case StoreError.cutByNUL:
            return .malformed("A text has the character U+0000, which cannot be stored.")
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
