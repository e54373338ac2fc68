"""Whether two rows of chronologies say the same, however their files write them."""

from dataclasses import replace

from sightline.casework.reviews.pages.columns import ChronologyColumn
from sightline.casework.reviews.pages.rows import ImportedRow
from sightline.casework.reviews.pages.uncertain_days import UncertainDay, read_clock

C = ChronologyColumn
WORKED_OUT = frozenset({C.NUMBER, C.CHILD, C.DATE, C.WRITTEN, C.PLACE, C.AGE, C.LETTERS, C.AGENCY, C.SOURCE})


def say_same(one: ImportedRow, other: ImportedRow) -> bool:
    """Whether two rows say the same, however their files write days, times, ages and agencies."""
    return (
        own_texts(one) == own_texts(other)
        and one.others == other.others
        and one.called == other.called
        and same_days(one.day, other.day)
    )


def same_days(one: UncertainDay, other: UncertainDay) -> bool:
    """Whether both say the same days, with the same doubt: how they were written does not count."""
    return replace(one, words="") == replace(other, words="")


def own_texts(row: ImportedRow) -> dict[str, str]:
    """Its texts without those that a file of ours works out for each row."""
    derived = WORKED_OUT | ({C.TIME} if read_clock(row.text(C.TIME)) or not row.text(C.TIME) else set())
    return {name: text for name, text in row.texts.items() if name not in derived}
