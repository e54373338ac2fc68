"""A moment by a rule that was made after it is one of hindsight, and says since when the rule holds."""

from datetime import date, timedelta

import pytest

from sightline.model.rules import RuleStatus
from sightline.review.opportunities.rules import CallSource, OpportunityCall, read_calls

CALLS = read_calls()


@pytest.mark.parametrize("call", [one for one in CALLS if one.said.source is not CallSource.DEADLINE], ids=lambda one: one.call_id)  # fmt: skip
def test_a_time_of_the_rule_is_in_force_from_its_decision(call: OpportunityCall) -> None:
    decided = call.kind.decided_on
    assert decided is not None
    assert call.made_on(decided) is None and call.limit_on(decided) is not None
    before = decided - timedelta(days=1)
    assert call.made_on(before) == call.made_on(date(2019, 9, 1)) == decided
    assert call.limit_on(before) == call.limit_on(decided), "the first value that it ever had"


def test_a_local_deadline_is_hindsight_before_its_decision_and_one_of_law_has_its_own_dates() -> None:
    deadlines = [one for one in CALLS if one.said.source is CallSource.DEADLINE]
    local = [one for one in deadlines if one.cited.status is RuleStatus.LOCAL]
    assert local and len(local) < len(deadlines)
    for one in deadlines:
        decided = one.cited.decided_on if one in local else None
        assert one.made_on(date(2019, 9, 1)) == decided
        assert decided is None or one.made_on(decided) is None
