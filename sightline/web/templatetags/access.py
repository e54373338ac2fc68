"""Words of access, purposes, tasks and reviews; of the sharing ledger; and of what is said beside a record."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sightline.casework.access.pages.entry_kinds import EVERY_PURPOSE, NUMBER_CHECKS, OUTCOMES, TASKS
from sightline.casework.bulk_exports.pages import PURPOSES as FILE_PURPOSES
from sightline.casework.chronology.pages.terms import LAWS, PASSED_ON, SHARED_FOR
from sightline.casework.core.session import ReaderSession, request_session
from sightline.casework.disputed_conclusions.selectors import disputed_actions, list_notes_of_conclusion
from sightline.casework.disputes.pages import BesideKind, BesideLine
from sightline.casework.ledger.pages import (
    NOT_SHARED,
    OTHER_REASONS,
    PURPOSES_OF_AGREEMENTS,
    REASONS,
    SharedField,
    SharedPart,
    SharingTotal,
    SharingWay,
)
from sightline.casework.rolls.pages import WHY_NOT
from sightline.escalation import read_answer_rules
from sightline.translation.lists import in_a_row
from sightline.translation.messages import join_shown
from sightline.web.core.words import layout_in_words
from sightline.web.disputes.conclusion_words import STATES
from sightline.web.disputes.presenters import KINDS, source_of

register = template.Library()
SHARED_PURPOSES: Mapping[str, str] = {
    **PURPOSES_OF_AGREEMENTS,
    **{str(code): words for code, words in FILE_PURPOSES.items()},
    **{str(code): words for code, words in EVERY_PURPOSE.items()},
}
FEW = 5
register.filter("purpose", lambda word: EVERY_PURPOSE.get(word, ""))
register.filter("task_kind", lambda word: TASKS.get(word, ""))
register.filter("number_check", lambda word: NUMBER_CHECKS.get(word, ""))
register.filter("law_on_data", lambda word: LAWS.get(word, ""))
register.filter("passed_on", lambda word: PASSED_ON.get(word, ""))
register.filter("shared_for", lambda word: SHARED_FOR.get(word, ""))
register.filter("review_outcome", lambda word: OUTCOMES.get(word, ""))


register.filter("closed_because", lambda word: WHY_NOT.get(word, ""))


@register.filter
def sharing_way(way: str) -> str:
    """How records reached a reader, or that they did not."""
    return str(SharingWay(way).label)


@register.filter
def shared_part(part: str) -> str:
    """Which part of what is held was shown."""
    return str(SharedPart(part).label)


@register.filter
def kinds_of_field(kinds: Iterable[str]) -> str:
    """`Names and notes`: which kinds of field were shown; that it is not recorded where there is none."""
    return join_shown("; ", (SharedField(kind).label for kind in kinds)) or _("Not recorded")


@register.filter
def purpose_of_sharing(word: str) -> str:
    """For what: the words of a purpose of reading, of a file, or of an agreement."""
    return str(SHARED_PURPOSES.get(word, word))


@register.filter
def of_line(by_number: Mapping[int, tuple[object, ...]], number: int) -> tuple[object, ...]:
    """What belongs to one line of the sharing ledger."""
    return by_number.get(number, ())


@register.filter
def layout_counts(layouts: Mapping[str, int]) -> str:
    """`Police occurrences: 2 and missing episodes: 1`; of a record that nobody knows any more, so."""
    said = [
        _("%(kind)s: %(count)s") % {"kind": layout_in_words(name) if name else _("Not known"), "count": count}
        for name, count in layouts.items()
    ]
    return in_a_row(said)


@register.filter
def small_count(count: int) -> str:
    """The number; of 1 to 4 that it is fewer than 5."""
    return _("fewer than 5") if 0 < count < FEW else f"{count:,}"


@register.filter
def kinds_in_total(total: SharingTotal) -> str:
    """The kinds of field of a total; not of one that is fewer than 5, which would tell of single records."""
    seen = total.shown + total.left + total.named
    if seen < FEW:
        return _("Not shown") if seen else _("None")
    return kinds_of_field(total.fields)


@register.filter
def reasons_in_words(reasons: Iterable[str]) -> list[str]:
    """Each reason of a line once, in words; of a refusal, its code with blanks."""
    each = dict.fromkeys(one for reason in reasons for one in reason.split(" or "))
    return [_reason_in_words(one) for one in each]


def _reason_in_words(reason: str) -> str:
    words, (kind, _colon, code) = {**REASONS, **OTHER_REASONS}, reason.partition(":")
    listed = read_answer_rules().reasons.get(code) if kind == NOT_SHARED else None
    said = str(words.get(reason) or words.get(kind) or reason.replace("_", " ").capitalize())
    return f"{said}. {listed.label}." if listed else said


class HasRecord(Protocol):
    """A record that a page lists."""

    record_id: str


@register.filter
def beside_kind(kind: str) -> str:
    """What is shown beside a record: a dispute, its outcome, or a statement."""
    return str(KINDS[BesideKind(kind)])


@register.filter
def beside_source(line: BesideLine) -> str:
    """Whose words they are, when and who entered them."""
    return source_of(line)


@register.simple_tag(takes_context=True)
def disputed_tag(context: Context, record_id: str) -> SafeString:
    """A tag for a record that somebody disputes, on a page that shows it; nothing for any other."""
    if record_id not in _disputed(context):
        return SafeString("")
    return _tag()


@register.simple_tag(takes_context=True)
def disputed_basis(context: Context, records: Iterable[HasRecord]) -> bool:
    """Whether somebody disputes one of the records that a page lists behind a conclusion."""
    disputed = _disputed(context)
    return any(one.record_id in disputed for one in records)


@register.simple_tag(takes_context=True)
def disputed_conclusion(context: Context, conclusion_id: str) -> SafeString:
    """A tag for a pattern, a group, a question or a deadline that somebody disputes; nothing for any other."""
    session = _session(context)
    return _tag() if session and conclusion_id in session.disputed_conclusions else SafeString("")


@register.simple_tag(takes_context=True)
def disputed_action(context: Context, item_id: str) -> SafeString:
    """A tag for an action about something that somebody disputes; nothing for any other."""
    session = _session(context)
    return _tag() if session and item_id in disputed_actions(session) else SafeString("")


@register.inclusion_tag("disputes/parts/of_conclusion.html", takes_context=True)
def disputes_of(context: Context, kind: str, conclusion_id: str) -> dict[str, object]:
    """What is said beside a conclusion on its own page, and the link to dispute it."""
    session = _session(context)
    notes = list_notes_of_conclusion(session, conclusion_id=conclusion_id) if session else ()
    lines = [(note, STATES[note.state]) for note in notes]
    return {"lines": lines, "kind": kind, "conclusion_id": conclusion_id}


def _tag() -> SafeString:
    return format_html(' <strong class="govuk-tag govuk-tag--yellow">{}</strong> ', _("Disputed"))


def _session(context: Context) -> ReaderSession | None:
    request = context.get("request")
    return request_session(request) if request is not None and hasattr(request, "reader_session") else None


def _disputed(context: Context) -> frozenset[str]:
    session = _session(context)
    return session.disputed if session else frozenset()
