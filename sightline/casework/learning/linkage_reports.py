"""What a matching model says of itself: what it learned, what it would change, and the people that research counts.

It needs no database. Numbers are said as whoever reads them may see them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sightline.casework.learning.pages import LinkageCount, NameGroupChanges, TrainedLinkageModel
from sightline.scale.small_numbers import hide_in_list, show
from sightline.translation.messages import gettext as _

if TYPE_CHECKING:
    from sightline.linkage.evaluation.research import ResearchCounts
    from sightline.linkage.training.model import TrainedModel

COUNTS = ("people", "questions")
# The least number of rows of each group of people, from the first band to the last.
SIZES = (1, 2, 3, 5, 10, 20, 50)
Say = Callable[[int], str]


def describe_learned(trained: "TrainedModel") -> dict[str, Any]:
    """What was learned, in numbers."""
    prior = float(trained.model["probability_two_random_records_match"])
    return {
        "profiles": trained.profiles,
        "people": trained.people,
        "judgements": trained.judgements,
        "one_in": round(1 / prior),
        "threshold_bits": trained.written.threshold_bits,
        "columns": [column.says for column in trained.written.columns],
        "wide_left_out": list(trained.wide_left_out),
        "unlinkable": trained.unlinkable,
        "blocking_recall": trained.blocking_recall,
    }


def tell_linkage(
    about: Mapping[str, Any], *, version: str, is_in_force: bool, damage: str, say: Say
) -> TrainedLinkageModel:
    """A model with its report."""
    learned, changes = about.get("learned", {}), about.get("changes", {})
    pairs = changes.get("pairs", {})
    return TrainedLinkageModel(
        version=version,
        trained_at=about.get("trained_at", ""),
        trained_by=about.get("trained_by", ""),
        learned_from=say(learned.get("profiles", 0)),
        judgements=say(learned.get("judgements", 0)),
        prior=say(learned.get("one_in", 0)),
        threshold=f"{learned.get('threshold_bits', 0):g}",
        columns=tuple(learned.get("columns", ())),
        is_in_force=is_in_force,
        damage=damage,
        counts=tuple(
            LinkageCount(name, say(changes[f"{name}_before"]), say(changes[f"{name}_after"]))
            for name in COUNTS
            if changes
        ),
        joined=say(changes.get("joined", 0)),
        split=say(changes.get("split", 0)),
        pairs_made=say(pairs.get("made", 0)),
        pairs_undone=say(pairs.get("undone", 0)),
        groups=tuple(
            NameGroupChanges(one["origin"], say(one["before"]), say(one["made"]), say(one["undone"]))
            for one in changes.get("groups", ())
        ),
    )


@dataclass(frozen=True, slots=True)
class ResearchFigures:
    """People whom the profile `research` finds: all, by rows ("3 to 4") and by agencies. Small numbers are hidden."""

    people: str
    by_rows: tuple[tuple[str, str], ...]
    by_agencies: tuple[tuple[str, str], ...]


def show_research(counts: "ResearchCounts") -> ResearchFigures:
    """The figures as they may be published. Each list adds up to all people: a small number hides another with it."""
    by_size: dict[str, int] = {}
    for rows, people in counts.rows.items():
        band = _name_band(max(size for size in SIZES if size <= rows))
        by_size[band] = by_size.get(band, 0) + people
    agencies = {str(number): people for number, people in counts.agencies.items()}
    return ResearchFigures(show(counts.people), _hide(by_size), _hide(agencies))


def _name_band(least: int) -> str:
    following = [size - 1 for size in SIZES if size > least]
    if not following:
        return _("%(least)s or more") % {"least": least}
    most = following[0]
    return str(least) if most == least else _("%(least)s to %(most)s") % {"least": least, "most": most}


def _hide(counts: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    numbers: Sequence[int] = list(counts.values())
    return tuple(zip(counts, hide_in_list(numbers), strict=True))
