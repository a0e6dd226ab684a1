"""Compares what GTKWave showed with the results of the run and with an independent reading of the dumps."""
import gzip
import pathlib
import re
import sys

import numpy as np

PERIOD_PS = 2000
PHASES = "IDLE LOAD EVAL BUFFER SENSE INTEGRATE FIRE ADD".split()
work = pathlib.Path(sys.argv[1])


def history(path):
    """Per variable a list of (time, bits); range and width of its declaration."""
    text = (gzip.open(path, "rt") if path.suffix == ".gz" else open(path)).read()
    scopes, names, changes, widths, now = [], {}, {}, {}, 0
    header, body = text.split("$enddefinitions $end\n")
    for line in header.splitlines():
        words = line.split()
        if words[0] == "$scope":
            scopes.append(words[2])
        elif words[0] == "$upscope":
            scopes.pop()
        elif words[0] == "$var":
            name = ".".join(scopes + [words[4]]) + (words[5] if words[5] != "$end" else "")
            names[words[3]] = name
            widths[name] = int(words[2])
            changes[name] = []
    for line in body.splitlines():
        if line[0] == "#":
            now = int(line[1:])
        elif line[0] in "01":
            changes[names[line[1:]]].append((now, line[0]))
        elif line[0] == "b":
            bits, code = line[1:].split()
            changes[names[code]].append((now, bits))
    return changes, widths


def at(changes, time):
    value = None
    for when, bits in changes:
        if when > time:
            break
        value = bits
    return value


def shown(path):
    """(time, name) -> what GTKWave showed."""
    values = {}
    for line in open(str(path) + ".values"):
        fields = line.split()
        if len(fields) == 3:  # a group has a name and no value
            values[int(fields[0]), fields[1]] = fields[2]
    return values


def compare(name):
    changes, widths = history(work / name)
    values = shown(work / name)
    times = sorted({time for time, _ in values})
    assert {n for _, n in values} == set(changes), name
    for variable, history_of in changes.items():
        for time in times:
            expected = int(at(history_of, time), 2)
            value = values[time, variable]
            base = 16 if widths[variable] > 3 else 2
            assert int(value.replace("$", ""), base) == expected, (name, variable, time, value, expected)
    print(f"{name}: {len(values):,} values in GTKWave are those of the file")
    return changes


def compare_with_results(changes):
    """Spikes, membranes and dots of the .npz, at the edge at which each pass fires."""
    results = np.load(work / "macro.npz")
    samples, steps, rows = results["spikes"].shape
    phase = changes["macro.phase[2:0]"]
    fired = [time for (_, bits), (time, _) in zip(phase, phase[1:]) if int(bits, 2) == 6]
    assert len(fired) == samples * steps, len(fired)
    for k, time in enumerate(fired):
        v, t = divmod(k, steps)
        for row in range(rows):
            membrane = int(at(changes[f"macro.row{row}.membrane[31:0]"], time), 2)
            membrane -= (membrane >> 31) << 32
            assert membrane == results["membrane"][v, t, row], (v, t, row)
            assert int(at(changes[f"macro.row{row}.spike"], time)) == results["spikes"][v, t, row], (v, t, row)
            code = [bits for name, c in changes.items() if name.startswith(f"macro.row{row}.code")
                    for bits in [at(c, time)]]
            assert int(code[0], 2) == results["dot"][v, t, row], (v, t, row)
    print(f"macro.vcd: {3 * samples * steps * rows:,} spikes, membranes and codes are those of the results")


def compare_view(changes):
    values = shown(work / "macro.gtkw")
    names = {name for _, name in values}
    folded = {name for name in changes if re.search(r"\.row[4-9]\.", name)}
    assert names >= set(changes) - folded, set(changes) - folded - names
    for (time, name), value in values.items():
        if name == "macro.phase[2:0]":
            assert value == PHASES[int(at(changes[name], time), 2)], (time, value)
        elif re.search(r"\.membrane\[", name):
            membrane = int(at(changes[name], time), 2)
            assert int(value) == membrane - ((membrane >> 31) << 32), (time, name, value)
        elif re.search(r"\.(pop|buffer|code|step)\[", name):
            assert int(value) == int(at(changes[name], time), 2), (time, name, value)
    print(f"macro.gtkw: {len(values):,} values, phases by their names, membranes with their sign")


whole = compare("macro.vcd")
compare("macro.vcd.gz")
compare("window.vcd")
compare("chip.vcd")
compare_with_results(whole)
compare_view(whole)
