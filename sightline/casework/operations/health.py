"""Checks an installation and a workspace, and says in words what to mend.

The audit chain is walked from its first row, so this takes longer as it grows.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Q

from sightline.casework.attachments.checks import check_documents, describe_scanner
from sightline.casework.audit import hash_chain
from sightline.casework.audit.services import compare_with_kept
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.models import Account
from sightline.casework.core.rights import check_files
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.unfinished_files import GIVE_AGAIN, UNFINISHED, list_not_taken
from sightline.casework.escalation.handover import posts_passed_over
from sightline.casework.integrity.checks import check_received, check_snapshots, check_triggers
from sightline.casework.notices import delivery
from sightline.casework.notices.settings import Channel
from sightline.casework.operations.checks import check_operations_in_order
from sightline.casework.operations.pages import HealthCheck
from sightline.casework.posts.duty import NEEDED, uncovered_hours
from sightline.casework.posts.rota_models import RotaShift
from sightline.casework.timekeeping.lateness import PUT_RIGHT, all_doubts, in_words, is_late, last_tick
from sightline.model.errors import SightlineError
from sightline.model.progress import SILENT, Progress
from sightline.sharing.roles import role_rules
from sightline.store import Workspace

ENOUGH_BYTES = 2 * 1024**3
OLDEST_POSTGRESQL = 150_000
MOST_NAMED = 5


def check_health(
    session: ReaderSession, *, workspace: Workspace, progress: Progress = SILENT
) -> tuple[HealthCheck, ...]:
    """Look at everything that can be wrong."""
    with audited(session, action="check_health") as trail:
        check_files(actor=session.actor)
        checks = (
            _check_database(),
            _check_chains(),
            _check_kept_heads(workspace),
            _check_triggers(),
            _check_snapshots(workspace, progress),
            _check_received(workspace, progress),
            _say("Documents are unchanged since they were added", check_documents(workspace=workspace)),
            HealthCheck("Documents are scanned", True, describe_scanner()),
            _check_rules(),
            _check_ingests(workspace),
            _check_tick(),
            _check_clock(),
            _check_posts(),
            _check_rotas(),
            _check_notices(),
            _check_addresses(),
            *check_operations_in_order(workspace),
            _check_space(workspace.root),
        )
        trail.details = {"not_in_order": [check.name for check in checks if not check.in_order]}
    return checks


def _check_database() -> HealthCheck:
    if connection.vendor != "postgresql":
        return HealthCheck("Database answers (SQLite)", _responds())
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::integer >= %s", [OLDEST_POSTGRESQL])
        new_enough = bool(cursor.fetchone() == (True,))
    return HealthCheck("Database answers (PostgreSQL)", new_enough, "" if new_enough else "Use PostgreSQL 15 or newer.")


def _responds() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _check_chains() -> HealthCheck:
    broken = {table: row for table, row in hash_chain.verify_chains().items() if row is not None}
    heads = "; ".join(f"{table} ends at {head}" for table, head in hash_chain.read_heads().items())
    name = "Audit and decisions are unchanged since they were written"
    if not broken:
        return HealthCheck(name, True, f"Keep elsewhere: {heads}")
    where = ", ".join(f"{table} from row {row}" for table, row in broken.items())
    what = f"Changed outside Sightline: {where}. Tell information governance, and compare with a backup."
    return HealthCheck(name, False, what)


def _check_kept_heads(workspace: Workspace) -> HealthCheck:
    """Red where rows were cut off the end of a chain since its head was kept, or a kept head was changed."""
    name = "Audit log and decisions match the saved heads"
    try:
        wrong = "; ".join(f"{one.name}: {one.wrong}" for one in compare_with_kept(workspace) if one.wrong)
    except SightlineError as error:
        return HealthCheck(name, False, str(error))
    return HealthCheck(
        name, not wrong, f"{wrong}. Tell information governance, and compare with a backup." if wrong else ""
    )


def _check_triggers() -> HealthCheck:
    return _say("The triggers that keep rows unchanged are all there", check_triggers())


def _check_snapshots(workspace: Workspace, progress: Progress) -> HealthCheck:
    """Red where a snapshot that is kept, byte by byte, was changed after it was written."""
    return _say(
        "Snapshots are unchanged since they were written", check_snapshots(workspace=workspace, progress=progress)
    )


def _check_received(workspace: Workspace, progress: Progress) -> HealthCheck:
    """Red where a received file, byte by byte, is not as it came."""
    return _say(
        "Received files are unchanged since they arrived", check_received(workspace=workspace, progress=progress)
    )


def _say(name: str, what_is_wrong: str) -> HealthCheck:
    return HealthCheck(name, not what_is_wrong, what_is_wrong)


def _check_rules() -> HealthCheck:
    return _check_by(role_rules, "The rules can be read", "Install Sightline again.")


def _check_ingests(workspace: Workspace) -> HealthCheck:
    """Red where an ingest died before its files were all taken in, and nobody has given its command again."""
    names = [line.source_file for line in list_not_taken(workspace) if line.state == UNFINISHED]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    what_to_do = f"{GIVE_AGAIN} Files: {', '.join(names[:MOST_NAMED])}{more}." if names else ""
    return HealthCheck("Every file that was started was imported", not names, what_to_do)


def _check_by(look: Callable[[], object], name: str, what_to_do: str) -> HealthCheck:
    try:
        look()
    except (SightlineError, OSError, ValueError):
        return HealthCheck(name, False, what_to_do)
    return HealthCheck(name, True)


def _check_tick() -> HealthCheck:
    """Red where pages are served and nothing was worked for five minutes, or something could not be worked."""
    name, lease = "Sightline checks deadlines each minute", last_tick()
    ended = (
        f"Last tick: {in_words(lease.last_tick_at)}."
        if lease and lease.last_tick_at
        else "'sightline tick' has not run yet."
    )
    if is_late(lease=lease, now=clock.now_at()):
        return HealthCheck(name, False, f"{ended} Start 'sightline serve' again, and run 'sightline tick' now.")
    if lease and lease.went_wrong:
        return HealthCheck(
            name, False, f"{ended} Steps that failed: {lease.went_wrong}. Run 'sightline tick' to read why."
        )
    return HealthCheck(name, True, ended)


def _check_clock() -> HealthCheck:
    """Red where the machine's clock contradicts what was written, or the time since the machine started."""
    name, doubts = "The machine's clock agrees with the dates of the last entries", all_doubts()
    if not doubts:
        return HealthCheck(name, True)
    return HealthCheck(name, False, f"{' '.join(doubts)} Set the machine's clock right. Then run '{PUT_RIGHT}'.")


def _check_posts() -> HealthCheck:
    """Red where an open item came to a post that nobody holds."""
    empty = posts_passed_over(on=clock.today())
    where = "; ".join(empty)
    return HealthCheck(
        "Every open action has a responsible person", not empty, f"No responsible person: {where}." if empty else ""
    )


def _check_rotas() -> HealthCheck:
    """Red where a rota is kept and nobody is on duty in some hour of the next four weeks."""
    name = "A person is on duty in every hour of the next 28 days"
    kept = [ladder for ladder in NEEDED if RotaShift.objects.filter(ladder=ladder).exists()]
    gaps = uncovered_hours(from_on=clock.today(), ladders=kept)
    where = "; ".join(
        f"{one.ladder} from {in_words(one.from_at)} to {in_words(one.until_at)}" for one in gaps[:MOST_NAMED]
    )
    if gaps:
        return HealthCheck(name, False, f"Not covered, {len(gaps)} in all: {where}. Use 'sightline rota'.")
    without = ", ".join(ladder for ladder in NEEDED if ladder not in kept)
    return HealthCheck(
        name, True, f"No rota is kept for: {without}. Sightline tells the first responsible person." if without else ""
    )


def _check_notices() -> HealthCheck:
    """Red where a notice has waited for more than an hour to be sent."""
    name, since = "Notices are sent", delivery.oldest_waiting()
    if delivery.is_late(since=since, now=clock.now_at()):
        return HealthCheck(
            name, False, f"The oldest waits since {since}: see that the mail server and the webhook answer."
        )
    channels = ", ".join(settings.SIGHTLINE_NOTICES.channels)
    return HealthCheck(
        name,
        True,
        f"By {channels}." if channels else "Notices are on pages only: no mail server or webhook is set up.",
    )


def _check_addresses() -> HealthCheck:
    """Red where e-mail is on and somebody who holds a post, or stands in, has no address."""
    name = "Every responsible person has an e-mail address"
    if Channel.EMAIL not in settings.SIGHTLINE_NOTICES.channels:
        return HealthCheck(name, True, "E-mail is off.")
    held = Q(posts_held__isnull=False) | Q(posts_deputised__isnull=False) | Q(rota_shifts__isnull=False)
    on_posts = Account.active.filter(held)
    without = ", ".join(on_posts.filter(email="").order_by("username").distinct().values_list("username", flat=True))
    return HealthCheck(name, not without, f"Use 'sightline email NAME ADDRESS' for: {without}." if without else "")


def _check_space(folder: Path) -> HealthCheck:
    free = shutil.disk_usage(folder).free
    return HealthCheck(
        "There is room on the disk (2 GB)", free >= ENOUGH_BYTES, "" if free >= ENOUGH_BYTES else "Make room."
    )
