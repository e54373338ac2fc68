"""Reads complaints for one reader, and how many there were for those who read counts."""

from datetime import timedelta

from sightline.casework.audit.trail import audited
from sightline.casework.complaints.histories import governed, line_of, load_histories, need_history
from sightline.casework.complaints.models import ComplaintEntry
from sightline.casework.complaints.pages import ComplaintEntryLine, ComplaintFigures, ComplaintList, ComplaintPage
from sightline.casework.complaints.rights import may_settle, reads_figures
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.lines import JournalLines
from sightline.scale.small_numbers import hide_in_list, show

YEAR = timedelta(days=365)


def list_complaints(session: ReaderSession) -> ComplaintList:
    """The complaints that the account may open, the newest first, and the counts of a year."""
    with audited(session, action="list_complaints") as trail:
        actor, now = session.actor, clock.now_at()
        settles = may_settle(actor=actor)
        own = () if actor.account_id is None else load_histories(by=actor.reader.username)
        lines = tuple(line_of(one, now=now) for one in (governed(session, load_histories()) if settles else own))
        trail.add("complaint", [one.complaint_id for one in lines])
        figures = count_complaints() if reads_figures(actor=actor) else None
    return ComplaintList(lines, settles, now, figures)


def count_complaints() -> ComplaintFigures:
    """Complaints received in the last twelve months, small numbers hidden so that none can be worked out."""
    since = clock.today() - YEAR
    in_time = [one.is_in_time() for one in load_histories() if one.received_on > since]
    numbers = [in_time.count(True), in_time.count(False), in_time.count(None)]
    return ComplaintFigures(show(len(in_time)), *hide_in_list(numbers))


def read_complaint(session: ReaderSession, *, complaint_id: str) -> ComplaintPage:
    """One complaint and what was done; NotHere where the account may not open it."""
    with audited(session, action="read_complaint") as trail:
        trail.add("complaint", [complaint_id])
        found = need_history(session, complaint_id=complaint_id)
        settles = may_settle(actor=session.actor)
        rows = (found.made, *found.entries.all)
        texts: JournalLines[str] = JournalLines(
            session, mention_ids=(), record_ids=(), shas=[one.text_sha for one in rows], seen={}
        )
        said = texts.text(found.made.text_sha)
        return ComplaintPage(
            line=line_of(found, now=clock.now_at()),
            entries=tuple(_make_line(one, texts, settles=settles) for one in found.entries.all),
            choices=found.choices() if settles else (),
            may_settle=settles,
            words=said.words,
            who=said.who,
            reach=said.what,
        )


def _make_line(row: ComplaintEntry, texts: JournalLines[str], *, settles: bool) -> ComplaintEntryLine:
    words = texts.text(row.text_sha).words if settles else ""
    return ComplaintEntryLine(row.kind, row.at, row.by, row.on_day, row.owner, row.word, words)
