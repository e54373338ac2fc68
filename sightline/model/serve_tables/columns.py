"""What the declarations of `serve.sqlite` share: the five columns of the visibility filter, and columns used again.

SQLite has no dates and no truth values: a date is its text, and a truth value is 0 or 1.
"""

from collections.abc import Iterable

from sightline.model.columns import VISIBILITY
from sightline.model.tables import Column, Table, Type

# What the filter reads on a line of `serve.sqlite`; `sealed` stands there in place of the markings.
SEEN = (*VISIBILITY[:4], Column("sealed", Type.BOOL, "True where the row is marked as a sealed identity."))
RECORDS = Column("records", Type.INT, "How many records.")
FIRST_ON = Column("first_on", Type.DATE, "The first day of one of them.")
LAST_ON = Column("last_on", Type.DATE, "The last day of one of them.")


def same(table: Table, *names: str) -> tuple[Column, ...]:
    """These columns of another table, as they are declared there; KeyError where there is none of a name."""
    return tuple(table.column(name) for name in names)


def result(name: str, meaning: str, *columns: Column | Iterable[Column]) -> Table:
    """The declaration of what a query gives: columns one by one or several at once, and no key."""
    every = tuple(one for part in columns for one in ((part,) if isinstance(part, Column) else part))
    return Table(name, meaning, every, key=())
