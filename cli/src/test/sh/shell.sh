#!/bin/bash
# What a shell and its user see: completion in bash and zsh, the manual page, colours, and what goes to which stream. Run after
# `mvn verify`; needs zsh, groff and script (util-linux).
set -euo pipefail

cd "$(dirname "$0")/../../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "shell.sh: $1" >&2; exit 1; }
escape=$(printf '\033')
return=$(printf '\r')

# ---- completion ----

./xnorsim completion bash >"$work/completion"
./xnorsim completion zsh >"$work/completion.zsh"

# completed WORD...: what the script offers for the last word.
completed() {
    bash -c 'source "$1"; shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
        $(complete -p xnorsim | sed "s/.*-F \([^ ]*\).*/\1/")
        printf "%s\n" "${COMPREPLY[@]}"' - "$work/completion" "$@" 2>/dev/null
}
completed xnorsim "ver" | grep -qx verify || fail "verify is not completed"
completed xnorsim trace "d" | grep -qx diff || fail "trace diff is not completed"
completed xnorsim run "--vcd-l" | grep -qx -- --vcd-layer || fail "--vcd-layer is not completed"
completed xnorsim import --reset "h" | grep -qx hard || fail "the value of --reset is not completed"
completed xnorsim plot "--qu" | grep -qx -- --quiet || fail "--quiet is not completed"
zsh -fc "autoload -U +X compinit && compinit -u -d $work/dump && source $work/completion.zsh && [[ -n \$_comps[xnorsim] ]]" ||
    fail "zsh does not take the script"

# ---- the manual page ----

./xnorsim man >"$work/xnorsim.1"
groff -man -Tutf8 -ww -z "$work/xnorsim.1" 2>"$work/warnings"
[ ! -s "$work/warnings" ] || { cat "$work/warnings"; fail "groff warns about the manual page"; }
groff -man -Tascii -P-c -P-b -P-u "$work/xnorsim.1" >"$work/page"
for command in run macro rtl certify verify train map info import export plot; do
    grep -Eq "^ +$command( |\$)" "$work/page" || fail "the manual page has no command $command"
done
grep -q -- "--trace-when" "$work/page" || fail "the manual page has no --trace-when"

# ---- colours ----

# on_terminal COMMAND: runs it where standard output and standard error are a terminal.
on_terminal() { script -qec "$1" /dev/null </dev/null; }
on_terminal "NO_COLOR=1 TERM=xterm ./xnorsim --help" >"$work/plain"
grep -q "$escape" "$work/plain" && fail "NO_COLOR is not honoured"
on_terminal "NO_COLOR=1 TERM=xterm ./xnorsim run --images 3 --no-compare 2>/dev/null" >"$work/plain"
grep -q "$escape" "$work/plain" && fail "a run colours its results"
./xnorsim --help >"$work/plain"
grep -q "$escape" "$work/plain" && fail "colours go into a file"

# ---- streams ----

on_terminal "./xnorsim run --images 3 --no-compare >$work/results" >"$work/progress"
grep -q "simulating" "$work/progress" || fail "no progress on a terminal"
grep -q "$return" "$work/results" && fail "a carriage return in the results"
grep -q "simulating" "$work/results" && fail "progress among the results"
[ "$(head -c 7 "$work/results")" = network ] || fail "the results do not begin with the network"
./xnorsim run --images 3 --no-compare --quiet >/dev/null 2>"$work/silence"
[ ! -s "$work/silence" ] || fail "--quiet is not quiet"
echo "shell.sh: passed"
