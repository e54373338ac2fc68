"""Writes all that a review holds of named people, places and days for an inquiry or a court, to be checked offline."""

import json
from io import StringIO

from sightline.casework.audit.trail import OPENED_BY, audited
from sightline.casework.bulk_exports.services import label_file, label_one, need_second_person, use_request
from sightline.casework.core import clock
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.protection.selectors.response_redaction import redact_response
from sightline.casework.review_reports.inquiry_items import HEADINGS, REDACTIONS, InquiryItems, gather_items
from sightline.casework.review_reports.pages import InquiryAsk, InquiryFile
from sightline.casework.reviews.frozen_data import OPENED_BY_REVIEW, describe_frozen, need_frozen
from sightline.casework.reviews.histories import ReviewHistory, line_of, need_review
from sightline.casework.reviews.rights import check_discloses
from sightline.documents.hashed_package import CONTENT_TYPE, sha_of, write_package
from sightline.documents.tables import write_csv_rows
from sightline.model.errors import Usage
from sightline.model.exports.lists import INQUIRY
from sightline.translation.messages import lazy as _

MANIFEST, ABOUT = "manifest.json", "README.txt"
ABOUT_LINES = (
    _("Everything that Sightline holds in this review about any of the people or places below, in these days."),
    _("It is a lead to check, not evidence of what happened. Other records may exist."),
    _("The first line of each table says who exported it, when and what for. It begins with #."),
    _("Each row of events.csv names its record or import. records.csv has each row of each version as it came."),
    _("silences.csv has each contact that a rule expected and no received record shows in time, with the rule."),
    _("redactions.csv lists what was taken out or left out, with the reason."),
    _("A sign ' before a cell that begins like a formula was added, so that no program runs it."),
    _("To check that no byte was changed, run in this folder: sha256sum -c SHA256SUMS"),
)


def write_inquiry_file(session: ReaderSession, *, review_id: str, ask: InquiryAsk) -> InquiryFile:
    """The zip file. Of real data a second person must have agreed; Refused where nobody did, or the role may not."""
    with audited(session, action="export_review_inquiry", reason=read_words(ask.purpose)) as trail:
        trail.add("learning_review", [review_id])
        check_discloses(actor=session.actor)
        check_people(actor=session.actor)
        found = need_review(session, review_id=review_id)
        _check_ask(found, ask)
        agreed = need_second_person(session, table=INQUIRY, number=ask.request, password=ask.password)
        items = gather_items(session, found, ask, clean=lambda text: redact_response(session, "text/plain", text))
        trail.add("record", items.record_ids)
        trail.add("person", items.people)
        label = label_file(session, agreed) or label_one(session, purpose=str(_("learning review or inquiry")))
        files = _write_files(session, found, ask, items, label)
        redactions = len(items.rows[REDACTIONS])
        trail.details = {
            OPENED_BY: OPENED_BY_REVIEW, "records": len(items.record_ids), "redactions": redactions,
            "manifest": sha_of(files[MANIFEST]),
        }  # fmt: skip
        if agreed:
            trail.details |= {"purpose": agreed.purpose, "request": agreed.number}
            use_request(session, request=agreed)
    name = f"review-inquiry-{clock.now_at()[:10]}.zip"
    return InquiryFile(write_package(files), CONTENT_TYPE, name, len(items.record_ids), redactions)


def _check_ask(found: ReviewHistory, ask: InquiryAsk) -> None:
    """Usage where a person is not of this review, or the period ends before it begins."""
    if not set(ask.people) <= {*found.children, *found.adults}:
        raise Usage(
            _("A person is not in this review."),
            code="no_child",
            what_to_do=_("Choose from: %(people)s.") % {"people": ", ".join((*found.children, *found.adults))},
        )
    if ask.from_on and ask.to_on and ask.to_on < ask.from_on:
        raise Usage(_("The period ends before it begins."), code="no_period", what_to_do=_("Check both days."))


def _write_files(
    session: ReaderSession, found: ReviewHistory, ask: InquiryAsk, items: InquiryItems, label: str
) -> dict[str, bytes]:
    files, counts = {ABOUT: _about(session, found, ask, label)}, dict[str, int]()
    for name, headings in HEADINGS.items():
        stream = StringIO()
        write_csv_rows(stream, headings, items.rows[name], label=label)
        files[name], counts[name] = stream.getvalue().encode(), len(items.rows[name])
    frozen = describe_frozen(session, found)
    said = {
        "label": label,
        "review": found.review_id,
        "asked": _asked(ask),
        "frozen": {
            "snapshot": frozen.snapshot_id,
            "up_to": str(frozen.up_to),
            "tables": need_frozen(found).manifest().get("tables", {}),
        },
        "files": [
            {"name": name, "sha256": sha_of(data), "bytes": len(data), "rows": counts.get(name)}
            for name, data in files.items()
        ],
    }
    files[MANIFEST] = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode()
    return files


def _asked(ask: InquiryAsk) -> dict[str, object]:
    return {
        "people": list(ask.people),
        "places": list(ask.places),
        "from": str(ask.from_on or ""),
        "to": str(ask.to_on or ""),
        "purpose": ask.purpose,
    }


def _about(session: ReaderSession, found: ReviewHistory, ask: InquiryAsk, label: str) -> bytes:
    asked = "\n".join(
        f"{name}: {', '.join(said) if isinstance(said, list) else said}" for name, said in _asked(ask).items()
    )
    text = "\n\n".join((label, line_of(session, found).title, *map(str, ABOUT_LINES), asked))
    return f"{redact_response(session, 'text/plain', text)}\n".encode()
