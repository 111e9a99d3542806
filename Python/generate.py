#!/usr/bin/env python3
"""Writes src/chipcast/_tables.py: the types of tables and of results, as the program declares them.

    chipcast schema --tables | generate.py > src/chipcast/_tables.py
"""

import json
import keyword
import re
import sys
import textwrap

# Commands whose tables do not end with the scenario and its day: they have none, or several.
WITHOUT_SCENARIO = {"compare", "sweep", "score", "event-study"}
# The number of a trial is declared with the inputs and outputs beside it, which are numbers.
WHOLE = {("trials.csv", "trial")}
PYTHON = {"text": "str", "number": "float", "count": "int", "truth": "bool"}
PLURAL = {"text": "Texts", "number": "Numbers", "count": "Counts", "truth": "Truths"}
# What Table itself calls so; a column is then read as table["path"].
TAKEN = {"path", "columns", "where", "row", "pandas", "polars", "arrow", "to_parquet", "read"}

HEAD = '''"""The tables of every command, as the program declares them: made by generate.py from
`chipcast schema --tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypedDict

from ._results import Results
from ._table import Column, Counts, Numbers, Table, Texts, Truths  # noqa: F401

# ruff: noqa: E501
'''


def camel(name):
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[_\W]+", name))


def name_of(file):
    """summary.csv of "summary.csv", and of "design.csv (`--export-design`)"."""
    return file.split(" ")[0]


def stands_for_many(column):
    """Whether a column is declared for all that a scenario adds: "<key>", "every input"."""
    return "<" in column["name"] or " " in column["name"]


def attribute(name):
    if not name.isidentifier() or name in TAKEN:
        return None
    return f"{name}_" if keyword.iskeyword(name) else name


def wrapped(text, indent):
    return textwrap.fill(
        text, 100, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def documented(text, indent):
    """A docstring."""
    text = text.replace("\\", "\\\\")
    text = text + " " if text.endswith('"') else text
    lines = wrapped(f'"""{text}"""', indent)
    return lines if "\n" not in lines else wrapped(f'"""{text}', indent) + f'\n{indent}"""'


def column_type(column, plural):
    kind = column["kind"]
    # Any field may be empty unless the program says that it never is.
    gaps = column.get("optional", True) and kind in ("count", "truth")
    if plural:
        return f"Sequence[{PYTHON[kind]} | None]" if gaps else PLURAL[kind]
    return PYTHON[kind] + (" | None" if gaps else "")


def table_text(command, file, name):
    stem = name_of(file["name"]).removesuffix(".csv")
    columns = [c for c in file["columns"] if not stands_for_many(c)]
    others = {c["kind"] for c in file["columns"] if stands_for_many(c)}
    columns = [
        {**c, "kind": "count", "optional": False} if (name_of(file["name"]), c["name"]) in WHOLE
        else c for c in columns]
    if command not in WITHOUT_SCENARIO and not others:
        columns += [
            {"name": "scenario", "kind": "text", "about": "its name", "optional": False},
            {"name": "as_of", "kind": "text", "about": "the day of the scenario",
             "optional": False}]
    row = name.removesuffix("Table") + "Row"
    lines = []
    if all(c["name"].isidentifier() and not keyword.iskeyword(c["name"]) for c in columns):
        lines += [f"class {row}(TypedDict):"]
        lines += [documented(f"A row of {stem}.csv: one for each {file['row']}.", "    ")]
        lines += [f"    {c['name']}: {column_type(c, False)}" for c in columns]
    else:
        lines += [f"{row} = TypedDict(\"{row}\", {{"]
        lines += [f"    \"{c['name']}\": \"{column_type(c, False)}\"," for c in columns]
        lines += ["})"]
        lines += [documented(f"A row of {stem}.csv: one for each {file['row']}.", "")]
    lines += ["", "", f"class {name}(Table[{row}]):"]
    lines += [documented(f"{stem}.csv: one row for each {file['row']}.", "    "), ""]
    lines += [f"    FILE: ClassVar[str] = \"{stem}.csv\""]
    lines += [f"    ROW: ClassVar[str] = {json.dumps(file['row'], ensure_ascii=False)}"]
    lines += ["    DECLARED: ClassVar[tuple[Column, ...]] = ("]
    for c in columns:
        said = ", " + json.dumps(c["about"], ensure_ascii=False) if c["about"] else ""
        lines += [f"        Column(\"{c['name']}\", \"{c['kind']}\"{said}),"]
    lines += ["    )"]
    if others == {"number"}:
        lines += ["    OTHERS: ClassVar[str] = \"number\""]
    lines += [""]
    for c in columns:
        known = attribute(c["name"])
        if known is not None:
            lines += [f"    {known}: {column_type(c, True)}"]
            if c["about"]:
                lines += [documented(c["about"], "    ")]
    return "\n".join(lines) + "\n"


def results_text(command, tables):
    name = camel(command) + "Results"
    lines = [f"class {name}(Results):"]
    lines += [documented(f"What `chipcast {command}` writes.", "    "), ""]
    lines += ["    TABLES: ClassVar[dict[str, type[Table[Any]]]] = {"]
    lines += [f"        \"{stem}\": {kind}," for stem, kind, _ in tables]
    lines += ["    }"]
    for stem, kind, row in tables:
        # Runs have a method of this name, which reads the file or asks for it.
        if stem == "trials":
            continue
        lines += ["", "    @property", f"    def {stem}(self) -> {kind}:"]
        lines += [documented(f"One row for each {row}.", "        ")]
        lines += [f"        return self._table({kind}, \"{stem}\")"]
    return "\n".join(lines) + "\n"


def module(schema):
    parts = [HEAD, f"VERSION = \"{schema['version']}\"\n"]
    for command in schema["commands"]:
        tables = []
        for file in command["files"]:
            stem, _, ending = name_of(file["name"]).rpartition(".")
            if ending != "csv":
                continue
            # Files of the same name may differ from command to command.
            kind = camel(stem) if camel(stem).startswith(camel(command["command"])) else \
                camel(command["command"]) + camel(stem)
            if command["command"] == "run":
                kind = camel(stem)
            kind += "Table"
            parts.append(table_text(command["command"], file, kind))
            tables.append((stem, kind, file["row"]))
        parts.append(results_text(command["command"], tables))
    return "\n\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(module(json.load(sys.stdin)))
