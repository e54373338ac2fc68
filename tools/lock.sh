#!/bin/sh
# Resolves pyproject.toml into hashed locks that plain pip installs. No registry's address is written.
set -eu
compile="uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url"
$compile pyproject.toml -o requirements/runtime.txt
$compile pyproject.toml --extra postgres --constraint requirements/runtime.txt -o requirements/postgres.txt
$compile pyproject.toml --group dev --constraint requirements/runtime.txt -o requirements/dev.txt
$compile pyproject.toml --group docs --constraint requirements/runtime.txt -o requirements/docs.txt
$compile pyproject.toml --group bench --constraint requirements/runtime.txt -o requirements/bench.txt
# What builds the wheel inside a container, and nothing else.
$compile --group pyproject.toml:build -o requirements/build.txt
