package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"

	"github.com/srwiley/oksvg"
	"github.com/srwiley/rasterx"
)

// The sizes of the icon, in pixels.
var (
	linuxSizes   = []int{16, 24, 32, 48, 64, 128, 256, 512}
	windowsSizes = []int{16, 24, 32, 48, 64, 128, 256}
	// The kinds of pictures that an .icns holds as PNG, by their side.
	macKinds = []struct {
		kind string
		side int
	}{{"icp4", 16}, {"icp5", 32}, {"icp6", 64}, {"ic07", 128}, {"ic08", 256}, {"ic09", 512}, {"ic10", 1024}}
)

// writeIcons draws the icon into folder: SIDE.png for Linux, NAME.ico and NAME.icns after
// the name of the drawing.
func writeIcons(drawing, folder string) error {
	pictures := map[int][]byte{}
	draw := func(side int) ([]byte, error) {
		if b, ok := pictures[side]; ok {
			return b, nil
		}
		b, err := drawIcon(drawing, side)
		pictures[side] = b
		return b, err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, side := range linuxSizes {
		b, err := draw(side)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.png", side)), b, 0o644); err != nil {
			return err
		}
	}
	name := filepath.Join(folder, stem(drawing))
	ico, err := windowsIcon(draw)
	if err == nil {
		err = os.WriteFile(name+".ico", ico, 0o644)
	}
	if err != nil {
		return err
	}
	icns, err := macIcon(draw)
	if err == nil {
		err = os.WriteFile(name+".icns", icns, 0o644)
	}
	return err
}

func stem(path string) string {
	base := filepath.Base(path)
	return base[:len(base)-len(filepath.Ext(base))]
}

// drawIcon is the drawing as a PNG of the given side.
func drawIcon(drawing string, side int) ([]byte, error) {
	svg, err := oksvg.ReadIcon(drawing, oksvg.StrictErrorMode)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", drawing, err)
	}
	svg.SetTarget(0, 0, float64(side), float64(side))
	picture := image.NewRGBA(image.Rect(0, 0, side, side))
	scanner := rasterx.NewScannerGV(side, side, picture, picture.Bounds())
	svg.Draw(rasterx.NewDasher(side, side, scanner), 1)
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, picture)
	return b.Bytes(), err
}

// windowsIcon is an .ico of PNG pictures: a directory of 16 bytes each, then the pictures.
func windowsIcon(draw func(int) ([]byte, error)) ([]byte, error) {
	var head, body bytes.Buffer
	offset := uint32(6 + 16*len(windowsSizes))
	_ = binary.Write(&head, binary.LittleEndian, [3]uint16{0, 1, uint16(len(windowsSizes))})
	for _, side := range windowsSizes {
		b, err := draw(side)
		if err != nil {
			return nil, err
		}
		head.Write([]byte{byte(side), byte(side), 0, 0, 1, 0, 32, 0}) // 256 is written as 0
		_ = binary.Write(&head, binary.LittleEndian, [2]uint32{uint32(len(b)), offset + uint32(body.Len())})
		body.Write(b)
	}
	return append(head.Bytes(), body.Bytes()...), nil
}

// macIcon is an .icns of PNG pictures: each with its kind and its length, head included.
func macIcon(draw func(int) ([]byte, error)) ([]byte, error) {
	var body bytes.Buffer
	for _, k := range macKinds {
		b, err := draw(k.side)
		if err != nil {
			return nil, err
		}
		body.WriteString(k.kind)
		_ = binary.Write(&body, binary.BigEndian, uint32(8+len(b)))
		body.Write(b)
	}
	head := binary.BigEndian.AppendUint32([]byte("icns"), uint32(8+body.Len()))
	return append(head, body.Bytes()...), nil
}
