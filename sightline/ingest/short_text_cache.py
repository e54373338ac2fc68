"""Remembers what was worked out for short texts. A cache of long ones would fill memory: they are worked out anew."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Result = TypeVar("Result")
LONGEST_KEPT = 200


def kept_where_short(most: int) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Keep the results of `most` calls whose texts are short. The arguments are texts or tuples of them."""

    def decorate(function: Callable[..., Result]) -> Callable[..., Result]:
        kept = lru_cache(maxsize=most)(function)

        @wraps(function)
        def call(*texts: object, **named: object) -> Result:
            short = all(not isinstance(text, str) or len(text) <= LONGEST_KEPT for text in texts)
            return kept(*texts, **named) if short else function(*texts, **named)

        return call

    return decorate
