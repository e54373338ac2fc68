"""Says in words what the machine refused while a backup was written, read or restored: room, rights, a database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sightline.model.errors import OurFault, SightlineError


@contextmanager
def in_words(doing: str) -> Iterator[None]:
    """Turn what the machine refuses into OurFault; its own words name a file or the database, never what is in it."""
    try:
        yield
    except SightlineError:
        raise
    except OSError as error:
        raise OurFault(
            f"{doing} did not finish: {error.strerror or type(error).__name__}.",
            code="machine_refused",
            where=str(error.filename or ""),
            what_to_do=(
                "Check that the disk has enough space and that you can read and write "
                "there. Then run the command again."
            ),
        ) from error
    except Exception as error:
        if not _is_of_a_database(error):
            raise
        raise OurFault(
            f"{doing} did not finish: the database refused ({type(error).__name__}).",
            code="database_refused",
            what_to_do="Check that the database responds and that you can write to it. Then run the command again.",
        ) from error


def _is_of_a_database(error: Exception) -> bool:
    import sqlite3

    from django.db import Error

    return isinstance(error, Error | sqlite3.Error)
