#!/bin/bash
# Runs the `sh` blocks of a page of documentation in order, in one shell, from the folder of the checkout.
set -euo pipefail

cd "$(dirname "$0")/../../../.."
page=${1:-docs/tutorial.md}
blocks=$(mktemp)
trap 'rm -f "$blocks"' EXIT
awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$page" >"$blocks"
[ -s "$blocks" ] || { echo "$page has no sh block"; exit 1; }
bash -euo pipefail "$blocks"
