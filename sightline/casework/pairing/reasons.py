"""Finds why nobody is asked whether two people of one full name are one person: what in their records contradicts it.

Linking keeps two records that show it, and names a restricted one where the reason needs it. So the reason is for a
reader who may see both records.
"""

from collections.abc import Set
from contextlib import closing
from pathlib import Path

from sightline.model.rows.analysis import UnaskedNameRow
from sightline.store import DuckDBEngine
from sightline.store.sql.rows import read_rows
from sightline.translation.messages import gettext_noop

# What linking keeps in `unasked_name`, in words.
REASONS = {
    "answered": gettext_noop("A person has already answered."),
    "nhs_numbers": gettext_noop("Their records have different NHS numbers."),
    "upns": gettext_noop("Their records have different pupil numbers."),
    "birth_dates": gettext_noop("Their birth dates or ages cannot be those of one person."),
    "agency_numbers": gettext_noop("One agency’s list has a number for each of them."),
    "sexes": gettext_noop("Their records give different sexes."),
    "before_birth": gettext_noop("One has a record from before the other was born."),
    "grown_up": gettext_noop("One was an adult when the other was a child."),
    "pupil": gettext_noop("One is a pupil or young person, and the other is over 25."),
    "one_record": gettext_noop("One record names both, as a child and as an adult with that child."),
}

OF_TWO = """
SELECT mention_id_a, mention_id_b, against FROM unasked_name
JOIN resolved AS a ON a.mention_id = mention_id_a JOIN resolved AS b ON b.mention_id = mention_id_b
WHERE (a.person_id, b.person_id) IN ((?, ?), (?, ?)) ORDER BY ALL
"""


def find_unasked_reason(*, analysis: Path, person_id: str, other_id: str, mention_ids: Set[str]) -> str:
    """Why nobody is asked about the two, as a message; empty where no reason is kept.

    `mention_ids` are those of both that the reader may see.
    """
    with closing(DuckDBEngine(analysis, read_only=True)) as engine:
        rows = read_rows(engine, UnaskedNameRow, OF_TWO, [person_id, other_id, other_id, person_id])
    return next(
        (REASONS[row["against"]] for row in rows if mention_ids >= {row["mention_id_a"], row["mention_id_b"]}), ""
    )
