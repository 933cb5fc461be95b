# Ajar's commands. Each does its whole set-up itself; the second time there is nothing left to do.

LOCK := pyproject.toml uv.lock
PYTEST := .venv/bin/pytest

.PHONY: demo test setup lint cover bench look clean packages-demo packages-test

## The window on a made-up company (the table and a picture, where there is no display)
demo: .venv/ready-demo
	@.venv/bin/ajar demo

## Every check: style, types, layers, tests
test: setup
	@failed=; \
	for check in $(CHECKS); do $(RUN_CHECK); done; \
	$(PYTEST) -n 2 || failed=yes; \
	test -z "$$failed"

## Every check but the tests
lint: setup
	@failed=; \
	for check in $(CHECKS); do $(RUN_CHECK); done; \
	test -z "$$failed"

## What the checks need, installed
setup: .venv/ready-test

## Which branches of the nouns, the policies and the jobs the tests reach
cover: setup
	@.venv/bin/coverage run -m pytest -q && .venv/bin/coverage report

## Speed and memory, measured; never part of the checks
bench: setup
	@$(PYTEST) tests/bench -p no:randomly -p no:xdist -o timeout=1200 -s

## A picture of every screen, in out/look
look: setup
	@.venv/bin/python tests/look.py --out out/look

clean:
	@rm -rf .venv out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage

# System packages are looked at each time: that takes a hundredth of a second, and they come and go by themselves.
packages-demo packages-test:
	@packaging/debian/system-packages.sh $(@:packages-%=%)

.venv/ready-demo: $(LOCK) packaging/environment.sh | packages-demo
	@packaging/environment.sh demo
	@touch $@

.venv/ready-test: $(LOCK) packaging/environment.sh | packages-test
	@packaging/environment.sh test
	@touch $@ .venv/ready-demo

# One line a check; what it said, only where it failed.
CHECKS := "ruff check" "ruff format --check" "mypy" "lint-imports --no-logo"
define RUN_CHECK
printf '%-24s ' "$$check"; \
if said=$$(.venv/bin/$$check 2>&1); then echo ok; else echo FAILED; printf '%s\n' "$$said"; failed=yes; fi
endef
