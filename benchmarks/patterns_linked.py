"""What linking loses: patterns found where everybody is joined as they truly are, beside those found once linked.

    python benchmarks/patterns_linked.py [--children N] [--seeds 401 402 403]

What is lost is not wrong by itself. Where linking does not join two records of a child, a pattern that needs both is
not seen until somebody answers "same person?".
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parents[1])]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.casework.settings")

from support.patterned import TOLD_PEOPLE, recognise

from sightline.invented import invent
from sightline.store import DuckDBEngine

AS_AT = date(2025, 9, 1)
TRUE_OF = """
SELECT coalesce(person_id, thing_id) AS id, mode(told.true_id) AS true_id
FROM mention JOIN resolved USING (mention_id) JOIN read_csv('{path}', all_varchar = true) AS told
  USING (source_file, source_row, slot) GROUP BY ALL
"""
# Of each instance: the rule, whom and what it is about by their true ids, and its day.
TOLD = """
SELECT pattern_id, basis, one.true_id AS one, other.true_id AS other, thing.true_id AS thing,
       CAST(first_true_on AS VARCHAR) AS day, completing_source_file, completing_source_row
FROM pattern LEFT JOIN true_of AS one ON one.id = person_id LEFT JOIN true_of AS other ON other.id = other_person_id
LEFT JOIN true_of AS thing ON thing.id = entity_id WHERE view_no = 0 AND pattern_id <> 'group_around_children'
"""
Key = tuple[str, ...]


def tell(folder: Path, people: str) -> Counter[Key]:
    """Every instance of one way of joining people, by rule, true ids and day."""
    sheets = [path for path in sorted(folder.iterdir()) if path.is_file()]
    engine = recognise(sheets, as_at=AS_AT, people=people)
    try:
        return _tell(engine, folder)
    finally:
        engine.close()


def _tell(engine: DuckDBEngine, folder: Path) -> Counter[Key]:
    engine.make("true_of", TRUE_OF.format(path=folder / "truth" / "rows.csv"))
    found: Counter[Key] = Counter()
    for row in engine.query(TOLD).to_pylist():
        pair = sorted(str(row[name]) for name in ("one", "other"))
        found[row["pattern_id"], *pair, str(row["thing"]), row["day"]] += 1
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table: by rule, how many are found truly joined, of these found linked, and found linked alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--children", type=int, default=500)
    parser.add_argument("--seeds", type=int, nargs="+", default=[401, 402, 403])
    asked = parser.parse_args(arguments)
    true, kept, more = Counter[str](), Counter[str](), Counter[str]()
    for seed in asked.seeds:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            invent(children=asked.children, seed=seed, out=folder)
            truly = tell(folder, TOLD_PEOPLE.format(path=folder / "truth" / "rows.csv"))
            linked = tell(folder, "")
        for counts, found in ((true, truly), (kept, truly & linked), (more, linked - truly)):
            for key, times in found.items():
                counts[key[0]] += times
    print("| pattern | truly joined | of these to the day once linked | found once linked alone |\n|---|---|---|---|")
    for rule in sorted(true | more):
        print(f"| {rule} | {true[rule]} | {kept[rule]} | {more[rule]} |")
    print(f"| all | {true.total()} | {kept.total()} | {more.total()} |")


if __name__ == "__main__":
    main()
