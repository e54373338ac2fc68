"""When a record makes no connection by itself: graded 3 or E, or to be used on conditions that nothing says are met.

A child's account is set aside by no grade, however low. Handling is no grade; and what the conditions are stands in
free words, which no rule reads.
"""

from sightline.known_facts.origins import SOURCE_AGENCY
from sightline.known_facts.rows import detail
from sightline.model.passages import Experiencer, Polarity, Tense

# Records in which a child tells: in words of their own, or as the note says.
ACCOUNTS = f"""
SELECT record_id FROM passage
WHERE indicator = 'account_given' AND polarity = '{Polarity.AFFIRMED}' AND time <> '{Tense.HYPOTHETICAL}'
  AND experiencer = '{Experiencer.SUBJECT}'
UNION SELECT record_id FROM fact WHERE childs_words <> ''
"""

# Of `pattern_fact AS fact`, once ACCOUNTS stand in `pattern_account`.
LOW = (
    f"((upper({detail('source_evaluation', 'fact.details')}) = '3' "
    f"OR upper({detail('intelligence_assessment', 'fact.details')}) = 'E') "
    "AND fact.record_id NOT IN (SELECT record_id FROM pattern_account))"
)
UNMET = (
    f"(starts_with(upper({detail('handling', 'fact.details')}), 'C') "
    "AND coalesce(json_extract_string(fact.details, '$.handling_conditions_met.value'), '') <> 'yes')"
)
# What every row of a record says of itself beside its people and things.
SAID = f"{LOW} AS low, {UNMET} AS unmet, {SOURCE_AGENCY}"
