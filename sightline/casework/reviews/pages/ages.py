"""How old the children of a review were on a day."""

from collections.abc import Iterable, Mapping
from datetime import date

from sightline.model.when import years_on

Births = Mapping[str, tuple[date, ...]]


def say_ages(called: Iterable[str], births: Births, day: date | None) -> str:
    """How old each child was on a day, by each birth date that records have; empty where it is not known."""
    if day is None:
        return ""
    said = []
    for one in called:
        ages = sorted({years_on(born=born, day=day) for born in births.get(one, ()) if born <= day})
        said += [" or ".join(map(str, ages))] if ages and not one.isdigit() else []
    return ", ".join(said)
