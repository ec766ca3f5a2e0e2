internal import Foundation
internal import Procurement

/// Why a picture is not taken.
enum PictureFlaw: Error, Hashable {
    case notAName, missing, outside, notAFile, unreadable, empty, tooLarge
    case otherKind, damaged, rareKind, tooManyPoints, sideways

    /// What is wrong with the file, and what to do about it.
    var reason: String {
        switch self {
        case .notAName:
            "is not the name of a picture in the folder of this file, as in front-door.jpg"
        case .missing: "is not there; put the picture into the folder of this file"
        case .outside:
            "leads out of the folder of this file; put the picture itself into the folder"
        case .notAFile: "is not a file"
        case .unreadable: "cannot be read"
        case .empty: "is empty"
        case .tooLarge:
            "is larger than \(Picture.largest / (1024 * 1024)) megabytes; save it smaller"
        case .otherKind: "is neither a PNG nor a JPEG picture; save it as one of them"
        case .damaged: "is damaged, or stops in the middle; save it again"
        case .rareKind:
            "is a kind of JPEG that laptops cannot show; save it again as an ordinary one"
        case .tooManyPoints:
            "has more than \(CleanPicture.mostPoints / 1_000_000) million points; save it smaller"
        case .sideways:
            "lies on its side or head, and only a hidden note of the camera says so; "
                + "turn it upright and save it again"
        }
    }
}

/// A picture with nothing in it but what is needed to draw it.
///
/// A photo's hidden notes say where and when it was taken, by whom and with what; they may hold a
/// second, uncut picture. So what is kept is what is on a list, and not what is thrown away.
struct CleanPicture: Hashable {
    let bytes: [UInt8]
    let type: Picture.Kind

    /// Width times height: what a laptop has to hold in memory to show it.
    static let mostPoints = 16_000_000

    init(_ file: [UInt8]) throws(PictureFlaw) {
        guard !file.isEmpty else { throw .empty }
        guard file.count <= Picture.largest else { throw .tooLarge }
        if file.starts(with: PNGFile.signature) {
            (bytes, type) = (try PNGFile.clean(file), .png)
        } else if file.starts(with: JPEGFile.signature) {
            (bytes, type) = (try JPEGFile.clean(file), .jpeg)
        } else {
            throw .otherKind
        }
    }

    static func check(width: Int, height: Int) throws(PictureFlaw) {
        guard width > 0, height > 0 else { throw .damaged }
        guard width <= mostPoints, height <= mostPoints, width * height <= mostPoints else {
            throw .tooManyPoints
        }
    }
}

/// The folder of a file that is imported, in which its pictures are.
struct PictureFolder {
    let path: String

    /// The bytes of a file of the folder, or of a folder in it.
    ///
    /// - Throws: `PictureFlaw`, also when the name or a link leads out of the folder.
    func bytes(of name: String) throws(PictureFlaw) -> [UInt8] {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...200).contains(name.utf8.count), !name.contains("\\"), !name.contains("\0"),
            parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." })
        else { throw .notAName }
        guard let folder = Self.real(path) else { throw .missing }
        guard let file = Self.real(folder + "/" + name) else { throw .missing }
        guard file.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/") else { throw .outside }
        let kind = (try? FileManager.default.attributesOfItem(atPath: file))?[.type]
        guard kind as? FileAttributeType == .typeRegular else { throw .notAFile }
        // A pipe or a link may have come since.
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable }
        defer { close(descriptor) }
        return try Self.read(descriptor)
    }

    private static func real(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    /// One byte more than a picture may have: enough to see that it has too many.
    private static func read(_ descriptor: Int32) throws(PictureFlaw) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Picture.largest + 1)
        var length = 0
        while length < bytes.count {
            let start = length
            let count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(
                    descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable }
            if count == 0 { break }
            length += count
        }
        return Array(bytes.prefix(length))
    }
}
