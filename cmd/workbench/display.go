package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// checkDisplay says what is missing to open a window, nil if nothing is. Fyne panics
// without a display and waits for ever on an X server without GLX, so both are looked at
// before it starts. Windows and macOS always have a display.
//
// The connection that comes back, if any, stays open until the window is there: an X
// server without a screen resets itself when its last client goes.
func checkDisplay(env func(string) string) (io.Closer, error) {
	switch runtime.GOOS {
	case "windows", "darwin":
		return nil, nil
	}
	display := env("DISPLAY")
	if display == "" {
		if env("WAYLAND_DISPLAY") != "" && !onlyX11 {
			return nil, nil
		}
		return nil, errors.New("no display: DISPLAY is not set")
	}
	conn, err := dialX(display)
	if err != nil {
		return nil, fmt.Errorf("no display: the X server %s does not answer", display)
	}
	_ = conn.SetDeadline(time.Now().Add(3 * time.Second))
	if missing, err := lacksGLX(conn); err == nil && missing {
		_ = conn.Close()
		return nil, fmt.Errorf("the X server %s has no OpenGL (GLX)", display)
	}
	return conn, nil
}

// dialX connects to the server of DISPLAY: host:number.screen, of this machine if there
// is no host.
func dialX(display string) (net.Conn, error) {
	i := strings.LastIndexByte(display, ':')
	if i < 0 {
		return nil, fmt.Errorf("DISPLAY = %q: must be host:number", display)
	}
	host := display[:i]
	number, _, _ := strings.Cut(display[i+1:], ".")
	n, err := strconv.ParseUint(number, 10, 15)
	if err != nil {
		return nil, fmt.Errorf("DISPLAY = %q: must be host:number", display)
	}
	d := net.Dialer{Timeout: 3 * time.Second}
	if host != "" && host != "unix" {
		return d.Dial("tcp", net.JoinHostPort(host, strconv.Itoa(6000+int(n))))
	}
	path := "/tmp/.X11-unix/X" + number
	conn, err := d.Dial("unix", path)
	if err != nil && runtime.GOOS == "linux" {
		conn, err = d.Dial("unix", "@"+path)
	}
	return conn, err
}

// lacksGLX asks an X server for the extension GLX. A server that wants credentials is not
// asked; that is an error, not an answer.
func lacksGLX(conn io.ReadWriter) (bool, error) {
	// Connection set-up of protocol 11.0, little-endian, without authorisation.
	if _, err := conn.Write([]byte{'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0}); err != nil {
		return false, err
	}
	head := make([]byte, 8)
	if _, err := io.ReadFull(conn, head); err != nil {
		return false, err
	}
	if head[0] != 1 {
		return false, errors.New("the server wants credentials")
	}
	rest := 4 * (int64(head[6]) | int64(head[7])<<8)
	if _, err := io.CopyN(io.Discard, conn, rest); err != nil {
		return false, err
	}
	// QueryExtension: opcode 98, three words, a name of three bytes.
	if _, err := conn.Write([]byte{98, 0, 3, 0, 3, 0, 0, 0, 'G', 'L', 'X', 0}); err != nil {
		return false, err
	}
	reply := make([]byte, 32)
	if _, err := io.ReadFull(conn, reply); err != nil {
		return false, err
	}
	return reply[0] == 1 && reply[8] == 0, nil
}
