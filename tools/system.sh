#!/bin/sh
# For the tests: a browser, PostgreSQL and GNU gettext from Debian. As root they are installed; else what is missing is said, with the
# command that installs it and the tests that will be skipped. Where NOTHING_SKIPPED is set, as in .ci/run, that ends with 1.
set -eu
missing=
command -v chromium-headless-shell >/dev/null 2>&1 || missing="$missing chromium-headless-shell fonts-liberation"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v xgettext >/dev/null 2>&1 || missing="$missing gettext"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing$missing from Debian ..."
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
  exit 0
fi
install="sudo apt-get install --no-install-recommends$missing"
if [ -n "${NOTHING_SKIPPED:-}" ]; then
  echo "Not installed:$missing. Here every test must run. Install first: $install" >&2
  exit 1
fi
echo "Not installed:$missing. Browser tests need Chromium, database tests PostgreSQL, the catalogues gettext; those will be skipped." >&2
echo "To run them too: $install" >&2
