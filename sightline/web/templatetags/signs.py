"""What templates need of signs: their kinds in words, how one is meant, and cells with their marks."""

from collections.abc import Mapping, Sequence

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from sightline.casework.disputes.pages import BesideLine
from sightline.casework.notes.pages.feedback import MarkSaid
from sightline.casework.notes.pages.sentences import NoteSentences
from sightline.casework.notes.selectors.wording_counts import Team
from sightline.casework.people.pages.people import Entry, RowAsItCame
from sightline.model.passages import count_unread
from sightline.translation.messages import join_shown
from sightline.web.core import words
from sightline.web.notes import presenters as notes_presenters

register = template.Library()

register.filter("sign", notes_presenters.sign_in_words)
register.filter("how_meant", notes_presenters.how_in_words)
register.filter("mark_name", notes_presenters.mark_in_words)
register.filter("label_name", notes_presenters.label_in_words)
register.filter("wording", notes_presenters.wording_in_words)


register.filter("unread", count_unread)
register.filter("level", notes_presenters.level_in_words)


@register.filter
def count_sentences(notes: Sequence[NoteSentences]) -> int:
    """How many sentences of these notes the model lists."""
    return sum(len(note.sentences) for note in notes)


@register.filter
def count_with_asked(notes: Sequence[NoteSentences]) -> int:
    """The same, and those that a person is asked about because of a rule."""
    return sum(len(note.sentences) + len(note.sentences_asked) for note in notes)


@register.filter
def said_of(said: Sequence[MarkSaid], passage_id: str) -> list[MarkSaid]:
    """What was said of one mark; of no mark (empty): what was overlooked."""
    return [one for one in said or () if one.passage_id == passage_id]


@register.filter
def of_record(added: Mapping[str, Sequence[BesideLine]] | None, record_id: str) -> Sequence[BesideLine]:
    """What is said beside one record, on a page that reads that."""
    return (added or {}).get(record_id, ())


@register.filter
def team_name(team: Team) -> str:
    """A body of an agency, or the whole agency."""
    agency = words.agency_in_words(team.agency)
    return (
        f"{agency}: {team.organisation}"
        if team.organisation
        else _("%(agency)s, the whole agency") % {"agency": agency}
    )


@register.filter
def beside(numbers: Sequence[str], months: Sequence[str]) -> list[tuple[str, str]]:
    """Each number with its month."""
    return list(zip(months, numbers, strict=True))


@register.filter
def of_rule(numbers: Mapping[str, str], rule_id: str) -> str:
    """The number of a rule; none where it is not there."""
    return numbers.get(rule_id, "0")


@register.simple_tag(takes_context=True)
def signs_noted(context: Context, entry: Entry) -> str:
    """The signs of an entry's record in a row, by the page's `signs_by_record`; empty where there are none."""
    return join_shown("; ", (context.get("signs_by_record") or {}).get(entry.record_id, ()))


@register.simple_tag(takes_context=True)
def marked_cells(context: Context, row: RowAsItCame) -> list[tuple[str, str, notes_presenters.MarkedCell | None]]:
    """The cells of a row: heading, text, and the cell with its marks where the page's `noted` has any."""
    return notes_presenters.marked_cells(row, context.get("noted") or ())


@register.simple_tag(takes_context=True)
def marked_box(context: Context, heading: str, text: str) -> notes_presenters.MarkedCell | None:
    """A box of a concern with the marks that the page's `noted` has in the cell of that heading; None without any."""
    here = [one for one in context.get("noted") or () if one.heading == heading]
    marked = notes_presenters.mark_cell(text, here)
    return marked if marked.reasons else None
