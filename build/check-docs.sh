#!/bin/sh
# Checks README.md and docs/: relative links and anchors resolve, also those from sources to these pages; no line of
# prose is there twice or longer than 120 columns; all pages together have at most 22,000 words as `wc -w` counts them.
set -eu
cd "$(dirname "$0")/.."
exec python3 - <<'PY'
import collections, pathlib, re, sys

LIMIT = 22_000
pages = [pathlib.Path("README.md"), *sorted(pathlib.Path("docs").rglob("*.md"))]
faults = []


def prose(text):
    """Numbered lines outside fenced blocks."""
    fenced = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line


def anchors(page):
    """The anchors that GitHub gives the headings of a page."""
    found = collections.Counter()
    names = set()
    for _, line in prose(page.read_text()):
        heading = re.match(r"#+ +(.*)", line)
        if heading:
            name = re.sub(r"[^\w\- ]", "", heading.group(1).lower()).replace(" ", "-")
            names.add(name if not found[name] else f"{name}-{found[name]}")
            found[name] += 1
    return names


def tracked(*patterns):
    skipped = {"target", ".git", "out"}
    return [path for pattern in patterns for path in pathlib.Path(".").rglob(pattern) if not skipped & set(path.parts)]


for page in tracked("*.md"):
    for number, line in prose(page.read_text()):
        for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", line)):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            file = page.parent / name if name else page
            if not file.exists():
                faults.append(f"{page}:{number}: no file {target}")
            elif anchor and anchor not in anchors(file):
                faults.append(f"{page}:{number}: no heading {target}")

for source in tracked("*.java", "*.sh", "*.py", "*.txt", "*.yaml", "run", "xnorsim"):
    if source.is_file():
        for number, line in enumerate(source.read_text(errors="replace").split("\n"), 1):
            for name in re.findall(r"(?<![\w/.])docs/[\w/-]+\.md", line):
                if not pathlib.Path(name).exists():
                    faults.append(f"{source}:{number}: no page {name}")

seen = {}
words = 0
for page in pages:
    text = page.read_text()
    words += len(text.split())
    for number, line in prose(text):
        # Headings, rows of tables and indented commands may repeat.
        if len(line) < 50 or line.startswith(("#", "|", "    ", "![")):
            continue
        here = f"{page}:{number}"
        if line in seen:
            faults.append(f"{here}: the same line as {seen[line]}")
        seen.setdefault(line, here)
        if len(line) > 120:
            faults.append(f"{here}: {len(line)} columns, expected at most 120")
if words > LIMIT:
    faults.append(f"README.md and docs/ have {words:,} words, expected at most {LIMIT:,}")

print("\n".join(faults) if faults else f"{len(pages)} pages, {words:,} words: links, anchors and lines are in order")
sys.exit(bool(faults))
PY
