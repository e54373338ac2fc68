"""Reads the conditions of the model, of blocking and of the rules, written in SQL, and works them out in Python.

There is one model, and its conditions are written once. The batch gives them to DuckDB; one new mention is compared by
the same text, read here. What this cannot read it refuses: it never guesses.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sightline.linkage.live.expression_parts import (
    CASTS,
    CHOOSING,
    COMPARING,
    CONSTANTS,
    FUNCTIONS,
    REDUCING,
    Expression,
    apply_function,
    choose_among,
    join_conditions,
)
from sightline.model.errors import OurFault

TOKEN = re.compile(r"\s*(?:(\d+\.\d+|\d+)|'((?:[^']|'')*)'|([A-Za-z_]\w*)|(\|\||<>|<=|>=|[-+=<>(),]))")


@lru_cache(maxsize=1_000)
def read_expression(sql: str) -> Expression:
    """An expression as a function of two rows; OurFault where it holds what cannot be read."""
    reader = _Reader(sql)
    expression = reader.either()
    reader.expect("")
    return expression


class _Reader:
    """Reads one expression, the loosest operators first."""

    def __init__(self, sql: str) -> None:
        self._sql = sql
        self._tokens = list(_split(sql))
        self._place = 0

    @property
    def _next(self) -> str:
        """The next word or sign, words in capitals; literals begin with a mark of their own."""
        return self._tokens[self._place][0]

    def _take(self) -> tuple[str, Any]:
        token = self._tokens[self._place]
        self._place += 1
        return token

    def _takes(self, *wanted: str) -> bool:
        ahead = [token for token, _ in self._tokens[self._place : self._place + len(wanted)]]
        if ahead != list(wanted):
            return False
        self._place += len(wanted)
        return True

    def expect(self, wanted: str) -> None:
        """Go past this word or sign; OurFault where another stands there."""
        if not self._takes(wanted):
            raise OurFault(f"'{wanted}' is missing in the condition: {self._sql}", code="condition_unread")

    def either(self) -> Expression:
        """One or more conditions with OR between."""
        parts = [self._both()]
        while self._takes("OR"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else join_conditions(parts, decisive=True)

    def _both(self) -> Expression:
        parts = [self._not()]
        while self._takes("AND"):
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else join_conditions(parts, decisive=False)

    def _not(self) -> Expression:
        if not self._takes("NOT"):
            return self._compared()
        inner = self._not()
        return lambda a, b: None if (held := inner(a, b)) is None else not held

    def _compared(self) -> Expression:
        left = self._summed()
        if self._takes("IS", "NOT", "NULL"):
            return lambda a, b: left(a, b) is not None
        if self._takes("IS", "NULL"):
            return lambda a, b: left(a, b) is None
        if self._takes("IN", "("):
            return apply_function(lambda value, *listed: value in listed, [left, *self._list()])
        if self._next in COMPARING:
            return apply_function(COMPARING[self._take()[0]], [left, self._summed()])
        return left

    def _summed(self) -> Expression:
        left = self._single()
        while self._next in REDUCING:
            left = apply_function(REDUCING[self._take()[0]], [left, self._single()])
        return left

    def _single(self) -> Expression:
        if self._takes("("):
            inner = self.either()
            self.expect(")")
            return inner
        if self._takes("-"):
            return apply_function(lambda value: -value, [self._single()])
        if self._takes("CASE"):
            return self._case()
        token, value = self._take()
        if token == "literal":  # noqa: S105 - a kind of token, not a secret
            return lambda _a, _b: value
        if token == "CAST" and self._takes("("):  # noqa: S105
            return self._cast()
        if token in CONSTANTS:
            return lambda _a, _b: CONSTANTS[token]
        if self._takes("("):
            return self._called(str(value).lower())
        return _column(str(value), self._sql)

    def _list(self) -> list[Expression]:
        parts = [self.either()]
        while self._takes(","):
            parts.append(self.either())
        self.expect(")")
        return parts

    def _called(self, name: str) -> Expression:
        parts = self._list()
        if name in CHOOSING:
            return choose_among(CHOOSING[name], parts)
        if name not in FUNCTIONS:
            raise OurFault(f"There is no function {name} for the condition: {self._sql}", code="condition_unread")
        return apply_function(FUNCTIONS[name], parts)

    def _cast(self) -> Expression:
        inner = self.either()
        self.expect("AS")
        kind = self._take()[0]
        self.expect(")")
        if kind not in CASTS:
            raise OurFault(f"There is no type {kind} for the condition: {self._sql}", code="condition_unread")
        return apply_function(CASTS[kind], [inner])

    def _case(self) -> Expression:
        cases: list[tuple[Expression, Expression]] = []
        while self._takes("WHEN"):
            condition = self.either()
            self.expect("THEN")
            cases.append((condition, self.either()))
        if self._takes("ELSE"):
            cases.append((lambda _a, _b: True, self.either()))
        self.expect("END")
        return lambda a, b: next((then(a, b) for holds, then in cases if holds(a, b)), None)


def _split(sql: str) -> Iterator[tuple[str, Any]]:
    place = 0
    text = sql.rstrip()
    while place < len(text):
        found = TOKEN.match(text, place)
        if not found:
            raise OurFault(f"The condition cannot be read at place {place}: {sql}", code="condition_unread")
        number, words, name, sign = found.groups()
        if number is not None:
            yield "literal", float(number) if "." in number else int(number)
        elif words is not None:
            yield "literal", words.replace("''", "'")
        else:
            yield (name.upper(), name) if name is not None else (sign, sign)
        place = found.end()
    yield "", ""


def _column(name: str, sql: str) -> Expression:
    if not name.isidentifier():
        raise OurFault(f"'{name}' is where a column should be, in the condition: {sql}", code="condition_unread")
    # A column that ends in _l is of the first row and in _r of the second; any other column is of the first.
    side, bare = name[-2:], name[:-2]
    if side == "_l":
        return lambda a, _b: a[bare]
    if side == "_r":
        return lambda _a, b: b[bare]
    return lambda a, _b: a[name]
