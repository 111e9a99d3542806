#!/usr/bin/env python3
"""Runs the commands that the documents show and looks for each line that they say comes out.

A block of code that begins with `chipcast`, or a comment `<!-- chipcast … -->`, is a command; the block
after it, if it is none itself, is what it prints. Lines may be left out ("…" or nothing stands for them);
those that are there must come in that order. Times are not compared.

    Scripts/check-documents.py PROGRAM FILE...
"""

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
    return [TIME.sub(" · s", line.rstrip()) for line in (run.stdout + run.stderr).split("\n")]


def main():
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
            for line, kind, body in pieces(text):
                if kind == "command":
                    asked = commands(body)[-1] if commands(body) else None
                    # Ends with Ctrl-C alone.
                    asked = None if asked and "--watch" in asked else asked
                elif kind == "output" and asked:
                    if asked not in seen:
                        seen[asked] = printed(program, asked, folder)
                    rest = iter(seen[asked])
                    for offset, wanted in enumerate(body):
                        wanted = TIME.sub(" · s", wanted.rstrip())
                        if not wanted or wanted == "…":
                            continue
                        checked += 1
                        if wanted not in rest:
                            wrong += 1
                            print(f"{path}:{line + offset}: {asked} does not print (here):\n  {wanted}")
                            rest = iter(seen[asked])
                    asked = None
                else:
                    asked = None if kind == "other" else asked
    print(f"{checked} lines of {len(seen)} commands looked for, {wrong} not found")
    return 1 if wrong or not checked else 0


sys.exit(main())
