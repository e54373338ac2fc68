"""Reads the page of one pattern's rule: how often it was met, what chance gives, of which children, what was decided.

The words of a rule are everybody's. Its numbers are of everything, restricted records too, so they are for those who
lead and those who work the data, and small ones are hidden for all.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from sightline.casework.audit.id_hashes import hash_named
from sightline.casework.audit.page_rows import acts_of
from sightline.casework.audit.trail import audited
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.pages import DecidedLine
from sightline.casework.core.rights import READ_NO_COUNTS
from sightline.casework.core.selectors.withdrawn_rules import RESTORED, WITHDRAWN, withdrawal_of
from sightline.casework.core.session import ReaderSession
from sightline.casework.dependants.pages import LOOKED
from sightline.casework.escalation.engine import DISAGREEMENT
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.rule_switches.rights import OWNERS
from sightline.casework.rule_switches.selectors import escalating_patterns
from sightline.casework.rule_switches.switches import rules_switched_on
from sightline.casework.rules.pages import (
    CHECKED,
    MONTHS,
    NO_CHANCE,
    MonthLine,
    PartLine,
    PartsTable,
    RuleDependantLine,
    RuleNumbers,
    RulePage,
    SaidOfRule,
    ShownTo,
)
from sightline.casework.rules.services.activation import SWITCHED, measurement_of
from sightline.casework.rules.services.withdrawal import groups_of, keys_of, need_pattern
from sightline.escalation import Happening
from sightline.scale.small_numbers import FEWEST_SHOWN, HIDDEN, HIDDEN_TOO, show
from sightline.translation.messages import lazy as _

DECIDED = (SWITCHED, WITHDRAWN, RESTORED)
MOST_SHOWN = 200


def read_rule_page(session: ReaderSession, *, rule_id: str) -> RulePage:
    """The page of a pattern's rule; Usage where there is none of that id."""
    with audited(session, action="read_rule_page") as trail:
        trail.details = {"rule_id": rule_id}
        rule = need_pattern(rule_id)
        counts, owner = session.actor.reader.role not in READ_NO_COUNTS, session.actor.reader.role in OWNERS
        history = _history(rule_id)
        last, climbs = withdrawal_of(actor=session.actor, rule_id=rule_id), rule_id in escalating_patterns()
        return RulePage(
            rule_id=rule_id,
            climbs=climbs,
            on=rule_id in rules_switched_on(session),
            withdrawn=last,
            numbers=_numbers(rule_id, rule.version) if counts else None,
            may_count=counts,
            is_owner=owner,
            to_expect=_to_expect(session, rule_id) if counts and climbs else "",
            said=_said(rule_id) if counts else None,
            history=history if counts else (),
            dependants=_rule_dependants(rule_id) if owner and last else (),
            shown_to=_shown_to(session, rule_id) if owner and last else (),
        )


def _to_expect(session: ReaderSession, rule_id: str) -> str:
    """What the rule brings where it is on, in words; small numbers are not said here either."""
    measured = measurement_of(session, rule_id)
    a_year = round(measured.items_a_month * MONTHS)
    usual = (
        (_("%(items_a_month)s a month") % {"items_a_month": f"{measured.items_a_month:.1f}"})
        if a_year >= FEWEST_SHOWN
        else (_("fewer than %(fewest_shown)s a year") % {"fewest_shown": FEWEST_SHOWN})
    )
    return (
        (_("%(show)s at once, then %(usual)s") % {"show": show(measured.waiting), "usual": usual})
        if measured.waiting
        else usual
    )


def _history(rule_id: str) -> tuple[DecidedLine, ...]:
    rows = Decision.objects.of_kind(*DECIDED).filter(body__rule_id=rule_id).newest_first()
    return tuple(DecidedLine(row.kind, bool(row.body.get("on")), row.at, row.by, row.why) for row in rows)


def _numbers(rule_id: str, version: str) -> RuleNumbers | None:
    row = Decision.objects.of_kind(CHECKED).newest_first().first()
    found = row.body["rules"].get(rule_id) if row else None
    if row is None or found is None:
        return None
    met = sum(number for _, number in found["months"])
    chance = found["by_chance"]
    return RuleNumbers(
        as_at=row.body["as_at"],
        checked_at=row.at,
        other_version=found["version"] != version,
        shuffles=row.body["shuffles"],
        seed=row.body["seed"],
        drawn=found["drawn"] if chance is not None else NO_CHANCE,
        met=show(met),
        met_a_month=f"{met / MONTHS:.1f}" if met == 0 or met >= FEWEST_SHOWN else "",
        by_chance_a_month="" if chance is None else f"{chance / row.body['shuffles'] / MONTHS:.1f}",
        months=_months(found["months"]),
        parts=hide_parts(found["parts"]),
    )


def _months(months: Sequence[Sequence[Any]]) -> tuple[MonthLine, ...]:
    """Months with small numbers hidden; where one alone is, the next smallest with it."""
    hidden = _hidden({str(month): int(number) for month, number in months})
    return tuple(MonthLine(month, hidden.get(month, show(number))) for month, number in months)


def hide_parts(parts: Sequence[Sequence[Any]]) -> tuple[PartsTable, ...]:
    """The tables of parts. A part of whom it was met of under five, or that is so small itself, is hidden."""
    tables: dict[str, dict[str, tuple[int, int]]] = {}
    for what, part, met, known in parts:
        tables.setdefault(what, {})[part] = (met, known)
    return tuple(PartsTable(what, _part_lines(table)) for what, table in tables.items())


def _part_lines(table: Mapping[str, tuple[int, int]]) -> tuple[PartLine, ...]:
    met = {part: numbers[0] for part, numbers in table.items()}
    known = {part: numbers[1] for part, numbers in table.items()}
    hidden, few = _hidden(met), _hidden(known)
    return tuple(
        PartLine(
            part,
            hidden.get(part, show(met[part])),
            "" if part in hidden else _share(met[part], sum(met.values())),
            "" if part in few else _share(known[part], sum(known.values())),
        )
        for part in table
    )


def _hidden(numbers: Mapping[str, int]) -> dict[str, str]:
    """Which of these are not shown, and what stands there: never one alone, for it could be worked out."""
    hidden = {name: HIDDEN for name, number in numbers.items() if 0 < number < FEWEST_SHOWN}
    others = sorted((number, name) for name, number in numbers.items() if number >= FEWEST_SHOWN)
    if len(hidden) == 1 and others:
        hidden[others[0][1]] = HIDDEN_TOO
    return hidden


def _share(number: int, total: int) -> str:
    return f"{100 * number / total:.0f}" if total else ""


def _said(rule_id: str) -> SaidOfRule:
    items = Item.objects.filter(rule_id=rule_id)
    ids = list(items.values_list("item_id", flat=True))
    happened = Counter(ItemEvent.objects.filter(item__rule_id=rule_id).values_list("kind", flat=True))
    return SaidOfRule(
        opened=show(len(ids)),
        open_now=show(items.filter(closed_at=None).count()),
        not_proceeding=show(happened[Happening.NOT_PROCEED]),
        not_agreed=show(happened[Happening.NOT_AGREED]),
        disagreements=show(Item.objects.filter(rule_id=DISAGREEMENT, about_id__in=ids).count()),
    )


def _rule_dependants(rule_id: str) -> tuple[RuleDependantLine, ...]:
    row = Decision.objects.of_kind(WITHDRAWN).filter(body__rule_id=rule_id).newest_first().first()
    if row is None:
        return ()
    looked = looked_at(row.sequence)
    return tuple(RuleDependantLine(kind, key, by, (kind, key) in looked) for kind, key, by in row.body["rested"])


def looked_at(sequence: int) -> frozenset[tuple[str, str]]:
    """What was looked at again since a withdrawal: kinds and ids."""
    rows = Decision.objects.of_kind(LOOKED).filter(body__withdrawn=sequence).values_list("body", flat=True)
    return frozenset((body["of"], body["key"]) for body in rows)


def _shown_to(session: ReaderSession, rule_id: str) -> tuple[ShownTo, ...]:
    """Every account that the audit says was shown an instance of the rule, or a group by it, the last first.

    A file of patterns in which there was any of the rule's counts once.
    """
    wanted = {f"pattern:{key}" for key in keys_of(session, rule_id)} | {
        f"group:{one}" for one in groups_of(session, rule_id)
    }
    wanted |= set(hash_named(wanted))  # rows of before have plain ids
    times: Counter[str] = Counter()
    last: dict[str, str] = {}
    condition = Q(ids__icontains="pattern:") | Q(ids__icontains="group:")
    for row in AuditEntry.objects.filter(condition, outcome="done").order_by("sequence").iterator(chunk_size=2_000):
        acts = acts_of(action=row.action, ids=row.ids, details=row.details)
        if shown := sum(not wanted.isdisjoint(act.ids) for act in acts):
            times[row.username] += shown
            last[row.username] = row.at
    files = AuditEntry.objects.filter(action="export", outcome="done", details__table="patterns").order_by("sequence")
    for username, at, rules in files.values_list("username", "at", "details__rules"):
        if rule_id in (rules or ()):
            times[username] += 1
            last[username] = max(at, last.get(username, ""))
    found = [ShownTo(username, number, last[username]) for username, number in times.items()]
    return tuple(sorted(found, key=lambda one: (one.last_at, one.username), reverse=True)[:MOST_SHOWN])
