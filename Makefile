# The door for operators and developers. `make help` prints what stands behind `##` below.

VENV ?= .venv
UV ?= uv
IN = "$(VENV)/bin/python"
PYTHONS = $(if $(PYTHON),"$(PYTHON)",python3 python3.14 python3.13 python3.12 python3.11 python)

.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: help run test check test-browser test-postgres lock installed installed-dev postgres-named

help:  ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' "$(firstword $(MAKEFILE_LIST))"

run: installed  ## Prepare the site and serve it on this machine (PORT=8000)
	@$(make_env)
	@umask 077; exec $(IN) manage.py serve --port "$${PORT:-8000}"

test: installed-dev  ## Run the tests that need neither a browser nor PostgreSQL
	@unset DATABASE_URL; BROWSER_TESTS=off $(IN) -m pytest -n 2 --dist loadscope -q

check: installed-dev  ## Check style, templates, migrations, imports and settings
	@$(IN) -m ruff check .
	@$(IN) -m ruff format --check .
	@find templates memorial -name '*.html' -exec "$(VENV)/bin/djade" --check --target-version 5.2 {} +
	@$(production) $(IN) manage.py makemigrations --check --dry-run
	@$(production) $(IN) manage.py check --deploy --fail-level WARNING
	@"$(VENV)/bin/lint-imports" --no-logo

test-browser: installed-dev  ## Run the tests that drive Chromium
	@unset DATABASE_URL; $(IN) -m pytest -n 2 --dist loadscope -q -m browser

test-postgres: postgres-named installed-dev  ## Run the tests on PostgreSQL (DATABASE_URL=postgres://…)
	@BROWSER_TESTS=off $(IN) -m pytest -n 2 --dist loadscope -q

lock:  ## Write requirements*.txt anew from pyproject.toml (needs uv)
	@$(UV) pip compile -q $(locked) pyproject.toml -o requirements.txt
	@$(UV) pip compile -q $(locked) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

locked = --universal --python-version 3.11 --generate-hashes --no-header --annotation-style line

installed:
	@$(call install,requirements.txt)

installed-dev:
	@$(call install,requirements-dev.txt)

postgres-named:
	@case "$$DATABASE_URL" in \
	  postgres*://*) ;; \
	  *) $(call refuse,Say which PostgreSQL to use: make test-postgres \
	     DATABASE_URL=postgres://user:password@127.0.0.1:5432/postgres (the user must be allowed to \
	     make databases).) ;; \
	esac

# What production would have, for checks that must not depend on anybody's .env.
production = SECRET_KEY="$$($(random))" DEBUG=off HTTPS=on DATABASE_URL=sqlite://:memory:
random = $(IN) -c 'import secrets; print(secrets.token_urlsafe(48))'

refuse = { echo "$(strip $(1))" >&2; exit 1; }

# $(1) is a requirements file. Nothing happens when the environment already holds this very file.
# The marks are taken away before anything is installed and written after it, so that what was
# interrupted is made anew. The development requirements contain the others: they leave both marks.
define install
wanted=$$(cksum < $(1)) || exit 1; \
if [ -x $(IN) ] && $(IN) -c '' 2>/dev/null; then \
  [ "$$(cat "$(VENV)/.holds-$(1)" 2>/dev/null)" != "$$wanted" ] || exit 0; \
else \
  rm -f "$(VENV)"/.holds-*; \
fi; \
[ -w . ] || $(call refuse,This folder cannot be written to: $$PWD. Copy the project to a folder of \
  your own and say make there.); \
if ! ls "$(VENV)"/.holds-* >/dev/null 2>&1; then $(make_environment); fi; \
rm -f "$(VENV)"/.holds-*; \
echo "Installing $(1) into $(VENV) …"; \
$(IN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) \
  || $(call refuse,The packages of $(1) could not be installed: see pip's words above$(comma) check \
  the network and say make again.); \
cksum < requirements.txt > "$(VENV)/.holds-requirements.txt"; \
[ $(1) = requirements.txt ] || echo "$$wanted" > "$(VENV)/.holds-$(1)"
endef
comma := ,

# Only a folder that is Python's environment is ever emptied.
define make_environment
$(find_python); \
if [ -e "$(VENV)/pyvenv.cfg" ]; then clear=--clear; else clear=; fi; \
"$$python" -m venv $$clear "$(VENV)" \
  || $(call refuse,Python's environment could not be made in $(VENV): see the words above. Is there \
  room on the disk$(comma) and may you write there?)
endef

# The first Python that is new enough and can make environments.
define find_python
python=; without_venv=; found=; \
for each in $(PYTHONS); do \
  version=$$("$$each" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
  found=$${found:-$$each is $$version}; \
  "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || continue; \
  if "$$each" -c 'import venv, ensurepip' 2>/dev/null; then python=$$each; break; fi; \
  without_venv=$${without_venv:-$$each}; \
done; \
if [ -z "$$python" ] && [ -n "$$without_venv" ]; then \
  $(call refuse,This machine's $$without_venv has no venv module. Install it (on Debian and Ubuntu: \
  apt install python3-venv) and say make again.); \
fi; \
[ -n "$$python" ] || $(call refuse,memorial needs Python 3.11 or newer; here \
  $${found:-$(if $(PYTHON),$(PYTHON) does not run,there is none)}. Install a newer one$(comma) or name it: make run PYTHON=/path/to/python3.12)
endef

define make_env
if [ ! -e .env ]; then \
  umask 077; \
  { echo "# Made by make run; .env.example lists what else can stand here. Keep it to yourself."; \
    echo "SECRET_KEY=$$($(random))"; \
    echo "# This copy is served on this machine only, without a certificate."; \
    echo "HTTPS=off"; } > .env.new && mv .env.new .env; \
elif [ ! -r .env ]; then \
  $(call refuse,The file .env cannot be read: it belongs to somebody else. Make it yours (chown) and \
  say make run again.); \
elif [ -z "$$SECRET_KEY" ] && ! grep -q '^ *\(export \)\{0,1\}SECRET_KEY *=.' .env; then \
  $(call refuse,The file .env has no SECRET_KEY. Write one there$(comma) a long random text$(comma) or move \
  .env away: make run then makes a new one.); \
fi
endef
