"""Disagreement, by either side: a new item that climbs until somebody answers it.

It changes nothing about what it disagrees with. That goes on as before, and the disagreement has a clock of its own.
"""

from dataclasses import replace
from typing import Any

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.candidates import candidate_of_record
from sightline.casework.escalation.engine import DISAGREEMENT, OF_POSTS_ALONE, Basis, Candidate, open_item
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import basis_of, visibility_of
from sightline.casework.escalation.services.responses import holding
from sightline.casework.protection.free_text import keep_text
from sightline.escalation import (
    CONDUCT,
    PROFESSIONAL_STANDARDS,
    Urgency,
    check_words,
    read_escalation_rules,
    read_ladders,
)
from sightline.model.errors import Usage
from sightline.model.nouns import Agency
from sightline.rulebook.files import read_toml
from sightline.translation.messages import lazy as _

ITEM, RECORD = "item", "record"


def open_disagreement(session: ReaderSession, *, about: str, about_id: str, why: str, with_agency: str = "") -> str:
    """Say that one does not agree with what is done about an item or a record, and why. The id of the new item.

    `with_agency` is who must answer; where it is not given, whoever answers for the item, or wrote the record.
    """
    with audited(session, action="open_disagreement") as trail:
        words = check_words(why, today=clock.today())
        if about not in (ITEM, RECORD) or (with_agency and with_agency not in read_ladders()):
            raise Usage(
                _("No such action or record was found."),
                code="no_such_about",
                what_to_do=_("Give the id of an action or a record."),
            )
        if about == ITEM:
            with transaction.atomic(durable=True), holding(session, item_id=about_id, trail=trail) as held:
                return _disagree(
                    session, trail, make_disagreement_candidate(session, held.item, with_agency), words, about
                )
        check_people(actor=session.actor)
        candidate = candidate_of_record(session, about_id=about_id)
        if candidate is None:
            raise NotHere
        candidate = replace(candidate, source=DISAGREEMENT)
        if with_agency:
            candidate = replace(candidate, agency=with_agency, organisation="")
        with transaction.atomic(durable=True):
            return _disagree(session, trail, candidate, words, about)


def make_disagreement_candidate(session: ReaderSession, item: Item, with_agency: str) -> Candidate:
    """A candidate that rests on what an item rests on, known to no more people, before it is said what it is."""
    alone = item.source in OF_POSTS_ALONE
    return Candidate(
        rule_id=DISAGREEMENT,
        source=item.source if alone else DISAGREEMENT,
        due_at="",
        about=_("what is done about “%(about)s”") % {"about": item.about},
        agency=with_agency or item.agency,
        organisation="" if with_agency else item.organisation,
        record_id=item.record_id,
        mention_ids=tuple(item.mention_ids),
        basis=tuple(Basis(row.record_id, visibility_of(row)) for row in basis_of(session, item)),
        about_id=item.item_id,
        person_id=item.person_id,
        about_professional=item.ladder in CONDUCT,
        about_agency=Agency.POLICE if item.ladder == PROFESSIONAL_STANDARDS else "",
        ladder=item.ladder if alone and not with_agency else "",
    )


def _disagree(session: ReaderSession, trail: Trail, what: Candidate, words: str, about: str) -> str:
    """Decision, item and audit, all or none."""
    now, by = clock.now_at(), session.actor.reader.username
    body: dict[str, Any] = {"about": about, "about_id": what.about_id, "record_id": what.record_id,
                            "mention_ids": list(what.mention_ids), "with_agency": what.agency,
                            "text_sha256": keep_text(words=words)}  # fmt: skip
    decision = hash_chain.append(Decision, kind="disagreement_opened", by=by, os_name=session.actor.os_name, body=body)
    candidate = replace(
        what,
        rule_id=DISAGREEMENT,
        rule_version=read_escalation_rules()[DISAGREEMENT].version,
        due_at=now,
        about=_("%(agency)s does not agree with %(what)s.")
        % {"agency": session.actor.reader.agency or "Somebody", "what": what.about},
        urgent=read_toml("england", "escalation", f"{DISAGREEMENT}.toml")["urgency"] == Urgency.URGENT,
        always=True,
        opened_by=by,
        nth=str(decision.sequence),
    )
    open_item(session, candidate=candidate, opened_at=now, now=now)
    trail.add("item", [candidate.item_id])
    trail.add("decision", [str(decision.sequence)])
    append_entry(actor=session.actor, action="open_disagreement", trail=trail)
    return candidate.item_id
