"""The decisions about papers: rows that are only ever added to. Of one paper the last decision counts."""

from datetime import date

from sightline.casework.core.models import Decision
from sightline.casework.papers.pages import PaperDecision

RECORDED, WITHDRAWN, PRINTED = "paper_recorded", "paper_withdrawn", "paper_printed"


def read_decisions() -> tuple[PaperDecision, ...]:
    """Every decision in the order in which it was made."""
    rows = Decision.objects.filter(kind__in=(RECORDED, WITHDRAWN)).oldest_first()
    return tuple(_as_decision(row) for row in rows)


def papers_in_force() -> dict[str, PaperDecision]:
    """The decision that recorded each paper and was not withdrawn, by the paper's id."""
    found: dict[str, PaperDecision] = {}
    for one in read_decisions():
        if one.is_withdrawal:
            found.pop(one.paper_id, None)
        else:
            found[one.paper_id] = one
    return found


def signed_versions() -> dict[str, str]:
    """The printed version of each paper that was signed last, by the paper's id.

    A later record without a version, and one that was withdrawn, leave it: what was signed is what pages compare with.
    """
    return {one.paper_id: one.version for one in read_decisions() if one.version}


def withdrawn_at() -> dict[str, str]:
    """When each paper whose record does not count any more was withdrawn, by the paper's id."""
    last = {one.paper_id: one for one in read_decisions()}
    return {paper_id: one.at for paper_id, one in last.items() if one.is_withdrawal}


def find_print(*, paper_id: str, version: str) -> dict[str, str] | None:
    """The lines of a paper as it was printed in that version, by their keys; None where it was not."""
    if not version:
        return None
    rows = Decision.objects.filter(kind=PRINTED, body__paper=paper_id, body__version=version)
    found = rows.oldest_first().first()
    return dict(found.body["lines"]) if found else None


def _as_decision(row: Decision) -> PaperDecision:
    body = row.body
    is_withdrawal = row.kind == WITHDRAWN
    return PaperDecision(
        sequence=row.sequence,
        by=row.by,
        at=row.at,
        is_withdrawal=is_withdrawal,
        paper_id=body["paper"],
        signed_by=body.get("signed_by", ""),
        post=body.get("post", ""),
        signed_on=None if is_withdrawal else date.fromisoformat(body["signed_on"]),
        kept_at=body.get("kept_at", ""),
        version=body.get("version", ""),
        why=row.why,
    )
