"""What the pages of concerns need in words: when it was, which kind, who received it, who may see it, what is due."""

from datetime import date

from django import template
from django.utils.translation import gettext as _

from sightline.casework.concerns.pages.body_marks import KINDS
from sightline.casework.concerns.pages.concerns import ConcernLine, ConcernPage, Draft, ReceiptLine, SeenBy
from sightline.casework.concerns.pages.form_schema import (
    CATEGORIES,
    CHILD_KNOWS,
    FAMILY_KNOWS,
    KNOWN,
    NEW,
    YES,
    child_identification,
    happened_on,
)
from sightline.ingest.dates.reader import read_clock
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.translation.dates import time_of_day, weekday
from sightline.translation.lists import in_a_row
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core import words
from sightline.web.core.times import ends_the_day
from sightline.web.core.whens import clock_time, day_in_words, when_in_words

register = template.Library()
CATEGORY_WORDS = {
    "suspicion": gettext_lazy("Suspicion of exploitation, or of adults acting together"),
    "account": gettext_lazy("A child has said they were harmed"),
    "parent_worry": gettext_lazy("A parent or carer is worried"),
    "about_professional": gettext_lazy("About someone who works or volunteers with children, or about their relative"),
}
HOW = {
    "in_person": gettext_lazy("told in person"),
    "by_phone": gettext_lazy("told by phone"),
    "in_writing": gettext_lazy("told here"),
    "child_told": gettext_lazy("the child was told as well"),
}
STATES = {
    "running": gettext_lazy("Still open"),
    "met": gettext_lazy("Answered in time"),
    "met_late": gettext_lazy("Answered late"),
    "breached": gettext_lazy("Overdue: no answer that you may see"),
    "not_known": gettext_lazy("Not known"),
}
# What an author ticks, by the clock that starts from it, and from its being read in the words as well.
TICKED_OR_READ = {"suspicion_answered": "suspicion", "account_followed_up": "account"}


@register.filter
def when_time(when: str) -> str:
    """The London time of day of a moment."""
    return clock_time(when)


@register.filter
def due(when: str) -> str:
    """`Thursday 26 November 2026, end of day`, or with the time where it is not the end of the day."""
    day = london_day(when)
    clock = _("end of day") if ends_the_day(when) else clock_time(when)
    return f"{weekday(day)} {day_in_words(day)}, {clock}"


@register.filter
def read_and_not_ticked(shown: ConcernPage) -> list[str]:
    """The clocks that run because something was read in the words and its author did not tick it, in words."""
    unticked = {rule for rule, category in TICKED_OR_READ.items() if category not in shown.line.categories}
    return [one.label for one in shown.clocks if one.rule_id in unticked]


@register.filter
def categories_in_words(categories: tuple[str, ...]) -> str:
    """The kinds of concern that its author ticked."""
    return "; ".join(str(CATEGORY_WORDS[category]) for category in categories)


@register.filter
def ticked_categories(draft: Draft) -> str:
    """The kinds of concern that are ticked so far."""
    return categories_in_words(tuple(one for one in CATEGORIES if draft.boxes.get(one))) or _("None ticked")


@register.filter
def body_mark_kind(kind: str) -> str:
    """What kind of mark on a body it is."""
    return KINDS.get(kind, words.plain(kind))


@register.filter
def child_knows(said: str) -> str:
    """Whether the child has been told that this is shared."""
    return CHILD_KNOWS.get(said, "")


@register.filter
def family_knows(said: str) -> str:
    """Whether a parent or carer was told, and what they said."""
    return FAMILY_KNOWS.get(said, "")


@register.filter
def concern_child(draft: Draft) -> str:
    """The child's name as written, and whether the child was chosen from the records."""
    name = draft.boxes.get("name", "").strip() or _("Name not known")
    said = {KNOWN: _("chosen from the records"), NEW: _("a new person")}.get(
        child_identification(draft.boxes), _("say which child it is")
    )
    return f"{name} ({said})"


@register.filter
def concern_day(draft: Draft) -> str:
    """When it was, as far as it is written."""
    on, boxes = happened_on(draft.boxes), draft.boxes
    return _day(on, boxes.get("at", ""), bool(boxes.get("roughly")), boxes.get("when_words", ""))


@register.filter
def said_day(said: dict[str, str]) -> str:
    """When it was, as it was sent."""
    on = date.fromisoformat(said["happened_on"]) if said["happened_on"] else None
    return _day(on, said["at"], said["roughly"] == YES, said["when_words"])


def _day(on: date | None, at: str, roughly: bool, in_words: str) -> str:
    if on is None:
        return in_words or _("Not known")
    clock = read_clock(at)
    at = time_of_day(clock) if clock else at.strip()
    text = f"{day_in_words(on)}{f', {at}' if at else ''}"
    text = _("About %(when)s") % {"when": text} if roughly else text
    return f"{text}; {in_words}" if in_words.strip() else text


@register.filter
def receipt(line: ReceiptLine) -> str:
    """Who opened it, or said that it is received, and when."""
    confirmed = _("%(agency)s: %(who)s confirmed receipt on %(when)s")
    opened = _("%(agency)s: %(who)s opened it first on %(when)s")
    who = words.account_in_words(line.by) + (f" ({line.post})" if line.post else "")
    return (confirmed if line.kind == "received" else opened) % {
        "agency": words.agency_in_words(line.agency),
        "who": who,
        "when": when_in_words(line.at),
    }


@register.filter
def received_by_front_door(line: ConcernLine) -> bool:
    """Whether somebody of children's services has said that it is received."""
    return any(one.kind == "received" and one.agency == Agency.CHILDRENS_SERVICES for one in line.received)


@register.filter
def feedback_how(how: str) -> str:
    """How feedback was given."""
    return HOW.get(how, words.plain(how))


@register.filter
def clock_state(state: str) -> str:
    """How a clock stands."""
    return STATES.get(state, words.plain(state))


@register.filter
def seen_by(lines: tuple[SeenBy, ...]) -> list[str]:
    """Roles that see it of the same agencies, in one line each; and whether only for people of their own."""
    alike: dict[tuple[tuple[str, ...], bool, str], list[str]] = {}
    for line in lines:
        where = (line.agencies, line.own_people, line.organisation)
        alike.setdefault(where, []).append(words.role_in_words(line.role))
    return [_seen_by(roles, *where) for where, roles in alike.items()]


def _seen_by(roles: list[str], agencies: tuple[str, ...], own_people: bool, organisation: str) -> str:
    where = organisation or in_a_row([words.agency_in_words(one) for one in agencies]) if agencies else _("any agency")
    text = in_a_row(roles)
    said = {"roles": text[:1].upper() + text[1:], "where": where}
    if own_people:
        return _("%(roles)s of %(where)s, only for children in its own records") % said
    return _("%(roles)s of %(where)s") % said
