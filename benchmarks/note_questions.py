"""How many sentences would be asked about in a workspace: python benchmarks/note_questions.py WORKSPACE

Counted are sentences, notes and sentences a week, by what found them and by sign, in the snapshot that is served. Each
sentence is one action, of five a note and sign at most.
"""

import argparse
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb

from sightline.escalation import SENTENCE_QUESTION, read_escalation_rules
from sightline.model.passages import Level

DAYS = 7
ASKED = """
SELECT level, indicator, record_id, row_id, start, "end", alone FROM worth_reading WHERE layout <> 'sightline_concerns'
"""
# From when nineteen in twenty records are known: single records from years before would stretch the time.
SPAN = "SELECT quantile_disc(known_from, 0.05), max(known_from), count(*) FROM agency_record WHERE latest"


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    folder = max((parser.parse_args().workspace / "snapshots").iterdir(), key=lambda one: one.stat().st_mtime)
    with duckdb.connect(str(next(folder.glob("analysis*"))), read_only=True) as analysis:
        first, last, records = analysis.sql(SPAN).fetchall()[0]
    weeks = (_day(last) - _day(first)).days / DAYS
    with sqlite3.connect(next(folder.glob("serve*"))) as serve:
        rows = serve.execute(ASKED).fetchall()
    rule, today = read_escalation_rules()[SENTENCE_QUESTION], date.max.replace(year=2100)
    signs, of_rules = (set(rule.value_at(name, today)) for name in ("signs", "rule_signs"))
    print(f"{records:,} records of {weeks:.0f} weeks")
    ways = {
        "model, likely (asked)": [row for row in rows if row[0] == Level.MARKED and row[1] in signs and row[6]],
        "rules, unlikely (asked)": [row for row in rows if row[0] == Level.ASKED and row[1] in of_rules and row[6]],
        "rules, unlikely, sign stated elsewhere in the row": [
            row for row in rows if row[0] == Level.ASKED and row[1] in of_rules and not row[6]
        ],
        "model, worth reading": [row for row in rows if row[0] == Level.WORTH_READING and row[1] in signs and row[6]],
        "rules, left out": [row for row in rows if row[0] == Level.SET_ASIDE],
    }
    for name, those in ways.items():
        sentences, notes = {row[1:6] for row in those}, {row[2] for row in those}
        print(f"{name}: {len(sentences)} sentences, {len(notes)} notes, {len(sentences) / weeks:.2f} a week")
        print("   ", dict(Counter(row[0] for row in sentences).most_common()))


def _day(known: object) -> date:
    return date.fromisoformat(str(known)[:10])


if __name__ == "__main__":
    main()
