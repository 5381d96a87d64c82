//go:build !linux && !darwin

package result

import (
	"os"
	"runtime"
)

// processor is what Windows calls the processor, or its architecture elsewhere.
func processor() string {
	if name := os.Getenv("PROCESSOR_IDENTIFIER"); name != "" {
		return name
	}
	return runtime.GOARCH
}
