"""Takes the concerns that people entered in, as received files like any agency's: from then on a snapshot holds them.

Each file is of one agency, one body and one day, and was received on that day, so that a run as at an earlier day knows
what was known then. Taking the same concern again would bring nothing new.
"""

import csv
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.db.models import Max

from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.rows import cells_of
from sightline.model.calendar import end_of_day
from sightline.model.errors import OurFault
from sightline.model.when import london_day
from sightline.store import Workspace
from sightline.store.batches import batch_folder, close_batch, open_batch

FOLDER = "concerns."
Group = tuple[str, str, str, date]


def take_concerns(*, workspace: Workspace, now: str) -> int:
    """Take in, under the workspace's lock that the caller holds, every concern that no run has taken; how many."""
    _remove_left_over(workspace)
    groups = _group(Concern.objects.filter(taken_sha="").oldest_first())
    if not groups:
        return 0
    batch = open_batch(workspace)
    is_ours = not any(batch_folder(workspace, batch).iterdir())  # else an interrupted ingest goes on in it later
    with tempfile.TemporaryDirectory(prefix=FOLDER, dir=workspace.root) as folder:
        for group, concerns in groups.items():
            sha = _take(workspace, Path(folder), batch, group, concerns)
            Concern.objects.filter(pk__in=[one.pk for one in concerns]).update(taken_sha=sha)
    if is_ours:
        close_batch(workspace, batch, now=now)
    return sum(map(len, groups.values()))


def taken_through(*, as_at: date) -> int:
    """The number through which every concern is in the files received by a day."""
    taken = Concern.objects.exclude(taken_sha="").filter(entered_at__lte=end_of_day(as_at))
    return taken.aggregate(last=Max("sequence"))["last"] or 0


def _group(concerns: Iterable[Concern]) -> dict[Group, list[Concern]]:
    groups: dict[Group, list[Concern]] = defaultdict(list)
    for one in concerns:
        groups[one.layout, one.agency, one.organisation, london_day(one.entered_at)].append(one)
    return dict(groups)


def _take(workspace: Workspace, folder: Path, batch: int, group: Group, concerns: list[Concern]) -> str:
    """Write one file and take it in; its SHA-256. OurFault where a row of it is not taken: it stays to be taken."""
    from sightline import ingest  # not at the top: a web process, which only reads, does without it

    layout, agency, organisation, day = group
    path = folder / f"{layout}_{agency}_{day.isoformat()}_{concerns[0].sequence:06d}.csv"
    _write(path, concerns)
    (receipt,) = ingest.take_file(
        workspace=workspace, path=path, batch=batch, received_at=concerns[-1].entered_at, agency=agency,
        organisation=organisation,
    )  # fmt: skip
    if receipt.mapping != layout or receipt.rows_rejected or receipt.rows_read != len(concerns):
        raise OurFault(
            "Some concerns that people entered could not be loaded.",
            code="concerns_not_taken",
            where=f"{path.name}: {receipt.rows_rejected} of {len(concerns)}",
            what_to_do="No concern is lost. Send these lines to the people who look after Sightline.",
        )
    return receipt.file_sha


def _write(path: Path, concerns: list[Concern]) -> None:
    corrected = Concern.objects.filter(pk__in=[one.corrects for one in concerns])
    first = {one.concern_id: one.entered_at for one in corrected}
    write_rows(path, [cells_of(one, corrected_at=first.get(one.corrects, "")) for one in concerns])


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    """Every cell in quotation marks: what people write holds every sign that could part cells."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)


def _remove_left_over(workspace: Workspace) -> None:
    """What a run that was killed left behind; its concerns are written again."""
    for folder in workspace.root.glob(f"{FOLDER}*"):
        shutil.rmtree(folder)
