#!/usr/bin/env python3
"""Runs the commands that the documents show and looks for each line that they say comes out.

A block of code that begins with `chipcast`, or a comment `<!-- chipcast … -->`, is a command; the block
after it, if it is none itself, is what it prints. Lines may be left out ("…" or nothing stands for them);
those that are there must come in that order. Times are not compared.

    Scripts/check-documents.py PROGRAM FILE...
    Scripts/check-documents.py --update PROGRAM FILE...

With --update it writes what comes out now: a block that shows all of it is replaced, in others each line that is no
longer there gives way to the most similar one. What the text around says of figures stays to be read.
"""

import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile

TIME = re.compile(r" · [0-9.]+ s( \([^)]* a second\))?$")
COMMENT = re.compile(r"<!-- (chipcast (?!manual --part).*) -->")


def pieces(text):
    """(line, kind, content): commands and outputs in the order of the document."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        if comment := COMMENT.fullmatch(lines[at]):
            yield at + 1, "command", [comment[1]]
        if lines[at].startswith("```"):
            end = next(k for k in range(at + 1, len(lines)) if lines[k].startswith("```"))
            body = lines[at + 1 : end]
            if lines[at] == "```":
                kind = "command" if body[0].startswith("chipcast ") else "output"
                yield at + 2, kind, body
            else:
                yield at + 2, "other", body
            at = end
        elif lines[at].startswith("#"):
            yield at + 1, "other", []
        at += 1


def commands(body):
    joined = re.sub(r"\\\n\s*", "", "\n".join(body))
    return [line for line in joined.split("\n") if line.startswith("chipcast ")]


def printed(program, command, folder):
    words = shlex.split(command, comments=True)[1:]
    run = subprocess.run(
        [program, *words], cwd=folder, capture_output=True, text=True, env={**os.environ, "COLUMNS": "110"}
    )
    return [line.rstrip() for line in (run.stdout + run.stderr).split("\n")], run.stdout.rstrip("\n").split("\n")


def untimed(line):
    return TIME.sub(" · s", line.rstrip())


def shape(line):
    """A line without its figures."""
    return re.sub(r"[0-9]+", "0", line)


def updated(body, lines, output):
    """The block as it comes out now."""
    shown = [line for line in body if line]
    if "…" not in body and len(shown) > 0.8 * len([line for line in output if line]):
        return [line.rstrip() for line in output]
    new, at = [], 0
    isInProse = False
    for wanted in body:
        if isInProse and wanted.strip() and wanted != "…":
            continue
        isInProse = False
        later = [k for k in range(at, len(lines)) if untimed(lines[k]) == untimed(wanted)]
        if not wanted.strip() or wanted == "…":
            new.append(wanted)
        elif later:
            new.append(wanted)
            at = later[0] + 1
        else:
            ratio = lambda k: difflib.SequenceMatcher(None, shape(lines[k]), shape(wanted), False).ratio()
            best = max(range(at, len(lines)), key=ratio, default=None)
            if best is None or ratio(best) < 0.5:
                print(f"nothing like it comes out:\n  {wanted}")
                new.append(wanted)
            else:
                # A paragraph is broken anew, so it comes as a whole.
                end = best + 1
                if "  " not in lines[best].strip():
                    isInProse = True
                    while end < len(lines) and lines[end].strip() and "  " not in lines[end].strip():
                        end += 1
                new += lines[best:end]
                at = end
    return new


def main():
    updates = sys.argv[1] == "--update"
    if updates:
        del sys.argv[1]
    program = os.path.abspath(sys.argv[1])
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    checked, wrong, seen = 0, 0, {}
    with tempfile.TemporaryDirectory() as folder:
        for name in ("Models", "Data"):
            os.symlink(os.path.join(root, name), os.path.join(folder, name))
        for path in sys.argv[2:]:
            asked = None
            with open(path, encoding="utf-8") as file:
                text = file.read()
            new = text.split("\n")
            changes = []
            for line, kind, body in pieces(text):
                if kind == "command":
                    asked = commands(body)[-1] if commands(body) else None
                    # Ends with Ctrl-C alone.
                    asked = None if asked and "--watch" in asked else asked
                elif kind == "output" and asked:
                    if asked not in seen:
                        seen[asked] = printed(program, asked, folder)
                    lines = [untimed(x) for x in seen[asked][0]]
                    if updates:
                        changes.append((line, len(body), updated(body, *seen[asked])))
                    rest = iter(lines)
                    for offset, wanted in enumerate(body):
                        wanted = untimed(wanted)
                        if not wanted or wanted == "…":
                            continue
                        checked += 1
                        if wanted not in rest:
                            wrong += 1
                            print(f"{path}:{line + offset}: {asked} does not print (here):\n  {wanted}")
                            rest = iter(lines)
                    asked = None
                else:
                    asked = None if kind == "other" else asked
            for line, count, body in reversed(changes):
                new[line - 1 : line - 1 + count] = body
            if updates:
                with open(path, "w", encoding="utf-8") as file:
                    file.write("\n".join(new))
    print(f"{checked} lines of {len(seen)} commands looked for, {wrong} not found")
    return 1 if wrong and not updates or not checked else 0


sys.exit(main())
