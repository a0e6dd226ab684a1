"""Kills commands at random moments, and looks at what is left: see kills.sh.

After any end there must be nothing under a final name but whole files and logs that end in the middle of a line at
most; after SIGINT and SIGTERM no unfinished file either; and after the same command once more the bytes of an
undisturbed run and nothing else.
"""

from concurrent import futures
import gzip
import os
import pathlib
import random
import shutil
import signal
import struct
import subprocess
import sys
import time

root, work, moments, seed = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
draw = random.Random(seed)
failures = []
SIGNALS = {"kill -9": signal.SIGKILL, "SIGTERM": signal.SIGTERM, "SIGINT": signal.SIGINT}


def idx(path, shape, values):
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        file.write(bytes([0, 0, 8, len(shape)]) + struct.pack(f">{len(shape)}i", *shape) + bytes(values))


def inputs():
    """Small inputs: images of which the bright quarter is to be found, an architecture, a study."""
    data = work / "data"
    data.mkdir()
    pixels = random.Random(7)
    for name, count in (("train", 260), ("t10k", 40)):
        labels = [pixels.randrange(4) for _ in range(count)]
        images = []
        for label in labels:
            for p in range(64):
                bright = p // 8 // 4 * 2 + p % 8 // 4 == label
                images.append(150 + pixels.randrange(100) if bright else pixels.randrange(80))
        idx(data / f"{name}-images-idx3-ubyte.gz", [count, 8, 8], images)
        idx(data / f"{name}-labels-idx1-ubyte.gz", [count], labels)
    (work / "noisy.yaml").write_text("readout: {kind: charge, cell_sigma: 0.05, offset_sigma_mv: 5}\n")
    (work / "study.yaml").write_text("images: 2\naxes:\n  - {key: bus_width, values: [8, 16, 32, 64]}\n"
                                     "  - {key: clock_period_ps, values: [1000, 2000]}\n"
                                     "objectives: [cycles, energy_nj]\n")


PICTURES = (".png", ".svg")
SAMPLE = root / "examples/macro"
MACRO = ["macro"] + [part for name in ("weights", "mean", "threshold", "spikes")
                     for part in (f"--{name}", str(SAMPLE / f"{name}.npy"))] + ["--arch", str(SAMPLE / "arch.yaml")]


class Command:
    """A command with what it writes into a folder.

    logs: files that grow line by line; unstable: files with measured times; parts: files that a signal may end early.
    """

    def __init__(self, name, arguments, logs=(), unstable=(), parts=(), again=()):
        self.name, self.arguments, self.logs = name, arguments, logs
        self.unstable, self.parts, self.again = unstable, parts, again
        self.whole, self.seconds = {}, 0.0

    def line(self, folder, more=()):
        return [str(root / "xnorsim")] + [str(a).replace("OUT", str(folder)) for a in self.arguments] + list(more)

    def start(self, folder, more=(), limit=None, variables=None, **streams):
        """limit: bytes of the largest file that may be written."""
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE} | streams
        environment = os.environ | (variables or {})
        line = self.line(folder, more)
        if limit is not None:
            environment["XNORSIM_JAVA_OPTS"] = "-XX:-UsePerfData"
            line = ["prlimit", f"--fsize={limit}", *line]
        return subprocess.Popen(line, stdin=subprocess.DEVNULL, text=True, env=environment, **streams)

    def end(self, process):
        """Exit code and complaints."""
        error = process.communicate()[1] or ""
        return process.returncode, "".join(line for line in error.splitlines(True) if "WARNING" not in line)

    def run(self, folder, more=(), **how):
        return self.end(self.start(folder, more, **how))

    def needed(self):
        """The size of the largest file without which the results are not complete."""
        return max(len(content) for name, content in self.whole.items() if not name.endswith(PICTURES))

    def undisturbed(self):
        folder = work / f"{self.name}-whole"
        folder.mkdir()
        began = time.monotonic()
        code, error = self.run(folder)
        self.seconds = time.monotonic() - began
        if code != 0:
            sys.exit(f"kills.py: {self.name} does not run: {error}")
        self.whole = files(folder)

    def next(self, folder):
        """The command that goes on: training goes on only if told to."""
        return self.again if any(name.endswith(".checkpoint") for name in files(folder)) else ()


COMMANDS = [
    Command("explore", ["explore", work / "study.yaml", "--out", "OUT", "--threads", "2", "--quiet"],
            logs=("journal.jsonl",)),
    Command("noise", ["noise", "--arch", work / "noisy.yaml", "--chips", "4", "--images", "2", "--quiet", "--out",
                      "OUT/chips.csv"], logs=("chips.csv",)),
    Command("train", ["train", "--data", work / "data", "--network", "4s,4", "--time-steps", "2", "--batch", "20",
                      "--epochs", "4", "--set", "held_out=60", "--quiet", "--out", "OUT/net.npz"],
            unstable=("net.csv", "net.npz.checkpoint"), parts=("net.npz", "net.png"), again=("--resume",)),
    Command("run-out", ["run", "--images", "3", "--quiet", "--out", "OUT"]),
    Command("run-save", ["run", "--images", "1", "--quiet", "--save", "OUT", "--every-step"]),
    Command("macro", MACRO + ["--quiet", "--out", "OUT/results.npz", "--vcd", "OUT/w.vcd"]),
]


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def expect(condition, what):
    if not condition:
        failures.append(what)
        print("FAILED ", what, flush=True)


def unfinished(names):
    return [name for name in names if name.endswith((".tmp", ".scratch", ".part", ".lock"))]


def check_left(command, left, where, by_signal):
    for name, content in left.items():
        if name in unfinished(left):
            expect(not by_signal, f"{where}: {name} is left")
        elif name not in command.whole:
            expect(False, f"{where}: {name} is left, which an undisturbed run does not write")
        elif name in command.logs:
            lines = content.split(b"\n")[:-1]
            expect(set(lines) <= set(command.whole[name].split(b"\n")), f"{where}: {name} has other lines")
        elif name not in command.unstable and not (by_signal and name in command.parts):
            expect(content == command.whole[name], f"{where}: {name} is not whole")


def check_whole(command, folder, where):
    found = files(folder)
    expect(sorted(found) == sorted(command.whole), f"{where}: there are {sorted(found)}, not {sorted(command.whole)}")
    for name, content in command.whole.items():
        if name not in command.unstable and name != "net.png":
            expect(found.get(name) == content, f"{where}: {name} has other bytes")


def kill(command, name, number, part):
    moment = part * command.seconds
    where = f"{command.name}, {name} after {moment:.2f} of {command.seconds:.2f} s (number {number})"
    folder = work / f"{command.name}-{number}-{SIGNALS[name]}"
    folder.mkdir()
    temporary = work / f"{folder.name}-temporary"
    temporary.mkdir()
    variables = {"XNORSIM_JAVA_OPTS": f"-Djava.io.tmpdir={temporary}"}
    process = command.start(folder, variables=variables)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.send_signal(SIGNALS[name])
    code, error = command.end(process)
    number_of = int(SIGNALS[name])
    expect(code in (0, -number_of, 128 + number_of), f"{where}: exit code {code}: {error}")
    expect("Exception" not in error and "\tat " not in error, f"{where}: a trace: {error}")
    check_left(command, files(folder), where, SIGNALS[name] != signal.SIGKILL)
    code, error = command.run(folder, command.next(folder), variables=variables)
    expect(code == 0, f"{where}: once more: exit code {code}: {error}")
    check_whole(command, folder, where + ", once more")
    expect(not files(temporary), f"{where}: {sorted(files(temporary))} are left in the folder for temporary files")
    shutil.rmtree(folder)
    shutil.rmtree(temporary)


def two_at_once(command):
    folder = work / f"{command.name}-two"
    folder.mkdir()
    both = [command.start(folder) for _ in range(2)]
    ends = [command.end(process) for process in both]
    where = f"{command.name}, two at once"
    expect(0 in [code for code, _ in ends], f"{where}: none succeeded: {ends}")
    for code, error in ends:
        expect(code == 0 or code == 2 and error.count("\n") == 1 and "another" in error, f"{where}: {code}: {error}")
    check_whole(command, folder, where)


def refused(command, folder, where, **how):
    code, error = command.run(folder, **how)
    expect(code == 2, f"{where}: exit code {code}: {error}")
    expect(error.count("\n") == 1 and len(error) <= 420, f"{where}: {error}")
    expect(not unfinished(files(folder)), f"{where}: left {unfinished(files(folder))}")


def mounted(folder, options):
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(mount, capture_output=True).returncode == 0


def full_disk(command):
    """A disk, or else files, of less than what is written."""
    most = command.needed()
    where = f"{command.name}, full disk"
    folder = work / f"{command.name}-full" / "small"
    if most >= 8192 and mounted(folder, f"size={draw.randrange(4096, most) // 4096 * 4096}"):
        refused(command, folder, where)
        subprocess.run(["umount", str(folder)], check=True)
    limited = work / f"{command.name}-limited"
    limited.mkdir()
    refused(command, limited, f"{command.name}, files of limited size", limit=draw.randrange(1, most))
    check_left(command, files(limited), where, True)


def no_room_for_pictures(command):
    """What is there but for the pictures is what there always is."""
    pictures = [name for name in command.whole if name.endswith(PICTURES)]
    least = min((len(command.whole[name]) for name in pictures), default=0)
    if least <= command.needed():
        return
    folder = work / f"{command.name}-pictures"
    folder.mkdir()
    where = f"{command.name}, no room for pictures"
    code, error = command.run(folder, limit=draw.randrange(command.needed(), least))
    expect(code == 0, f"{where}: exit code {code}: {error}")
    found = files(folder)
    # A smaller one, of a part of the run, may be there.
    left = set(found) - (set(pictures) & set(command.parts))
    expect(left == set(command.whole) - set(pictures), f"{where}: there are {sorted(found)}")
    check_left(command, {name: content for name, content in found.items() if name in left}, where, False)


def read_only(command):
    where = f"{command.name}, read-only folder"
    folder = work / f"{command.name}-ro" / "small"
    if mounted(folder, "ro"):
        refused(command, folder, where)
        subprocess.run(["umount", str(folder)], check=True)
    elif os.geteuid() != 0:
        folder.chmod(0o555)
        refused(command, folder, where)
    else:
        expect(False, f"{where}: nothing is read-only for root where nothing can be mounted; be another user")


def closed_output(command):
    """The results cannot be told: exit code 1, and the files are whole."""
    reader, writer = os.pipe()
    os.close(reader)
    folder = work / f"{command.name}-closed"
    folder.mkdir()
    code, error = command.run(folder, stdout=writer)
    os.close(writer)
    expect(code == 1, f"{command.name}, closed output: exit code {code}: {error}")
    expect(error.count("\n") == 1, f"{command.name}, closed output: {error}")
    check_whole(command, folder, f"{command.name}, closed output")


# The short form: a command that goes on from a journal, one that goes on from a checkpoint, one that begins again.
SHORT = {"explore": ("kill -9", full_disk, no_room_for_pictures), "train": ("SIGTERM", two_at_once),
         "run-save": ("SIGINT", read_only, closed_output)}
HINDRANCES = (two_at_once, full_disk, no_room_for_pictures, read_only, closed_output)


def main():
    # Children inherit it; a script in the background has it ignored.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    inputs()
    commands = [command for command in COMMANDS if moments or command.name in SHORT]
    # One at a time: the length of an undisturbed run is what moments are drawn from.
    for command in commands:
        command.undisturbed()
    chosen = [(command, name, number, draw.random()) for number in range(max(moments, 1)) for command in commands
              for name in (SIGNALS if moments else SHORT[command.name][:1])]
    with futures.ThreadPoolExecutor(2) as two:
        for end in [two.submit(kill, *one) for one in chosen]:
            end.result()
    print(f"{'FAILED' if failures else 'ok':7} {len(chosen)} ends by signals, seed {seed}", flush=True)
    for command in commands:
        for hindrance in HINDRANCES if moments else SHORT[command.name][1:]:
            before = len(failures)
            hindrance(command)
            if len(failures) == before:
                print(f"ok      {command.name}: {hindrance.__name__.replace('_', ' ')}", flush=True)
    training = next(command for command in COMMANDS if command.name == "train")
    (work / "train-engine").mkdir()
    refused(training, work / "train-engine", "train, a cache that is no folder",
            variables={"DJL_CACHE_DIR": str(work / "study.yaml")})
    if failures:
        sys.exit(f"kills.py: {len(failures)} failures, seed {seed}")


main()
