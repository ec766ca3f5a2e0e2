/// Why a file that a person names cannot be read.
public enum FileFlaw: Error, Hashable, Sendable {
    case missing
    /// A part of the path is no folder.
    case notOnTheWay
    case folder
    case notAllowed
    /// A pipe, a device or a socket.
    case notRegular
    /// In bytes.
    case tooLarge(limit: Int)
    /// The number is the system's own.
    case failed(code: Int32)

    /// What is wrong and what to do about it.
    public var reason: Phrase {
        switch self {
        case .missing: phrase("there is no such file")
        case .notOnTheWay: phrase("there is no such file: a part of the path is no folder")
        case .folder: phrase("this is a folder: name the files in it")
        case .notAllowed:
            phrase("you may not read this file: ask its owner, or change its permissions")
        case .notRegular: phrase("this is a pipe or a device: save it as a file first")
        case .tooLarge(let limit):
            phrases(
                "the file is larger than {n} megabyte: divide it",
                "the file is larger than {n} megabytes: divide it", limit / (1024 * 1024))
        case .failed(let code):
            phrase("reading the file failed with code {code}", ["code": .number(Int(code))])
        }
    }
}
