#!/bin/bash
# Writes the texts with which the launcher answers before anything is built: what the built program prints itself. Run
# it after a change of options or their descriptions; HelpTextsTest compares them.
set -euo pipefail

root=$(cd "$(dirname "$0")/../../../.." && pwd)
texts=$root/build/help
"$root/xnorsim" info >/dev/null # the build
mkdir -p "$texts"
"$root/xnorsim" --version >"$texts/version.txt"
"$root/xnorsim" --help >"$texts/xnorsim.txt"
sed -n 's/^  \([a-z]\+\) .*/\1/p' "$texts/xnorsim.txt" >"$texts/commands"
while read -r command; do
    "$root/xnorsim" "$command" --help >"$texts/$command.txt" </dev/null
done <"$texts/commands"
"$root/xnorsim" trace diff --help >"$texts/trace-diff.txt"
