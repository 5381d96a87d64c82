# FIRENET Workbench. "make" lists what can be made.

TAGS     = x11,no_emoji,migrated_fynedo
GO       = go
GOCMD    = CGO_ENABLED=0 $(GO)
# The window is compiled once: every command for it has the same flags.
WINDOW   = CGO_ENABLED=1 GOFLAGS="$(strip $(shell $(GO) env GOFLAGS) -trimpath)"
GOWINDOW = $(WINDOW) $(GO)
OUTSIDE  = $(shell CGO_ENABLED=0 $(GO) list -e -tags $(TAGS) ./... | grep -v '/cmd/workbench$$')
VERSION  = $(shell sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
LDFLAGS  = -s -w -X main.version=$(VERSION)
TOOLS    = $(CURDIR)/.cache/tools
DOCS     = README.md CONTRIBUTING.md $(wildcard docs/*.md)

# Packages that start goroutines or are used by several of them.
RACE = ./recon/parallel ./recon/transform/... ./recon/recipe ./recon/firenet/... ./recon/classic/... ./recon/experiment/... ./gui/...

# Platforms for which the headless program is cross-built.
CROSS = windows/amd64 darwin/arm64 linux/arm64

FUZZTIME = 60s
EXE      = $(shell $(GO) env GOEXE)

.DEFAULT_GOAL := help
.PHONY: help run test bench lint format check build screenshots story soak soak-window soak-runs start-time delay network-test disk-test kill-test kill-windows fuzz clean \
	same-bits dist dist-tar dist-deb dist-rpm dist-zip dist-installer dist-headless dist-check dist-twice \
	setup setup-test tools vuln race portable headless cross architecture docs docs-check

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## set up what is missing and open the window; without a display, run the default experiment headless
	@bash scripts/run.sh $(MAKE)

test: setup-test ## set up what is missing and run every test
	$(GOCMD) vet -tags $(TAGS) $(OUTSIDE)
	$(GOCMD) test -timeout 5m -tags $(TAGS) $(OUTSIDE)
	$(GOWINDOW) vet -tags $(TAGS) ./cmd/workbench
	$(WINDOW) bash scripts/with-display.sh $(GO) test -tags $(TAGS) ./cmd/workbench
	@$(MAKE) --no-print-directory build
	bash scripts/window-test.sh
	bash scripts/recovery-test.sh
	@echo "All tests passed."

bench: ## measure beside NumPy and C with FFTW, into docs/performance.md
	@$(GOCMD) run ./scripts/bench docs/performance.md

build: setup bin/firenet ## bin/workbench (the window) and bin/firenet (headless)
	$(GOWINDOW) build -ldflags "$(LDFLAGS)" -tags $(TAGS) -o bin/workbench$(EXE) ./cmd/workbench

lint: setup tools ## formatting, go vet, staticcheck
	@unformatted=$$($(TOOLS)/gofumpt -l $$(git ls-files '*.go')); \
		[ -z "$$unformatted" ] || { echo "not formatted by gofumpt: $$unformatted"; exit 1; }
	$(GOCMD) vet -tags $(TAGS) $(OUTSIDE)
	$(GOWINDOW) vet -tags $(TAGS) ./cmd/workbench
	CGO_ENABLED=0 $(TOOLS)/staticcheck -tags $(TAGS) $(OUTSIDE)
	$(WINDOW) $(TOOLS)/staticcheck -tags $(TAGS) ./cmd/workbench

format: tools ## format every Go file with gofumpt
	$(TOOLS)/gofumpt -w $$(git ls-files '*.go')

check: ## everything that continuous integration checks
	bash .ci/run

race: setup ## tests of the packages with goroutines, with the race detector
	CGO_ENABLED=1 $(GO) test -race -tags $(TAGS) $(RACE)

portable: ## tests of the engine's loops without assembly
	$(GOCMD) test -tags $(TAGS),purego ./recon/internal/simd ./recon/transform/... ./recon/firenet/...

fuzz: ## every fuzz target for FUZZTIME (60s)
	@bash scripts/fuzz.sh $(FUZZTIME)

vuln: tools ## known vulnerabilities in what the programs use (needs the network)
	@bash scripts/vuln.sh $(TOOLS)/govulncheck -tags $(TAGS) $(OUTSIDE)

headless: ## build everything but the window without cgo
	$(GOCMD) build -tags $(TAGS) $(OUTSIDE)

cross: ## build the headless program for other platforms
	@for p in $(CROSS); do echo "GOOS=$${p%/*} GOARCH=$${p#*/} $(GO) build ./cmd/firenet"; \
		CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/} $(GO) build -o /dev/null ./cmd/firenet || exit 1; done

architecture: ## the test of which package may import which
	$(GOCMD) test -count=1 ./internal/architecture

docs: manual ## write the tables in docs/ anew from the registries
	$(GOCMD) run ./scripts/manual docs/recipe.md docs/architecture.md

.PHONY: manual
manual:
	FIRENET_UPDATE=1 $(GOCMD) test -count=1 -tags $(TAGS) ./gui -run TestTheManualHasEveryCommandAndEveryControl

docs-check: bin/firenet ## run every command in the documentation
	$(GOCMD) run ./scripts/docscheck -bin bin $(DOCS)

screenshots: build ## pictures of the window in both themes, into docs/screenshots
	bash scripts/screenshots.sh

story: setup-test build ## one story of a user in the real window, checked step by step
	bash scripts/story.sh

soak: setup-test build ## 500 random actions in the real window; memory and goroutines stay
	bash scripts/soak.sh 500

same-bits: bin/firenet ## every recipe with this program and with OLD=path of another build of it: all files are the same
	@[ -n "$(OLD)" ] || { echo "make same-bits OLD=path: name the headless program to compare with"; exit 1; }
	$(GOCMD) run ./scripts/samebits $(if $(SIZE),-size $(SIZE)) $(if $(EXCEPT),-except "$(EXCEPT)") "$(OLD)" bin/firenet$(EXE)

kill-test: bin/firenet ## kill programs 200 times while they write; nothing is lost
	$(GOCMD) build -o bin/killtest$(EXE) ./scripts/killtest
	bin/killtest$(EXE) -kills 200 -bin bin/firenet$(EXE)

soak-window: setup-test build ## half an hour of random actions in the real window, as a user makes them
	bash scripts/soak.sh 30m

kill-windows: setup-test build ## kill the real window 30 times while it runs and saves; what was kept comes back
	$(GOCMD) build -o bin/killtest$(EXE) ./scripts/killtest
	bash scripts/with-display.sh bin/killtest$(EXE) -kills 30 -window bin/workbench$(EXE)

soak-runs: ## runs in one process for half an hour; memory stays
	$(GOCMD) run ./scripts/soakruns -for 30m

start-time: setup-test build ## how long the window takes to show itself, and the first reconstruction
	bash scripts/start-time.sh

delay: setup-test build ## how long a slider takes to the picture on the screen, in the real window
	bash scripts/delay.sh

disk-test: bin/firenet ## full and read-only disks: what was there stays (needs Linux and root)
	bash scripts/disk-test.sh

network-test: setup-test build ## no program opens a socket of the network (needs strace)
	bash scripts/network-test.sh

dist: setup ## every package that this machine can make, into dist/ (docs/release.md)
	bash scripts/dist.sh

dist-tar dist-deb dist-rpm dist-zip dist-installer dist-headless: setup ## one kind of package
	bash scripts/dist.sh $(@:dist-%=%)

dist-check: ## install, start, compare and remove what is in dist/, as far as this machine can
	bash scripts/dist-check.sh

dist-twice: ## build the packages of the last commit in two folders and compare them
	bash scripts/dist-twice.sh

clean: ## remove what was built
	rm -rf bin dist firenet-out .cache/dist .cache/macos

setup:
	@bash scripts/setup.sh build

setup-test:
	@bash scripts/setup.sh test

tools:
	@cd tools && GOBIN=$(TOOLS) $(GO) install tool

# The headless program. The Go command knows what is up to date.
.PHONY: bin/firenet
bin/firenet:
	$(GOCMD) build -trimpath -ldflags "$(LDFLAGS)" -o bin/firenet$(EXE) ./cmd/firenet
