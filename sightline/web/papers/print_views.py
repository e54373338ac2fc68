"""The page of the papers that Sightline prints: what changed since each was signed, and the files to download."""

from django.http import HttpRequest, HttpResponse

from sightline.casework.core.session import ReaderSession
from sightline.casework.papers.selectors import read_prints
from sightline.casework.papers.services import print_paper
from sightline.documents.report_files import FORMS, write_report
from sightline.papers import PaperKind
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.papers.forms import PrintForm


@page("GET", "HEAD", "POST")
def printed_papers(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Each paper with its signature and changes; once posted, the file of one."""
    lines = read_prints(session)
    form = PrintForm.of(request)
    if form.is_whole:
        return _file(session, PaperKind(form.cleaned_data["paper"]), form.cleaned_data["form"])
    return form_page(request, "papers/printed_papers.html", {"lines": lines, "form": form, "active": "papers"})


def _file(session: ReaderSession, kind: PaperKind, ending: str) -> HttpResponse:
    body = write_report(print_paper(session, kind=kind).report, ending)
    headers = {"Content-Disposition": f'attachment; filename="{kind}.{ending}"'}
    return HttpResponse(body, content_type=FORMS[ending], headers=headers)
