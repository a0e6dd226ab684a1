#!/bin/sh
# Measures everything that docs/performance.md states, both sides of each comparison in turn, \
# and writes a report with all figures
# to benchmarks/target/results/performance.md.
#
# usage: benchmarks/run.sh [--quick] [--rounds R] [--keep]
#   --quick      one round of short runs, eight minutes or so
#   --rounds R   repetitions of every measurement, 5 unless told
#   --keep       adds to the results of the last run instead of beginning anew; not to mix with another --quick
#   --help       says this
#
# The first run compiles the RTL with Verilator and g++; a later one finds it compiled. The exported subarray takes \
# a quarter of a
# minute of processor time at 64 x 64, half a minute at 128, one at 256 and two and a half at 512, \
# which --quick leaves out.
#
# Needs a JDK 25 and Maven as the build does. Each of g++, Verilator 5 and Python with PyTorch and NumPy \
# is needed for the
# rows that compare with it; those rows are left out, and said to be, where it is missing. Nothing is installed.
#
# Exit codes: 0 ok, 1 a benchmark failed or an answer was wrong, 2 usage or set-up.
set -u

say() { printf 'run.sh: %s\n' "$1" >&2; }
refuse() { say "$1"; exit 2; }

home=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd -P) || exit 2
here=$home/benchmarks
work=$here/target/measure
results=$here/target/results
quick=false
rounds=5
keep=false
while [ $# -gt 0 ]; do
    case $1 in
        --quick) quick=true ;;
        --rounds) [ $# -gt 1 ] || refuse "--rounds needs a number"; rounds=$2; shift ;;
        --keep) keep=true ;;
        # A backslash joins two lines of the text above.
        -h|--help) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' "$0" | sed -e :join -e '/\\$/{N;s/\\\n//;b join' -e '}'
            exit 0 ;;
        *) refuse "unknown option $1; known are --quick, --rounds R, --keep and --help" ;;
    esac
    shift
done
case $rounds in
    ''|*[!0-9]*|0*) refuse "--rounds is $rounds, expected a whole number above 0 without leading zeros" ;;
esac
[ ${#rounds} -le 3 ] || refuse "--rounds is $rounds, expected at most 999"
! $quick || rounds=1

# ---- what there is ----

jdk=$(sh "$home/build/find-jdk25") || exit 2
command -v mvn >/dev/null 2>&1 || refuse "Maven is needed to build the benchmarks and 'mvn' is not on the PATH"

python=
for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'import numpy, torch' >/dev/null 2>&1; then python=$candidate; break; fi
done
have_gpp=true; have_verilator=true
command -v g++ >/dev/null 2>&1 || {
    have_gpp=false
    say "g++ is missing: no comparison with the hand-written kernel and none with Verilator"
}
command -v verilator >/dev/null 2>&1 || {
    have_verilator=false
    say "Verilator is missing (Debian: verilator): no comparison of the subarray with RTL"
}
$have_gpp || have_verilator=false
[ -n "$python" ] ||
    say "PyTorch is missing (Debian: python3-torch, python3-numpy): no comparison with functional inference"

mkdir -p "$work" "$results" || exit 2

# ---- building ----

say "building the simulator and its benchmarks"
(cd "$home" && JAVA_HOME=$jdk mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl benchmarks -am package) \
    >"$work/build.log" 2>&1 </dev/null ||
    { say "the build failed; Maven's output is in benchmarks/target/measure/build.log"; exit 1; }

$keep || rm -f "$results"/*.csv

sizes="64 128 256 512"
have_native=false
if $have_gpp; then
    g++ -O3 -march=native -std=c++17 "$here/native/popcount.cpp" -o "$work/popcount" 2>"$work/popcount.log" ||
        { say "g++ failed; see benchmarks/target/measure/popcount.log"; exit 1; }
    if native=$("$work/popcount" 2>"$work/popcount.log"); then
        have_native=true
        say "hand-written loop: AVX-512 ($native)"
    else
        say "$(cat "$work/popcount.log"): row left out"
    fi
fi

# model NAME SIZE SOURCE-DEFINES C++-FLAGS VERILATOR-FLAGS: compiles the RTL once; a later run finds it done. The model
# named export is what `xnorsim rtl` writes, the others are subarray.sv.
model() {
    models="$models$1_$2 "
    folder=$work/rtl/$1_$2
    mkdir -p "$folder"
    if [ "$1" = export ]; then
        "$jdk/bin/java" --add-modules jdk.incubator.vector -cp "$here/target/benchmarks.jar" \
            xnorsim.benchmarks.ExportedSubarray "$2" "$folder/export" >"$folder/export.log" 2>&1 ||
            { say "the export failed; see benchmarks/target/measure/rtl/$1_$2/export.log"; exit 1; }
        top=macro; defines="-DSIZE=$2 -DEXPORTED"
        set -- "$@" "$here/rtl/export.vlt" "$folder/export/macro.sv" "$folder/export/row.sv"
    else
        top=subarray; defines="-DSIZE=$2"
        set -- "$@" "-GN=$2" "-GM=$2" "$here/rtl/subarray.sv"
    fi
    name=$1; size=$2; source_defines=$3; cpp_flags=$4; verilator_flags=$5
    shift 5
    for source in "$@" "$here/rtl/harness.cpp" "$here/native/vectors.h"; do
        case $source in -*) ;; *) cat "$source" ;; esac
    done >"$folder/sources.new"
    { echo "$name $size $source_defines $cpp_flags $verilator_flags"; verilator --version; } >>"$folder/sources.new"
    if [ -x "$folder/subarray" ] && cmp -s "$folder/sources.new" "$folder/sources"; then
        return 0
    fi
    say "compiling the RTL: $name, $size x $size"
    # Loops over rows are unrolled: Verilator 5.006 takes delayed assignments to arrays in no other way.
    # shellcheck disable=SC2086
    verilator --cc --exe --build -O3 $verilator_flags $source_defines --unroll-count 4096 --unroll-stmts 100000 \
        --x-assign fast --x-initial fast --noassert --top-module "$top" -Mdir "$folder" \
        -CFLAGS "-std=c++17 $defines -I$here/native" -MAKEFLAGS "OPT_FAST='$cpp_flags' OPT_SLOW=-O1 OPT_GLOBAL=-O2" \
        "$@" "$here/rtl/harness.cpp" -o subarray >"$folder/verilator.log" 2>&1 ||
        { say "Verilator failed; see benchmarks/target/measure/rtl/${name}_$size/verilator.log"; exit 1; }
    mv "$folder/sources.new" "$folder/sources"
}
models=" "
if $have_verilator; then
    for size in $sizes; do
        model plain "$size" "" "-O3" ""
        { [ "$size" = 512 ] && $quick; } || model export "$size" "" "-O3" ""
        $quick || model loops "$size" "+define+LOOPS" "-O3 -march=native" ""
        [ "$size" = 64 ] || { [ "$size" -gt 128 ] && $quick; } ||
            model trace "$size" "" "-O3" "--trace --trace-max-array 1024 --trace-max-width 1024"
    done
fi

# ---- measuring ----

# record ROW PARAMETER VALUE
record() { printf '%s,%s,%s,%s\n' "$1" "$2" "$round" "$3" >>"$results/rows.csv"; }

# A copy: a build beside the run may replace the jar.
jar=$work/benchmarks.jar
cp "$here/target/benchmarks.jar" "$jar" || exit 1
if $quick; then
    settings="-f 1 -wi 4 -w 700ms -i 3 -r 300ms"
    long="-f 1 -wi 6 -w 1s -i 3 -r 300ms"
    images=8; process_runs=5
else
    settings="-f 1 -wi 4 -w 800ms -i 4 -r 300ms"
    long="-f 1 -wi 6 -w 1s -i 4 -r 400ms"
    images=24; process_runs=9
fi

# jmh NAME ARGUMENT...: one run of JMH whose table is kept
jmh() {
    name=$1
    shift
    # shellcheck disable=SC2086
    "$jdk/bin/java" --add-modules jdk.incubator.vector -jar "$jar" $settings -foe true \
        -jvmArgsAppend "-Dxnorsim.benchmarks.hashes=$hashes -Djava.io.tmpdir=$work" \
        -rf csv -rff "$results/$name-$round.csv" "$@" >"$work/jmh-$name.log" 2>&1 ||
        { say "benchmark $name failed; see benchmarks/target/measure/jmh-$name.log"; exit 1; }
    undisturbed "$work/jmh-$name.log" >>"$results/rows.csv"
}

# undisturbed LOG: the best iteration of each of JMH's results as rows, most:KEY of rates and least:KEY of times.
undisturbed() {
    awk -v round="$round" '
        /^# Benchmark: / { parameter = "" }
        /^# Parameters: / { parameter = $0; sub(/^[^=]*= /, "", parameter); sub(/\)$/, "", parameter) }
        /^(Result|Secondary result) "/ { key = $0; gsub(/^[^"]*"xnorsim\.benchmarks\.|":$/, "", key) }
        / \[Average\]$/ { rate = $(NF - 1) ~ /^ops\// }
        /^ *\(min, avg, max\) = / && key !~ /gc\./ {
            split($0, values, /[(,)] */)
            printf "%s:%s,%s,%d,%s\n", rate ? "most" : "least", key, parameter, round, rate ? values[8] : values[6]
        }' "$1"
}

# verilated MODEL ROW RUNS [FILE]: the RTL at every size that was compiled
verilated() {
    for size in $sizes; do
        binary=$work/rtl/$1_$size/subarray
        case $models in *" $1_$size "*) ;; *) continue ;; esac
        rm -f ${4:+"$4"}
        # shellcheck disable=SC2086
        answer=$("$binary" $((512000 / size / 8 * 8)) "$3" ${4:-}) || { say "the RTL at $size failed"; exit 1; }
        most=${answer%% *}
        answer=${answer#* }
        record "$2" "$size" "${answer% *}"
        record "most:$2" "$size" "$most"
        # Bytes per cycle, its cycles being known, make the rate of writing.
        [ -z "${4:-}" ] || record subarray.verilatorMegabytes "$size" "$(wc -c <"$4" |
            awk -v rate="${answer% *}" -v size="$size" \
            '{ steps = int(512000 / size / 8) * 8; print $1 / (steps * (2 * (size / 32 + 2) + 3)) * rate / 1e6 }')"
        case ,$hashes, in
            *,"$size=${answer#* }",*) ;;
            *,"$size="*) say "two models of the RTL differ at $size"; exit 1 ;;
            *) hashes=$hashes${hashes:+,}$size=${answer#* } ;;
        esac
    done
    rm -f ${4:+"$4"}
}

now() { date +%s%N; }

# What the file system takes at most: a gigabyte of zeros, the better of two.
zeros() {
    most=0
    for _ in 1 2; do
        begin=$(now)
        dd if=/dev/zero of="$work/zeros" bs=256k count=4096 2>/dev/null || return 0
        took=$((($(now) - begin) / 1000))
        rate=$((1073741824 / took))
        [ "$rate" -le "$most" ] || most=$rate
    done
    rm -f "$work/zeros"
    record file.zeros MB "$most"
}

# Two processes that share nothing against one: what two of the machine's processors give at most, hyperthreads or whole
# cores, busy neighbours included. One runs alone before the two and after them.
processors() {
    alone() { "$work/popcount" --seconds 1 128; }
    before=$(alone) || exit 1
    alone >"$work/beside.txt" &
    together=$(alone) || exit 1
    wait $! || exit 1
    after=$(alone) || exit 1
    record processors.popcount 128 "$(awk -v before="$before" -v after="$after" -v together="$together" \
        '{ print (together + $1) / ((before + after) / 2) }' "$work/beside.txt")"
}

# The same with two Java machines that each do what one thread does in ThreadsBenchmark, against one that did it alone.
machines() {
    for copy in a b; do
        # shellcheck disable=SC2086
        "$jdk/bin/java" -Djmh.ignoreLock=true --add-modules jdk.incubator.vector -jar "$jar" $settings -foe true \
            -jvmArgsAppend "-Djava.io.tmpdir=$work" -rf csv -rff "$work/machine-$copy.csv" \
            ThreadsBenchmark -p threads=1 >"$work/jmh-machine-$copy.log" 2>&1 &
        [ $copy = a ] && first_copy=$!
    done
    wait $! || { say "a benchmark of two processes failed; see benchmarks/target/measure/jmh-machine-b.log"; exit 1; }
    wait "$first_copy" ||
        { say "a benchmark of two processes failed; see benchmarks/target/measure/jmh-machine-a.log"; exit 1; }
    record processors.vgg11 1 "$(cat "$results/threads-$round.csv" "$work/machine-a.csv" "$work/machine-b.csv" |
        awk -F, '/ThreadsBenchmark/ && $NF + 0 == 1 { if (!alone) alone = $5; else both += 1 / $5 }
            END { print alone * both }')"
}

# Whole processes, one after the other; the first one may build or record caches and does not count.
processes() {
    sample=$home/examples/macro
    : >"$work/process.txt"
    run=0
    while [ "$run" -le "$process_runs" ]; do
        begin=$(now)
        "$home/xnorsim" macro --arch "$sample/arch.yaml" --weights "$sample/weights.npy" --mean "$sample/mean.npy" \
            --threshold "$sample/threshold.npy" --spikes "$sample/spikes.npy" --json >"$work/process.log" 2>&1 ||
            { say "xnorsim macro failed; see benchmarks/target/measure/process.log"; exit 1; }
        [ "$run" = 0 ] || echo $((($(now) - begin) / 1000)) >>"$work/process.txt"
        run=$((run + 1))
    done
    record process.macro seconds "$(sort -n "$work/process.txt" |
        awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] / 1e6 }')"
    record least:process.macro seconds "$(sort -n "$work/process.txt" | awk 'NR == 1 { print $1 / 1e6 }')"
}

first=1
if $keep && [ -f "$results/rows.csv" ]; then
    first=$(($(cut -d, -f3 "$results/rows.csv" | sort -n | tail -n 1) + 1))
fi
load_before=$(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || echo unknown)
hashes=
round=$first
while [ "$round" -lt $((first + rounds)) ]; do
    say "round $((round - first + 1)) of $rounds: kernel"
    if $have_native; then
        # Which of the two loops it is, for the page.
        case $native in no*) record popcount.nibbles kind 1 ;; *) record popcount.words kind 1 ;; esac
        # shellcheck disable=SC2086
        "$work/popcount" $sizes >"$work/popcount.txt" || exit 1
        while read -r size bits off most mostOff; do
            record popcount.native "$size" "$bits"
            record popcount.nativeOff "$size" "$off"
            record most:popcount.native "$size" "$most"
            record most:popcount.nativeOff "$size" "$mostOff"
        done <"$work/popcount.txt"
    fi
    # The Vector API is tens of times slower until the second compiler is done with it.
    short=$settings
    settings=$long
    jmh kernel PopcountBenchmark
    settings=$short
    say "round $((round - first + 1)) of $rounds: engine"
    jmh engine EngineBenchmark -prof gc
    say "round $((round - first + 1)) of $rounds: subarray"
    if $have_verilator; then
        verilated plain subarray.verilator 5
        verilated export subarray.verilatorExport 5
        $quick || verilated loops subarray.verilatorLoops 9
        verilated trace subarray.verilatorVcd 1 "$work/rtl.vcd"
    fi
    jmh untraced MacroBenchmark.untraced
    jmh row 'MacroBenchmark.(oneRow|probedRow)' -p size=128
    jmh everything MacroBenchmark.everything -p size=128,256,512
    jmh vcd VcdBenchmark
    zeros
    say "round $((round - first + 1)) of $rounds: network"
    jmh network NetworkBenchmark
    # Samples at any instruction, not only where a thread may be stopped.
    "$jdk/bin/java" --add-modules jdk.incubator.vector -Xmx512m -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints \
        -cp "$jar" xnorsim.benchmarks.Vgg11Run "$results/rows.csv" "$round" "$images" "$work/vgg11.npz" \
        >"$work/vgg11.log" 2>&1 ||
        { say "VGG-11 failed; see benchmarks/target/measure/vgg11.log"; exit 1; }
    if [ -n "$python" ]; then
        answer=$("$python" "$here/native/vgg11_torch.py" "$work/vgg11.npz" $((images / 4))) || exit 1
        # shellcheck disable=SC2086
        set -- $answer
        record vgg11.torch steps "$1"
        record vgg11.torch batch "$2"
        record least:vgg11.torch steps "$3"
        record least:vgg11.torch batch "$4"
    fi
    jmh threads ThreadsBenchmark
    machines
    ! $have_gpp || processors
    processes
    jmh curves CurveBenchmark
    round=$((round + 1))
done

# ---- the page ----

version() { "$@" 2>/dev/null | head -n 1; }
{
    printf -- '- processor: %s, %s core(s) in use\n' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)" "$(nproc 2>/dev/null)"
    printf -- '- memory: %s\n' "$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo 2>/dev/null)"
    printf -- '- system: %s\n' "$(uname -sr)"
    printf -- '- Java: %s\n' "$("$jdk/bin/java" -version 2>&1 | sed -n 2p)"
    $have_gpp && printf -- '- %s\n' "$(version g++ --version)"
    $have_verilator && printf -- '- %s\n' "$(version verilator --version)"
    [ -n "$python" ] && printf -- '- PyTorch %s\n' "$("$python" -c 'import torch; print(torch.__version__)')"
    printf -- '- load averages: %s before, %s after; the load includes the benchmarks themselves (1)\n' "$load_before" \
        "$(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || echo unknown)"
    printf -- '- commit %s, %s\n' "$(git -C "$home" rev-parse --short HEAD 2>/dev/null)" "$(date -u +%Y-%m-%d)"
} >"$results/machine.txt"
page=$results/performance.md
"$jdk/bin/java" -cp "$jar" xnorsim.benchmarks.PerformanceReport "$results" "$page" || exit 1
say "wrote ${page#"$home"/}"
