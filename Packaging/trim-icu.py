#!/usr/bin/env python3
"""ICU's data without what chipcast never asks for: names and sort orders of languages other than English, converters of
character sets, dictionaries. Of 34 MB that the Swift toolchain links into every static program 2 are left.

    trim-icu.py lib_FoundationICU.a OBJECT

writes an object that defines the symbol of the archive's data; linked before the archive, it takes its place. The
program asks ICU for time zones alone, and its output is the same in every locale; asked for a language that is not
there, ICU falls back to its root.

The format is ICU's `CmnD`, version 1: a header; a count; pairs of offsets, of a name and of its item, both from the
count on and sorted by name; the names; the items.
"""
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

LANGUAGE = re.compile(r"[a-z]{2,3}(_\w+)?\.res")
ENGLISH = re.compile(r"en(_\w+)?\.res")
NEVER = re.compile(r".*\.cnv|.*\.dict|unames\.icu|.*_lstm\.res|(coll|translit|rbnf)/.*")


def is_wanted(name: str) -> bool:
    file = name.rsplit("/", 1)[-1]
    if name in ("coll/root.res", "coll/ucadata.icu"):
        return True
    if NEVER.fullmatch(name) or NEVER.fullmatch(file):
        return False
    return bool(ENGLISH.fullmatch(file)) or not LANGUAGE.fullmatch(file)


def trimmed(data: bytes) -> bytes:
    start, magic = struct.unpack_from("<HH", data)
    if magic != 0x27DA or data[12:16] != b"CmnD" or data[16] != 1:
        raise SystemExit("trim-icu: this is no ICU data of a format that is known here")
    (count,) = struct.unpack_from("<I", data, start)
    pairs = [struct.unpack_from("<II", data, start + 4 + 8 * i) for i in range(count)]
    ends = [at for _, at in pairs[1:]] + [len(data) - start]
    kept = []
    for (name_at, at), end in zip(pairs, ends):
        name = data[start + name_at : data.index(b"\0", start + name_at)]
        # Every name begins with that of the package: icudt76l/root.res.
        if is_wanted(name.decode().split("/", 1)[1]):
            kept.append((name + b"\0", data[start + at : start + end]))
    names_at = 4 + 8 * len(kept)
    items_at = names_at + sum(len(name) for name, _ in kept)
    head, names, items = [struct.pack("<I", len(kept))], [], []
    for name, item in kept:
        padding = -items_at % 16
        items_at += padding
        head.append(struct.pack("<II", names_at, items_at))
        names.append(name)
        items.append(b"\0" * padding + item)
        names_at += len(name)
        items_at += len(item)
    return data[:start] + b"".join(head + names + items)


def main() -> None:
    archive, target = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        run = lambda *words: subprocess.run(words, cwd=folder, check=True, capture_output=True, text=True).stdout
        member = "icu_packaged_data.cpp.o"
        run("ar", "x", archive, member)
        symbol = next(line.split()[-1] for line in run("nm", "--defined-only", member).splitlines())
        run("objcopy", "-O", "binary", "--only-section=.rodata*", member, "all.dat")
        data = Path(folder, "all.dat").read_bytes()
        small = trimmed(data)
        Path(folder, "small.dat").write_bytes(small)
        Path(folder, "data.s").write_text(
            f".section .rodata\n.globl {symbol}\n.type {symbol}, @object\n.balign 16\n"
            f'{symbol}:\n.incbin "small.dat"\n.size {symbol}, .-{symbol}\n'
            '.section .note.GNU-stack,"",@progbits\n'
        )
        run("as", "-o", target, "data.s")
    print(f"trim-icu: {len(data) / 1e6:.1f} MB, {len(small) / 1e6:.1f} left")


main()
