#!/usr/bin/env python3
"""Fills the parts of the documents that the program makes: what stands between
`<!-- chipcast manual --part NAME -->` and `<!-- end -->`.

    Scripts/fill-documents.py PROGRAM FILE...
"""

import re
import subprocess
import sys

MARK = re.compile(r"(<!-- chipcast manual --part (\S+) -->\n).*?(<!-- end -->)", re.S)


def filled(match):
    part = subprocess.run(
        [sys.argv[1], "manual", "--part", match[2]], check=True, capture_output=True, text=True
    )
    return match[1] + part.stdout + match[3]


for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    new = MARK.sub(filled, text)
    if new != text:
        with open(path, "w", encoding="utf-8") as file:
            file.write(new)
