"""The queries that many ask of the core tables, each by its name. A table's `objects` has them."""

from __future__ import annotations  # the tables import this module

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from django.db import models

from sightline.casework.core.row_keys.sealed_texts import ReadTogether
from sightline.model.errors import OurFault

if TYPE_CHECKING:
    from sightline.casework.core.models import (  # noqa: F401
        Account,
        AnswerText,
        AuditEntry,
        CurrentSnapshot,
        Decision,
        Marker,
        MentionSuccessor,
    )

TableRow = TypeVar("TableRow", bound=models.Model, covariant=True)


def refuse_change() -> NoReturn:
    """Say that what is asked can never be done."""
    raise OurFault(
        "Audit and decisions are only appended to, by sightline.casework.audit.hash_chain.", code="append_only"
    )


class OfAccount(models.QuerySet[TableRow]):
    """Rows of a table in which each row is of one account."""

    def of_account(self, account_id: int | None) -> Self:
        """Those of this account; none where no account acts, as at the operator's command line."""
        return self.none() if account_id is None else self.filter(account_id=account_id)


class AppendOnly(ReadTogether[TableRow]):
    """Rows that are read. Whoever goes round this meets the triggers."""

    def newest_first(self) -> Self:
        """In the order of the chain, the last first."""
        return self.order_by("-sequence")

    def oldest_first(self) -> Self:
        """In the order of the chain."""
        return self.order_by("sequence")

    def update(self, **_: Any) -> int:
        """Never."""
        refuse_change()

    def delete(self) -> tuple[int, dict[str, int]]:
        """Never."""
        refuse_change()

    def bulk_update(self, *_: Any, **__: Any) -> int:
        """Never."""
        refuse_change()

    def bulk_create(self, *_: Any, **__: Any) -> list[Any]:
        """Never: rows are appended one by one, under the lock."""
        refuse_change()


class AuditQuerySet(AppendOnly["AuditEntry"]):
    """The audit log."""


class DecisionQuerySet(AppendOnly["Decision"]):
    """What people decided."""

    def through(self, head: int) -> Self:
        """Those up to this number."""
        return self.filter(sequence__lte=head)

    def of_kind(self, *kinds: str) -> Self:
        """Decisions of one of these kinds."""
        return self.filter(kind=kinds[0]) if len(kinds) == 1 else self.filter(kind__in=kinds)


class WrittenWordsQuerySet(ReadTogether["AnswerText"]):
    """What people wrote."""


class ActiveAccounts(models.Manager["Account"]):
    """Accounts that are not closed. The last day of one may have passed: ask its `is_open`."""

    def get_queryset(self) -> models.QuerySet[Account]:
        """Accounts that are not closed."""
        return super().get_queryset().filter(is_active=True)

    def named(self, username: str) -> Account | None:
        """The one of this name; none where it is closed or there is none."""
        return self.filter(username=username).first()


class CurrentSnapshotQuerySet(models.QuerySet["CurrentSnapshot"]):
    """The one row that says which snapshot is served."""

    def current(self) -> CurrentSnapshot | None:
        """The row; none before the first run."""
        return self.filter(id=1).first()

    def current_id(self) -> str:
        """The snapshot's id; empty before the first run."""
        return self.filter(id=1).values_list("snapshot_id", flat=True).first() or ""


class MarkerQuerySet(models.QuerySet["Marker"]):
    """How far things have been taken over, by name."""

    def read(self, name: str) -> str:
        """The value of that name; empty where there is none."""
        return self.filter(name=name).values_list("value", flat=True).first() or ""

    def write(self, name: str, value: str) -> None:
        """Keep this value under that name, in place of the one before."""
        self.update_or_create(name=name, defaults={"value": value})


class SuccessorQuerySet(models.QuerySet["MentionSuccessor"]):
    """Which mention is read in place of one that left the data."""

    def read(self) -> dict[str, str]:
        """For each mention that left, as decisions have it, the mention that is read now."""
        latest = dict(self.order_by("pk").values_list("mention_id", "successor").iterator())
        return {one: found for one in latest if (found := _follow(one, latest)) != one}

    def follow(self, mention_ids: Iterable[str]) -> tuple[str, ...]:
        """These mentions, each replaced by the one that is read in its place; each once and in order."""
        wanted = set(mention_ids)
        successors = self.read() if wanted else {}
        return tuple(sorted({successors.get(one, one) for one in wanted}))


def _follow(mention_id: str, latest: Mapping[str, str]) -> str:
    seen, now = {mention_id}, mention_id
    while (following := latest.get(now, "")) and following not in seen:
        seen.add(following)
        now = following
    return now
