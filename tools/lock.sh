#!/bin/sh
# Resolves pyproject.toml into hashed locks that plain pip installs. No registry's address is written.
set -eu
compile="uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml"
$compile -o requirements/runtime.txt
$compile --extra postgres --constraint requirements/runtime.txt -o requirements/postgres.txt
$compile --group dev --constraint requirements/runtime.txt -o requirements/dev.txt
$compile --group bench --constraint requirements/runtime.txt -o requirements/bench.txt
