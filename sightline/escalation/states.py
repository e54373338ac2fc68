"""How an item stands and what may happen to it: one table. `replay` goes by it, and the diagram is printed from it.

Acknowledging stops no time, and nothing that one person does closes an item. It is closed when somebody else, further
up, has seen the answer and agrees, or when a fact that the rule names is known. A question about a sentence is closed
by its reading, because that opens something else: a deadline after a yes, a second reading after a no.
"""

from enum import StrEnum

from sightline.translation.messages import lazy as _


class Stage(StrEnum):
    """Whose turn it is, from the practitioner to the top. The order here is the order of climbing."""

    PRACTITIONER = "practitioner"
    TEAM_MANAGER = "team_manager"
    HEAD_OF_SERVICE = "head_of_service"
    CHIEF_OFFICER = "chief_officer"
    LEAD_SAFEGUARDING_PARTNERS = "lead_safeguarding_partners"
    CHAIR_AND_SCRUTINEER = "chair_and_scrutineer"

    @property
    def rank(self) -> int:
        """0 for the practitioner; higher is further up."""
        return RANKS[self]


RANKS = {stage: number for number, stage in enumerate(Stage)}


class Urgency(StrEnum):
    """Which of a ladder's limits hold for an item."""

    URGENT = "urgent"
    STANDARD = "standard"


class State(StrEnum):
    """How an item stands."""

    WAITING = "waiting"
    ACKNOWLEDGED = "acknowledged"
    ACTING = "acting"
    TO_BE_SEEN = "to_be_seen"
    CLOSED = "closed"


class Happening(StrEnum):
    """What may happen. `due` is time passing; `fact` and `nobody` are noted by Sightline, the rest by people."""

    ACKNOWLEDGED = "acknowledged"
    ACT = "act"
    ASKED_NOT_KNOWN = "asked_not_known"
    NOT_PROCEED = "not_proceed"
    FOUND = "found"
    ACTION_DONE = "action_done"
    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    READ = "read"
    CANNOT_TELL = "cannot_tell"
    CORRECTED = "corrected"
    DUE = "due"
    NOBODY = "nobody"
    FACT = "fact"


WAITS = (State.WAITING, State.ACKNOWLEDGED)
OPEN = (*WAITS, State.ACTING, State.TO_BE_SEEN)
PROMISES = (Happening.ACT, Happening.ASKED_NOT_KNOWN)
ANSWERS = (*PROMISES, Happening.NOT_PROCEED, Happening.FOUND)
SEEN = (Happening.AGREED, Happening.NOT_AGREED)

BECOMES: dict[tuple[State, Happening], State] = {
    (State.WAITING, Happening.ACKNOWLEDGED): State.ACKNOWLEDGED,
    **{(state, promise): State.ACTING for state in WAITS for promise in PROMISES},
    **{
        (state, answer): State.TO_BE_SEEN
        for state in WAITS
        for answer in (Happening.NOT_PROCEED, Happening.FOUND)
    },
    **{(state, Happening.READ): State.CLOSED for state in WAITS},
    **{(state, Happening.CANNOT_TELL): State.WAITING for state in WAITS},
    (State.CLOSED, Happening.CORRECTED): State.CLOSED,
    **{(state, Happening.DUE): State.WAITING for state in WAITS},
    **{(state, Happening.NOBODY): state for state in (*WAITS, State.TO_BE_SEEN)},
    (State.ACTING, Happening.ACTION_DONE): State.TO_BE_SEEN,
    (State.ACTING, Happening.NOT_PROCEED): State.TO_BE_SEEN,
    (State.ACTING, Happening.FOUND): State.TO_BE_SEEN,
    (State.ACTING, Happening.DUE): State.WAITING,
    (State.TO_BE_SEEN, Happening.AGREED): State.CLOSED,
    (State.TO_BE_SEEN, Happening.NOT_AGREED): State.WAITING,
    (State.TO_BE_SEEN, Happening.DUE): State.TO_BE_SEEN,
    **{(state, Happening.FACT): State.CLOSED for state in OPEN},
}  # fmt: skip

IN_WORDS = {
    State.WAITING: _("not answered"),
    State.ACKNOWLEDGED: _("being dealt with, not answered"),
    State.ACTING: _("action under way"),
    State.TO_BE_SEEN: _("answered, needs review"),
    State.CLOSED: _("closed"),
}
MEANING = {
    Happening.ACKNOWLEDGED: _("a responsible person is dealing with it; the deadline does not change"),
    Happening.ACT: _("what, who, by when"),
    Happening.ASKED_NOT_KNOWN: _("asked, still not known: a new date"),
    Happening.NOT_PROCEED: _("a reason from the list, and words"),
    Happening.FOUND: _("who was asked, when, what was found"),
    Happening.ACTION_DONE: _("what was to be done is done"),
    Happening.AGREED: _("a later stage has reviewed the answer and agrees"),
    Happening.NOT_AGREED: _("a later stage has reviewed the answer and does not agree"),
    Happening.READ: _(
        "sentences only: yes or no. A yes starts the sign's own deadline; "
        "after a no, another agency reads the sentence again"
    ),
    Happening.CANNOT_TELL: _("sentences only: cannot tell. Sightline asks the next stage"),
    Happening.CORRECTED: _("sentences only: a yes is corrected to no, and another agency reads the sentence again"),
    Happening.DUE: _("no answer in the time of this stage"),
    Happening.NOBODY: _("no responsible person: escalated at once"),
    Happening.FACT: _("a fact that the rule names is known"),
}


def print_diagram() -> str:
    """The table as a diagram (Mermaid), and what each happening means."""
    arrows = [f"    {state} --> {after}: {what}" for (state, what), after in BECOMES.items()]
    lines = [
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> waiting: opened",
        *arrows,
        "    closed --> [*]",
        "```",
        "",
    ]
    lines += [
        "| state | in words |",
        "|---|---|",
        *(f"| {state} | {words} |" for state, words in IN_WORDS.items()),
        "",
    ]
    lines += [
        "| what happens | what it is |",
        "|---|---|",
        *(f"| {what} | {is_} |" for what, is_ in MEANING.items()),
    ]
    return "\n".join(lines)
