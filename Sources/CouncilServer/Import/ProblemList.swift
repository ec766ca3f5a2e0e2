/// Collects what is wrong: the first of it in full, and how much there is.
final class ProblemList {
    /// More than these nobody reads.
    static let most = 50

    private(set) var problems: [ImportProblem] = []
    private(set) var count = 0

    func add(_ problem: @autoclosure () -> ImportProblem) {
        count += 1
        if problems.count < Self.most { problems.append(problem()) }
    }

    func add(_ failure: ImportFailure) {
        for problem in failure.problems { add(problem) }
        count += failure.more
    }

    /// - Throws: `ImportFailure` when there is anything.
    func check() throws(ImportFailure) {
        guard count > 0 else { return }
        throw ImportFailure(problems: problems, more: count - problems.count)
    }
}
