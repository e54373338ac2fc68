#!/bin/sh
# Makes .venv, installs the locked requirements into it and puts the command `.venv/bin/sightline` there: setup.sh runtime | dev | docs.
# The command runs this checkout's code as it stands; putting it there needs no network and builds nothing.
# What is missing on the machine is named with the one command that installs it; exit code 2.
set -eu
kind=$1
lock="requirements/$kind.txt"

link_checkout() {
  for site in .venv/lib/python3.*/site-packages; do
    pwd -P > "$site/sightline-checkout.pth"
  done
  cat > .venv/bin/sightline.new <<'END'
#!/bin/sh
'''exec' "$(dirname -- "$(readlink -f -- "$0")")/python" "$0" "$@"
' '''
from sightline.cli import main

if __name__ == "__main__":  # a worker process reads this file too
    main()
END
  chmod 755 .venv/bin/sightline.new
  mv .venv/bin/sightline.new .venv/bin/sightline
}

is_installed() {
  [ "$kind" = runtime ] && [ -f .venv/installed-dev ] && cmp -s .venv/installed-dev requirements/dev.txt && return 0
  [ -f ".venv/installed-$kind" ] && cmp -s ".venv/installed-$kind" "$lock"
}

if is_installed; then
  link_checkout
  exit 0
fi

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
size=300
[ "$kind" = docs ] && size=30
echo "Installing what Sightline needs into .venv (once; about $size MB) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
link_checkout
cp "$lock" ".venv/installed-$kind"
