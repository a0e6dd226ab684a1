#!/bin/bash
# Runs that are killed, told to end or hindered at random moments, as a user meets them. Run after `mvn verify`; needs
# python3.
#
#   kills.sh [MOMENTS [SEED]]
#
# MOMENTS of each command and signal; without it one each of three commands. 100 take hours.
set -euo pipefail

root=$(cd "$(dirname "$0")/../../../.." && pwd)
"$root/xnorsim" --version >/dev/null
work=$(mktemp -d)
trap 'umount "$work"/*/small 2>/dev/null || true; rm -rf "$work"' EXIT
python3 "$root/cli/src/test/sh/kills.py" "$root" "$work" "${1:-0}" "${2:-1}"
