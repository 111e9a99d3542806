"""Runs and sweeps on the workers of a Dask cluster, to the bytes of a single process.

    from distributed import Client
    import chipcast as cc

    client = Client("tcp://10.0.0.1:8786")
    run = cc.run("mine.toml", trials=10**10, client=client, out="out/mine")

or `python -m chipcast.dask mine.toml --trials 10G --scheduler tcp://10.0.0.1:8786`.

Workers need this package, in the same version, and nothing else: scenarios and data are sent to
them. `dask` and `distributed` are imported here alone.
"""

from __future__ import annotations

try:
    import distributed as _distributed
except ImportError as error:
    raise ImportError("chipcast.dask needs Dask: pip install distributed") from error

from ._batch import answered

__all__ = ["answered"]
del _distributed
