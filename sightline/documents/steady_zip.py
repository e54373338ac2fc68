"""Writes a Word or Excel file anew so that the same content has the same bytes, whenever and wherever it is made.

Both libraries write the present time into the zip, and one into the properties too.
"""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def make_steady(data: bytes, *, made_at: datetime) -> bytes:
    """The same file with `made_at` as its only moment."""
    written, stream = made_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == CORE:
                content = MODIFIED.sub(rb"\g<1>" + written + rb"\g<2>", content)
            entry = ZipInfo(name, FIRST_DAY)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            after.writestr(entry, content)
    return stream.getvalue()
