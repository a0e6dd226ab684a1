"""Prints what an interactive shell shows after some keys and two tabs: python3 keys.py bash|zsh SCRIPT KEYS"""

import os
import pty
import select
import sys
import time

shell, script, keys = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.environ.update(PS1="$ ", TERM="dumb", HOME=os.getcwd(), ZDOTDIR=os.getcwd())
    os.execlp(shell, shell, *(["--norc", "--noprofile", "-i"] if shell == "bash" else ["-f", "-i"]))


def shown(until, seconds):
    """What comes until `until` is in it, or nothing more comes for so long."""
    text = b""
    while until not in text:
        ready, _, _ = select.select([terminal], [], [], seconds)
        if not ready:
            break
        try:
            text += os.read(terminal, 65536)
        except OSError:
            break
    return text


def send(text):
    os.write(terminal, text.encode())


# The window is wide, so that nothing is wrapped.
send(f"stty columns 500 rows 100; autoload -U compinit 2>/dev/null && compinit -u -D; source {script}; echo rea''dy\n")
shown(b"ready\r\n", 20)
time.sleep(0.2)
send(keys + "\t")
text = shown(b"\0", 0.7)
send("\t")
text += shown(b"\0", 0.7)
os.close(terminal)
sys.stdout.write(text.decode(errors="replace"))
