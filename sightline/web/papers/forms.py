"""The forms of papers: recording one, withdrawing one, and printing one."""

from typing import Any, ClassVar

from sightline.casework.papers.pages import PRINTED_LABELS, NewPaper, PapersPage
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import MOST_NAME, WhyField, day_boxes, dropdown, radios, text_box
from sightline.web.core.forms import PostedForm

CHOOSE: tuple[str, Any] = ("", _("Choose one"))


class PaperForm(PostedForm):
    """Which paper, who signed it, its date, and where it is kept."""

    said_at: ClassVar = {
        "no_paper": ("paper",), "no_signer": ("signed_by",), "no_post": ("post",), "bad_day": ("signed_on",),
        "no_place": ("kept_at",), "no_print": ("version",),
    }  # fmt: skip

    paper = dropdown(_("Which paper?"), empty=_("Choose the paper"))
    signed_by = text_box(_("Who signed it?"), _("Their name"), empty=_("Enter who signed it"), most=MOST_NAME)
    post = text_box(
        _("What is their job title?"),
        _("For example, data protection officer"),
        empty=_("Enter their job title"),
        most=MOST_NAME,
    )
    signed_on = day_boxes(_("What is the date on the paper?"), empty=_("Enter the date on the paper"))
    kept_at = text_box(
        _("Where is it kept?"),
        _("For example, the legal register, number 12"),
        empty=_("Enter where it is kept"),
        most=MOST_NAME,
    )

    version = text_box(
        _("Which version did Sightline print? (optional)"),
        _("It is in the first lines of the paper. Leave this empty for a paper that Sightline did not print."),
    )

    def __init__(self, *arguments: Any, shown: PapersPage, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("paper", [CHOOSE, *shown.labels.items()])

    def read_paper(self) -> NewPaper:
        """What was recorded."""
        said = self.cleaned_data
        signed = (said["signed_by"], said["post"], said["signed_on"], said["kept_at"])
        return NewPaper(said["paper"], *signed, version=said["version"])


class PaperWithdrawalForm(PostedForm):
    """Which paper counts no more, and why."""

    said_at: ClassVar = {"no_paper": ("paper",), "as_it_is": ("paper",)}

    paper = dropdown(_("Which paper?"), empty=_("Choose the paper"))
    why = WhyField(label=_("Why?"), help_text=_("For example, the assessment is out of date. Say who decided."))

    def __init__(self, *arguments: Any, shown: PapersPage, **named: Any) -> None:
        super().__init__(*arguments, **named)
        recorded = [(paper_id, label) for paper_id, label in shown.labels.items() if paper_id in shown.recorded]
        self.offer("paper", [CHOOSE, *recorded])


class PrintForm(PostedForm):
    """Which paper to print, and as which file."""

    paper = dropdown(_("Which paper?"), [CHOOSE, *PRINTED_LABELS.items()], empty=_("Choose the paper"))
    form = radios(
        _("As which file?"), [("docx", _("Word")), ("html", _("Web page (HTML)"))], empty=_("Choose the file")
    )
