"""The demo's analysis: a name in notes is confirmed, a rule is withdrawn, and at the end the children are counted.

Nothing here knows who is who. The analyst confirms a name that a police record gives as an alias, which anybody with
that role is asked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sightline.cli.output import progress_bar
from sightline.model.nouns import Role

if TYPE_CHECKING:
    from sightline.casework.counts.services import CountResult
    from sightline.cli.demo.story import DemoStory
    from sightline.store import Workspace

Act = tuple[str, Callable[[], object]]
ANALYST, EXECUTIVE = Role.ANALYST.value, Role.PARTNERSHIP_EXECUTIVE.value
ALIAS: Final = "same_alias"  # the rule by which a name in a note is one that a record gives beside a person's own
WHY_SAME: Final = "The officer in the case confirmed by telephone that this is what people on the street call him."
WITHDRAWN: Final = "attendance_fall"
WHY_WITHDRAWN: Final = "Schools send the same list to the attendance team each week. It told nobody anything new."
MOST: Final = 500  # possible names that are looked through
RESAMPLES: Final = 100  # enough to show a range, and quick


@dataclass
class Analysis:
    """What is decided about names and rules while the story is told."""

    story: "DemoStory"

    def acts(self) -> Iterator[Act]:
        """What is done, each at its moment."""
        yield self.story.days_ago(16, "11:00"), self.confirm_name
        yield self.story.days_ago(12, "15:30"), self.withdraw

    def confirm_name(self) -> None:
        """The analyst says of the first alias in the list, and of other notes with it, that they are the same."""
        from sightline.casework.same_person.services.note_proposals import answer_noted, list_noted, read_noted
        from sightline.model.judgements import PairAnswer

        session = self.story.session(ANALYST)
        asked = (line for line in list_noted(session, size=MOST).proposals if line.rule_id == ALIAS)
        first = next(asked, None)
        if first is None:
            return
        page = read_noted(session, proposal_id=first.proposal_id)
        also = [line.proposal_id for line in page.alike]
        answer_noted(session, proposal_id=first.proposal_id, answer=PairAnswer.SAME.value, why=WHY_SAME, also=also)

    def withdraw(self) -> None:
        """The executive withdraws a rule that helped nobody, and says why."""
        from sightline.casework.rules.services.withdrawal import withdraw_rule

        withdraw_rule(self.story.session(EXECUTIVE), rule_id=WITHDRAWN, why=WHY_WITHDRAWN)


def count_children(workspace: "Workspace") -> "CountResult":
    """Count by the shipped rule, and estimate how many are on no list, for the page "How many"."""
    from sightline.casework.core.session import house_session
    from sightline.casework.counts.services import make_count

    with progress_bar() as bar:
        return make_count(
            house_session(), workspace=workspace, rule=Path("exploited"), resamples=RESAMPLES, progress=bar
        )
