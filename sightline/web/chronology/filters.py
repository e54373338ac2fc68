"""The chronology's filter as a page shows it: what can be chosen, what is chosen, and the links that change it.

Every link keeps the rest of the filter and drops the place in the list, which belongs to the filter that it was made
with.
"""

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from sightline.casework.chronology.pages.lines import PersonPage, is_week
from sightline.casework.people.pages.people import ChronologyFilter
from sightline.web.core.whens import day_in_words
from sightline.web.core.words import agency_in_words, kind_in_words


@dataclass(frozen=True, slots=True)
class Choice:
    """One box that can be ticked, and how many entries it stands for."""

    value: str
    label: str
    entries: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """One thing that is chosen, and the query without it."""

    label: str
    query_without: str


@dataclass(frozen=True, slots=True)
class FilterWords:
    """All that the page shows of the filter."""

    agencies: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    chosen: tuple[ActiveFilter, ...]
    query: str
    query_more: str
    query_first: str
    query_other_order: str
    query_without_weeks: str
    date_from: str
    date_to: str


def describe_filter(parameters: QueryDict, chosen: ChronologyFilter, shown: PersonPage) -> FilterWords:
    """Describe the filter of a person's page."""
    kinds = [Choice(kind, kind_in_words(kind), n, kind in chosen.kinds) for kind, n in shown.kinds]
    return FilterWords(
        agencies=tuple(Choice(a, agency_in_words(a), n, a in chosen.agencies) for a, n in shown.agencies),
        kinds=tuple(sorted(kinds, key=lambda choice: choice.label)),
        chosen=tuple(_chosen(parameters, chosen)),
        query=_query(parameters),
        query_more=_query(parameters, after=shown.next_after) if shown.next_after else "",
        query_first=_query(parameters) if chosen.after else "",
        query_other_order=_query(parameters, order="newest" if chosen.oldest_first else "oldest"),
        query_without_weeks=_without_weeks(parameters, [kind for kind, _ in shown.kinds]),
        date_from=chosen.from_on.isoformat() if chosen.from_on else "",
        date_to=chosen.to_on.isoformat() if chosen.to_on else "",
    )


def chosen_in_words(chosen: ChronologyFilter) -> tuple[str, ...]:
    """What is chosen, without dates."""
    return tuple(one.label for one in _chosen(QueryDict(), replace(chosen, from_on=None, to_on=None)))


def _chosen(parameters: QueryDict, chosen: ChronologyFilter) -> list[ActiveFilter]:
    found = [ActiveFilter(agency_in_words(a), _without(parameters, "agency", a)) for a in chosen.agencies]
    found += [ActiveFilter(kind_in_words(kind), _without(parameters, "kind", kind)) for kind in chosen.kinds]
    for name, label, day in (("date_from", _("From"), chosen.from_on), ("date_to", "To", chosen.to_on)):
        if day:
            found.append(ActiveFilter(f"{label} {day_in_words(day)}", _without(parameters, name)))
    if chosen.key_events_only:
        found.append(ActiveFilter(_("Key events"), _without(parameters, "key")))
    if chosen.childs_words_only:
        found.append(ActiveFilter(_("The child’s own words"), _without(parameters, "words")))
    return found


def _without(parameters: QueryDict, name: str, value: str = "") -> str:
    query = parameters.copy()
    query.setlist(name, [one for one in query.getlist(name) if value and one != value])
    return _encode(query)


def _without_weeks(parameters: QueryDict, kinds: list[str]) -> str:
    """Every kind but weeks of the register, which else crowd out what happened; empty where nothing would change."""
    others = [kind for kind in kinds if not is_week(kind)]
    chosen = any(parameters.getlist(name) for name in ("kind", "agency", "words", "key"))
    if len(others) == len(kinds) or not others or chosen:
        return ""
    query = parameters.copy()
    query.setlist("kind", others)
    return _encode(query)


def _query(parameters: QueryDict, **more: str) -> str:
    query = parameters.copy()
    query.pop("after", None)
    for name, value in more.items():
        query[name] = value
    return query.urlencode()


def _encode(query: QueryDict) -> str:
    for name in ("after", "whole"):
        query.pop(name, None)
    return query.urlencode()
