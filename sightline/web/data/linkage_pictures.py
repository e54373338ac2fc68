"""The pictures of matching quality with their words: weights, one pair, rows that say too little, groups and blocks."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from sightline.casework.learning.pages import (
    BlockingRecall,
    ComparisonWeight,
    LinkageQuality,
    LinkageQualityPage,
    NamedNumber,
    PairsByWeight,
    SharedNames,
)
from sightline.pictures.linkage.count_bars import draw_count_bars
from sightline.pictures.linkage.facts import BarsStory, WeightPanel, WeightPartFact, WeightPartsStory, WeightsStory
from sightline.pictures.linkage.weight_parts import draw_weight_parts
from sightline.pictures.linkage.weights import draw_weights
from sightline.pictures.picture import Picture
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core.comparison_words import comparison_in_words

PAIRS = {
    "joined": gettext_lazy("Matched by Sightline"),
    "asked": gettext_lazy("Waiting for an answer"),
    "join": gettext_lazy("Agree enough to be matched"),
    "left_apart": gettext_lazy("Held back by a rule; another record can still match them"),
    "kept_apart": gettext_lazy("Kept separate by a rule"),
    "too_little": gettext_lazy("Agree on too little"),
    "same": gettext_lazy("Answer: the same person"),
    "not_same": gettext_lazy("Answer: two different people"),
}
LACKING = {
    "no_forename": gettext_lazy("No forename"),
    "no_birth_date": gettext_lazy("No full birth date"),
    "neither": gettext_lazy("No forename and no full birth date"),
}
SIZES = {
    "1": gettext_lazy("1 record"),
    "2": gettext_lazy("2 records"),
    "3": gettext_lazy("3 or 4 records"),
    "5": gettext_lazy("5 to 9 records"),
    "10": gettext_lazy("10 to 19 records"),
    "20": gettext_lazy("20 to 49 records"),
    "50": gettext_lazy("50 records or more"),
}
JOINS = {
    "same_details": gettext_lazy("The same details in one source system"),
    "number": gettext_lazy("The same NHS, pupil or agency number"),
    "model": gettext_lazy("Weight well above the threshold"),
    "near": gettext_lazy("Weak: weight close to the threshold"),
    "unique": gettext_lazy("Only one person fits: only they have this full name, or it is a spelling mistake"),
    "person": gettext_lazy("A person answered that they are the same"),
}
AGAINST = {
    "birth_dates": gettext_lazy("Birth dates or ages that cannot be one person’s"),
    "nhs_numbers": gettext_lazy("Different NHS numbers"),
    "upns": gettext_lazy("Different pupil numbers"),
    "agency_numbers": gettext_lazy("Two numbers in one agency’s list"),
    "sexes": gettext_lazy("Different sexes"),
    "grown_up": gettext_lazy("One was an adult when the other was a child"),
    "pupil": gettext_lazy("One is a young person, and the other is over 25"),
    "before_birth": gettext_lazy("A record from before the other was born"),
    "one_record": gettext_lazy("One record names both, as a child and as an adult with that child"),
    "answered": gettext_lazy("A person has answered"),
}
BLOCKS = {
    "same_details": gettext_lazy("The same details in one source system"),
    "same_nhs_number": gettext_lazy("Same NHS number"),
    "same_upn": gettext_lazy("Same pupil number"),
    "same_agency_number": gettext_lazy("Same number of one agency"),
    "birth_date_and_home": gettext_lazy("Same birth date and home"),
    "birth_date_and_surname": gettext_lazy("Same birth date, surname begins the same"),
    "birth_date_and_forename": gettext_lazy("Same birth date, forename begins the same"),
    "address_and_forename": gettext_lazy("Same address as written and forename"),
    "names_and_birth_year": gettext_lazy("Same names and year of birth"),
    "birth_date_and_exchanged_names": gettext_lazy("Same birth date, names begin the same in either order"),
    "birth_date_and_first_word": gettext_lazy("Same birth date and alphabetically first word of the names"),
    "birth_date_and_last_word": gettext_lazy("Same birth date and alphabetically last word of the names"),
    "names_and_birthday": gettext_lazy("Same names, day and month of birth"),
    "postcode_and_forename": gettext_lazy("Same postcode and forename"),
    "postcode_and_birth_year": gettext_lazy("Same postcode and year of birth"),
    "phone_and_forename": gettext_lazy("Same telephone and forename"),
}
RARE = {
    "forename": gettext_lazy("How rare this forename is"),
    "surname": gettext_lazy("How rare this surname is"),
}


def draw_quality(page: LinkageQualityPage) -> dict[str, Picture]:
    """Those of the pictures that there are, by name."""
    drawn = {name: draw(page) for name, draw in DRAWN.items()}
    return {name: picture for name, picture in drawn.items() if picture}


def _draw_weights(made: LinkageQuality) -> Picture | None:
    return _draw_by_weight("linkage-weights", _("Matched pairs and possible matches, by weight"), made.weights, made)


def _draw_scored(made: LinkageQuality) -> Picture | None:
    title = _("All pairs that Sightline compared, by weight")
    return _draw_by_weight("linkage-scored", title, (*made.scored, *made.answered), made) if made.scored else None


def _draw_by_weight(key: str, title: str, kinds: tuple[PairsByWeight, ...], made: LinkageQuality) -> Picture | None:
    if not kinds:
        return None
    panels = tuple(WeightPanel(str(PAIRS[one.kind]), one.numbers) for one in kinds)
    finding = _(
        "Sightline matches a pair from %(threshold)s bits. Up to %(near)s bits the match is weak. "
        "Each bit doubles the odds that two records are about one person."
    ) % {"threshold": f"{made.threshold:g}", "near": f"{made.near_until:g}"}
    return draw_weights(_weights_story((key, title, finding, _("pairs")), panels, made))


def _draw_reach(made: LinkageQuality) -> Picture | None:
    if not made.reach:
        return None
    finding = _(
        "Each row is weighed against a row of another agency that says the same. "
        "Rows that stay below the threshold of %(threshold)s bits: %(below)s. No other row can match them by weight."
    ) % {"threshold": f"{made.threshold:g}", "below": made.below.shown}
    words = ("linkage-reach", _("Rows by the most weight they can reach"), finding, _("rows"))
    return draw_weights(_weights_story(words, (WeightPanel(_("Rows about a person"), made.reach),), made))


def _weights_story(
    words: tuple[str, str, str, str], panels: tuple[WeightPanel, ...], made: LinkageQuality
) -> WeightsStory:
    return WeightsStory(*words, made.bands, panels, made.band_bits, made.threshold, made.near_until, made.up_to)


def _draw_pair(page: LinkageQualityPage) -> Picture | None:
    if page.quality is None or page.chosen is None:
        return None
    parts = tuple(fact for part in page.chosen.parts for fact in _facts(part))
    story = WeightPartsStory(
        "linkage-pair", page.chosen.prior, parts, page.chosen.weight, page.quality.threshold, page.quality.up_to
    )
    return draw_weight_parts(story)


def _facts(part: ComparisonWeight) -> list[WeightPartFact]:
    said = [WeightPartFact(comparison_in_words(part.says), part.bits)]
    if part.name_bits:
        said.append(WeightPartFact(str(RARE.get(part.comparison, part.comparison)), part.name_bits))
    return said


def _draw_too_little(made: LinkageQuality) -> Picture | None:
    finding = _("These rows also have no NHS, pupil or agency number. Only a person's answer can match them.")
    return _draw_bars(
        "linkage-too-little", _("Rows with too little to match, by what is missing"), finding,
        (_("Missing"), _("Rows")), LACKING, made.too_little, made,
    )  # fmt: skip


def _draw_sizes(made: LinkageQuality) -> Picture | None:
    finding = _("A group is all the records that Sightline takes to be about one person.")
    return _draw_bars(
        "linkage-groups", _("People by number of records"), finding,
        (_("Records about one person"), _("People")), SIZES, made.sizes, made,
    )  # fmt: skip


def _draw_joins(made: LinkageQuality) -> Picture | None:
    finding = _(
        "People with a weak match: %(people)s. "
        "Groups joined by one weak match alone, with two agencies or more on both sides: %(bridges)s."
    ) % {
        "people": made.weak_people,
        "bridges": made.bridges,
    }
    return _draw_bars(
        "linkage-joins", _("Why records were matched"), finding,
        (_("Reason for the match"), _("Matches")), JOINS, made.joins, made,
    )  # fmt: skip


def _draw_blocks(made: LinkageQuality) -> Picture | None:
    recall = made.blocking
    finding = blocking_in_words(recall)
    return _draw_bars(
        "linkage-blocks", _("Pairs that each rule finds"), finding,
        (_("Rule"), _("Pairs")), BLOCKS, recall.by_rule, made,
    )  # fmt: skip


def against_in_words(names: SharedNames) -> list[tuple[str, str]]:
    """What contradicts in how many pairs of people with one full name; without what never does."""
    return [(str(AGAINST[one.kind]), one.number.shown) for one in names.against if one.number.number != 0]


def blocking_in_words(recall: BlockingRecall) -> str:
    """How many of the pairs that people answered as the same person the rules find."""
    said = {"pairs": recall.pairs.shown, "found": recall.found.shown, "missed": recall.missed.shown}
    if recall.pairs.number == 0:
        return _("No one has answered that two records are about the same person, so there is nothing to count yet.")
    if recall.missed.number == 0:
        return _("People answered %(pairs)s pairs as the same person. The rules find all of them.") % said
    return (
        _(
            "People answered %(pairs)s pairs as the same person. The rules find %(found)s of them. "
            "Sightline would never compare the other %(missed)s."
        )
        % said
    )


def _draw_bars(
    key: str, title: str, finding: str, head: tuple[str, str], words: Mapping[str, str],
    numbers: tuple[NamedNumber, ...], made: LinkageQuality,
) -> Picture | None:  # fmt: skip
    if all(one.number.number == 0 for one in numbers):
        return None
    bars = tuple((str(words.get(one.kind, one.kind.replace("_", " "))), one.number) for one in numbers)
    return draw_count_bars(BarsStory(key, title, finding, head, bars, made.up_to))


def _of_quality(draw: Callable[[LinkageQuality], Picture | None]) -> Callable[[LinkageQualityPage], Picture | None]:
    return lambda page: draw(page.quality) if page.quality else None


DRAWN: Mapping[str, Callable[[LinkageQualityPage], Picture | None]] = {
    "weights": _of_quality(_draw_weights),
    "scored": _of_quality(_draw_scored),
    "pair": _draw_pair,
    "reach": _of_quality(_draw_reach),
    "too_little": _of_quality(_draw_too_little),
    "sizes": _of_quality(_draw_sizes),
    "joins": _of_quality(_draw_joins),
    "blocks": _of_quality(_draw_blocks),
}
