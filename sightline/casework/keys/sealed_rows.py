"""Finds every sealed text in the database and seals it anew with the key in use.

Whatever keeps sealed texts elsewhere belongs in `read_rows`: a key is let go only once nothing here is under it.
"""

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from sightline.casework.keys.keyring import Keyring
from sightline.casework.keys.sealed_secrets import change_sealed, key_of, seal, unseal

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


def read_rows() -> QuerySet[Authenticator]:
    """The rows that hold sealed texts."""
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(type__in=KINDS).order_by("pk")
    return rows


def count_sealed(*, except_under: str | None) -> int:
    """How many rows hold a text that is sealed with another key than that one; with None, how many hold any."""
    return sum(bool(keys_of(row) - {except_under}) for row in read_rows())


def keys_of(row: Authenticator) -> set[str]:
    """The keys that a row's texts are sealed with; the empty one is from before there were data keys."""
    found: set[str] = set()

    def note(sealed: str) -> str:
        found.add(key_of(sealed))
        return sealed

    change_sealed(row.data, note)
    return found


def reseal(keyring: Keyring) -> int:
    """Seal with the key in use whatever is under another, within the caller's transaction; how many rows."""

    def anew(sealed: str) -> str:
        if key_of(sealed) == keyring.in_use.id:
            return sealed
        return seal(unseal(sealed, keyring=keyring), keyring=keyring)

    changed = 0
    for row in read_rows().select_for_update():
        if keys_of(row) - {keyring.in_use.id}:
            row.data = change_sealed(row.data, anew)
            row.save(update_fields=["data"])
            changed += 1
    return changed
