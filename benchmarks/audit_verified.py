"""What it takes to verify an exported audit log with no database: python benchmarks/audit_verified.py [ROWS].

Every row names a person and seven records by keyed hashes, as a page of a child does; every twentieth has a sealed
reason. A tenth of the rows is verified too, so that the slope is seen.
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

from sightline.model.hash_chain import Head, hash_content
from sightline.store.chain_files import footer_line, header_line, verify_file, write_json_line

RECORDS, AT = 7, "2026-11-30T09:00:00Z"


def write_log(path: Path, *, rows: int) -> None:
    """An export of so many rows in a whole chain."""
    chance, last = random.Random(2026), Head()
    with path.open("w", encoding="utf-8") as stream:
        stream.write(header_line(name="audit", written_at=AT, after=Head()))
        for number in range(1, rows + 1):
            ids = [f"record:~{chance.getrandbits(128):032x}" for _ in range(RECORDS)]
            row = {
                "sequence": number, "at": AT, "previous_hash": last.hash, "username": f"worker{number % 400}",
                "role": "practitioner", "via": "web", "os_name": "", "action": "read_chronology",
                "ids": [f"person:~{chance.getrandbits(128):032x}", *ids], "details": {"opened_by": "assigned"},
                "reason": f"sealed:{chance.getrandbits(128):032x}:{'A' * 60}" if number % 20 == 0 else "",
                "outcome": "done",
            }  # fmt: skip
            last = Head(number, hash_content(row))
            stream.write(write_json_line({**row, "hash": last.hash}))
        stream.write(footer_line(last))


def measure(folder: Path, *, rows: int) -> None:
    """Write a log and verify it as somebody else would, with the file alone."""
    path = folder / "audit.jsonl"
    write_log(path, rows=rows)
    began, spent = time.perf_counter(), time.process_time()
    (found,) = verify_file(path=path)
    assert (found.rows, found.wrong) == (rows, "")
    clock, processor = time.perf_counter() - began, time.process_time() - spent
    size = path.stat().st_size / 1e6
    print(f"{rows:,} rows, {size:.0f} MB: {clock:.1f} s, processor {processor:.1f} s", flush=True)
    path.unlink()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    wanted = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as place:
        for some in (wanted // 10, wanted):
            measure(Path(place), rows=some)
