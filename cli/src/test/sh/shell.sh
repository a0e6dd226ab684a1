#!/bin/bash
# What a shell and its user see: completion in bash and zsh, the manual page, colours, and what goes to which stream.
# Run after `mvn verify`; needs zsh, groff and script (util-linux).
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

# completed WORD...: what bash offers for the last word, with the names of files where it is left to them.
completed() {
    (cd "$work/files" && bash -c 'source "$1"; shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) left_alone=yes
        compopt() { left_alone=no; }
        $(complete -p xnorsim | sed "s/.*-F \([^ ]*\).*/\1/")
        [[ ${#COMPREPLY[@]} -gt 0 || $left_alone == no ]] || COMPREPLY=($(compgen -f -- "${!#}"))
        printf "%s\n" "${COMPREPLY[@]}"' - "$work/completion" "$@")
}
# on_keys SHELL KEYS: what an interactive shell has on its terminal after these keys.
on_keys() {
    (cd "$work/files" && /usr/bin/python3 "$OLDPWD/cli/src/test/sh/keys.py" "$1" "$work/completion${1#bash}" "$2")
}
mkdir "$work/files" && touch "$work/files/model1.npz"
ln -s completion.zsh "$work/completionzsh"
grep -qx verify <(completed xnorsim "ver") || fail "verify is not completed"
grep -qx diff <(completed xnorsim trace "d") || fail "trace diff is not completed"
grep -qx -- --vcd-layer <(completed xnorsim run "--vcd-l") || fail "--vcd-layer is not completed"
grep -qx hard <(completed xnorsim import --reset "h") || fail "the value of --reset is not completed"
grep -qx poisson <(completed xnorsim import --input-coding "") || fail "the value of --input-coding is not completed"
grep -qx -- --quiet <(completed xnorsim plot "--qu") || fail "--quiet is not completed"
grep -qx zsh <(completed xnorsim completion "z") || fail "zsh is not completed"
grep -qx model1.npz <(completed xnorsim run "mod") || fail "the model of run is not completed"
grep -qx model1.npz <(completed xnorsim run --data "mod") || fail "a file behind an option is not completed"
grep -q model1 <(completed xnorsim run --images "") && fail "a file is offered for a number"
for shell in bash zsh; do
    grep -q "run model1.npz" <(on_keys $shell "xnorsim run mod") || fail "$shell does not complete the model of run"
    grep -q -- "--arch model1.npz" <(on_keys $shell "xnorsim run --arch mod") || fail "$shell does not complete a file"
    grep -q "coding poisson" <(on_keys $shell "xnorsim import --input-coding po") ||
        fail "$shell does not complete a value"
    grep -q -- "--vcd-layer" <(on_keys $shell "xnorsim run --vcd-la") || fail "$shell does not complete an option"
    grep -q "trace diff" <(on_keys $shell "xnorsim trace di") || fail "$shell does not complete a command in a command"
done
grep -q -- "--arch" <(on_keys zsh "xnorsim info ") || fail "zsh does not list the options of info"

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
