"""The reply as a Word file, in the words of the page."""

from datetime import datetime

from sightline.casework.subject_access.pages import AccessBundle, BundleRecord
from sightline.documents.blocks import Block, Document, NoteBlock, RecordBlock
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _
from sightline.web.chronology.overview_words import agency_badge
from sightline.web.core.words import agency_in_words, kind_in_words
from sightline.web.subject_access.presenters import DRAFT, said_first

TITLE = _("Reply to a request for data")


def happened(record: BundleRecord) -> str:
    """The day of a record, or that it is not known."""
    return (record.occurred_from or "")[:10] or str(_("day not recorded"))


def make_document(bundle: AccessBundle) -> Document:
    """The document."""
    badge = agency_badge(bundle.controller)
    blocks: list[Block] = []
    for one in bundle.records:
        title = kind_in_words(one.kind)
        if one.withheld:
            texts = tuple(str(_("Withheld: %(why)s") % {"why": why}) for why in one.withheld)
        else:
            texts = tuple(f"{heading}: {text}" for heading, text in one.boxes)
        blocks.append(RecordBlock(happened(one), badge.letters, badge.agency, title, (), texts, "", day=happened(one)))
    laws = tuple(f"{one.shown_as}: {one.law}" for one in bundle.grounds)
    if laws:
        blocks.append(NoteBlock("", "", "", str(_("The law behind each gap")), laws))
    return Document(
        title=str(TITLE),
        about=join_shown(", ", filter(None, (agency_in_words(bundle.controller), bundle.organisation))),
        made_by=bundle.made_by,
        made_at=datetime.fromisoformat(bundle.made_at),
        preface=(*(() if bundle.is_complete else (str(DRAFT),)), *map(str, said_first(bundle))),
        footer=str(_("Personal data")),
        quoted="",
        blocks=tuple(blocks),
    )
