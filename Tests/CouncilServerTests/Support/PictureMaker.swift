import Foundation

/// Makes pictures by hand, with whatever cameras and programs hide in them.
enum PictureMaker {
    static let place = "GPS 53.1 N 2.4 W"

    // PNG.

    /// One grey point, or as many as are asked for; only the header says so.
    static func png(
        width: UInt32 = 1, height: UInt32 = 1, extra: [[UInt8]] = [], tail: [UInt8] = []
    ) -> [UInt8] {
        let header = big(width) + big(height) + [8, 0, 0, 0, 0]
        // A stored block of zlib with one line of one point.
        let data: [UInt8] = [0x78, 0x01, 0x01, 2, 0, 0xFD, 0xFF, 0, 0x80, 0, 0x82, 0, 0x81]
        return signature + chunk("IHDR", header) + extra.flatMap { $0 } + chunk("IDAT", data)
            + chunk("IEND", []) + tail
    }

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func chunk(_ kind: String, _ data: [UInt8]) -> [UInt8] {
        let named = Array(kind.utf8) + data
        var crc: UInt32 = .max
        for byte in named {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
        }
        return big(UInt32(data.count)) + named + big(~crc)
    }

    static func big(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    // JPEG.

    static func jpeg(
        width: UInt16 = 8, height: UInt16 = 8, extra: [[UInt8]] = [], frame: UInt8 = 0xC0,
        scans: Int = 1, tail: [UInt8] = []
    ) -> [UInt8] {
        let size: [UInt8] = [8] + short(height) + short(width)
        let points: [UInt8] = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]
        return [0xFF, 0xD8] + segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
            + extra.flatMap { $0 } + segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
            + segment(frame, size + [1, 1, 0x11, 0])
            + segment(0xC4, [0] + [1] + .init(repeating: 0, count: 15) + [0])
            + (0..<scans).flatMap { _ in segment(0xDA, [1, 1, 0, 0, 63, 0]) + points }
            + [0xFF, 0xD9] + tail
    }

    private static func short(_ number: UInt16) -> [UInt8] {
        [UInt8(number >> 8), UInt8(number & 0xFF)]
    }

    static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
        let length = data.count + 2
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + data
    }

    /// The notes of a camera: how it was held, and where.
    static func exif(orientation: UInt8?, isLittle: Bool = true) -> [UInt8] {
        let short = { (number: UInt16) -> [UInt8] in
            let bytes = [UInt8(number & 0xFF), UInt8(number >> 8)]
            return isLittle ? bytes : bytes.reversed()
        }
        let long = { (number: UInt16) -> [UInt8] in
            isLittle ? short(number) + [0, 0] : [0, 0] + short(number)
        }
        var entries: [[UInt8]] = [short(0x010F) + short(2) + long(4) + Array("Cam\0".utf8)]
        if let orientation {
            entries.append(
                short(0x0112) + short(3) + long(1) + short(UInt16(orientation)) + [0, 0])
        }
        return Array((isLittle ? "II" : "MM").utf8) + short(42) + long(8)
            + short(UInt16(entries.count)) + entries.flatMap { $0 } + long(0) + Array(place.utf8)
    }

    static func exifSegment(orientation: UInt8?, isLittle: Bool = true) -> [UInt8] {
        segment(0xE1, Array("Exif\0\0".utf8) + exif(orientation: orientation, isLittle: isLittle))
    }
}
