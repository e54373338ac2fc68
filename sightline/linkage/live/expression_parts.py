"""What a condition in SQL is made of, as functions of two rows: operators, functions, and how they are put together.

A value that is not known is None, and a comparison with it is neither true nor false.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial, reduce
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein, Hamming, JaroWinkler

Row = Mapping[str, Any]
Expression = Callable[[Row, Row], Any]

COMPARING: dict[str, Callable[[Any, Any], Any]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


def subtract(a: Any, b: Any) -> Any:
    """Numbers as numbers; two days give the days between them, a day less a number an earlier day."""
    if isinstance(a, date):
        return (a - b).days if isinstance(b, date) else a - timedelta(days=b)
    return a - b


REDUCING: dict[str, Callable[[Any, Any], Any]] = {"||": lambda a, b: a + b, "+": lambda a, b: a + b, "-": subtract}
CONSTANTS = {"TRUE": True, "FALSE": False, "NULL": None}
CASTS: dict[str, Callable[[Any], Any]] = {"INTEGER": int, "VARCHAR": str}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "contains": lambda text, part: part in text,
    "damerau_levenshtein": DamerauLevenshtein.distance,
    "day": lambda day: day.day,
    "hamming": partial(Hamming.distance, pad=False),
    "jaro_winkler_similarity": JaroWinkler.similarity,
    "left": lambda text, count: text[:count],
    "length": len,
    "list_max": max,
    "list_min": min,
    "list_has_all": lambda a, b: set(a).issuperset(b),
    "list_has_any": lambda a, b: not set(a).isdisjoint(b),
    "lower": str.lower,
    "month": lambda day: day.month,
    "right": lambda text, count: text[-count:],
    "replace": str.replace,
    "starts_with": str.startswith,
    "string_split": str.split,
    "trim": str.strip,
    "year": lambda day: day.year,
}
# These pass over what is not known; every other function of something not known is not known.
CHOOSING: dict[str, Callable[..., Any]] = {"least": min, "greatest": max, "coalesce": lambda *known: known[0]}


def join_conditions(parts: list[Expression], *, decisive: bool) -> Expression:
    """AND and OR: one part that is `decisive` settles it; else it is not known where one part is not."""

    def hold(a: Row, b: Row) -> bool | None:
        unknown = False
        for part in parts:
            held = part(a, b)
            if held is None:
                unknown = True
            elif bool(held) is decisive:
                return decisive
        return None if unknown else not decisive

    return hold


def apply_function(work: Callable[..., Any], parts: list[Expression]) -> Expression:
    """A function of parts that must all be known."""
    if len(parts) == 2:  # most are of two parts, and this is the innermost loop
        left, right = parts

        def work_out_two(a: Row, b: Row) -> Any:
            if (one := left(a, b)) is None or (other := right(a, b)) is None:
                return None
            return work(one, other)

        return work_out_two

    def work_out(a: Row, b: Row) -> Any:
        values = [part(a, b) for part in parts]
        return None if None in values else work(*values)

    return work_out


def choose_among(work: Callable[..., Any], parts: list[Expression]) -> Expression:
    """One of the parts that are known."""

    def choose(a: Row, b: Row) -> Any:
        known = [value for part in parts if (value := part(a, b)) is not None]
        return reduce(work, known) if known else None

    return choose
