#!/bin/bash
# Checks of the launcher: where it finds things, what it builds, what it says. Run after `mvn verify`.
# Prints a line for each check and fails at the end if any check did.
set -uo pipefail

root=$(cd "$(dirname "$0")/../../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
passed=0
failed=0

# verdict NAME EXIT-CODE: counts a check by the exit code of what decided it; on failure shows standard error.
verdict() {
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1))
        echo "ok      $1"
    else
        failed=$((failed + 1))
        echo "FAILED  $1; standard error:"
        sed 's/^/        /' "$work/err"
    fi
}

# said PATTERN: standard error is one line that matches, or empty for an empty pattern.
said() {
    if [ -z "$1" ]; then
        [ ! -s "$work/err" ]
    else
        [ "$(wc -l <"$work/err")" -eq 1 ] && grep -Eq "$1" "$work/err"
    fi
}

# check NAME EXIT-CODE PATTERN COMMAND...
check() {
    local name=$1 code=$2 pattern=$3 actual
    shift 3
    "$@" >"$work/out" 2>"$work/err" </dev/null
    actual=$?
    [ "$actual" -eq "$code" ] && said "$pattern"
    verdict "$name (exit code $actual)" $?
}

sample=$root/examples/macro
macro=("$root/xnorsim" macro --arch "$sample/arch.yaml" --weights "$sample/weights.npy" --mean "$sample/mean.npy"
    --threshold "$sample/threshold.npy" --spikes "$sample/spikes.npy")

# ---- the build of this checkout ----

"$root/xnorsim" info >/dev/null 2>&1 # the class cache, once
check "version" 0 "" "$root/xnorsim" --version
check "help" 0 "" "$root/xnorsim" --help
check "a subarray" 0 "" "${macro[@]}"
check "options of the virtual machine" 0 "incubator" \
    env XNORSIM_JAVA_OPTS="-Xmx256m -Dxnorsim.kernel=scalar" "${macro[@]}"
grep -q "scalar kernel" "$work/out"
verdict "they reach it" $?

# Small files go without the vector module, large ones and options with it: the same results, the same errors.
plain() { sed 's/"simulation_seconds":[^,]*,//' "$1"; }
check "a small subarray in machine form" 0 "" "${macro[@]}" --json
plain "$work/out" >"$work/quick.json"
check "the same with the vector module" 0 "incubator" env XNORSIM_JAVA_OPTS=-Xmx256m "${macro[@]}" --json
plain "$work/out" | cmp -s - "$work/quick.json"
verdict "they are equal" $?
check "the same with an equals sign" 0 "" "$root/xnorsim" macro --arch="$sample/arch.yaml" \
    --weights "$sample/weights.npy" --mean "$sample/mean.npy" --threshold "$sample/threshold.npy" \
    --spikes "$sample/spikes.npy" --json
plain "$work/out" | cmp -s - "$work/quick.json"
verdict "they are equal, too" $?
check "bad input of a subarray" 2 "^xnorsim: .*none.yaml: " "$root/xnorsim" macro --arch "$work/none.yaml" \
    --weights "$sample/weights.npy" --mean "$work/none.npy" --threshold "$sample/threshold.npy" \
    --spikes "$sample/spikes.npy"
check "standard error closed" 0 "" sh -c "'$root/xnorsim' --version 2>&-"
check "bad input" 2 "^xnorsim: none.yaml: " "$root/xnorsim" run --arch none.yaml
check "training is found" 2 "^xnorsim: .*no-data" "$root/xnorsim" train --data "$work/no-data" --out "$work/m.npz"

check "standard output closed" 1 "cannot write results to standard output" sh -c "'$root/xnorsim' --version >&-"
check "standard input closed" 0 "" sh -c "'$root/xnorsim' --version <&-"
env JAVA_TOOL_OPTIONS=-Xmx1x "$root/xnorsim" --version >"$work/out" 2>"$work/err"
grep -q "Invalid maximum heap size" "$work/err"
verdict "a virtual machine that does not start says why" $?
check "a misspelt command" 2 "^xnorsim: rnu is not a command, did you mean run?" "$root/xnorsim" rnu
cp "$work/err" "$work/rnu"

ln -s "$root/xnorsim" "$work/absolute"
mkdir "$work/links"
ln -s ../absolute "$work/links/relative"
cd / || exit 2
check "a symbolic link, from another folder" 0 "" "$work/links/relative" --version

# ---- copies of the launcher in folders of their own, with stand-ins for Maven ----

# copy NAME: a checkout that was never built.
copy() {
    mkdir -p "$work/$1/cli/src/main"
    cp "$root/xnorsim" "$work/$1/xnorsim"
    mkdir -p "$work/$1/build"
    cp "$root/build/find-jdk25" "$work/$1/build/find-jdk25"
    echo "<project/>" >"$work/$1/pom.xml"
}

# stand_in NAME BODY: a program called mvn in a folder called NAME, and nothing else of this machine but its tools.
stand_in() {
    mkdir -p "$work/$1"
    printf '#!/bin/sh\n%s\n' "$2" >"$work/$1/mvn"
    chmod +x "$work/$1/mvn"
}

mkdir "$work/tools"
for tool in sh cat grep find head mkdir rm rmdir sleep dirname readlink uname sed env awk cksum; do
    ln -s "$(command -v $tool)" "$work/tools/$tool"
done

copy no-maven
check "no Maven" 2 "Maven is needed" env PATH="$work/tools" "$work/no-maven/xnorsim" --version

copy no-jdk
sed 's#/usr/lib[^ ]*jvm#/nowhere#g; s#/opt/#/nowhere/#g; s#/usr/java#/nowhere#g' "$root/build/find-jdk25" \
    >"$work/no-jdk/build/find-jdk25"
check "no JDK" 2 "no JDK 25 found" env -i PATH="$work/tools" HOME="$work" "$work/no-jdk/xnorsim" --version
[ ! -e "$work/no-jdk/.build" ]
verdict "no JDK, nothing written" $?

copy broken
stand_in broken-maven 'echo "[ERROR] no good"; exit 1'
env PATH="$work/broken-maven:$work/tools" "$work/broken/xnorsim" --version >"$work/out" 2>"$work/err"
[ $? -eq 1 ] && grep -q "the build failed; Maven's output is in $work/broken/.build/build.log" "$work/err" &&
    grep -q "no good" "$work/broken/.build/build.log"
verdict "a build that fails" $?

# What needs no build: there is no Maven here and no JDK.
copy texts
cp -r "$root/build/help" "$work/texts/build/help"
at_once() { # at_once NAME EXIT-CODE PATTERN ARGUMENT...
    local name=$1 code=$2 pattern=$3
    shift 3
    check "at once: $name" "$code" "$pattern" env -i PATH="$work/tools" HOME="$work" "$work/texts/xnorsim" "$@"
}
at_once "help" 0 "" --help
cmp -s "$work/out" "$root/build/help/xnorsim.txt"
verdict "it is the program's" $?
at_once "help of a command" 0 "" run --images 3 -h
cmp -s "$work/out" "$root/build/help/run.txt"
verdict "it is the command's" $?
at_once "help of a command's command" 0 "" trace diff --help
at_once "version" 0 "" --version
at_once "no command" 2 "missing command, expected one of run, macro"
at_once "a misspelt command" 2 "^xnorsim: rnu is not a command" rnu
cmp -s "$work/err" "$work/rnu"
verdict "the program says the same" $?
at_once "another one" 2 "did you mean explore?" --debug EXLPORE
at_once "a word that is nothing" 2 "expected one of run, .*, man " frobnicate
[ ! -e "$work/texts/.build" ]
verdict "nothing was built" $?

copy modules
stand_in modules-maven 'echo "[INFO] Building chip 0.1.0   [6/16]"; echo "[INFO] Building jar: a[1/2]"; exit 1'
env PATH="$work/modules-maven:$work/tools" "$work/modules/xnorsim" --version >"$work/out" 2>"$work/err"
[ $? -eq 1 ] && grep -qx "xnorsim: building chip, module 6 of 16" "$work/err" && [ "$(wc -l <"$work/err")" -eq 3 ]
verdict "the module that is built" $?

copy co:lon
check "a folder with a colon" 2 "co:lon has a colon in its name" "$work/co:lon/xnorsim" --version

# A built program in a folder whose name is not ASCII, in the C locale.
copy grün
mkdir -p "$work/grün/cli/target"
cp -r "$root/cli/target/"{cli-0.2.0.jar,simulator,simulator.classpath,training.classpath} "$work/grün/cli/target"
touch "$work/grün/cli/target/training.classpath"
env LC_ALL=C "$work/grün/xnorsim" info >/dev/null 2>&1 # the class cache, once
check "a name that is not ASCII in the C locale" 0 "" env LC_ALL=C "$work/grün/xnorsim" --version
cp "$sample/weights.npy" "$work/grün/größe.npy"
check "the same of a file" 0 "" env LC_ALL=C "$work/grün/xnorsim" macro --arch "$sample/arch.yaml" \
    --weights "$work/grün/größe.npy" --mean "$sample/mean.npy" --threshold "$sample/threshold.npy" \
    --spikes "$sample/spikes.npy"

# A build that takes a while and is counted. What it makes cannot run, which is not the point.
copy counted
stand_in counting-maven 'echo built >>../builds; sleep 2; mkdir -p cli/target; : >cli/target/cli-0.2.0.jar
    : >cli/target/simulator.classpath; : >cli/target/training.classpath'
start() {
    env PATH="$work/counting-maven:$work/tools" "$work/counted/xnorsim" --version >"$work/$1.out" 2>"$work/$1.err"
}
start first &
start second &
wait
count() { # count NAME EXPECTED
    [ "$(wc -l <"$work/builds")" -eq "$2" ]
    verdict "$1" $?
}
count "two at once build once" 1
start third
count "no build when nothing is newer" 1
sleep 1
touch "$work/counted/cli/src/main"
start fourth
count "a build when a source is newer" 2
mkdir -p "$work/counted/.build/lock"
echo 999999999 >"$work/counted/.build/lock/owner"
sleep 1
touch "$work/counted/pom.xml"
start fifth
count "the lock of a process that is gone" 3
mkdir -p "$work/counted/.build/lock"
echo $$ >"$work/counted/.build/lock/owner"
sleep 1
touch "$work/counted/pom.xml"
start sixth
count "the lock of a process that is another one by now" 4

# Sources dated in the future are built once, and again when they are others.
echo one >"$work/counted/cli/src/main/later"
touch -d '+3 years' "$work/counted/cli/src/main/later"
start seventh
count "a source dated in the future" 5
start eighth
count "it is built once" 5
echo two >"$work/counted/cli/src/main/later"
touch -d '+3 years' "$work/counted/cli/src/main/later"
start ninth
count "it is built again when it is another" 6

# ---- extensions in a jar of their own, as CONTRIBUTING.md builds them ----

jdk=$("$root/build/find-jdk25")
mkdir -p "$work/mine/java" "$work/mine/resources/META-INF/services"
sed 's/xnorsim.extensions/mine/; s/ChangeCounts/Other/g; s/"count"/"other"/; s/"\.count"/".other"/' \
    "$root/extensions/src/main/java/xnorsim/extensions/ChangeCounts.java" >"$work/mine/java/Other.java"
echo 'mine.Other$Kind' >"$work/mine/resources/META-INF/services/xnorsim.trace.WaveformSink\$Kind"
extension() { XNORSIM_EXTENSIONS=$work/mine.jar "$root/xnorsim" "$@"; }
check "compiled with the simulator's jars" 0 "" \
    "$jdk/bin/javac" -cp "$root/cli/target/simulator/*" -d "$work/mine/classes" "$work/mine/java/Other.java"
check "its jar" 0 "" \
    "$jdk/bin/jar" --create --file "$work/mine.jar" -C "$work/mine/classes" . -C "$work/mine/resources" .
check "help with it" 0 "" extension run --help
grep -q "\.other" "$work/out"
verdict "it is named" $?
sed -i 's/public static final class Kind/private static final class Kind/' "$work/mine/java/Other.java"
"$jdk/bin/javac" -cp "$root/cli/target/simulator/*" -d "$work/mine/classes" "$work/mine/java/Other.java"
"$jdk/bin/jar" --create --file "$work/mine.jar" -C "$work/mine/classes" . -C "$work/mine/resources" .
check "a kind without a public constructor" 2 "extension of kind waveform: mine.Other.Kind .*public constructor" \
    extension run --help
cp "$root/README.md" "$work/mine.jar"
check "no jar" 2 "mine.jar, which is not a jar" extension run --help

# ---- folders that cannot be written ----

if [ "$(id -u)" -eq 0 ]; then
    other=(setpriv --reuid=65534 --regid=65534 --clear-groups)
else
    other=()
fi
copy read-only
chmod -R a-w "$work/read-only"
check "never built and not to be written" 2 "cannot be written to" \
    "${other[@]}" env HOME=/nonexistent "$work/read-only/xnorsim" --version
chmod -R u+w "$work/read-only"
mkdir "$work/locked"
chmod 555 "$work/locked"
check "an output folder that cannot be written" 2 "cannot be written" "${other[@]}" env HOME=/nonexistent \
    "${macro[@]}" --out "$work/locked/out.npz"
chmod 755 "$work/locked"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
