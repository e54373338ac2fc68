"""Finds every sealed text in the database and seals it anew with the key in use.

Whatever keeps sealed texts names its field among "sealed texts": a key is let go only once nothing is under it.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models import QuerySet

from sightline.casework.core.registry import Registry
from sightline.casework.keys.keyring import Keyring
from sightline.casework.keys.sealed_secrets import change_sealed, key_of, seal, unseal

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


class SealedField(NamedTuple):
    """A field of some rows that is a sealed text, or holds sealed texts somewhere within it."""

    find: Callable[[], QuerySet[Any]]
    field: str


SECOND_FACTORS = SealedField(lambda: Authenticator.objects.filter(type__in=KINDS).order_by("pk"), "data")
OTHERS: Registry[SealedField] = Registry("sealed texts")


def count_sealed(*, except_under: str | None) -> int:
    """How many rows hold a text that is sealed with another key than that one; with None, how many hold any."""
    return sum(bool(keys_of(getattr(row, each.field)) - {except_under}) for each in _fields() for row in each.find())


def keys_of(value: Any) -> set[str]:
    """The keys that the texts in a value are sealed with; the empty one is from before there were data keys."""
    found: set[str] = set()

    def note(sealed: str) -> str:
        found.add(key_of(sealed))
        return sealed

    change_sealed(value, note)
    return found


def reseal(keyring: Keyring) -> int:
    """Seal with the key in use whatever is under another, within the caller's transaction; how many rows."""

    def anew(sealed: str) -> str:
        if key_of(sealed) == keyring.in_use.id:
            return sealed
        return seal(unseal(sealed, keyring=keyring), keyring=keyring)

    changed = 0
    for each in _fields():
        for row in each.find().select_for_update():
            value = getattr(row, each.field)
            if keys_of(value) - {keyring.in_use.id}:
                setattr(row, each.field, change_sealed(value, anew))
                row.save(update_fields=[each.field])
                changed += 1
    return changed


def _fields() -> Iterator[SealedField]:
    """Every field of a table that is there: one that an upgrade is going to make holds nothing yet."""
    tables = connection.introspection.table_names()
    yield from (one for one in (SECOND_FACTORS, *OTHERS.all()) if one.find().model._meta.db_table in tables)
