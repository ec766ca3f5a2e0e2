/// Reads the segments of a JPEG. Source: ITU-T T.81, annex B; ITU-T T.871 (JFIF).
enum JPEGFile {
    static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]

    private enum Marker {
        static let start: UInt8 = 0xD8
        static let end: UInt8 = 0xD9
        static let scan: UInt8 = 0xDA
        /// Baseline, extended and progressive: what every program draws.
        static let frames: ClosedRange<UInt8> = 0xC0...0xC2
        static let otherFrames: Set<UInt8> = [
            0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF,
        ]
        /// Huffman tables, quantisation tables, restart interval.
        static let tables: Set<UInt8> = [0xC4, 0xDB, 0xDD]
        static let restarts: ClosedRange<UInt8> = 0xD0...0xD7
        static let jfif: UInt8 = 0xE0
        static let exif: UInt8 = 0xE1
        static let adobe: UInt8 = 0xEE
        static let applications: ClosedRange<UInt8> = 0xE0...0xEF
        static let comment: UInt8 = 0xFE
    }

    /// A JFIF segment without a density and without a small picture: it says that the colours are
    /// the usual ones.
    private static let plainJFIF: [UInt8] = [
        0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0,
    ]
    private static let mostScans = 100
    private static let exifName = Array("Exif\0\0".utf8)
    private static let adobeName = Array("Adobe".utf8)

    static func clean(_ file: [UInt8]) throws(PictureFlaw) -> [UInt8] {
        var clean: [UInt8] = [0xFF, Marker.start]
        clean.reserveCapacity(file.count)
        var position = 2
        var hasFrame = false
        var scans = 0
        while true {
            let marker = try next(file, &position)
            if marker == Marker.end {
                guard scans > 0 else { throw .damaged }
                // Whatever follows is no part of the picture: a second one, or a film.
                return clean + [0xFF, Marker.end]
            }
            let data = try segment(file, &position)
            switch marker {
            case Marker.frames:
                guard data.count >= 6 else { throw .damaged }
                let size = file[(data.lowerBound + 1)..<(data.lowerBound + 5)].map { Int($0) }
                try CleanPicture.check(
                    width: size[2] << 8 | size[3], height: size[0] << 8 | size[1])
                hasFrame = true
                clean += written(marker, file[data])
            case _ where Marker.tables.contains(marker): clean += written(marker, file[data])
            case Marker.scan:
                guard hasFrame else { throw .damaged }
                scans += 1
                // Each is a pass over the whole picture: thousands of them would hold up a page.
                guard scans <= mostScans else { throw .rareKind }
                clean += written(marker, file[data])
                let from = position
                try skipScan(file, &position)
                clean += file[from..<position]
            case Marker.jfif:
                if file[data].starts(with: "JFIF\0".utf8) { clean += plainJFIF }
            case Marker.adobe:
                // Which colours it has; nothing follows that.
                if file[data].starts(with: adobeName), data.count >= 12 {
                    clean += written(marker, file[data].prefix(12))
                }
            case Marker.exif:
                if file[data].starts(with: exifName),
                    let turned = Exif.orientation(file[data].dropFirst(exifName.count)), turned != 1
                {
                    throw .sideways
                }
            case Marker.applications, Marker.comment: break
            default:
                throw Marker.otherFrames.contains(marker) ? .rareKind : .damaged
            }
        }
    }

    private static func written(_ marker: UInt8, _ data: ArraySlice<UInt8>) -> [UInt8] {
        let length = data.count + 2
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + data
    }

    /// The next marker; it may stand behind any number of bytes 0xFF.
    private static func next(
        _ file: [UInt8], _ position: inout Int
    ) throws(PictureFlaw) -> UInt8 {
        guard position < file.count, file[position] == 0xFF else { throw .damaged }
        while position < file.count, file[position] == 0xFF { position += 1 }
        guard position < file.count else { throw .damaged }
        defer { position += 1 }
        return file[position]
    }

    /// Where the data of a segment are; its length counts its own two bytes.
    private static func segment(
        _ file: [UInt8], _ position: inout Int
    ) throws(PictureFlaw) -> Range<Int> {
        guard position + 2 <= file.count else { throw .damaged }
        let length = Int(file[position]) << 8 | Int(file[position + 1])
        guard length >= 2, position + length <= file.count else { throw .damaged }
        let data = (position + 2)..<(position + length)
        position += length
        return data
    }

    /// Goes to the marker that ends the points of a scan: 0xFF 0x00 is a point, and restarts are
    /// among them.
    private static func skipScan(
        _ file: [UInt8], _ position: inout Int
    ) throws(PictureFlaw) {
        while position + 1 < file.count {
            if file[position] == 0xFF {
                let follows = file[position + 1]
                if follows != 0, !Marker.restarts.contains(follows) { return }
                position += 1
            }
            position += 1
        }
        throw .damaged
    }
}
