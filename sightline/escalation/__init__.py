"""Works out who must be told now, by when, and what counts as an answer. Pure: rows in, a state out.

Nothing here knows who holds a post, what time it is or where anything is kept.
"""

from sightline.escalation.clockless_rules import (
    BACKLOG,
    LATE_DELIVERY,
    RESTRICTED_SHARE,
    late_from,
    read_escalation_rules,
    straight_until,
    unowned_from,
)
from sightline.escalation.expected_items import WORKING_DAYS_A_MONTH, Expected, ceiling_of, expect_items, passes_ceiling
from sightline.escalation.ladders import (
    ADULT_SAFEGUARDING,
    CONDUCT,
    HOLDER,
    PROFESSIONAL_STANDARDS,
    SHARED,
    Ladder,
    Rung,
    Seat,
    choose_ladder,
    read_ladder,
    read_ladders,
)
from sightline.escalation.later_harm import read_decided_nfa, read_says_so, says_harm
from sightline.escalation.replay import Event, ItemState, Step, Why, refusal_of, replay
from sightline.escalation.responses import (
    AnswerRules,
    CheckedAnswer,
    Form,
    Missing,
    NotAnAnswer,
    Reason,
    check_answer,
    check_words,
    plain_words,
    read_answer_rules,
)
from sightline.escalation.states import Happening, Stage, State, Urgency, print_diagram

__all__ = [
    "ADULT_SAFEGUARDING",
    "BACKLOG",
    "CONDUCT",
    "HOLDER",
    "LATE_DELIVERY",
    "PROFESSIONAL_STANDARDS",
    "RESTRICTED_SHARE",
    "SHARED",
    "WORKING_DAYS_A_MONTH",
    "AnswerRules",
    "CheckedAnswer",
    "Event",
    "Expected",
    "Form",
    "Happening",
    "ItemState",
    "Ladder",
    "Missing",
    "NotAnAnswer",
    "Reason",
    "Rung",
    "Seat",
    "Stage",
    "State",
    "Step",
    "Urgency",
    "Why",
    "ceiling_of",
    "check_answer",
    "check_words",
    "choose_ladder",
    "expect_items",
    "late_from",
    "passes_ceiling",
    "plain_words",
    "print_diagram",
    "read_answer_rules",
    "read_decided_nfa",
    "read_escalation_rules",
    "read_ladder",
    "read_ladders",
    "read_says_so",
    "refusal_of",
    "replay",
    "says_harm",
    "straight_until",
    "unowned_from",
]
