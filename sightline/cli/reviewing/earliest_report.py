"""Prints how early a statement about a child could have been seen, with the reverse question beside it."""

import dataclasses
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sightline.cli.output import out, print_table
from sightline.model.agency_names import name_agency
from sightline.translation.terminal import gettext as _
from sightline.translation.terminal import ngettext

if TYPE_CHECKING:
    from sightline.casework.earlier_knowledge.pages import OthersShown, StatementDays
    from sightline.review.earliest import EarliestDays


def write_statement(one: "StatementDays", whose: str = "") -> None:
    """A statement as one JSON line; of several people with `whose` it is."""
    said = ({"person": whose} if whose else {}) | dataclasses.asdict(one)
    if one.days:
        days = [(some, day) for some, day in one.days.by_holders.items() if some in one.others_by]
        said["days"]["alone"] = {some[0]: day for some, day in days if len(some) == 1}
        said["days"]["pairs"] = [{"holders": some, "day": day} for some, day in days if len(some) == 2]
        sure_by = ((some, day) for some, day in one.days.sure_by.items() if day is None or some in one.others_sure)
        said["days"]["sure_by"] = [{"holders": some, "day": day} for some, day in sure_by]
        del said["days"]["behind"], said["days"]["behind_sure"], said["days"]["behind_sure_by"]
        del said["days"]["behind_read"]
    for name, counts in (("others_by", one.others_by), ("others_sure", one.others_sure)):
        said[name] = [{"holders": some, **dataclasses.asdict(others)} for some, others in counts.items()]
    sys.stdout.write(json.dumps(said, ensure_ascii=False, default=str) + "\n")


def print_statement(one: "StatementDays", discovered_on: date | None) -> None:
    """A statement as a table of days, then what would have been needed and how often else it was true."""
    if one.days is None:
        print_table(
            one.label, [_("What it says"), _("Result")], [[one.says, _("Not found in the records that you may see")]]
        )
        return
    days = one.days
    rows = [
        [", ".join(map(_spoken, who)), str(day), *_margins(day, one.acted_on, discovered_on)]
        for who, day in _days(one, days)
    ]
    headings = [_("Who could see it"), _("First day"), _("Days before action"), _("Days before discovery")]
    print_table(f"{one.label}: {one.says}", headings, rows)
    for sentence in (
        *_about_rule(one),
        _about_action(one),
        *_about_matches(one, days),
        *_about_records(one, days),
        *_about_others(one.others),
        *_about_others_by(one, days),
    ):
        out.print(sentence, markup=False, soft_wrap=True)


def _days(one: "StatementDays", days: "EarliestDays") -> Iterator[tuple[tuple[str, ...], date]]:
    """Each holder alone, then two that saw it earlier than each of them alone, then all together.

    No holder's day without the reverse question.
    """
    yield from ((some, day) for some, day in days.by_holders.items() if some in one.others_by)
    yield ("all_agencies_together",), days.together


def _spoken(holder: str) -> str:
    """`police`, or `school (Elm School)` where an agency has several organisations."""
    if holder == "all_agencies_together":
        return _("all agencies together")
    from sightline.known_facts.holders import parts_of_holder  # not at the top: it takes numpy with it

    agency, organisation = parts_of_holder(holder)
    return name_agency(agency) + (f" ({organisation})" if organisation else "")


def _margins(day: date, *others: date | None) -> list[str]:
    """The days before each; where it was earlier, how many after it."""
    return [_margin((other - day).days) if other else "-" for other in others]


def _margin(days: int) -> str:
    return str(days) if days >= 0 else _("%(days)s after") % {"days": -days}


def _about_rule(one: "StatementDays") -> Iterator[str]:
    if one.made_on:
        yield _("With hindsight: by a rule made on %(day)s, not in force then.") % {"day": one.made_on}


def _about_matches(one: "StatementDays", days: "EarliestDays") -> Iterator[str]:
    """The days without what no person confirmed, each with its own reverse question."""
    if days.sure is None:
        yield _("If unconfirmed matches are left out, no record shows it.")
    elif days.sure != days.together and (others := one.others_sure.get(())):
        yield _("If unconfirmed matches are left out, the first day is %(day)s.") % {"day": days.sure}
        yield from _about_others(others)
    if days.read is None:
        yield _("If readings of notes that nobody confirmed are left out, no record shows it.")
    elif days.read != days.together and one.others_read:
        yield _("If readings of notes that nobody confirmed are left out, the first day is %(day)s.") % {
            "day": days.read
        }
        yield from _about_others(one.others_read)
    for holders, day in days.sure_by.items():
        said = {"holders": ", ".join(map(_spoken, holders)), "day": day}
        if day and holders in one.others_sure:
            yield _("If unconfirmed matches are left out, the first day of %(holders)s is %(day)s.") % said
            yield from _about_others(one.others_sure[holders])
        elif day is None:
            yield _("If unconfirmed matches are left out, records of %(holders)s do not show it.") % said


def _about_records(one: "StatementDays", days: "EarliestDays") -> Iterator[str]:
    for some in days.sets:
        yield _("These records together are enough: %(records)s.") % {"records": ", ".join(some)}
    more = days.sets_in_all - len(days.sets)
    if more:
        yield ngettext(
            "%(more)s other set of as few records is enough.", "%(more)s other sets of as few records are enough.", more
        ) % {"more": more}
    if days.too_many_to_try:
        behind = len(days.behind[()])
        yield (
            _("There are too many sets of records to try them all. A smaller set may be enough.")
            if days.sets
            else ngettext(
                "There are too many sets of records to try them. The day depends on %(records)s record.",
                "There are too many sets of records to try them. The day depends on %(records)s records.",
                behind,
            )
            % {"records": behind}
        )
    for record, holder in one.handovers:
        traces = [each for each in one.traces if (each.record_id, each.holder) == (record, holder)]
        said = {"agency": _spoken(holder), "record": record}
        yield _("To see this, %(agency)s also needed record %(record)s.") % said
        for each in traces:
            yield _trace_words()[each.by] % {**said, "day": each.on, "said_in": each.said_in}
        if all(each.by == "not_said" for each in traces):
            yield _(
                "Nothing shows that they were told: no sharing, later contact, meeting in Sightline "
                "or entry in the sharing ledger."
            )
    for joined in one.joined:
        yield _(
            "Record %(record)s names no child of the review. It has the same %(kind)s as record %(other)s. "
            "Both were known on %(day)s."
        ) % {
            "record": joined.record_id,
            "kind": joined.entity_kind,
            "other": joined.by_record,
            "day": joined.known_from,
        }


def _trace_words() -> dict[str, str]:
    """By what says it, the sentence that a holder was told."""
    return {
        "record": _("Record %(record)s says that it was shared with %(agency)s on %(day)s."),
        "contact": _(
            "After it, the first contact by its agency that %(agency)s recorded is record %(said_in)s of %(day)s."
        ),
        "meeting": _("Staff of %(agency)s attended a meeting on %(day)s that listed record %(record)s."),
        "ledger": _("Sightline first showed it to %(agency)s on %(day)s."),
        "not_said": _(
            "Record %(said_in)s mentions a meeting about the child on %(day)s. "
            "It does not say whether %(agency)s attended."
        ),
    }


def _about_action(one: "StatementDays") -> str:
    if one.acted is None:
        return _("From that day on no record shows an action.")
    return _("The first action that a record shows: %(day)s, %(agency)s: %(act)s, record %(record)s.") % {
        "day": one.acted.acted_on,
        "agency": _spoken(one.acted.agency),
        "act": one.acted.label,
        "record": one.acted.record_id,
    }


def _about_others(others: "OthersShown | None") -> Iterator[str]:
    """The reverse question, in numbers that may be told."""
    if others is None:
        return
    yield _("On that day it was also true of other children: %(children)s.") % {"children": _number_of(others)}
    yield from _about_followed(others)


def _about_others_by(one: "StatementDays", days: "EarliestDays") -> Iterator[str]:
    """The reverse question of each holder alone and each two, of their own day and records."""
    for holders, others in one.others_by.items():
        yield _("Other children of which records of %(holders)s showed it on %(day)s: %(children)s.") % {
            "day": days.by_holders[holders],
            "holders": ", ".join(map(_spoken, holders)),
            "children": _number_of(others),
        }
        yield from _about_followed(others)


def _number_of(others: "OthersShown") -> str:
    if others.is_hidden_too:
        return _("not shown, because it would give away a small number")
    return _("fewer than 5") if others.children is None else str(others.children)


def _about_followed(others: "OthersShown") -> Iterator[str]:
    """What followed for those counted, and how many new children a week the rule was met by."""
    if others.is_hidden_too:
        return
    if others.followed is None:
        yield _("What followed for them is not shown, because the numbers are small.")
    elif others.children:
        yield _(
            "In the year after: harm recorded for %(harm)s, none recorded for %(nothing)s, no data for %(unknown)s."
        ) % dict(zip(("harm", "nothing", "unknown"), others.followed, strict=True))
    yield _("In the year before, this rule was met by %(items)s new children a week.") % {
        "items": _("fewer than 0.1") if others.items_a_week is None else others.items_a_week
    }
