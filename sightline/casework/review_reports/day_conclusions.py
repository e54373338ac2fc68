"""Gathers for a draft what Sightline concludes of days that the review ran again, as the draft may say it."""

from collections.abc import Iterator
from datetime import date

from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.kept_days import list_days
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope
from sightline.casework.reviews.pages.day_conclusions import ConclusionOfDay, DayConclusionKind, HindsightCause
from sightline.curiosity.rules import read_questions
from sightline.review.report.nouns import ReportConclusion


def list_conclusions(session: ReaderSession, scope: KnowledgeScope) -> Iterator[ReportConclusion]:
    """The conclusions of each day that was kept of the scope's person; for what is audited by itself.

    Of all agencies of the terms together none is named.
    """
    for on, holders, kept in list_days(session, scope):
        agencies = () if set(holders) == set(scope.agencies) else holders
        for one in kept.found:
            yield _tell(one, scope.called, on, agencies)
        for later in kept.hindsight or ():
            yield _tell(later.concluded, scope.called, on, agencies, later.causes)


def _tell(
    one: ConclusionOfDay, called: str, on: date, agencies: tuple[str, ...], causes: tuple[HindsightCause, ...] = ()
) -> ReportConclusion:
    return ReportConclusion(
        called=called,
        on=on,
        agencies=agencies,
        kind=one.kind,
        label=_label(one, on),
        later=tuple((str(each.by), each.on) for each in causes),
        record_ids=one.record_ids,
        behind=tuple(record for each in causes for record in each.record_ids),
        needs=tuple(name for name, each in (("match", one.sure), ("reading", one.read)) if each and not each.since),
    )


def _label(one: ConclusionOfDay, on: date) -> str:
    """The name of the rule. The words of a question may quote a record, so a draft has its rule in their place."""
    if one.kind is not DayConclusionKind.QUESTION:
        return one.label
    return next((each.rule.label for each in read_questions(day=on) if each.id == one.rule_id), one.rule_id)
