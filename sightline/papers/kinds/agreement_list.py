"""The agreements: each in force, what it allows and denies, and what it still lacks."""

from collections.abc import Iterator

from sightline.agreements import SharingAgreement
from sightline.papers.facts import PaperFacts
from sightline.papers.layouts import layouts_of
from sightline.papers.parts import (
    PROTECTION_OFFICER,
    TYPES,
    basis_of,
    gateway_questions,
    listed,
    not_in_force,
    recipients_of,
    said_of,
)
from sightline.papers.sources import rule_source
from sightline.papers.statement import PaperKind, PaperQuestion, PaperSection, PrintedPaper, Statement


def make_agreements(facts: PaperFacts) -> PrintedPaper:
    """The paper from what runs."""
    joint = facts.gate["joint_controllers"]
    return PrintedPaper(
        PaperKind.AGREEMENTS,
        "Agreements on sharing",
        "Which agency shares which files with which organisations, on what basis, and from when to when.",
        (
            *(
                PaperSection(f"{facts.name_of(one.provider)}: {one.id}", tuple(_terms(facts, one)))
                for one in facts.in_force
            ),
            PaperSection("Agreements not in force", not_in_force(facts)),
            PaperSection(
                "Controllers together",
                (Statement("joint", f"{joint.says} {joint.why}", rule_source(joint)),),
                (*gateway_questions(facts), *_left_open()),
            ),
        ),
        is_invented=facts.is_invented,
    )  # fmt: skip


def _terms(facts: PaperFacts, one: SharingAgreement) -> Iterator[Statement]:
    titles = "; ".join(layout.title for layout in layouts_of(one))
    whole = "Each row is of concern to the agency." if one.tier == "record" else "The file is a whole register."
    whole += f" How the provider chooses the rows: {one.rows_chosen}." if one.rows_chosen else ""
    ends = f" It ends after {one.ends_on.isoformat()}." if one.ends_on else ""
    yield said_of(facts, one, "data_kinds", f"It covers: {titles}. {whole}")
    yield said_of(
        facts,
        one,
        "recipients",
        f"By its words it is for {recipients_of(facts, one)}. Purpose: {listed(one.purposes)}.",
    )
    yield said_of(facts, one, "modes", f"Recipients may be told: {listed(one.modes)}. To pass it on: {one.onward}.")
    yield from basis_of(facts, one)
    yield said_of(facts, one, "retention_rule", f"How long {one.id} is kept: {one.retention_rule}.")
    yield said_of(facts, one, "handling", f"How it is handled: {one.handling}.")
    yield said_of(
        facts, one, "days",
        f"In force from {one.starts_on.isoformat()}. To review by {one.review_on.isoformat()}.{ends}",
    )  # fmt: skip
    yield said_of(
        facts, one, "signed_by", f"Signed by: {one.signed_by}. Contact: {one.contact.post}, {one.contact.telephone}."
    )
    for number, each in enumerate(one.exceptions, start=1):
        kinds = (TYPES[kind] for kind in each.recipient_types)
        others = listed((*(facts.name_of(name) for name in each.recipients), *kinds))
        yield said_of(
            facts, one, f"exception.{number}", f"Exception: {each.effect} for {others}. Reason: {each.reason}."
        )


def _left_open() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion(
            "joint.who",
            "Who answers requests, and who tells people, where several are controllers?",
            PROTECTION_OFFICER,
        ),
        PaperQuestion(
            "joint.contact",
            "Who is the one contact for people where police are a joint controller?",
            PROTECTION_OFFICER,
        ),
    )  # fmt: skip
