"""Questions about sentences that only the model of notes found, and what a yes opens, as what escalates."""

from sightline.casework.escalation.engine import SECOND_READING, SENTENCE
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.readings.confirmed_clocks import clocks_of_confirmed_signs, close_corrected
from sightline.casework.readings.second_readings import second_readings
from sightline.casework.readings.sentence_questions import sentence_questions, standing_questions

SOURCE = EscalationSource(
    finders=(sentence_questions, second_readings, clocks_of_confirmed_signs),
    closers=(close_corrected,),
    still_so_of_snapshot={SENTENCE: standing_questions, SECOND_READING: second_readings},
)
