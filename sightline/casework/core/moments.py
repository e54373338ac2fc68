"""The column of a moment: the database keeps a timestamp, and Python gets the text that the whole house keeps.

Hashes are made of that text, so a moment that would not come back byte for byte is refused before it is stored.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models.expressions import Combinable

from sightline.model.when import utc_text

SetType = TypeVar("SetType", contravariant=True)
GetType = TypeVar("GetType", covariant=True)

if TYPE_CHECKING:
    TimestampColumn = models.DateTimeField
else:

    class TimestampColumn(models.DateTimeField):
        """Django's own, with the types that only a type checker reads."""

        def __class_getitem__(cls, _):
            return cls


class MomentField(TimestampColumn[SetType, GetType]):
    """A timestamp with time zone, read and written as `2026-11-28T20:16:41Z`; null where it has not come yet.

    Queries take that text or an aware datetime. Migrations know it as Django's DateTimeField: the table is the same.
    """

    _pyi_private_set_type: str | Combinable
    _pyi_private_get_type: str  # type: ignore[assignment]  # the house's text in place of a datetime
    _pyi_lookup_exact_type: str | datetime

    def deconstruct(self) -> Any:
        """As Django's own column, so that no migration depends on this class."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs

    def from_db_value(self, value: Any, *_: Any) -> str | None:
        """The text of what the database kept. A database that is not upgraded yet keeps the text itself."""
        return utc_text(value) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> Any:
        """The text of a moment."""
        found = self.get_prep_value(value)
        return utc_text(found) if isinstance(found, datetime) else found

    def get_prep_value(self, value: Any) -> Any:
        """The timestamp of a text or of an aware datetime; ValueError where it is neither."""
        if isinstance(value, str):
            return read_moment(value)
        if value is None or (isinstance(value, datetime) and value.tzinfo is not None):
            return value
        raise ValueError(f"{self.name}: a moment is a text or a datetime with a time zone.")

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """The timestamp to keep; ValueError where a part of a second would be lost when it is read."""
        if isinstance(value, datetime) and value.microsecond:
            raise ValueError(f"{self.name}: a moment has no parts of a second.")
        return super().get_db_prep_save(value, connection)


def read_moment(text: str) -> datetime:
    """The datetime of a moment as the house writes it; ValueError where it would come back as another text."""
    found = datetime.fromisoformat(text)
    if not text.endswith("Z") or utc_text(found) != text:
        raise ValueError(f"This is not a date and time as Sightline writes it, such as 2026-11-28T20:16:41Z: {text!r}.")
    return found


def is_moment(text: str) -> bool:
    """Whether it is a moment as the house writes it: what browsers send back may be anything."""
    try:
        read_moment(text)
    except ValueError:
        return False
    return True


def read_kept(value: str | datetime) -> datetime:
    """The datetime of what a cursor gives for a moment, in the tables of any version: SQLite keeps it in UTC."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
