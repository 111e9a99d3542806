"""Puts the program into the wheel, with scenarios and data beside the package.

CHIPCAST_DIST names a folder as `make dist` lays it out: bin/chipcast, beside it lib/chipcast/…
where there are builds for several processors, share, Models, Data and LICENSE files. An editable
install takes nothing: the program is then that of CHIPCAST_PROGRAM.
"""

import os
import re
import sysconfig
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ProgramHook(BuildHookInterface):
    def initialize(self, version, build_data):
        if version == "editable":
            return
        named = os.environ.get("CHIPCAST_DIST")
        if not named:
            raise SystemExit("CHIPCAST_DIST must name a folder that `make dist` has made")
        tree = Path(named).resolve()
        program = tree / "bin" / "chipcast"
        for needed in (program, tree / "Models", tree / "Data"):
            if not needed.exists():
                raise SystemExit(f"CHIPCAST_DIST: {needed} is missing")
        # On PATH, and what it looks for beside itself (../lib/chipcast) in the same place as ever.
        build_data["shared_scripts"][str(program)] = "chipcast"
        builds = sorted(p for p in (tree / "lib").rglob("*") if p.is_file())
        pages = sorted(p for p in (tree / "share").rglob("*") if p.is_file())
        for path in builds + pages:
            build_data["shared_data"][str(path)] = str(path.relative_to(tree))
        for path in sorted(tree.iterdir()):
            if path.name in ("Models", "Data") or path.name.startswith("LICENSE"):
                build_data["force_include"][str(path)] = f"chipcast/shipped/{path.name}"
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform([program, *builds])}"


def platform(programs):
    """The platform of the tag: on Linux by the newest glibc that the programs ask for."""
    plain = re.sub(r"\W", "_", sysconfig.get_platform())
    if not plain.startswith("linux"):
        return plain
    # A program that needs more than libc runs on this machine and others like it.
    asked, foreign = (0, 0), False
    for program in programs:
        held = program.read_bytes()
        versions = re.findall(rb"GLIBC_(\d+)\.(\d+)", held)
        asked = max([asked, *((int(a), int(b)) for a, b in versions)])
        foreign = foreign or any(name in held for name in (b"libgsl.so", b"libswiftCore.so"))
    return plain if foreign else plain.replace("linux", f"manylinux_{asked[0]}_{asked[1]}")
