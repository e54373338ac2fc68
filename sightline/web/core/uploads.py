"""Takes in what a browser sends as a file, in memory alone: nothing of it is on a disk before casework looked at it.

What is larger than the settings allow is read to its end and let go, so that the page can say so.
"""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

FARTHER = 5  # a request of so many times what is allowed is not read to its end


class InMemory(FileUploadHandler):
    """Keeps a file of a request; `size` of one that was let go is what was sent, and it holds nothing.

    All files of one request together are kept up to the size that one may have.
    """

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *_: Any, **__: Any) -> None:  # noqa: ARG002, N803 - as Django calls it
        """Refuse a request that is far too large before it is read."""
        self.most, self.sent = int(settings.SIGHTLINE_ATTACHMENTS.most_bytes), 0
        if content_length > FARTHER * self.most:
            raise StopUpload(connection_reset=True)

    def new_file(self, *others: Any, **named: Any) -> None:
        """Begin a file."""
        super().new_file(*others, **named)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - as Django calls it
        """Keep it as far as it is not too large."""
        self.sent += len(raw_data)
        if self.sent > self.most:
            self.kept = BytesIO()
        else:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        """The file."""
        self.kept.seek(0)
        return UploadedFile(self.kept, self.file_name, self.content_type, file_size, self.charset)
