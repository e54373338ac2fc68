"""Writes files into one zip file with the SHA-256 of each, so that a reader without Sightline can check every byte.

`sha256sum -c SHA256SUMS` in the unpacked folder checks them. The same files give the same bytes.
"""

import hashlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CONTENT_TYPE = "application/zip"
SUMS, FIRST_DAY = "SHA256SUMS", (1980, 1, 1, 0, 0, 0)


def sha_of(data: bytes) -> str:
    """The SHA-256 of these bytes, as hexadecimal signs."""
    return hashlib.sha256(data).hexdigest()


def write_package(files: Mapping[str, bytes]) -> bytes:
    """The bytes of the zip file: each file by its name, then the list of their hashes."""
    sums = "".join(f"{sha_of(data)}  {name}\n" for name, data in files.items())
    stream = BytesIO()
    with ZipFile(stream, "w") as made:
        for name, data in (*files.items(), (SUMS, sums.encode())):
            entry = ZipInfo(name, FIRST_DAY)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            made.writestr(entry, data)
    return stream.getvalue()
