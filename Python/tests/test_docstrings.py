"""Examples in the documentation do what they say."""

import doctest
import importlib
import importlib.util
import math
import unittest

import chipcast as cc

MODULES = [
    "_ask", "_commands", "_errors", "_program", "_progress", "_results", "_run", "_scenarios",
    "_table"]
# Without Dask these cannot be imported.
if importlib.util.find_spec("distributed"):
    MODULES += ["dask._files", "dask._shards", "dask._told"]


def load_tests(loader, tests, pattern):
    names = {name: getattr(cc, name) for name in cc.__all__}
    for module in MODULES:
        tests.addTests(doctest.DocTestSuite(
            importlib.import_module(f"chipcast.{module}"), extraglobs={**names, "math": math}))
    return tests


if __name__ == "__main__":
    unittest.main()
