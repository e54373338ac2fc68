"""Which agreements are in force now: the workspace's files, and what named people decided about them.

A suspension applies at once to its agreement and to every other on the same agency and layouts. A later decision, about
one file by its SHA-256, puts an agreement on them in force. Invented agreements are for trial, demo and training alone.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from sightline.agreements import (
    AgreementBook,
    Bodies,
    EmergencyDisclosure,
    Policy,
    PutInForce,
    ReadingBody,
    SharingAgreement,
    Suspension,
    Suspensions,
    TakenBack,
    compile_policy,
    find_taken_back,
    keep_here,
    make_not_shared,
    narrow_shared,
    read_agreements,
    read_usable,
)
from sightline.agreements.emergencies import is_emergency
from sightline.agreements.files import FOLDER
from sightline.agreements.vocabulary import Purpose
from sightline.casework.core import clock
from sightline.casework.core.models import Decision, Marker
from sightline.model.errors import Refused
from sightline.model.visibility import EVERYTHING_SHARED, NotShared
from sightline.model.when import london_day
from sightline.store import Workspace
from sightline.store.batches import list_parts, read_part_receipts
from sightline.store.begun_batches import list_agreed_imports, stamp_journals
from sightline.store.workspace import DEMO_FILE
from sightline.translation.messages import lazy as _

SUSPENDED, PUT_IN_FORCE = "agreement_suspended", "agreement_in_force"
LET_IN, RATIFIED, TAKEN_OUT = "emergency_let_in", "emergency_ratified", "emergency_withdrawn"
TRIAL = "trial_workspace"
# What the first file that was imported made of a workspace. The marker stays, whatever files and settings say later.
KIND, REAL, REAL_WITH_PAPERS, INVENTED_ALONE = "workspace_kind", "real", "real_with_papers", "invented"


@dataclass(frozen=True, slots=True)
class SuspensionDecision:
    """One decision: which agreement, who suspended it, when and why."""

    agreement: str
    by: str
    at: str
    why: str = field(repr=False)


def read_suspensions() -> dict[str, SuspensionDecision]:
    """The first suspension of each agreement, by its id."""
    found: dict[str, SuspensionDecision] = {}
    for row in Decision.objects.of_kind(SUSPENDED).oldest_first():
        found.setdefault(row.body["agreement"], SuspensionDecision(row.body["agreement"], row.by, row.at, row.why))
    return found


def read_decisions() -> Suspensions:
    """Every suspension, and every agreement that was put in force after one."""
    return _suspensions(Decision.objects.of_kind(SUSPENDED, PUT_IN_FORCE).oldest_first())


def _suspensions(rows: Iterable[Decision]) -> Suspensions:
    suspended, freed = list[Suspension](), list[PutInForce]()
    for row in rows:
        said = row.body
        if row.kind == SUSPENDED:
            day, kinds = london_day(row.at), tuple(said["data_kinds"])
            suspended.append(Suspension(row.sequence, said["agreement"], said["agency"], kinds, day))
        else:
            freed.append(PutInForce(row.sequence, said["agreement"], said["file_sha256"]))
    return Suspensions(tuple(suspended), tuple(freed))


def read_emergencies() -> tuple[EmergencyDisclosure, ...]:
    """Every emergency disclosure as it stands by the decisions about it, the oldest first."""
    return _emergencies(Decision.objects.of_kind(LET_IN, RATIFIED, TAKEN_OUT).oldest_first())


def _emergencies(rows: Iterable[Decision]) -> tuple[EmergencyDisclosure, ...]:
    found: dict[int, EmergencyDisclosure] = {}
    for row in rows:
        said = row.body
        if row.kind == LET_IN:
            found[row.sequence] = EmergencyDisclosure(
                row.sequence, said["file_sha"], said["source_file"], row.by, row.at, said["until_at"], row.why
            )
        elif row.kind == RATIFIED:
            found[said["of"]] = found[said["of"]].ratified(by=row.by, until_at=said["until_at"])
        else:
            found[said["of"]] = found[said["of"]].withdrawn(by=row.by, at=row.at)
    return tuple(found.values())


def standing_suspension(book: AgreementBook, agreement: SharingAgreement) -> Suspension | None:
    """The decision by which an agreement, as its file is now, is suspended."""
    return read_decisions().standing(
        agreement, agency=book.agency_of(agreement), file_sha256=book.hashes.get(agreement.id, "")
    )


def is_marked_trial(root: Path) -> bool:
    """Whether a workspace was made for a trial, or imported its first file as a trial, demo or for training."""
    if Workspace(root).is_trial or Decision.objects.of_kind(TRIAL).exists():
        return True
    return Marker.objects.read(KIND) == INVENTED_ALONE


def takes_invented(root: Path) -> bool:
    """Whether invented agreements count in a workspace: of a trial, the demo or training, where pages say so.

    Never again where a file was imported as real.
    """
    if Marker.objects.read(KIND) in (REAL, REAL_WITH_PAPERS):
        return False
    return bool(settings.SIGHTLINE_TRAINING) or (root / DEMO_FILE).is_file() or is_marked_trial(root)


def settle_kind(root: Path, *, with_papers: bool) -> None:
    """Keep, at the first file, whether everybody in the workspace is invented. `with_papers`: files wait for papers."""
    if not Marker.objects.read(KIND):
        real = REAL_WITH_PAPERS if with_papers else REAL
        Marker.objects.write(KIND, INVENTED_ALONE if takes_invented(root) else real)


def waits_for_papers(workspace: Workspace) -> bool:
    """Whether files wait for papers before real data: by the workspace's mark, or because the first file did."""
    return workspace.asks_for_papers or Marker.objects.read(KIND) == REAL_WITH_PAPERS


def read_book(root: Path) -> AgreementBook:
    """The agreements of a workspace as they are now, with what people suspended.

    Usage where one cannot be used, Refused where one is invented and the workspace is not made to try Sightline in.
    """
    book = read_agreements(root, suspensions=read_decisions())
    invented = [one.id for one in book.agreements if one.is_invented]
    if invented and not takes_invented(root):
        raise Refused(
            _("An agreement here is invented, and this is no trial workspace."),
            code="invented_agreement",
            where=f"{FOLDER}: {', '.join(invented[:5])}",
            what_to_do=_("Remove its file, and sign an agreement. To try Sightline, use 'sightline init --trial DIR'."),
        )
    return book


def policy_in_force(root: Path, *, on: date) -> Policy:
    """The policy of a workspace on that day, compiled anew from its files and decisions."""
    return compile_policy(read_book(root), on=on)


class _Known(NamedTuple):
    """All that decides what is shared: the agreements' files as they lie there, decisions, and the day.

    What is imported is covered then, until a file, a decision or a day says otherwise. So `journals`, which change with
    each import, are among it only where no file is: the folder may have been lost after an import.
    """

    root: Path
    files: tuple[tuple[str, int, int], ...]
    suspensions: Suspensions
    emergencies_over: tuple[tuple[str, str], ...]
    today: date
    journals: tuple[tuple[str, int], ...] = ()


class NotSharedNow(NamedTuple):
    """What no agreement in force covers any more, for every reader and by kind; and what it was worked out from."""

    for_readers: NotShared = EVERYTHING_SHARED
    taken_back: tuple[TakenBack, ...] = ()
    known: _Known | None = None

    def of_body(self, body: ReadingBody) -> NotShared:
        """What is not shared with a reader of one body, by the agreements in force."""
        return _narrow(self.known, body) if self.known else self.for_readers

    def taken_away(self, shared: NotShared, body: ReadingBody, purpose: Purpose | None = None) -> NotShared:
        """The same of a reader to whom this is not shared, for what they write to a file of that purpose."""
        return _keep_here(self.known, shared, body, purpose) if self.known else shared

    @property
    def bodies(self) -> Bodies:
        """The bodies of each agency, as the register of organisations has them now."""
        return _compile(self.known).bodies if self.known else Bodies()


class _InForce(NamedTuple):
    """The agreements that can be used, the policy of the day, kinds whose agreement cannot be read, and the bodies."""

    book: AgreementBook
    policy: Policy
    unreadable: frozenset[tuple[str, str]]
    bodies: Bodies


def find_not_shared(root: Path, *, on: date) -> NotSharedNow:
    """What no agreement shares any more on that day; from memory until a file, a decision or the day is another.

    An emergency disclosure stands, or not, at this moment. A missing folder is as an empty one: it frees nothing.
    """
    files = _list_files(root / FOLDER)
    journals = () if files else stamp_journals(Workspace(root))
    rows = list(Decision.objects.of_kind(SUSPENDED, PUT_IN_FORCE, LET_IN, RATIFIED, TAKEN_OUT).oldest_first())
    suspensions = _suspensions(row for row in rows if row.kind in (SUSPENDED, PUT_IN_FORCE))
    emergencies = _emergencies(row for row in rows if row.kind not in (SUSPENDED, PUT_IN_FORCE))
    over = tuple((one.id, one.file_sha) for one in emergencies if not one.stands(at=clock.now_at()))
    return _work_out(_Known(root, files, suspensions, over, on, journals))


def is_folder_lost(root: Path) -> bool:
    """Whether the folder of agreements is missing, though a decision or an import says that there were agreements."""
    if (root / FOLDER).is_dir():
        return False
    return Decision.objects.of_kind(SUSPENDED, PUT_IN_FORCE).exists() or bool(list_agreed_imports(Workspace(root)))


def _list_files(folder: Path) -> tuple[tuple[str, int, int], ...]:
    try:
        return tuple(sorted((one.name, one.stat().st_mtime_ns, one.stat().st_size) for one in os.scandir(folder)))
    except (FileNotFoundError, NotADirectoryError):
        return ()


@lru_cache(maxsize=1024)
def _narrow(known: _Known, body: ReadingBody) -> NotShared:
    _, policy, unreadable, bodies = _compile(known)
    everybody = _work_out(known).for_readers
    return narrow_shared(everybody, bodies=bodies, policy=policy, unreadable=unreadable, body=body)


@lru_cache(maxsize=256)
def _keep_here(known: _Known, shared: NotShared, body: ReadingBody, purpose: Purpose | None) -> NotShared:
    _, policy, _, bodies = _compile(known)
    return keep_here(shared, bodies=bodies, policy=policy, body=body, purpose=purpose)


@lru_cache(maxsize=8)
def _compile(known: _Known) -> _InForce:
    """Where a file cannot be used, imports say of which kinds nobody can read what their agreement allows."""
    book, is_whole = read_usable(known.root, suspensions=known.suspensions)
    policy = compile_policy(book, on=known.today)
    imported = {} if is_whole else list_agreed_imports(Workspace(known.root))
    lost = {(agency, layout) for (agency, layout), under in imported.items()
            if not is_emergency(under) and policy.cover(agency=agency, layout=layout) is None}  # fmt: skip
    return _InForce(book, policy, frozenset(lost), Bodies(book, is_known=is_whole or bool(book.organisations)))


@lru_cache(maxsize=8)
def _work_out(known: _Known) -> NotSharedNow:
    book, is_whole = read_usable(known.root, suspensions=known.suspensions)
    # While a file cannot be used, nobody knows which agreements are gone: then none counts as removed.
    over = dict(known.emergencies_over)
    every = list_agreed_imports(Workspace(known.root))
    imported = {pair: under for pair, under in every.items() if under in over or (is_whole and not is_emergency(under))}
    for emergency_id, file_sha in over.items():  # also where an import ended before its journal said so
        imported |= dict.fromkeys(_kinds_of_file(known.root, file_sha), emergency_id)
    found = find_taken_back(book, suspensions=known.suspensions, imported_under=imported, on=known.today)
    return NotSharedNow(make_not_shared(found, book=book, on=known.today), found, known)


def _kinds_of_file(root: Path, file_sha: str) -> list[tuple[str, str]]:
    """Agency and layout of each sheet of an imported file, by what was written with its rows."""
    receipts = [row for part in list_parts(Workspace(root), file_sha=file_sha) for row in read_part_receipts(part)]
    return [(row["agency"], row["mapping"]) for row in receipts if row["mapping"]]
