"""The record of processing activities: one section for each agreement in force."""

from sightline.agreements import SharingAgreement
from sightline.papers.facts import PaperFacts
from sightline.papers.layouts import layouts_of
from sightline.papers.parts import (
    PROTECTION_OFFICER,
    SYSTEM_OWNER,
    basis_of,
    counts_of,
    gateway_questions,
    listed,
    not_in_force,
    own_layout_questions,
    protections_of,
    recipients_of,
    review_retention_of,
    said_of,
)
from sightline.papers.statement import PaperKind, PaperQuestion, PaperSection, PrintedPaper, Statement


def make_ropa(facts: PaperFacts) -> PrintedPaper:
    """The paper from what runs."""
    return PrintedPaper(
        PaperKind.ROPA,
        "Record of processing activities",
        "Which records each organisation brings into Sightline, on what basis, for which recipients and for how long.",
        (
            *(_activity(facts, one) for one in facts.in_force),
            PaperSection("Agreements not in force", not_in_force(facts)),
            PaperSection("Learning reviews", review_retention_of(facts)),
            PaperSection("How much data there is", counts_of(facts)),
            PaperSection("Security", protections_of(facts), _security()),
            PaperSection(
                "What the record still needs",
                (),
                (*gateway_questions(facts), *own_layout_questions(facts), *_left_open()),
            ),
        ),
        is_invented=facts.is_invented,
    )  # fmt: skip


def _activity(facts: PaperFacts, one: SharingAgreement) -> PaperSection:
    return PaperSection(
        f"{facts.name_of(one.provider)}: {one.id}",
        (
            said_of(facts, one, "controller", f"Controller: {facts.name_of(one.controller)}."),
            said_of(facts, one, "contact", f"Contact: {one.contact.post}, {one.contact.telephone}."),
            said_of(facts, one, "purposes", f"Purposes: {listed(one.purposes)}."),
            *basis_of(facts, one),
            *_kinds(one),
            said_of(facts, one, "recipients", f"Recipients: {recipients_of(facts, one)}."),
            said_of(facts, one, "onward", f"May recipients pass it on? The agreement says: {one.onward}."),
            said_of(facts, one, "retention_rule", f"How long {one.id} is kept: {one.retention_rule}."),
            said_of(facts, one, "handling", f"How it is handled: {one.handling}."),
        ),
    )  # fmt: skip


def _kinds(one: SharingAgreement) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            f"activity.{one.id}.{layout.layout_id}",
            f"{layout.title}: names {listed(layout.named) if layout.named else 'what only its own mapping says'}.",
            layout.source,
            layout.version,
        )
        for layout in layouts_of(one)
    )


def _security() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion(
            "security.machine", "Who can reach the machine and its disks, and under which contract?", SYSTEM_OWNER
        ),
    )


def _left_open() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion(
            "controllers",
            "What are the full name, address and contact of each controller?",
            PROTECTION_OFFICER,
        ),
        PaperQuestion("officers", "Who is the data protection officer of each controller?", PROTECTION_OFFICER),
        PaperQuestion(
            "abroad",
            "Does any data leave the United Kingdom, and under which safeguard?",
            PROTECTION_OFFICER,
        ),
        PaperQuestion("erasure", "After how long is each kind of record erased?", PROTECTION_OFFICER),
    )  # fmt: skip
