"""Exports the audit log or the decisions to a file, as any whole list: for a purpose, with a second person."""

from pathlib import Path

from sightline.casework.audit.services import export_chain
from sightline.casework.bulk_exports.rights import check_exports
from sightline.casework.bulk_exports.services import label_file, need_second_person, use_request
from sightline.casework.core.session import ReaderSession
from sightline.model.exports.lists import AUDIT_FILES
from sightline.model.hash_chain import Head
from sightline.model.progress import SILENT, Progress


def export_audit(
    session: ReaderSession,
    *,
    name: str,
    path: Path,
    after: int = 0,
    request: int | None = None,
    password: str = "",
    progress: Progress = SILENT,
) -> tuple[int, Head]:
    """Write the rows of a chain behind number `after` to a new file; how many, and the head at which it ends.

    `request` is the number of a bulk export to which a second person agreed. Where everybody is invented, none is
    needed.
    """
    check_exports(actor=session.actor, table=name if name in AUDIT_FILES else AUDIT_FILES[0])
    agreed = need_second_person(session, table=name, number=request, password=password)
    written = export_chain(
        session, name=name, path=path, after=after, label=label_file(session, agreed), progress=progress
    )
    if agreed:
        try:
            use_request(session, request=agreed)
        except BaseException:
            path.unlink()
            raise
    return written
