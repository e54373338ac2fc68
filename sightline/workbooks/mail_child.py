"""The process that cuts an e-mail up: `python -m sightline.workbooks.mail_child LIMITS [NUMBER]`.

The e-mail is standard input, a file. Without a number, the numbers and names of the files in it go to standard output
as JSON. With one, the bytes of that file do; `text` is the e-mail without them. The limits hold before the first byte.
"""

import json
import os
import sys

from sightline.workbooks.child import DAMAGED, DONE, FAILED, OUT_OF_MEMORY, set_limits
from sightline.workbooks.documents.mail import read_bytes
from sightline.workbooks.documents.mail_parts import split_mail
from sightline.workbooks.kinds import FileKind, find_kind
from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.refusals import Refusal

TEXT = "text"


def main() -> int:
    """Cut it up, and return the exit code."""
    set_limits(WorkbookLimits(**json.loads(sys.argv[1])))
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    try:
        made = _make(wanted)
    except MemoryError:
        return OUT_OF_MEMORY
    except (Refusal, *DAMAGED):
        return FAILED
    with os.fdopen(1, "wb", closefd=False) as stream:
        stream.write(made)
    return DONE


def _make(wanted: str) -> bytes:
    """What is to be written. KeyError where no file has the number."""
    with os.fdopen(0, "rb", closefd=False) as stream:
        if find_kind(stream) is not FileKind.E_MAIL:
            return b"[]"
        text, files = split_mail(read_bytes(stream))
    if not wanted:
        return json.dumps([[one.number, one.name] for one in files]).encode("ascii")
    return {TEXT: text, **{one.number: one.data for one in files}}[wanted]


if __name__ == "__main__":
    code = main()
    os._exit(code)  # at once, as the process that reads workbooks
