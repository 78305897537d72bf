# Everything a developer runs. A fresh machine needs a JDK (17 or later), Maven, Python (3.11 or later) and make.
#
#   TYPE=central or TYPE=member   contract, package: only that type
#   MVN, MAVEN_ARGS               another Maven, or more arguments for it (such as -Dmaven.repo.local=DIR)
#   PYTHON                        the Python that .venv is made from
# HOME, MAVEN_OPTS and TMPDIR are respected; Java does not look at HOME and TMPDIR by itself.

TYPE ?=
MVN ?= mvn
MAVEN_ARGS ?=
PYTHON ?=

TYPES := $(or $(TYPE),central member)
MODULES := $(TYPES:%=%-logging-resource) local-organization

comma := ,
empty :=
space := $(empty) $(empty)
list = $(subst $(space),$(1),$(strip $(2)))

# Directories count as sources too: their time changes when a file in them goes away.
SOURCE_FOLDERS := logging-domain handler-kit $(MODULES)
SOURCES := pom.xml lombok.config .mvn/jvm.config \
  $(wildcard $(SOURCE_FOLDERS:%=%/pom.xml) $(SOURCE_FOLDERS:%=%/sessionmanager-*.json) $(SOURCE_FOLDERS:%=%/.rpdk-config)) \
  $(shell find $(wildcard $(SOURCE_FOLDERS:%=%/src/main)))

# Made when the tools are installed, and when the jars of the asked types are built.
TOOLS := .venv/made-from-lock
JARS := target/jars-of-$(call list,-,$(TYPES))

export PATH := $(CURDIR)/.venv/bin:$(PATH)
export MAVEN_OPTS := -Duser.home=$(HOME) $(if $(TMPDIR),-Djava.io.tmpdir=$(TMPDIR)) $(MAVEN_OPTS)
MAVEN = $(MVN) -B -ntp $(MAVEN_ARGS)

.PHONY: help demo test contract package format picture fragment clean

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

demo: $(TOOLS) $(JARS) ## An emulated organization from first deployment to last deletion; KEEP=1 leaves it running
	@PYTHONPATH=local-organization python -m demo $(if $(KEEP),--keep)

test: $(TOOLS) ## Every test there is
	@python tools/run_tests.py --maven "$(MAVEN)" --built $(JARS)

contract: $(TOOLS) $(JARS) ## CloudFormation's contract tests alone; TYPE=central or TYPE=member for one type
	@PYTHONPATH=local-organization python -m contract $(TYPES)

package: $(TOOLS) $(JARS) ## The jars to register, without tests, and their sizes
	@python tools/check_jars.py $(TYPES)

format: $(TOOLS) ## Formats the Java sources
	@$(MAVEN) -q spotless:apply

picture: $(TOOLS) ## Draws docs/architecture.svg from docs/architecture.yaml
	@python tools/draw_picture.py

fragment: $(TOOLS) ## Makes the module's fragment from examples/organization.yaml
	@python tools/make_fragment.py

clean: ## Removes everything that was built, and .venv
	rm -rf .venv target */target */rpdk.log* rpdk.log*

$(TOOLS): tools/requirements.txt
	@python=$(PYTHON); for p in python3.11 python3 python3.12 python3.13 python3.14; do \
	  [ -n "$$python" ] || ! $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || python=$$p; \
	done; \
	[ -n "$$python" ] || { echo "Python tools: no Python 3.11 or later on the PATH; install one, or name it: make PYTHON=FILE"; exit 1; }; \
	echo "Python tools: installing into .venv (once, with $$python)"; \
	rm -rf .venv; $$python -m venv .venv \
	  || { echo "Python tools: $$python cannot make a virtual environment; Debian and Ubuntu have it in python3-venv"; exit 1; }
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/requirements.txt
	@touch $@

$(JARS): $(TOOLS) $(SOURCES)
	@mkdir -p target
	@echo "Jars: building $(call list,$(comma)$(space),$(MODULES)) (log: target/package.log)"
	@$(MAVEN) -pl $(call list,$(comma),$(MODULES)) -am -DskipTests package > target/package.log 2>&1 \
	  || { grep '^\[ERROR\]' target/package.log; echo "Jars: Maven failed; the whole log is target/package.log"; exit 1; }
	@touch $@
