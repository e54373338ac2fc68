"""Asks the partnership's own scanner about a document, if `[attachments] scanner` names one.

It ends with 0 where the document is clean and with 1 where it is harmful. Any other end, or none in time, is no answer:
then the document is held. It gets no variable of this process but the path of programs, and its output is not read.
"""

import logging
import os
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings

from sightline.casework.attachments.models import Scan
from sightline.casework.attachments.settings import FILE, AttachmentSettings

logger = logging.getLogger(__name__)
BY_EXIT_CODE = {0: Scan.CLEAN, 1: Scan.HARMFUL}


def scan(data: bytes) -> Scan:
    """What the scanner says of a document."""
    chosen: AttachmentSettings = settings.SIGHTLINE_ATTACHMENTS
    if not chosen.scanner:
        return Scan.NOT_SCANNED
    try:
        return BY_EXIT_CODE.get(_ask(chosen, data), Scan.HELD)
    except (OSError, subprocess.SubprocessError) as error:
        logger.error("the scanner of documents gave no answer: %s", type(error).__name__)
        return Scan.HELD


def _ask(chosen: AttachmentSettings, data: bytes) -> int:
    if not any(FILE in word for word in chosen.scanner):
        return _run(list(chosen.scanner), chosen.scanner_seconds, data)
    with tempfile.TemporaryDirectory(prefix="sightline-scan-") as folder:  # its owner alone may look into it
        path = Path(folder) / "document"
        path.write_bytes(data)
        return _run([word.replace(FILE, str(path)) for word in chosen.scanner], chosen.scanner_seconds, b"")


def _run(words: list[str], seconds: int, data: bytes) -> int:
    return subprocess.run(  # noqa: S603 - the operator's own words, and no shell
        words,
        input=data,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
        env={"PATH": os.environ.get("PATH", os.defpath)},
    ).returncode
