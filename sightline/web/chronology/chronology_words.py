"""The lines of a chronology in words: what a record tells and when, and how far each agency's data go."""

import re
from collections.abc import Iterable, Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sightline.casework.chronology.pages.lines import FOUND, WENT_MISSING, AgencyReach, GapLine, TellingLine
from sightline.casework.chronology.pages.same_events import NOT_PROPOSED, PARTS, SHARED, OtherAgencies, SharedEvent
from sightline.casework.chronology.selectors.note_search import plain_text, search_patterns
from sightline.casework.people.pages.people import Entry
from sightline.casework.unanswered.pages import UnansweredQuestionLine
from sightline.translation.lists import in_a_row
from sightline.translation.messages import join_shown
from sightline.web.chronology.overview_words import LONGEST_LABEL, event_text
from sightline.web.core.whens import day_in_words, from_to, occurred_in_words
from sightline.web.core.words import agency_in_words


def gap_says(gap: GapLine) -> list[str]:
    """Whether the register was kept, and whose data go past these days."""
    said = [_("School attendance is recorded.")] if gap.school_only else []
    if gap.awaited:
        said.append(_("Still awaiting data from %(agencies)s.") % {"agencies": join_shown("; ", _awaited(gap.awaited))})
    if gap.later:
        said.append(
            _("There are no data before these days: %(agencies)s.") % {"agencies": join_shown("; ", _begins(gap.later))}
        )
    if gap.arrived and (gap.awaited or gap.later):
        said.append(
            _("Data has arrived from %(agencies)s.")
            % {"agencies": in_a_row([agency_in_words(one.agency) for one in gap.arrived])}
        )
    elif gap.arrived:
        said.append(_("Data for these days has arrived from every agency that knows this person."))
    return said


def _begins(reaches: Iterable[AgencyReach]) -> list[str]:
    return [
        _("%(agency)s (first record %(day)s)") % {"agency": agency_in_words(one.agency), "day": day_in_words(one.since)}
        for one in reaches
        if one.since
    ]


def _awaited(reaches: Iterable[AgencyReach]) -> list[str]:
    return [
        _("%(agency)s (newest record %(day)s)")
        % {"agency": agency_in_words(one.agency), "day": day_in_words(one.until)}
        if one.until
        else _("%(agency)s (no day known)") % {"agency": agency_in_words(one.agency)}
        for one in reaches
    ]


def dated_texts(line: TellingLine) -> list[tuple[str, Entry, str]]:
    """What a record tells, in the order in which it happened: when, the entry, its text.

    Where it tells several things, each has what kind of fact it is, and all but the first have their own time.
    """
    entries = _in_time(line)
    if len(entries) == 1:
        return [("", entries[0], event_text(entries[0]))]
    moments, begun = [when_happened(entry) for entry in entries], when_happened(_beginning(line))
    whens = [_since(begun, when) if when != begun else "" for when in moments]
    return [(when, entry, _with_its_kind(entry)) for when, entry in zip(whens, entries, strict=True)]


def line_when(line: TellingLine) -> str:
    """When a record's first and last event were; a missing report ends with the return, or says that it has none."""
    first, last = when_happened(_beginning(line)), when_happened(_in_time(line)[-1])
    if line.is_missing_report:
        returns = [when_happened(entry) for entry in line.entries if entry.what.startswith(FOUND)]
        if not returns:
            return _("%(when)s, no return recorded") % {"when": first}
        last = returns[0]
    return first if first == last else from_to(first, _since(first, last))


def _in_time(line: TellingLine) -> list[Entry]:
    """What a record tells, in the order in which it happened."""
    return sorted(line.entries, key=lambda entry: (entry.occurred_from or "", line.entries.index(entry)))


def _beginning(line: TellingLine) -> Entry:
    """The event from which a record's time runs: of a missing report, when the child went missing."""
    entries = _in_time(line)
    gone = [entry for entry in entries if line.is_missing_report and entry.what.startswith(WENT_MISSING)]
    return (gone or entries)[0]


def when_happened(entry: Entry) -> str:
    """When an entry happened, with its precision, and as it was written where that says more."""
    said = occurred_in_words(
        occurred_from=entry.occurred_from,
        occurred_to=entry.occurred_to,
        precision=entry.date_precision,
        says_no_time=False,
    )
    vague = entry.date_words and entry.date_precision in ("approximate", "unknown")
    return _("%(when)s, written as “%(words)s”") % {"when": said, "words": entry.date_words} if vague else said


def _since(first: str, then: str) -> str:
    """The later of two, without its day where that is the day of the first."""
    day, comma, clock = then.partition(", ")
    return clock if comma and "“" not in clock and first.startswith(f"{day}, ") else then


def _with_its_kind(entry: Entry) -> str:
    text = event_text(entry)
    label = entry.what.partition(": ")[0]
    return f"{label}: {text}" if text != entry.what and len(label) <= LONGEST_LABEL else text


def describe_shared_events(events: Iterable[SharedEvent], *, first: int = 1) -> list[dict[str, object]]:
    """Events in words, numbered on."""
    return [{**describe_shared_event(one), "place": place} for place, one in enumerate(events, start=first)]


def describe_shared_event(event: SharedEvent) -> dict[str, object]:
    """An event in words: who tells of it, what they share, and beside each what it says where two differ."""
    return {
        "event": event,
        "agencies": list(dict.fromkeys(one.agency for one in event.tellings)),
        "why": NOT_PROPOSED[event.why] if event.why else "",
        "shared": [SHARED[one] for one in event.shared],
        "differs": [PARTS[one] for one in event.differs],
        "tellings": [
            (one, "", [(PARTS[part], one.says[part], part in event.differs) for part in one.says])
            for one in event.tellings
        ],
    }


def other_agencies(found: Mapping[str, OtherAgencies], record_id: str) -> OtherAgencies | None:
    """Who else may tell of the event of a record."""
    return found.get(record_id) if found else None


def by_rule(questions: Iterable[UnansweredQuestionLine]) -> list[list[UnansweredQuestionLine]]:
    """Questions of one rule together, in the order of the first of each."""
    found: dict[str, list[UnansweredQuestionLine]] = {}
    for one in questions:
        found.setdefault(one.rule_id, []).append(one)
    return list(found.values())


def highlight_words(text: str, search: str) -> SafeString:
    """The text with the words that were looked for marked, as they are found: capitals and accents make no other."""
    either = "|".join(search_patterns(search))
    letters = [(one, place) for place, letter in enumerate(text) for one in plain_text(letter)]
    pieces, at = [], 0
    for found in re.finditer(either, "".join(letter for letter, place in letters)) if either else ():
        start, end = letters[found.start()][1], letters[found.end() - 1][1] + 1
        if start >= at:
            pieces += [format_html("{}", text[at:start]), format_html("<mark>{}</mark>", text[start:end])]
            at = end
    return format_html_join("", "{}", ((piece,) for piece in (*pieces, text[at:])))
