#!/bin/sh
# Makes .venv and installs the locked requirements into it: setup.sh runtime | dev. Does nothing where that is done already.
# What is missing on the machine is named with the one command that installs it; exit code 2.
set -eu
kind=$1
lock="requirements/$kind.txt"
[ "$kind" = runtime ] && [ -f .venv/installed-dev ] && cmp -s .venv/installed-dev requirements/dev.txt && exit 0
[ -f ".venv/installed-$kind" ] && cmp -s ".venv/installed-$kind" "$lock" && exit 0

python=
for name in python3 python3.13 python3.12 python3.11; do
  if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$name
    break
  fi
done
if [ -z "$python" ]; then
  echo "Sightline needs Python 3.11 or newer. On Debian or Ubuntu: sudo apt-get install python3 python3-venv" >&2
  exit 2
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
  echo "This Python cannot make virtual environments. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2
  exit 2
fi
[ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null || "$python" -m venv --clear .venv
echo "Installing what Sightline needs into .venv (once; about 300 MB) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
cp "$lock" ".venv/installed-$kind"
