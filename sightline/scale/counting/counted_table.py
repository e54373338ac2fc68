"""A count's named lists as a table of overlaps, from which those on no list may be estimated.

Lists of patterns are not in it. A rule that was met is no observation by somebody, and it was made from the other
lists' own records. And two lists of one agency are one observer: unless somebody chooses lists, each agency's are put
together.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from sightline.model.errors import Usage
from sightline.scale.tables import Floats, OverlapTable


def make_table(
    *,
    columns: Mapping[str, str],
    together: Iterable[tuple[Sequence[str], int]],
    by_month: Iterable[tuple[Sequence[str], str, int]] = (),
) -> OverlapTable:
    """The table whose `columns` say in which column each list goes, from how many are on exactly which lists.

    Lists that go in no column are left out, and who is then on none. With `by_month` the table is dated.
    """
    names = tuple(dict.fromkeys(columns.values()))
    bits = {name: 1 << names.index(column) for name, column in columns.items()}

    def add(counts: Floats, lists: Sequence[str], people: int) -> None:
        cell = 0
        for name in lists:
            cell |= bits.get(name, 0)
        if cell:
            counts[cell] += people

    whole = np.zeros(1 << len(names))
    for lists, people in together:
        add(whole, lists, people)
    dated: dict[str, Floats] = {}
    for lists, month, people in by_month:
        add(dated.setdefault(month, np.zeros_like(whole)), lists, people)
    return OverlapTable(names, whole, {month: dated[month] for month in sorted(dated)})


def choose_columns(*, wanted: Sequence[str], agencies: Mapping[str, str]) -> dict[str, str]:
    """Each wanted list in a column of its own; with none wanted, each list in that of its agency.

    `agencies` is of every named list. Usage where there is no such list.
    """
    strange = [name for name in wanted if name not in agencies]
    if strange:
        raise Usage(
            f"The rule has no named list '{strange[0]}'.",
            code="no_such_list",
            what_to_do=f"Choose from: {', '.join(agencies)}.",
        )
    return {name: name for name in agencies if name in wanted} if wanted else dict(agencies)
