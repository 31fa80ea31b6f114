# Every command of the project. On Debian 12 with git, make and python3 (3.11 or newer) nothing else has to be done
# first: each target makes the environment it needs, and takes no time for it when that is there.
#
#   make run        start the service: its page on 127.0.0.1:8080, its SMTP on 127.0.0.1:2525 (ARGS="..." is passed on)
#   make test       everything CI runs: lint, types, all tests, against the wheel as it would be installed
#   make lint       ruff: rules and format             make types     mypy, strict
#   make bench      compare with other mail servers    make soak      kills, load and fuzzing, for long (ARGS=3600: an hour each)
#   make install    install the command `mayfly` for this user (root: for all), from this tree, in an environment of its own
#
# `make test ONLY="tests/smtp -k pipelining"` runs a part of the tests.

PYTHON ?= python3
PREFIX ?= $(shell test "$$(id -u)" = 0 && echo /opt/mayfly || echo "$$HOME/.local/share/mayfly")
BINARIES ?= $(shell test "$$(id -u)" = 0 && echo /usr/local/bin || echo "$$HOME/.local/bin")
ARGS ?=
ONLY ?=

.PHONY: run test lint types bench soak install

run:
	@$(PYTHON) scripts/bootstrap.py run
	@exec .venv/bin/mayfly serve $(ARGS)

test:
	@$(PYTHON) scripts/bootstrap.py test
	@exec .venv-dev/bin/python scripts/check.py lint types test -- $(ONLY)

lint:
	@$(PYTHON) scripts/bootstrap.py dev
	@exec .venv-dev/bin/python scripts/check.py lint

types:
	@$(PYTHON) scripts/bootstrap.py dev
	@exec .venv-dev/bin/python scripts/check.py types

bench:
	@$(PYTHON) scripts/bootstrap.py test
	@exec .venv-dev/bin/python scripts/check.py bench -- $(ARGS)

soak:
	@$(PYTHON) scripts/bootstrap.py soak
	@exec .venv-dev/bin/python scripts/check.py soak -- $(ARGS)

install:
	@$(PYTHON) scripts/bootstrap.py install "$(PREFIX)" "$(BINARIES)"
