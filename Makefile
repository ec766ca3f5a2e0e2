# Support Choice. `make run` and `make test` do everything on a fresh Debian 12 with Swift, git, make.
SHELL := /bin/bash
SWIFT := swift
PROGRAMS := .build/debug
PICTURES := $(CURDIR)/pictures

.PHONY: setup build run test test-faults faults test-rules journey screens simulate simulate-planted bench-peers \
	bench-sync format lint translations clean help

help:  ## Say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup:  ## Install the Debian packages that are missing
	@scripts/setup

build: setup translations  ## Build the programs
	$(SWIFT) build

run: setup translations  ## Start the demonstration: the council, a laptop, the window
	$(SWIFT) build --product support-choice-server
	$(SWIFT) build --product support-choice
	@if [ -z "$$WAYLAND_DISPLAY$$DISPLAY" ]; then $(SWIFT) build --product journey; fi
	@PROGRAMS=$(PROGRAMS) scripts/run

test:  ## Check the format, build once, run every test, print the figures
	@scripts/test

test-faults:  ## The kinds of faults that trying the product found, each with its figure
	@scripts/test-faults

faults:  ## Every crash point, storage and network fault: hours; ONLY=CrashPointTests POINTS=20 takes a part
	$(SWIFT) build --build-tests
	FAULTS=$(or $(POINTS),all) stdbuf -oL $(SWIFT) test --skip-build --disable-xctest --no-parallel \
		--filter $(or $(ONLY),FaultTests)

test-rules:  ## The rules alone: every test, then each guard broken in turn
	@scripts/test-rules

journey: setup translations  ## Walk the whole journey in the real window and measure it
	$(SWIFT) build
	scripts/with-display $(PROGRAMS)/journey full --pictures $(PICTURES)

screens: setup translations  ## Take a picture of every screen
	$(SWIFT) build
	scripts/with-display $(PROGRAMS)/journey screens --pictures $(PICTURES)

simulate:  ## Run the council and its laptops through SEEDS=n simulations from FIRST=s on, or one again: SEED=s
	@SEEDS="$(SEEDS)" FIRST="$(FIRST)" SEED="$(SEED)" PLANTED="$(PLANTED)" scripts/simulate

simulate-planted:  ## Plant each known bug of sync, and say how many seeds find it
	@scripts/simulate --planted-bugs

bench-peers:  ## Install the sync servers that ours is compared with, under .build
	@scripts/bench-peers

bench-sync:  ## Measure sync beside the floor and the peers, and write docs/benchmarks.md
	@scripts/bench-sync

format:  ## Format the Swift files
	$(SWIFT) format --in-place --parallel --recursive Benchmarks Package.swift Plugins Sources Tests

lint:  ## Say where a file is not formatted
	$(SWIFT) format lint --strict --parallel --recursive Benchmarks Package.swift Plugins Sources Tests

translations:  ## Compile the translations, and bring the template up to date
	@scripts/translations

clean:  ## Remove what was built
	rm -rf .build .build-release pictures
