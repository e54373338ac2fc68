"""A chronology as a Word, Excel or PDF file: the page asks what it is for, and the file says so."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sightline.casework.chronology.selectors.chronology import read_chronology
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.selectors import list_beside
from sightline.casework.onward_requests.selectors import receivers_of
from sightline.casework.overview.selectors.overview import read_frame
from sightline.casework.people.pages.people import ChronologyFilter
from sightline.casework.protection.selectors.response_redaction import redact_response
from sightline.documents.blocks import Document
from sightline.web.chronology.chronology_views import FILES, searched
from sightline.web.chronology.file_words import FileMaker, make_document
from sightline.web.chronology.filters import chosen_in_words
from sightline.web.chronology.forms import ChronologyAsked, ChronologyFileForm
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.words import agency_in_words, role_in_words

WORD = "docx"


@page("GET", "HEAD", "POST")
def chronology_file(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Ask what a file is for; once posted, the file, with the reader's own rights."""
    asked = ChronologyAsked.of(request)
    frame = read_frame(session, person_id=person_id)
    chosen = asked.chosen(search=searched(request, person_id, asked))
    ending = asked.said["form"] or WORD
    form = ChronologyFileForm.of(
        request,
        dates_chosen=bool(chosen.from_on or chosen.to_on),
        receivers=receivers_of(session, person_id=person_id),
    )
    made = list[HttpResponse]()

    def make() -> None:
        wanted, said = form.narrow(chosen, today=clock.today()), form.cleaned_data
        ground = (said["purpose"], said["why"], said.get("receiver", ""))
        made.append(_file(session, person_id, wanted, ending, ground))

    if form.is_kept(make):
        return made[0]
    context = {
        "frame": frame, "form": form, "kind": dict(FILES)[ending], "filters": _filters(chosen), "active": "find",
        "query": asked.query(),
    }  # fmt: skip
    return form_page(request, "chronology/file.html", context)


def _file(
    session: ReaderSession, person_id: str, chosen: ChronologyFilter, ending: str, said: tuple[str, str, str]
) -> HttpResponse:
    """The file. `said`: its purpose of the list, why it is needed, and who gets it where an agency agreed to that."""
    purpose, why, receiver = said
    whole = read_chronology(
        session, person_id=person_id, purpose=purpose, why=why, receiver=receiver, chosen=chosen, form=ending
    )
    now, reader = clock.now_at(), session.actor.reader
    whose = f", {agency_in_words(reader.agency)}" if reader.agency else ""
    document = make_document(
        whole,
        maker=FileMaker(f"{reader.username} ({role_in_words(reader.role)}{whose})", now, why, _filters(chosen)),
        chosen=chosen,
        missing=read_frame(session, person_id=person_id).missing,
        additions=list_beside(session, record_ids=[entry.record_id for entry in whole.entries]),
        clean=partial(redact_response, session, "text/plain"),
    )
    body, content_type = _write(document, ending)
    headers = {"Content-Disposition": f'attachment; filename="chronology-{now[:10]}.{ending}"'}
    return HttpResponse(body, content_type=content_type, headers=headers)


def _write(document: Document, ending: str) -> tuple[bytes, str]:
    from sightline.documents import excel, pdf, word  # loaded where a file is made, so that pages start without them

    match ending:
        case "xlsx":
            return excel.write_excel(document), excel.CONTENT_TYPE
        case "pdf":
            return pdf.write_pdf(document), pdf.CONTENT_TYPE
        case _:
            return word.write_word(document), word.CONTENT_TYPE


def _filters(chosen: ChronologyFilter) -> tuple[str, ...]:
    words = (_("mentions “%(search)s”") % {"search": chosen.search},) if chosen.search else ()
    return (*chosen_in_words(chosen), *words)
