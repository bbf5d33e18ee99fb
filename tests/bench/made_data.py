# SPDX-License-Identifier: Apache-2.0
"""The facts of the workload, kept in build/bench from one run to the next: by scale, and by what makes them. Safe to delete."""
import hashlib
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
KEPT = HERE.parents[1] / "build/bench"
GENERATOR = (HERE / "make_workload.py", HERE / "workload/facts.map")
CHUNK = 1 << 18


def workload(scale, plain=False):
    """The folder of CSV files for polc, or with `plain` for the others; made unless it is there."""
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in GENERATOR)).hexdigest()[:16]
    begin = f"{'plain' if plain else 'facts'}-{scale:g}-"
    folder = KEPT / (begin + digest)
    if folder.exists():
        return folder
    KEPT.mkdir(parents=True, exist_ok=True)
    for outdated in KEPT.glob(begin + "*"):
        shutil.rmtree(outdated)
    print(f"bench: making {folder.relative_to(KEPT.parents[1])}", file=sys.stderr)
    # Under its name it is whole: what was interrupted is never taken for it.
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="making-") as making:
        subprocess.run([sys.executable, GENERATOR[0], f"{making}/made", "--scale", str(scale), *(["--plain"] if plain else [])],
                       check=True)
        pathlib.Path(making, "made").rename(folder)
    return folder


def row_count(folder, *tables):
    """Rows of these tables, or of all."""
    count = 0
    for path in [folder / f"{table}.csv" for table in tables] or folder.glob("*.csv"):
        with open(path, "rb") as file:
            count += sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(CHUNK), b"")) - 1
    return count
