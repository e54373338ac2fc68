"""The pages on which information governance records the papers that real files need."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sightline.casework.core.session import ReaderSession
from sightline.casework.papers.pages import PapersPage
from sightline.casework.papers.selectors import read_papers
from sightline.casework.papers.services import record_paper, withdraw_paper
from sightline.store import Workspace
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.papers.forms import PaperForm, PaperWithdrawalForm

ACTIVE = "papers"


@page("GET", "HEAD", "POST")
def papers(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Each paper, recorded or missing, and the form that records one."""
    shown = _shown(session)
    form = PaperForm.of(request, shown=shown)
    if form.is_kept(lambda: record_paper(session, paper=form.read_paper())):
        messages.success(request, _("We have recorded the paper."))
        return redirect("papers")
    decisions = [(one, shown.labels.get(one.paper_id, one.paper_id)) for one in shown.decisions]
    return form_page(
        request, "papers/papers.html", {"shown": shown, "form": form, "decisions": decisions, "active": ACTIVE}
    )


@page("GET", "HEAD", "POST")
def withdraw(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Withdraw the record of a paper."""
    shown = _shown(session)
    form = PaperWithdrawalForm.of(request, shown=shown)
    if form.is_kept(
        lambda: withdraw_paper(session, paper_id=form.cleaned_data["paper"], reason=form.cleaned_data["why"])
    ):
        messages.success(request, _("We have recorded that the paper no longer counts."))
        return redirect("papers")
    return form_page(request, "papers/paper_withdraw.html", {"shown": shown, "form": form, "active": ACTIVE})


def _shown(session: ReaderSession) -> PapersPage:
    root = settings.SIGHTLINE_WORKSPACE
    return read_papers(session, workspace=Workspace(root) if root else None)
