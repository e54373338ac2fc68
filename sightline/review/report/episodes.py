"""Groups the key events of a review into episodes, by the days between them alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sightline.review.report.episode_parts import EPISODE
from sightline.review.report.nouns import ReportFact
from sightline.review.report.rules import ReportRules
from sightline.rulebook.key_facts import read_key_facts


@dataclass(frozen=True, slots=True)
class ReportEpisode:
    """Key events that follow each other within days. Its id is that of its first record, so drafts agree on it."""

    first_on: date
    last_on: date
    facts: tuple[ReportFact, ...] = field(repr=False)

    @property
    def episode_id(self) -> str:
        """Which episode it is."""
        return f"{EPISODE}{self.facts[0].record_id}"

    @property
    def called(self) -> tuple[str, ...]:
        """The people of the review whom its records name."""
        names = {one for fact in self.facts for one in fact.called}
        return tuple(sorted(names, key=lambda one: (one.isdigit(), len(one), one)))

    @property
    def words(self) -> tuple[ReportFact, ...]:
        """The facts that hold a child's own words, the same words of a record once."""
        found = {(one.record_id, one.childs_words.strip()): one for one in self.facts if one.childs_words.strip()}
        return tuple(found.values())


def find_episodes(*, facts: Iterable[ReportFact], rules: ReportRules) -> tuple[ReportEpisode, ...]:
    """The key episodes, the oldest first: those that several agencies recorded, or with a child's own words."""
    dated = sorted(
        (fact for fact in facts if fact.first_on and is_key(fact)),
        key=lambda one: (one.first_on or date.max, one.record_id, one.label),
    )
    groups: list[list[ReportFact]] = []
    reach = date.min
    for fact in dated:
        first = fact.first_on or date.max
        if groups and first <= reach + timedelta(days=rules.episode_gap_days):
            groups[-1].append(fact)
        else:
            groups.append([fact])
        reach = max(reach, first)
    return tuple(_episode(some) for some in groups if _is_kept(some, rules))


def is_key(fact: ReportFact) -> bool:
    """Whether a fact is a key event: of a kind that the nation's file names, or with a child's own words."""
    kinds = read_key_facts().significant.kinds
    return bool(fact.childs_words.strip()) or fact.kind in kinds or fact.layout in kinds


def _is_kept(facts: Sequence[ReportFact], rules: ReportRules) -> bool:
    return len({one.agency for one in facts}) >= rules.fewest_agencies or any(one.childs_words.strip() for one in facts)


def _episode(facts: Sequence[ReportFact]) -> ReportEpisode:
    days = [one.first_on for one in facts if one.first_on]
    return ReportEpisode(min(days), max(days), tuple(facts))
