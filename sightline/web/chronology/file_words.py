"""A chronology as a document: the lines of the page in the page's words, with who made the file, when and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from sightline.casework.chronology.pages.lines import (
    ChronologyLine,
    GapLine,
    SchoolWeeksLine,
    TellingLine,
    WholeChronology,
)
from sightline.casework.chronology.pages.week_words import attendance_in_words, gap_title, missed_weeks, weeks_title
from sightline.casework.disputes.pages import BesideKind, BesideLine
from sightline.casework.missing.pages import MissingStatus
from sightline.casework.people.pages.people import ChronologyFilter, Entry, PersonSummary
from sightline.documents.blocks import Block, Document, HeadingBlock, NoteBlock, RecordBlock
from sightline.model.when import london_day
from sightline.translation.lists import in_a_row
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted
from sightline.web.chronology.chronology_words import dated_texts, gap_says, line_when
from sightline.web.chronology.overview_words import agency_badge
from sightline.web.core.whens import born_in_words, day_in_words, month_in_words, when_in_words
from sightline.web.core.words import AGENCIES, kind_in_words
from sightline.web.disputes.presenters import KINDS as BESIDE_KINDS
from sightline.web.disputes.presenters import source_of

Clean = Callable[[str], str]
Additions = Mapping[str, Sequence[BesideLine]]
TITLE, FOOTER, QUOTED = (
    gettext_lazy("Chronology"),
    gettext_lazy("A lead to check, not evidence. Keep this as safe as the records it comes from."),
    gettext_lazy("The child’s own words"),
)
LIMITS = gettext_lazy(
    "This shows only records in Sightline that the person who made this file may see. Other records may exist."
)


@dataclass(frozen=True, slots=True)
class FileMaker:
    """Who makes a file, when, why, and which filters were chosen, in words."""

    who: str = field(repr=False)
    made_at: str
    purpose: str = field(repr=False)
    filters: tuple[str, ...] = field(repr=False)


def make_document(
    whole: WholeChronology,
    *,
    maker: FileMaker,
    chosen: ChronologyFilter,
    missing: MissingStatus,
    additions: Additions,
    clean: Clean,
) -> Document:
    """The document. `clean` takes out of each text what nobody may read."""
    preface = [
        _missing(missing),
        _("Made by %(who)s, %(when)s, for: %(purpose)s.")
        % {"who": maker.who, "when": when_in_words(maker.made_at), "purpose": maker.purpose},
    ]
    preface += [_how_many(whole, chosen), whole.kept_here, _filters(maker.filters), LIMITS]
    return Document(
        title=TITLE,
        about=clean(person_in_words(whole.person)),
        made_by=maker.who,
        made_at=datetime.fromisoformat(maker.made_at),
        preface=tuple(clean(said) for said in preface if said),
        footer=FOOTER,
        quoted=QUOTED,
        blocks=tuple(_blocks(whole.lines, additions, clean)),
        watermark=clean(whole.label),
    )


def person_in_words(person: PersonSummary) -> str:
    """`Ash Made-Up, born 27 March 2010`."""
    name = person.name or _("Name not recorded")
    return f"{name}, {born_in_words(person.birth_dates) or _('birth date not recorded')}"


def _missing(status: MissingStatus) -> str:
    if not status.is_missing:
        return ""
    since = (
        _("since %(when)s") % {"when": when_in_words(status.since)} if status.since else _("since when is not recorded")
    )
    of_file = status.in_police_file and status.police_data_of
    says = _("The police file received %(when)s says so.") % {"when": when_in_words(status.police_data_of)}
    if not status.is_known:
        said = _("Missing status not known when this file was made. Was missing %(since)s.") % {"since": since}
        return join_shown(" ", [said, *([says] if of_file else []), _("Call the control room.")])
    said = _("The child was missing when this file was made: %(since)s.") % {"since": since}
    return join_shown(
        " ", [said, *([says] if of_file else []), _("Call the police to check. In danger now? Call 999.")]
    )


def _how_many(whole: WholeChronology, chosen: ChronologyFilter) -> str:
    records, weeks = whole.records, whole.weeks
    said = in_a_row([counted(records, "entry"), *([counted(weeks, "school week")] if weeks else [])])
    order = _("oldest first") if chosen.oldest_first else _("newest first")
    return f"{said}, {_dates(chosen.from_on, chosen.to_on)}, {order}."


def _dates(first: date | None, last: date | None) -> str:
    said = [_("from %(day)s") % {"day": day_in_words(first)}] if first else []
    said += [_("to %(day)s") % {"day": day_in_words(last)}] if last else []
    return join_shown(" ", said) or _("all dates")


def _filters(filters: Iterable[str]) -> str:
    said = join_shown(", ", filters)
    return _("Some entries are left out. Only these were chosen: %(said)s.") % {"said": said} if said else ""


def _blocks(lines: Iterable[ChronologyLine], additions: Additions, clean: Clean) -> Iterable[Block]:
    for line in lines:
        if line.month:
            yield HeadingBlock(month_in_words(line.month))
        if isinstance(line, TellingLine):
            yield _record(line, additions.get(line.entry.record_id, ()), clean)
        elif isinstance(line, SchoolWeeksLine):
            yield _weeks(line, clean)
        else:
            yield _gap(line)


def _record(line: TellingLine, added: Sequence[BesideLine], clean: Clean) -> RecordBlock:
    entry, badge = line.entry, agency_badge(line.entry.agency)
    texts = [f"{when}. {text}" if when else text for when, _, text in dated_texts(line) if text]
    texts += [_beside(one) for one in added]
    return RecordBlock(
        when=clean(line_when(line)),
        letters=badge.letters,
        agency=badge.agency if entry.organisation in AGENCIES else f"{badge.agency}, {entry.organisation}",
        title=(_("%(kind)s (restricted)") if entry.restricted else "%(kind)s") % {"kind": kind_in_words(entry.kind)},
        quotes=tuple(clean(one.childs_words) for one in line.entries if one.childs_words),
        texts=tuple(clean(text) for text in texts),
        named=clean(gettext("Also named: %(names)s") % {"names": join_shown("; ", entry.present)})
        if entry.present
        else "",
        source=_source(entry),
        day=_day(entry),
    )


def _beside(one: BesideLine) -> str:
    """An addition, a dispute or a statement, with whose words it is."""
    words = one.words or gettext("these words were erased.")
    if one.kind is BesideKind.ADDED:
        return gettext("Added by %(by)s, %(when)s: %(words)s") % {
            "by": one.by,
            "when": when_in_words(one.at),
            "words": words,
        }
    return gettext("%(kind)s. %(source)s %(words)s") % {
        "kind": BESIDE_KINDS[one.kind],
        "source": source_of(one),
        "words": words,
    }


def _day(entry: Entry) -> str:
    return london_day(entry.occurred_from).isoformat() if entry.occurred_from else ""


def _source(entry: Entry) -> str:
    numbers = ", ".join(map(str, entry.source_rows))
    rows = ngettext("row %(numbers)s", "rows %(numbers)s", len(entry.source_rows)) % {"numbers": numbers}
    said = [
        f"{entry.source_file}, {rows}" if entry.source_rows else entry.source_file,
        _("record %(record_id)s") % {"record_id": entry.record_id},
    ]
    said += [_("known from %(day)s") % {"day": day_in_words(entry.known_from)}] if entry.known_from else []
    said += [_("%(versions)s versions") % {"versions": entry.versions}] if entry.versions > 1 else []
    return join_shown("; ", said)


def _weeks(line: SchoolWeeksLine, clean: Clean) -> NoteBlock:
    """One line, and the codes of each week in which a session was missed."""
    badge = agency_badge(line.agency)
    title = f"{weeks_title(line)}: {attendance_in_words(line)}"
    texts = tuple(clean(text) for text in missed_weeks(line))
    return NoteBlock("", badge.letters, badge.agency, title, texts, day=_day(line.weeks[0].entry))


def _gap(line: GapLine) -> NoteBlock:
    return NoteBlock("", "", "", gap_title(line), (join_shown(" ", gap_says(line)),), day=line.to_on.isoformat())
