"""The command `evaluate`, and what a run says of linking: how well people are joined.

Uneven error between groups of names is said in words and ends with exit code 0. It is something to be looked into, not
a fault of the command.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sightline.cli.context import Context
from sightline.cli.output import out, print_table
from sightline.model.errors import Usage
from sightline.store import Workspace
from sightline.translation.messages import gettext_noop
from sightline.translation.terminal import counted
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.linkage.evaluation.answered_pairs import AnswersEvaluation, PairAgreement
    from sightline.linkage.evaluation.measures import Evaluation, Score

ANSWERS = Path("answers")
# Why a naming, or a pair, is put to nobody.
LEFT_OUT = {
    "subject": gettext_noop("the child’s own name"),
    "family": gettext_noop("of the family"),
    "professional": gettext_noop("belongs to a professional"),
    "description": gettext_noop("a description alone"),
    "chain": gettext_noop("a chain of shops"),
    "street": gettext_noop("a street without a number"),
    "too_short": gettext_noop("too short"),
    "too_many": gettext_noop("like too many others"),
    "many_people": gettext_noop("a busy place"),
    "many_notes": gettext_noop("in too many notes"),
}
SAID = {"missed": gettext_noop("one person, and not matched"), "wrong": gettext_noop("two people, and matched")}


def print_linked(found: Mapping[str, Any]) -> None:
    """What linking did in a run: who is large, what hangs on little, and which common names were not compared."""
    out.print(
        _(
            "Who is who: %(people)s, %(questions)s. Most mentions of one person: %(largest)s. "
            "Matched by a single similar detail: %(bridges)s. Many records, few matches: %(sparse)s."
        )
        % {
            "people": counted(found["persons"], "person"),
            "questions": counted(found["questions"], "question"),
            "largest": ", ".join(map(str, found["largest_clusters"])),
            "bridges": found["bridges"],
            "sparse": found["sparse_clusters"],
        },
        markup=False,
    )
    if skipped := found["blocks_skipped"]:
        said = ", ".join(
            (_("%(count)s by %(rule)s") % {"count": count, "rule": rule}) for rule, count in skipped.items()
        )
        out.print(_("Not compared, because too many have the same: %(said)s.") % {"said": said}, markup=False)
    pairs = found.get("name_pairs_not_compared", 0) + sum(found.get("pairs_not_compared", {}).values())
    if pairs:
        out.print(
            _("Pairs not compared: at most %(pairs)s. Full names that too many people have: %(names)s.")
            % {"pairs": pairs, "names": found.get("names_capped", 0)},
            markup=False,
        )
    if missing := found.get("names_missing", 0):
        out.print(
            _("Names read as missing, because they are written as NA, NULL or nil: %(missing)s.")
            % {"missing": missing},
            markup=False,
        )
    if apart := sum(found.get("names_apart", {}).values()):
        out.print(
            _(
                "Full names that several people have: %(names)s. "
                "Pairs not asked about, because records contradict: %(apart)s."
            )
            % {"names": found["names_shared"], "apart": apart},
            markup=False,
        )


def print_noted(found: Mapping[str, Any]) -> None:
    """What notes name: how much of it is put to people, how much is confirmed, and what is put to nobody, by why."""
    asked = sum(found["proposals"].values())
    out.print(
        _("Mentioned in case notes: %(found)s, %(asked)s, %(found_2)s confirmed.")
        % {
            "found": counted(found["namings"], "naming"),
            "asked": counted(asked, "question"),
            "found_2": found["confirmed"],
        },
        markup=False,
    )
    if left := ", ".join(f"{count} {_(LEFT_OUT.get(why, why))}" for why, count in found["left_out"].items()):
        out.print(_("Not asked about: %(left)s.") % {"left": left}, markup=False)


def evaluate(
    context: Context, labels: Path | None, groups: Path | None, json_out: Path | None, for_research: bool = False
) -> None:
    """Print how well people are joined, and whether that falls on some groups of names more than on others."""
    if json_out and (json_out.is_dir() or not json_out.parent.is_dir()):
        raise Usage(
            _("The file cannot be written there."),
            code="no_folder",
            what_to_do=_("Name a file in a folder that exists."),
        )
    if for_research and labels == ANSWERS:
        raise Usage(
            _("Answers are compared with the model in force only."),
            code="answers_for_research",
            what_to_do=_("Leave out --research, or give a file of labels."),
        )
    if labels is None:
        count_for_research(context, for_research=for_research, json_out=json_out)
        return
    workspace = context.open()
    if labels == ANSWERS:
        evaluate_answers(context, workspace, groups, json_out)
        return
    from sightline.casework.data.evaluation import evaluate_links

    found = evaluate_links(
        context.session(), workspace=workspace, labels=labels, groups=groups, for_research=for_research
    )
    rows = [found.overall, found.without_register, *found.groups]
    headings = [
        _("Pairs of mentions"),
        _("People according to the labels"),
        _("Of one person"),
        _("Joined"),
        _("Rightly"),
        _("Precision"),
        _("Recall"),
    ]
    title = _("Matched by probability alone, against the labels") if for_research else ""
    print_table(title or _("Who is who, against the labels"), headings, [_cells(score) for score in rows])
    print_rest("label", found.labels, found)
    if few := ", ".join(f"{group.name} ({group.people})" for group in found.small_groups):
        out.print(
            _("Based on few people, so one child changes the figure a lot: %(few)s.") % {"few": few},
            markup=False,
        )
    if json_out:
        json_out.write_text(json.dumps(_as_json(found), indent=1) + "\n", encoding="utf-8")
        out.print(_("Written to %(json_out)s") % {"json_out": json_out}, markup=False)


def count_for_research(context: Context, *, for_research: bool, json_out: Path | None) -> None:
    """Print how many people there are by probability alone: numbers that name nobody, small ones hidden."""
    if not for_research:
        raise Usage(
            _("There is nothing to compare the matches with."),
            code="no_labels",
            what_to_do=_("Give --labels, or --research for counts of people."),
        )
    workspace = context.open()
    from sightline.casework.data.evaluation import count_people_for_research
    from sightline.cli.table_models import print_research

    figures = count_people_for_research(context.session(), workspace=workspace)
    print_research(figures)
    if json_out:
        json_out.write_text(json.dumps(asdict(figures), indent=1) + "\n", encoding="utf-8")
        out.print(_("Written to %(json_out)s") % {"json_out": json_out}, markup=False)


def evaluate_answers(context: Context, workspace: Workspace, groups: Path | None, json_out: Path | None) -> None:
    """Print how far the model alone agrees with what people answered, by its rules and weights."""
    from sightline.casework.data import evaluation as data_evaluation

    found = data_evaluation.evaluate_answers(context.session(), workspace=workspace, groups=groups)
    headings = [
        _("Answered pairs"),
        _("Number"),
        _("Answered: the same person"),
        _("Model would match"),
        _("Both"),
        _("Agreed"),
    ]
    for title, lines in (
        (_("The model alone against people’s answers"), (found.overall,)),
        (_("By the model's rule"), found.rules),
        (_("By its weight"), found.bands),
        (_("By group of names"), found.groups),
    ):
        if lines:
            print_table(title, headings, [_agreement_cells(one) for one in lines])
    print_rest("answer", found.answers, found)
    if json_out:
        json_out.write_text(json.dumps(_answers_as_json(found), indent=1) + "\n", encoding="utf-8")
        out.print(_("Written to %(json_out)s") % {"json_out": json_out}, markup=False)


def print_rest(noun: str, number: int, found: "Evaluation | AnswersEvaluation") -> None:
    """What could not be scored, and in plain words whether error is even between groups."""
    left_out = ", ".join(f"{count} {why}" for why, count in found.left_out.items())
    said = _("%(number)s; left out: %(left_out)s.") if left_out else _("%(number)s.")
    out.print(said % {"number": counted(number, noun), "left_out": left_out}, markup=False)
    for uneven in found.uneven:
        out.print(
            _(
                "Uneven: %(group)s: %(value)s of 100 pairs %(said)s; mean of the groups %(value_2)s, more than "
                "one point apart."
            )
            % {
                "group": uneven.group,
                "value": f"{100 * uneven.share:.2f}",
                "said": _(SAID[uneven.error]),
                "value_2": f"{100 * uneven.mean:.2f}",
            },
            markup=False,
        )
    if found.groups and not found.uneven:
        out.print(_("Even: no group's error is more than one point from the mean of the groups."))


def _cells(score: "Score") -> list[str]:
    shares = ["-" if share is None else f"{share:.4f}" for share in (score.precision, score.recall)]
    counts = (score.people or "-", score.true_pairs, score.held_pairs, score.right_pairs)
    return [score.name, *map(str, counts), *shares]


def _agreement_cells(one: "PairAgreement") -> list[str]:
    share = f"{one.agreed / one.pairs:.4f}" if one.pairs else "-"
    return [one.name, *map(str, (one.pairs, one.said_same, one.held_same, one.both)), f"{one.agreed} ({share})"]


def _answers_as_json(found: "AnswersEvaluation") -> dict[str, Any]:
    """The evaluation with how many pairs agreed in each line, and `even` where groups were given."""
    made = asdict(found)
    lines = [(found.overall, made["overall"])]
    for name in ("rules", "bands", "groups"):
        lines += zip(getattr(found, name), made[name], strict=True)
    for agreement, into in lines:
        into["agreed"] = agreement.agreed
    return made | {"even": not found.uneven if found.groups else None}


def _as_json(found: "Evaluation") -> dict[str, Any]:
    """The evaluation with the shares of each score, and `even` where groups were given."""
    made = asdict(found)
    for score, into in zip(
        (found.overall, found.without_register, *found.groups),
        (made["overall"], made["without_register"], *made["groups"]),
        strict=True,
    ):
        into |= {"precision": score.precision, "recall": score.recall}
    return made | {"even": not found.uneven if found.groups else None}
