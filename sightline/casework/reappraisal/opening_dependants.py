"""Finds what opened or told something of a person: blind questions, records that two officers saw, emergency access.

A person who becomes two was perhaps opened, or asked about, as the wrong one. Information governance decides then what
follows. Who asked a blind question is not told: they would learn that an agency was told of it.
"""

from collections.abc import Iterable, Mapping

from sightline.casework.audit.id_hashes import HASH_SIGN
from sightline.casework.blind_questions.models import BlindAsk
from sightline.casework.core.models import DependantKind
from sightline.casework.core.session import house_session
from sightline.casework.dependants.identity import DependantFinder, IdentityDependant
from sightline.casework.emergency_access.models import EmergencyEntry
from sightline.casework.escalation.engine import CALL_SIGNAL, OF_BLIND_ASKS
from sightline.casework.escalation.models import Item
from sightline.casework.two_officers.requests import OfficersRequest, load_requests
from sightline.model.visibility import RowFilter
from sightline.translation.messages import lazy as _

NOT_SEALED = RowFilter("sealed = 0", ())


def find_blind_questions(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Blind questions and signals of which an agency was told, for the person whom their records are about."""
    about = [(one.about_id, one.source, named)
             for one in Item.objects.filter(source__in=OF_BLIND_ASKS).order_by("pk")
             if (named := sorted(mentions.intersection(one.mention_ids)))]  # fmt: skip
    asked_by = dict(BlindAsk.objects.filter(entry_id__in=[one[0] for one in about]).values_list("entry_id", "by"))
    for entry_id, source, named in about:
        by = asked_by.get(entry_id, "")
        says = (
            _("%(by)s asked to be called about a child") if source == CALL_SIGNAL else _("%(by)s asked about a child")
        )
        yield IdentityDependant(entry_id, tuple(named), "", str(says % {"by": by}))


def find_officers(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Protected records of these people that two officers saw. A sealed identity tells nothing here, as everywhere."""
    seen = [one for one in load_requests() if one.shown]
    named = _mentions_on({one for found in seen for one in _records(found)}) if seen else {}
    for found in seen:
        on_them = sorted(mentions.intersection(mention for one in _records(found) for mention in named.get(one, ())))
        if on_them:
            second = found.confirmed.by if found.confirmed else ""
            says = _("%(by)s and %(second)s saw a protected record") % {"by": found.row.by, "second": second}
            yield IdentityDependant(found.row.entry_id, tuple(on_them), found.row.by, str(says), _records(found))


def find_emergencies(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Emergency access to the restricted records of a child: open, ended or reviewed."""
    for one in EmergencyEntry.objects.openings().reverse():
        if one.mention_id in mentions:
            says = _("%(by)s opened a child’s restricted records in an emergency") % {"by": one.by}
            yield IdentityDependant(one.entry_id, (one.mention_id,), one.by, str(says))


def _records(found: OfficersRequest) -> tuple[str, ...]:
    """The record that was shown, unless it was erased."""
    return tuple(one for one in (found.shown.record_ids if found.shown else ()) if not one.startswith(HASH_SIGN))


def _mentions_on(record_ids: set[str]) -> dict[str, frozenset[str]]:
    """By record: the mentions of people on it, but for sealed identities."""
    with house_session().open_current() as opened:
        if opened is None:
            return {}
        store = opened[1]
        return {
            one: frozenset(row["mention_id"] for row in store.record_namings(record_id=one, sight=NOT_SEALED))
            for one in sorted(record_ids)
        }


FINDERS: Mapping[str, DependantFinder] = {
    DependantKind.BLIND_QUESTION: find_blind_questions,
    DependantKind.TWO_OFFICERS: find_officers,
    DependantKind.EMERGENCY: find_emergencies,
}
