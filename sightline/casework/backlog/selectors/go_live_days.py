"""Reads the go-live day of every agency and layout, who set it and why."""

from sightline.casework.audit.trail import audited
from sightline.casework.backlog.pages import GoLiveLine, GoLivePage
from sightline.casework.backlog.plans import backlog_lines
from sightline.casework.backlog.rights import check_sets
from sightline.casework.core.session import ReaderSession
from sightline.casework.go_live.decisions import EVERY_LAYOUT, GoLiveSet, decisions_in_force, read_decisions
from sightline.casework.go_live.layouts import known_layouts, pairs_received
from sightline.model.nouns import Agency


def read_go_lives(session: ReaderSession) -> GoLivePage:
    """Every agency and layout of which files came or a day is set, and every decision there was."""
    with audited(session, action="read_go_lives") as trail:
        check_sets(actor=session.actor)
        decisions = read_decisions()
        trail.add("decision", [str(one.sequence) for one in decisions])
        return GoLivePage(
            lines=go_live_lines(session),
            decisions=tuple(reversed(decisions)),
            layouts=tuple((agency.value, known_layouts(session, agency)) for agency in Agency),
            backlog=backlog_lines(session),
        )


def go_live_lines(session: ReaderSession) -> tuple[GoLiveLine, ...]:
    """Every agency and layout with the decision that counts, for a page that is audited by its own selector."""
    held = {(one.go_live.agency, one.go_live.layout): one for one in decisions_in_force()}
    pairs = sorted({*pairs_received(session), *held})
    return tuple(GoLiveLine(agency, layout, _decision(held, agency, layout)) for agency, layout in pairs)


def _decision(held: dict[tuple[str, str], GoLiveSet], agency: str, layout: str) -> GoLiveSet | None:
    return held.get((agency, layout)) or held.get((agency, EVERY_LAYOUT))
