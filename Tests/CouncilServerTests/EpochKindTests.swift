import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import SyncProtocol
import Testing

@testable import CouncilServer

/// When the epoch cannot be read, no laptop hears another one: it would start again from the
/// beginning.
struct EpochKindTests {
    private struct FailingStore: Store {
        let error: StoreError

        func read<Value>(_ body: (StoreTransaction) throws -> Value) throws -> Value { throw error }
        func write<Value>(_ body: (StoreTransaction) throws -> Value) throws -> Value {
            throw error
        }
    }

    @Test(
        arguments: [StoreError.failed(code: 10), .busy, .unreadable(row: "council")],
        ["/sync/hello", "/nothing", "/sync/wait", "/oauth/token"])
    func theAnswerIsBusyAndNamesNoCouncil(_ error: StoreError, _ path: String) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = try await CouncilApplication(
            store: FailingStore(error: error), key: SigningKey(), logger: logger
        ).server()
        try await server.test(.router) { client in
            try await client.execute(uri: path, method: .get) { answer in
                #expect(answer.status == .serviceUnavailable)
                #expect(answer.headers[.retryAfter] != nil)
                #expect(
                    HTTPField.Name(SyncVersion.councilHeader).flatMap { answer.headers[$0] } == nil)
            }
        }
    }
}
