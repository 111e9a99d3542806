"""Executes the notebooks.

    run-notebooks.py --check NOTEBOOK…   fails where a cell fails or a figure in text differs from the file
    run-notebooks.py NOTEBOOK…           writes the outputs into the files

Reruns are byte-identical: cell ids are fixed and no times are kept. Pictures are not compared, since fonts may differ
between machines; what they show stands in the tables beside them.
"""

import pathlib
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def texts(notebook):
    """What each code cell says in text."""
    said = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            for output in cell.outputs:
                if output.output_type == "stream":
                    said.append((cell.id, output.text))
                elif "image/svg+xml" not in output.get("data", {}):
                    said.append((cell.id, output.get("data", {}).get("text/plain", "")))
    return said


def executed(path):
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", record_timing=False,
        resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            # The type of an object with its address says nothing.
            if "image/svg+xml" in output.get("data", {}):
                output.data.pop("text/plain", None)
    notebook.metadata = nbformat.from_dict({
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    })
    return notebook


def main(arguments):
    check = "--check" in arguments
    failed = False
    for name in (a for a in arguments if a != "--check"):
        path = pathlib.Path(name).resolve()
        try:
            notebook = executed(path)
        except CellExecutionError as error:
            print(f"{name}: a cell failed\n{error}", file=sys.stderr)
            failed = True
            continue
        if not check:
            nbformat.write(notebook, path)
            continue
        before, now = (texts(n) for n in (nbformat.read(path, as_version=4), notebook))
        for (cell, old), (_, new) in zip(before, now):
            if old != new:
                print(f"{name}: {cell} says\n{new}\ninstead of\n{old}", file=sys.stderr)
                failed = True
        if len(before) != len(now):
            print(f"{name}: {len(now)} outputs instead of {len(before)}", file=sys.stderr)
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
