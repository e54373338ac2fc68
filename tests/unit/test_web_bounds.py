"""Every address holds ids, words and numbers within bounds."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters


def every_pattern(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from every_pattern(pattern.url_patterns)
        else:
            yield pattern


def test_no_address_holds_a_number_without_bounds() -> None:
    unbounded = {type(get_converters()["int"]), type(get_converters()["str"]), type(get_converters()["path"])}
    held = [one for one in every_pattern(get_resolver().url_patterns) if one.pattern.converters]
    wrong = [one.name for one in held for each in one.pattern.converters.values() if type(each) in unbounded]
    assert len(held) > 40 and wrong == []
