"""Questions about sentences that only the model of notes found, and what a yes opens, as what escalates."""

from sightline.casework.escalation.engine import SECOND_READING, SENTENCE
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.notes.sentence_questions import (
    clocks_of_confirmed_signs,
    current_questions,
    second_readings,
    sentence_questions,
)

SOURCE = EscalationSource(
    finders=(sentence_questions, second_readings, clocks_of_confirmed_signs),
    still_so_of_snapshot={SENTENCE: current_questions, SECOND_READING: second_readings},
)
