"""The sharing ledger: which records of one agency were shown to another's readers, why, and on what basis."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.pages import CorrectionReply
from sightline.casework.corrections.selectors import replies_by_reader
from sightline.casework.ledger.pages import SharingLine, SharingQuestion, SharingWay
from sightline.casework.ledger.selectors import list_refused_reasons, list_sharing, read_child_sharing, total_sharing
from sightline.casework.ledger.services import export_sharing
from sightline.casework.overview.selectors.overview import read_frame
from sightline.web.core.doorway import page
from sightline.web.core.pagination import page_by_place
from sightline.web.ledger.forms import AGENCIES, SharingAsked

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/jsonl"}
FORMATS = (("csv", "CSV"), ("json", "JSON"))
SHOWN_WAYS = (SharingWay.SHOWN, SharingWay.LEFT, SharingWay.NOT_ENOUGH)
ENDINGS = {"csv": "csv", "json": "jsonl"}


@page("GET", "HEAD")
def sharing(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Lines by agency, reader, agreement, way and day; fifty entries a page, newest first."""
    asked = SharingAsked.of(request)
    question, before = asked.question(), asked.said["before"]
    found = list_sharing(session, question=question, before=before or None)
    context = {
        "found": found,
        "corrections": _corrections(session, found.lines),
        "question": question,
        "asked": question != SharingQuestion(),
        "agencies": AGENCIES,
        "ways": SharingWay.choices,
        "shown_ways": SHOWN_WAYS,
        "paging": page_by_place(asked=asked, later=found.older_before, name="before"),
        "files": [(name, asked.query(before="", format=kind)) for kind, name in FORMATS],
        "active": "audit",
    }
    return render(request, "ledger/sharing.html", context)


def _corrections(
    session: ReaderSession, lines: tuple[SharingLine, ...]
) -> dict[int, tuple[tuple[CorrectionReply, str], ...]]:
    """By line: what its reader was told since of a change to one of its records."""
    by_reader = replies_by_reader(session, record_ids=[one for line in lines for one in line.record_ids])
    found = {}
    for line in lines:
        replies = dict.fromkeys(each for one in line.record_ids for each in by_reader.get((one, line.username), ()))
        found[line.number] = tuple((each, str(each.what.label)) for each in replies)
    return found


@page("POST")
def sharing_file(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The same lines in a file: CSV, or JSON lines."""
    asked = SharingAsked.of(request)
    kind = asked.said["format"] or "csv"
    content = export_sharing(session, question=asked.question(), as_json=kind == "json")
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="sharing-ledger.{ENDINGS[kind]}"'
    return response


@page("GET", "HEAD")
def totals(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """How many records each agency was first shown of each other's, by closed quarter."""
    return render(request, "ledger/totals.html", {"quarters": total_sharing(session), "active": "audit"})


@page("GET", "HEAD")
def refused_reasons(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The refused reasons that the account was told of, because they had opened records of its agency."""
    return render(request, "ledger/refused_reasons.html", {"lines": list_refused_reasons(session), "active": "notices"})


@page("GET", "HEAD")
def child_sharing(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Whom a child's records were shown to, by agency, for those who lead the child's case."""
    shown = read_child_sharing(session, person_id=person_id)
    context = {"shown": shown, "frame": read_frame(session, person_id=person_id), "active": "find"}
    return render(request, "ledger/child_sharing.html", context)
