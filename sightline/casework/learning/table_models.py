"""Models that were trained on a table of people, in a folder of the user's: trained, listed, and put in force there.

No workspace and no database is needed. Decisions are lines of a file that are only added to; each names the hash of the
model's files.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from sightline import __version__
from sightline.casework.core import clock
from sightline.casework.learning.linkage_reports import ResearchFigures, describe_learned, show_research, tell_linkage
from sightline.casework.learning.model_store import LINKAGE_STORE
from sightline.casework.learning.pages import ModelChoice, ModelsPage, TrainedLinkageModel
from sightline.escalation import check_words
from sightline.linkage.model_files import LinkageFiles, pack_model, settings_of
from sightline.linkage.settings import read_settings
from sightline.model.errors import BadInput, Usage
from sightline.model.progress import SILENT, Progress
from sightline.store.files import sha256_of
from sightline.translation.messages import lazy as _

if TYPE_CHECKING:
    from sightline.linkage.training.model import TrainedModel

DECISIONS, REPORT, SHIPPED = "decisions.jsonl", "report.html", "shipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderDecision:
    """Who put which model in force in a folder, when and why; `version` is empty for the shipped one."""

    version: str
    sha256: str
    by: str
    at: str
    why: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TableTraining:
    """What was learned of a table, what it would change there, and how many people research counts."""

    trained: "TrainedModel"
    model: TrainedLinkageModel
    research: ResearchFigures


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The files of one training: the table, and what the user gives beside it."""

    table: Path
    columns: Path | None = None
    labels: Path | None = None
    groups: Path | None = None


def train_table_model(*, files: TableFiles, folder: Path, by: str, progress: Progress = SILENT) -> TableTraining:
    """Train on a table, and write the model with its report into the folder. It is not in force.

    BadInput where a file cannot be read, Usage where there are too few rows.
    """
    from sightline.linkage.evaluation.labels import MENTION_GROUP_COLUMNS, read_groups, read_labels
    from sightline.linkage.tables.people import read_people_table
    from sightline.linkage.tables.training import train_on_table
    from sightline.linkage.training.report import write_report

    found = train_on_table(
        table=read_people_table(path=files.table, columns=files.columns),
        before=settings_of(find_in_force(folder)),
        labels=read_labels(path=files.labels) if files.labels else None,
        groups=read_groups(path=files.groups, columns=MENTION_GROUP_COLUMNS) if files.groups else None,
        today=clock.today(),
        progress=progress,
    )
    research = show_research(found.research)
    about = {
        "trained_by": by,
        "trained_at": clock.now_at(),
        "code": __version__,
        "table": sha256_of(files.table),
        "learned": describe_learned(found.trained),
        "changes": asdict(found.changes),
        "research": asdict(research),
    }
    written = found.trained.written
    model, described = pack_model(written), json.dumps(about, indent=1, sort_keys=True).encode() + b"\n"
    contents = (model, described, write_report(found.trained).encode())
    names = (*LINKAGE_STORE.parts, REPORT)
    LINKAGE_STORE.write(folder, version=written.version, files=dict(zip(names, contents, strict=True)))
    page = tell_linkage(about, version=written.version, is_in_force=False, damage="", say="{:,}".format)
    return TableTraining(found.trained, page, research)


def tell_model(folder: Path, version: str) -> TrainedLinkageModel:
    """One model of a folder with its report."""
    chosen = find_in_force(folder)
    is_in_force = bool(chosen and chosen.version == version)
    files = chosen if is_in_force else LINKAGE_STORE.files_of(folder, version)
    about: Mapping[str, Any] = LINKAGE_STORE.describe(folder, version)
    damage = LINKAGE_STORE.damage_of(files)
    return tell_linkage(about, version=version, is_in_force=is_in_force, damage=damage, say="{:,}".format)


def list_table_models(folder: Path) -> ModelsPage[TrainedLinkageModel]:
    """The models of a folder, the newest first, which one is in force, and what was decided."""
    chosen, decided = find_in_force(folder), read_decisions(folder)
    models = tuple(tell_model(folder, version) for version in LINKAGE_STORE.list_versions(folder))
    history = tuple(
        ModelChoice(number, one.at, one.by, one.version, one.why)
        for number, one in reversed(list(enumerate(decided, start=1)))
    )
    return ModelsPage(read_settings().version, chosen.version if chosen else "", models, history)


def choose_table_model(*, folder: Path, version: str, why: str, by: str) -> int:
    """Put a model of a folder in force there, or go back to the shipped one; the number of the decision.

    Usage where the model is damaged or in force already; NotHere where there is none of that version.
    """
    said = check_words(why, today=clock.today(), part="why")
    files = None if version == SHIPPED else LINKAGE_STORE.files_of(folder, version)
    if files == find_in_force(folder):
        raise Usage(_("This model is in force already."), code="in_force_already", what_to_do=_("Choose another."))
    if files and LINKAGE_STORE.damage_of(files):
        raise Usage(
            _("The files of this model are damaged."), code="linkage_model_damaged", what_to_do=_("Train it again.")
        )
    number = len(read_decisions(folder)) + 1
    decision = FolderDecision(
        version=files.version if files else "", sha256=files.sha256 if files else "", by=by, at=clock.now_at(), why=said
    )
    with (folder / DECISIONS).open("ab") as lines:
        lines.write(msgspec.json.encode(decision) + b"\n")
    return number


def find_in_force(folder: Path) -> LinkageFiles | None:
    """The model that was chosen last in a folder, by the hash that the decision names; None for the shipped one."""
    decided = read_decisions(folder)
    if not decided or not decided[-1].version:
        return None
    return LinkageFiles(decided[-1].version, folder / decided[-1].version, decided[-1].sha256)


def read_decisions(folder: Path) -> list[FolderDecision]:
    """Every decision about the models of a folder, the oldest first. BadInput where they cannot be read."""
    path = folder / DECISIONS
    try:
        lines = path.read_bytes().splitlines() if path.is_file() else []
        return [msgspec.json.decode(line, type=FolderDecision) for line in lines]
    except (OSError, msgspec.MsgspecError) as error:
        raise BadInput(
            str(_("The decisions about the models of this folder cannot be read.")),
            code="bad_decisions",
            where=path.name,
            what_to_do=str(_("Put the file back from a backup.")),
        ) from error
