"""Makes the paper of a kind."""

from collections.abc import Callable, Mapping

from sightline.papers.facts import PaperFacts
from sightline.papers.kinds.agreement_list import make_agreements
from sightline.papers.kinds.equality_analysis import make_equality
from sightline.papers.kinds.impact_assessment import make_dpia
from sightline.papers.kinds.privacy_notice import make_privacy_notice
from sightline.papers.kinds.processing_record import make_ropa
from sightline.papers.kinds.transparency_record import make_atrs
from sightline.papers.statement import PaperKind, PrintedPaper
from sightline.translation.messages import as_written

MAKERS: Mapping[PaperKind, Callable[[PaperFacts], PrintedPaper]] = {
    PaperKind.DPIA: make_dpia,
    PaperKind.ROPA: make_ropa,
    PaperKind.PRIVACY_NOTICE: make_privacy_notice,
    PaperKind.EQUALITY: make_equality,
    PaperKind.AGREEMENTS: make_agreements,
    PaperKind.ATRS: make_atrs,
}


def make_paper(kind: PaperKind, *, facts: PaperFacts) -> PrintedPaper:
    """The paper of that kind, from what runs. It is in English, so that versions in two languages are the same."""
    with as_written():
        return MAKERS[kind](facts)
