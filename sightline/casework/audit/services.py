"""Exports chains, keeps heads and verifies both; and commits the audit rows of one page together."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sightline.casework.audit import hash_chain
from sightline.casework.audit.heads_settings import heads_file
from sightline.casework.audit.page_rows import join_acts
from sightline.casework.audit.rights import check_audit
from sightline.casework.audit.trail import audited, commit_entries
from sightline.casework.core import clock
from sightline.casework.core.models import ChainedRow
from sightline.casework.core.row_keys.ciphers import list_missing
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import Usage
from sightline.model.hash_chain import ChainResult, Head, read_key_id, walk_chain
from sightline.model.progress import SILENT, Progress
from sightline.store import Workspace
from sightline.store.chain_files import (
    CHAINS,
    CheckedChain,
    TypedWords,
    as_result,
    footer_line,
    header_line,
    write_json_line,
)
from sightline.store.chain_heads import KeptHead, keep_heads, read_heads, read_public_key
from sightline.store.erasures import ErasedKind, ErasureRegister, read_register
from sightline.store.files import fsync

MODELS: dict[str, type[ChainedRow]] = {
    name: next(model for model in hash_chain.CHAINS if model._meta.db_table == table) for name, table in CHAINS.items()
}


def export_chain(
    session: ReaderSession, *, name: str, path: Path, after: int = 0, label: str = "", progress: Progress = SILENT
) -> tuple[int, Head]:
    """Write the rows of a chain behind number `after` to a new file; how many, and the head at which it ends.

    The file has its name only once the audit row, with its SHA-256, is committed. Its first line has the `label`.
    """
    partial = path.with_name(f"{path.name}.partial")
    try:
        written = _export_audited(session, name, path, partial, after, label, progress)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    partial.rename(path)
    fsync(path.parent)
    return written


def _export_audited(
    session: ReaderSession, name: str, path: Path, partial: Path, after: int, label: str, progress: Progress
) -> tuple[int, Head]:
    with audited(session, action="export_audit") as trail:
        check_audit(actor=session.actor)
        begin = _row_before(name, after)
        if path.exists():
            raise Usage("A file with that name already exists.", code="file_exists", where=path.name,
                        what_to_do="Name a new file.")  # fmt: skip
        progress.stage("Writing the audit log")
        count, head, digest = _write(partial, name, begin, label, progress)
        trail.details = {"chain": name, "after": after, "rows": count, "sha256": digest}
    return count, head


def _row_before(name: str, after: int) -> Head:
    if name not in MODELS:
        raise Usage(f"There is no chain '{name}'.", code="no_chain", what_to_do=f"Choose: {', '.join(MODELS)}.")
    start = hash_chain.start_of(MODELS[name])
    if after <= start.sequence:
        return start
    row = MODELS[name].objects.filter(sequence=after).first()
    if row is None:
        raise Usage(f"There is no row {after}.", code="no_row", what_to_do="Give the number of a row that exists.")
    return Head(row.sequence, row.hash)


def _write(path: Path, name: str, after: Head, label: str, progress: Progress) -> tuple[int, Head, str]:
    digest, head, count = hashlib.sha256(), after, 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:

        def put(line: str) -> None:
            digest.update(line.encode())
            stream.write(line)

        erased = hash_chain.read_erased_rows(name)
        put(header_line(name=name, written_at=clock.now_at(), after=after, erased=erased, label=label))
        for row in _rows_after(name, after):
            put(write_json_line(hash_chain.row_content(row)))
            head, count = Head(row.sequence, row.hash), count + 1
            progress.advance()
        put(footer_line(head))
        stream.flush()
        os.fsync(stream.fileno())
    return count, head, digest.hexdigest()


def _rows_after(name: str, after: Head) -> Iterator[ChainedRow]:
    rows = MODELS[name].objects.filter(sequence__gt=after.sequence).order_by("sequence")
    yield from rows.iterator(chunk_size=2_000)


def keep_todays_heads(*, workspace: Workspace, once_a_day: bool = True) -> int:
    """Keep where each chain ends now, signed, outside the database; how many heads were new."""
    path = heads_file(workspace)
    return keep_heads(workspace=workspace, path=path, heads=_heads_now(), at=clock.now_at(), once_a_day=once_a_day)


def _heads_now() -> dict[str, Head]:
    last = {name: model.objects.order_by("-sequence").first() for name, model in MODELS.items()}
    return {name: Head(row.sequence, row.hash) if row else Head() for name, row in last.items()}


def keep_heads_now(session: ReaderSession, *, workspace: Workspace) -> tuple[KeptHead, ...]:
    """Keep the heads of this moment, and give every head that is kept."""
    with audited(session, action="keep_heads"):
        check_audit(actor=session.actor)
    keep_todays_heads(workspace=workspace, once_a_day=False)
    return read_heads(heads_file(workspace))


def verify_audit(session: ReaderSession, *, workspace: Workspace) -> tuple[ChainResult, ...]:
    """Walk both chains of the database, and compare them with the heads that were kept."""
    with audited(session, action="verify_audit") as trail:
        check_audit(actor=session.actor)
        results = compare_with_kept(workspace)
        trail.details = {"not_in_order": [result.name for result in results if result.wrong]}
    return results


def compare_with_kept(workspace: Workspace) -> tuple[ChainResult, ...]:
    """The same without asking who wants to know, for doctor."""
    kept, public_key = read_heads(heads_file(workspace)), read_public_key(workspace)
    register = read_register(workspace.root)
    return tuple(_verified(name, kept, public_key, register) for name in MODELS)


def _verified(name: str, kept: tuple[KeptHead, ...], public_key: str, register: ErasureRegister) -> ChainResult:
    start = hash_chain.start_of(MODELS[name])
    wanted, hashes = {head.sequence for head in kept if head.chain == name}, {start.sequence: start.hash}
    keys: dict[int, str] = {}

    def rows() -> Iterator[dict[str, object]]:
        for row in _rows_after(name, start):
            if row.sequence in wanted:
                hashes[row.sequence] = row.hash
            content = hash_chain.row_content(row)
            if key_id := read_key_id(content):
                keys[row.sequence] = key_id
            yield content

    walk = walk_chain(rows(), after=start)
    words = _find_erased(name, keys, register)
    checked = CheckedChain(name, walk, is_whole=True, hashes=hashes, words=words)
    return as_result(checked, kept=kept, public_key=public_key)


def _find_erased(name: str, keys: dict[int, str], register: ErasureRegister) -> TypedWords:
    """Which keys are gone. An erasure that was begun has not named its rows yet, but the register holds their keys."""
    missing = list_missing(keys.values())
    begun = {number for number, one in keys.items() if one in missing and register.holds(ErasedKind.REASON, one)}
    return TypedWords(keys, hash_chain.read_erased_rows(name) | begun, frozenset(missing))


@contextmanager
def entries_together(session: ReaderSession) -> Iterator[None]:
    """Commit one audit row of all that a page read, and one of each refusal; AuditFailed if that fails.

    Where the request may change something, each row is committed by itself, as it is in a command.
    """
    if not session.only_reads or session.entries is not None:
        yield
        return
    session.entries = []
    try:
        yield
    finally:
        entries, session.entries = session.entries, None
        if entries:
            commit_entries(join_acts(entries), session)
