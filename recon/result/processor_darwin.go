package result

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// processor is the name of the processor, or its architecture if the system does not say.
func processor() string {
	if name, err := unix.Sysctl("machdep.cpu.brand_string"); err == nil {
		return name
	}
	return runtime.GOARCH
}
