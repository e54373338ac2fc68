"""One late line a child: of what arrived late of a child, the first stands for the others and lists them.

A file that is a month late can bring a dozen overdue clocks of one child at once. Each is an item, so that however the
files come the same is unanswered in the end. A post is told once, and its list has one line with the rest behind it.
"""

from dataclasses import replace

from sightline import timescales
from sightline.casework.escalation.engine import Candidate
from sightline.model.rows.clocks import ServedClock


def as_late(row: ServedClock, candidate: Candidate) -> Candidate:
    """The candidate, marked where it arrived late and only an agency's file can stop it: not what is answered here."""
    by_file = row["known_through"] != timescales.ALWAYS
    is_late = bool(row["arrived_late"]) and by_file and bool(candidate.person_id) and not candidate.about_professional
    return replace(candidate, late=is_late)
