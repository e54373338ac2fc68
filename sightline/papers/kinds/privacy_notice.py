"""The privacy notice for children, parents and everybody whom records name: short sentences, sources at the end."""

from collections import defaultdict
from collections.abc import Iterable

from sightline.agreements import SharingAgreement
from sightline.agreements.vocabulary import Purpose
from sightline.papers.facts import PaperFacts
from sightline.papers.layouts import layouts_of
from sightline.papers.parts import PROTECTION_OFFICER, listed, not_done, recipients_of
from sightline.papers.sources import program_source, rule_source
from sightline.papers.statement import PaperKind, PaperQuestion, PaperSection, PrintedPaper, Statement

IN_WORDS = {
    Purpose.SAFEGUARDING: "to keep children safe",
    Purpose.CRIME: "to prevent or investigate crime",
    Purpose.PRACTICE_REVIEW: "to learn where a child was not protected in time",
    Purpose.STATISTICS: "to count, without names",
}
RULES_ABOUT = {
    "patterns": "signs of harm",
    "clocks": "deadlines",
    "questions": "questions that nobody has answered",
    "matching": "records of the same person",
    "others": "data that come late",
}
NOT_CHECKED = "unverified: not yet checked against the official text of"


def make_privacy_notice(facts: PaperFacts) -> PrintedPaper:
    """The paper from what runs."""
    return PrintedPaper(
        PaperKind.PRIVACY_NOTICE,
        "How we use records to keep children safe",
        "For children, parents, carers and all other people in our records.",
        (
            _who(facts),
            PaperSection("What we hold, and where it comes from", _held(facts)),
            _purposes(facts),
            PaperSection("Who sees it", (*_seen(facts), *_kept_from(facts)), _seen_questions()),
            PaperSection("How long we keep it", _kept(facts), _kept_questions()),
            _machine(facts),
            _rights(facts),
        ),
        is_for_public=True,
        is_invented=facts.is_invented,
    )


def _who(facts: PaperFacts) -> PaperSection:
    return PaperSection(
        "Who we are",
        tuple(
            _of_provider(ones, "provider", f"{facts.name_of(provider)} shares records with us.")
            for provider, ones in _by_provider(facts).items()
        ),
        (
            PaperQuestion(
                "who.contact",
                "Where can a parent or child write or call about their records?",
                PROTECTION_OFFICER,
            ),
            PaperQuestion("who.officer", "How can people reach each data protection officer?", PROTECTION_OFFICER),
        ),
    )


def _by_provider(facts: PaperFacts) -> dict[str, list[SharingAgreement]]:
    found: dict[str, list[SharingAgreement]] = defaultdict(list)
    for one in sorted(facts.in_force, key=lambda one: (facts.name_of(one.provider), one.id)):
        found[one.provider].append(one)
    return found


def _of_provider(agreements: list[SharingAgreement], name: str, text: str) -> Statement:
    """A statement of all that one organisation shares."""
    source = "; ".join(f"agreement {one.id}" for one in agreements)
    return Statement(f"provider.{agreements[0].provider}.{name}", text, source)


def _held(facts: PaperFacts) -> tuple[Statement, ...]:
    return tuple(
        _of_provider(
            ones, "data_kinds",
            f"From {facts.name_of(provider)}: {_once(each.plain_title for one in ones for each in layouts_of(one))}.",
        )
        for provider, ones in _by_provider(facts).items()
    )  # fmt: skip


def _once(texts: Iterable[str]) -> str:
    """Each text once, in order."""
    return "; ".join(dict.fromkeys(texts))


def _purposes(facts: PaperFacts) -> PaperSection:
    users: dict[Purpose, list[SharingAgreement]] = defaultdict(list)
    for one in facts.in_force:
        for purpose in one.purposes:
            users[purpose].append(one)
    return PaperSection(
        "Why we use it, and the law",
        (
            *(
                Statement(
                    f"purpose.{purpose}", f"We use records {IN_WORDS[purpose]}.",
                    "; ".join(f"agreement {one.id}" for one in users[purpose]),
                )
                for purpose in Purpose
                if purpose in users
            ),
            *(
                _of_provider(
                    ones, "lawful_basis",
                    f"{facts.name_of(provider)} relies on: {_once(one.lawful_basis for one in ones)}.",
                )
                for provider, ones in _by_provider(facts).items()
            ),
        ),
        (PaperQuestion("purpose.plain", "Which law do you rely on, in plain words?", PROTECTION_OFFICER),),
    )  # fmt: skip


def _seen(facts: PaperFacts) -> tuple[Statement, ...]:
    return tuple(
        _of_provider(
            ones, "recipients",
            f"By agreement, records from {facts.name_of(provider)} may go to: "
            f"{_once(recipients_of(facts, one) for one in ones)}.",
        )
        for provider, ones in _by_provider(facts).items()
    )  # fmt: skip


def _kept(facts: PaperFacts) -> tuple[Statement, ...]:
    return tuple(
        _of_provider(
            ones, "retention_rule",
            f"The agreement says how long records from {facts.name_of(provider)} are kept: "
            f"{_once(one.retention_rule for one in ones)}.",
        )
        for provider, ones in _by_provider(facts).items()
    )  # fmt: skip


def _kept_from(facts: PaperFacts) -> tuple[Statement, ...]:
    found = [
        Statement(
            "roles", "People see what their role and their agency allow, and no more.", rule_source(facts.roles_rule)
        )
    ]
    if facts.needs_reason:
        found.append(Statement("need_to_know", f"{facts.access_rule.says}", rule_source(facts.access_rule)))
    looked = "We keep a list of who opened which record."
    return (*found, *not_done(), Statement("audit", looked, program_source("decision 0005")))


def _seen_questions() -> tuple[PaperQuestion, ...]:
    return (
        PaperQuestion(
            "seen.others", "Who else sees records, for example a company that runs the server?", PROTECTION_OFFICER
        ),
    )


def _kept_questions() -> tuple[PaperQuestion, ...]:
    return (PaperQuestion("kept.long", "How do you say to a parent how long records are kept?", PROTECTION_OFFICER),)


def _machine(facts: PaperFacts) -> PaperSection:
    on = {one.kind for one in facts.rules if one.is_on}
    kinds = [words for kind, words in RULES_ABOUT.items() if kind in on]
    return PaperSection(
        "Does a computer decide?",
        (
            Statement(
                "machine.no", "No. A computer looks for signs that a child needs help. A person decides what to do.",
                program_source("decision 0001"),
            ),
            Statement("machine.score", "No child gets a score.", program_source("decision 0001")),
            Statement(
                "machine.rules", f"It works by written rules about {listed(kinds)}. Anybody can read them.",
                program_source("docs/reference"),
            ),
        ),
    )  # fmt: skip


def _rights(facts: PaperFacts) -> PaperSection:
    complaint = facts.law["data_complaint_acknowledged"]
    return PaperSection(
        "What you can ask for",
        (
            Statement(
                "right.copy", "You can ask for a copy of what is held about you.",
                f"{NOT_CHECKED} Article 15 of the UK GDPR and section 45 of the Data Protection Act 2018",
            ),
            Statement(
                "right.correct", "You can ask for a record that is wrong to be corrected.",
                f"{NOT_CHECKED} Article 16 of the UK GDPR and section 46 of the Data Protection Act 2018",
            ),
            Statement("right.complain", f"You can complain. {complaint.says}", rule_source(complaint)),
        ),
        (PaperQuestion("right.commissioner", "How do people reach the Information Commissioner?", PROTECTION_OFFICER),),
    )  # fmt: skip
