"""`python -m chipcast` is the program."""

import os
import sys

from ._program import program

os.execv(program(), ["chipcast", *sys.argv[1:]])
