internal import Packing

/// Reads the chunks of a PNG. Source: W3C, Portable Network Graphics (Third Edition), sections 5
/// and 11.
enum PNGFile {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// What is needed to draw the picture with its colours: no text, no time, no notes of a camera,
    /// no other frames.
    private static let kept = ["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "IDAT", "IEND"]

    static func clean(_ file: [UInt8]) throws(PictureFlaw) -> [UInt8] {
        var clean = signature
        clean.reserveCapacity(file.count)
        var position = signature.count
        var hasData = false
        while true {
            guard let length = number(file, at: position), length <= file.count - position - 12
            else { throw .damaged }
            let data = (position + 8)..<(position + 8 + length)
            let kind = String(decoding: file[(position + 4)..<(position + 8)], as: UTF8.self)
            guard
                number(file, at: data.upperBound)
                    == Int(crc32(file[(position + 4)..<data.upperBound]))
            else { throw .damaged }
            if position == signature.count {
                guard kind == "IHDR", length == 13, let width = number(file, at: data.lowerBound),
                    let height = number(file, at: data.lowerBound + 4)
                else { throw .damaged }
                try CleanPicture.check(width: width, height: height)
            }
            if kind == "eXIf", let turned = Exif.orientation(file[data]), turned != 1 {
                throw .sideways
            }
            if kept.contains(kind) {
                clean += file[position..<(data.upperBound + 4)]
            } else if kind.utf8.first.map({ $0 & 0x20 == 0 }) ?? true {
                // A capital says that the picture cannot be drawn without it.
                throw .damaged
            }
            if kind == "IDAT" { hasData = true }
            position = data.upperBound + 4
            if kind == "IEND" { break }
        }
        guard hasData else { throw .damaged }
        return clean
    }

    /// A number of four bytes; `nil` where the file has fewer.
    private static func number(_ file: [UInt8], at position: Int) -> Int? {
        guard position + 4 <= file.count else { return nil }
        return file[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
}

/// The one note of a camera that matters: how the picture has to be turned.
///
/// Source: CIPA DC-008 (Exif 2.32), section 4.6: a TIFF whose first directory has the tag 0x0112.
enum Exif {
    /// 1 to 8, of which 1 is upright; `nil` when it is not said.
    static func orientation(_ tiff: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(tiff)
        let isLittle = bytes.starts(with: [0x49, 0x49])
        guard isLittle || bytes.starts(with: [0x4D, 0x4D]) else { return nil }
        func number(_ position: Int, _ length: Int) -> Int? {
            guard position >= 0, position <= bytes.count - length else { return nil }
            let part = bytes[position..<(position + length)]
            return isLittle
                ? part.reversed().reduce(0) { $0 << 8 | Int($1) }
                : part.reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(4, 4), let count = number(directory, 2) else { return nil }
        for entry in 0..<count {
            let place = directory + 2 + 12 * entry
            guard let tag = number(place, 2) else { return nil }
            if tag == 0x0112 {
                // Some programs write 0: not known.
                return number(place + 8, 2).flatMap { (1...8).contains($0) ? $0 : nil }
            }
        }
        return nil
    }
}
