package recipe

// The methods that a recipe can name register themselves: a folder of methods is a line here.
import (
	_ "firenet/recon/classic"
	_ "firenet/recon/firenet"
)
