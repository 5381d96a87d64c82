package imagefile

import "encoding/binary"

// maxEXIF bounds what is read to find the orientation; it stands near the beginning.
const maxEXIF = 1 << 16

// exifOrientation is tag 0x0112 of the first directory of an EXIF block [CIPA DC-008,
// 4.6.2], a TIFF header and directory; 1, upright, if there is none or it is damaged.
func exifOrientation(b []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case len(b) < 8:
		return 1
	case string(b[:4]) == "MM\x00*":
		order = binary.BigEndian
	case string(b[:4]) != "II*\x00":
		return 1
	}
	off := int64(order.Uint32(b[4:]))
	if off+2 > int64(len(b)) {
		return 1
	}
	count := int64(order.Uint16(b[off:]))
	for i := range count {
		entry := off + 2 + 12*i
		if entry+12 > int64(len(b)) {
			return 1
		}
		e := b[entry : entry+12]
		const short = 3
		if order.Uint16(e) != 0x0112 {
			continue
		}
		if v := int(order.Uint16(e[8:])); order.Uint16(e[2:]) == short && v >= 1 && v <= 8 {
			return v
		}
		return 1
	}
	return 1
}
