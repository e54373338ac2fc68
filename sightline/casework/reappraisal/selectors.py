"""All that is said of answers as a whole, for one page: a month's sample, the same words again, harmed later.

Each of the three is a selector of its own, with its own check and audit. This only puts them side by side and says
which months there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.pages import HarmedLaterLine, RepeatedLine, SampleLine
from sightline.casework.escalation.response_samples import (
    check_review,
    list_answers_sample,
    list_harmed_later,
    list_repeated_answers,
)
from sightline.casework.escalation.selectors import lines_of
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.reappraisal.agency_decisions import DecisionsHarmedAfter, list_decisions_harmed_after
from sightline.model.errors import Refused


@dataclass(frozen=True, slots=True)
class AnswersReview:
    """What the page is given. `month` is `2026-11`; `later` is empty where `month` is the present one.

    `openable` are the items that the account may open: the executive lists many that it opens none of.
    """

    month: str
    earlier: str
    later: str
    sample: tuple[SampleLine, ...]
    repeated: tuple[RepeatedLine, ...]
    harmed: tuple[HarmedLaterLine, ...]
    openable: frozenset[str]
    decided: DecisionsHarmedAfter


def may_review(session: ReaderSession) -> bool:
    """Whether the account looks at answers as a whole: for the links that lead there."""
    try:
        check_review(session)
    except Refused:
        return False
    return True


def read_answers_review(session: ReaderSession, *, month: str = "") -> AnswersReview:
    """The three lists; the sample of the present month where none is asked for. Refused and Usage as each of them."""
    present = f"{clock.today():%Y-%m}"
    chosen = month or present
    sample, repeated = list_answers_sample(session, month=chosen), list_repeated_answers(session)
    harmed = list_harmed_later(session)
    named = {line.item_id for line in sample} | {line.item_id for line in harmed}
    named |= {one for line in repeated for one in line.item_ids}
    return AnswersReview(
        month=chosen,
        earlier=shift_month(chosen, -1),
        later=shift_month(chosen, 1) if chosen < present else "",
        sample=sample,
        repeated=repeated,
        harmed=harmed,
        openable=_openable(session, named),
        decided=list_decisions_harmed_after(session),
    )


def _openable(session: ReaderSession, item_ids: Iterable[str]) -> frozenset[str]:
    items = list(Item.objects.filter(item_id__in=sorted(item_ids)))
    held = posts_held(session, on=clock.today())
    return frozenset(line.item_id for line in lines_of(session, items=items, held=held))


def shift_month(month: str, by: int) -> str:
    """The month so many months later or, below nought, earlier."""
    years, months = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + by, 12)
    return f"{years:04d}-{months + 1:02d}"
