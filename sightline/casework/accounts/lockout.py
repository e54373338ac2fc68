"""Wrong passwords: one account waits at one address, ever longer. The owner elsewhere is not held up.

A try is counted before the password is looked at, so that many at once are no way round. Every row is in the database:
all workers share it, and it outlives a restart. A row that is dated after now was written by a clock that was wrong:
its wait begins now, so that none lasts longer than the rule says.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from sightline.casework.accounts.models import SignInTries
from sightline.casework.core import clock
from sightline.model.when import utc_text
from sightline.sharing.accounts import forget_after, left_of_many, wait_of_many, wait_of_pair

KEPT_DAYS, MINUTE = 90, 60.0


def begin_try(*, name: str, address: str) -> int:
    """Count a try; minutes to wait where this pair may not try now, and then nothing is counted."""
    now = clock.now_at()
    keys = _key("name", name), _key("address", address)
    with transaction.atomic():
        pair, account, place = (_held(*one) for one in (keys, (keys[0], ""), ("", keys[1])))
        waits = [_wait_of_pair(pair, now)]
        if not pair.known_at:
            waits += [_wait_of_many(one, now) for one in (account, place)]
        if any(waits):
            return max(waits)
        for row in (pair, account, place):
            row.failures, row.failed_at = row.failures + 1, now
            row.save()
    return 0


def end_try(*, name: str, address: str) -> None:
    """The password was right: the pair is known and counts from the beginning, and the try counts nowhere else."""
    keys = _key("name", name), _key("address", address)
    with transaction.atomic():
        pair, account, place = (_held(*one) for one in (keys, (keys[0], ""), ("", keys[1])))
        pair.failures, pair.known_at = 0, clock.now_at()
        account.failures, place.failures = max(0, account.failures - 1), max(0, place.failures - 1)
        for row in (pair, account, place):
            row.save()


def unlock(*, name: str) -> int:
    """Nothing of the account waits any more, at any address; how many addresses waited."""
    waiting = count_waiting(names=[name]).get(name, 0)
    SignInTries.objects.filter(name_key=_key("name", name)).update(failures=0)
    return waiting


def count_waiting(*, names: Iterable[str]) -> dict[str, int]:
    """At how many addresses each of these accounts waits now; those that wait nowhere are left out."""
    now, by_key = clock.now_at(), {_key("name", name): name for name in names}
    found: Counter[str] = Counter()
    for row in SignInTries.objects.filter(failures__gte=1).exclude(address_key=""):
        if row.name_key in by_key and _left(row, wait_of_pair(failures=int(row.failures), on=clock.today()), now):
            found[by_key[row.name_key]] += 1
    return dict(found)


def forget_old() -> None:
    """Remove what nobody tried or signed in with for three months."""
    long_ago = utc_text(datetime.fromisoformat(clock.now_at()) - timedelta(days=KEPT_DAYS))
    tried, known = Q(failed_at=None) | Q(failed_at__lt=long_ago), Q(known_at=None) | Q(known_at__lt=long_ago)
    SignInTries.objects.filter(tried & known).delete()


def _held(name_key: str, address_key: str) -> SignInTries:
    """The row, made where there is none, and held until the transaction ends."""
    SignInTries.objects.get_or_create(name_key=name_key, address_key=address_key)
    return SignInTries.objects.select_for_update().get(name_key=name_key, address_key=address_key)


def _wait_of_pair(row: SignInTries, now: str) -> int:
    if row.failures and _since(row, now) >= forget_after(on=clock.today()):
        row.failures = 0
    return _left(row, wait_of_pair(failures=int(row.failures), on=clock.today()), now)


def _wait_of_many(row: SignInTries, now: str) -> int:
    wait = _left(row, wait_of_many(failures=int(row.failures), on=clock.today()), now)
    minutes = _since(row, now).total_seconds() / MINUTE
    row.failures = left_of_many(failures=row.failures, minutes=minutes, on=clock.today())
    return wait


def _left(row: SignInTries, minutes: int, now: str) -> int:
    """Whole minutes left of a wait that began with the last wrong password; a date after now is taken for now."""
    if not minutes:
        return 0
    if row.failed_at and row.failed_at > now:
        row.failed_at = now
        row.save(update_fields=["failed_at"])
    left = timedelta(minutes=minutes) - _since(row, now)
    return max(0, -(-left // timedelta(minutes=1)))


def _since(row: SignInTries, now: str) -> timedelta:
    if not row.failed_at or row.failed_at > now:
        return timedelta(0)
    return datetime.fromisoformat(now) - datetime.fromisoformat(row.failed_at)


def _key(what: str, typed: str) -> str:
    """A keyed hash: people type passwords into the box for the name, and addresses are personal."""
    secret = f"sign-in tries\x1f{settings.SECRET_KEY}".encode()
    return hmac.new(secret, f"{what}\x1f{typed.strip().casefold()}".encode(), hashlib.sha256).hexdigest()
