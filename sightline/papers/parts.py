"""Statements that several papers need: what each agreement says, what files hold, which rules run, who sees what."""

from collections.abc import Iterable, Iterator
from datetime import date

from sightline.agreements import SharingAgreement
from sightline.agreements.retention_rules import LEARNING_REVIEW
from sightline.agreements.vocabulary import OrganisationType, Regime
from sightline.model.nouns import Role
from sightline.papers.facts import PaperFacts, RuleInUse
from sightline.papers.layouts import layouts_of
from sightline.papers.sources import program_source, rule_source
from sightline.papers.statement import PaperQuestion, Statement

UNVERIFIED = "unverified"
PROTECTION_OFFICER = "data protection officer"
CALDICOTT = "Caldicott guardian"
MANAGER = "manager of the safeguarding partnership"
RISK_OWNER = "senior information risk owner"
EQUALITY_LEAD = "equality lead"
SYSTEM_OWNER = "operator of Sightline"
REGIMES = {Regime.UK_GDPR: "the UK GDPR", Regime.PART_3: "Part 3 of the Data Protection Act 2018 (law enforcement)"}
TYPES = {
    OrganisationType.LOCAL_AUTHORITY: "councils",
    OrganisationType.POLICE: "police",
    OrganisationType.HEALTH: "health services",
    OrganisationType.EDUCATION: "schools and colleges",
    OrganisationType.HOUSING: "housing organisations",
    OrganisationType.VOLUNTARY: "voluntary organisations",
    OrganisationType.OTHER: "other organisations of the partnership",
}
RESTRICTED = {
    "none": "nobody's restricted records",
    "own organisation": "the restricted records of its own organisation",
    "own body": "the restricted records of its own agency, or of its own organisation where the agency has several",
    "all": "the restricted records of every agency",
}
COUNTED = {
    "agency_record": "records of agencies", "person": "people in records", "pattern": "patterns found",
    "clock": "deadlines worked out",
}  # fmt: skip


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence."""
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else "none"


def recipients_of(facts: PaperFacts, agreement: SharingAgreement) -> str:
    """Who receives the records: organisations by name, then types of organisation."""
    if set(agreement.recipient_types) == set(OrganisationType):
        return "every organisation of the partnership"
    kinds = (TYPES[one] for one in agreement.recipient_types)
    return listed((*(facts.name_of(one) for one in agreement.recipients), *kinds))


def said_of(facts: PaperFacts, agreement: SharingAgreement, name: str, text: str) -> Statement:
    """A statement of one agreement. `name` is the field that it is of."""
    return Statement(f"agreement.{agreement.id}.{name}", text, f"agreement {agreement.id}", facts.version_of(agreement))


def basis_of(facts: PaperFacts, one: SharingAgreement) -> Iterator[Statement]:
    """The law on which an agreement relies, in the words of its file."""
    who = facts.name_of(one.controller)
    yield said_of(facts, one, "regime", f"{who} holds these records under {REGIMES[one.regime]}: {one.id}.")
    yield said_of(facts, one, "lawful_basis", f"Lawful basis of {one.id}: {one.lawful_basis}.")
    yield said_of(
        facts, one, "special_category_condition",
        f"Condition of {one.id} for special category or sensitive data: {one.special_category_condition}.",
    )  # fmt: skip
    if one.gateway != UNVERIFIED:
        yield said_of(facts, one, "gateway", f"Law by which {who} may share ({one.id}): {one.gateway}.")


def gateway_questions(facts: PaperFacts) -> tuple[PaperQuestion, ...]:
    """For each agreement that does not say which law allows the sharing."""
    return tuple(
        PaperQuestion(
            f"agreement.{one.id}.gateway",
            f"Which law lets {facts.name_of(one.provider)} share {one.id}? The agreement says: unverified.",
            one.signed_by,
        )
        for one in facts.in_force
        if one.gateway == UNVERIFIED
    )


def purposes_of(facts: PaperFacts) -> tuple[Statement, ...]:
    """What each provider shares, with whom and for what."""
    return tuple(
        said_of(
            facts, one, "purposes",
            f"By agreement {one.id}, {facts.name_of(one.provider)} shares with {recipients_of(facts, one)}. "
            f"Purpose: {listed(one.purposes)}.",
        )
        for one in facts.in_force
    )  # fmt: skip


def retention_of(facts: PaperFacts) -> tuple[Statement, ...]:
    """How long records are kept, in the words of each agreement."""
    return tuple(
        said_of(facts, one, "retention_rule", f"How long {one.id} is kept: {one.retention_rule}.")
        for one in facts.in_force
    )


def period_questions(facts: PaperFacts) -> tuple[PaperQuestion, ...]:
    """For each rule of how long records are kept that has no period."""
    return tuple(
        PaperQuestion(
            f"period.{one.rule.id}", f"How many years pass before this is reviewed: {one.rule.label}?", MANAGER
        )
        for one in facts.periods
        if not one.years
    )


def periods_of(facts: PaperFacts) -> tuple[Statement, ...]:
    """How long records are kept by the rules that have a period."""
    return tuple(
        Statement(
            f"period.{one.rule.id}", f"{one.rule.label}: reviewed after {one.years} years.", rule_source(one.rule)
        )
        for one in facts.periods
        if one.years and one.rule.id != LEARNING_REVIEW
    )


def review_retention_of(facts: PaperFacts) -> tuple[Statement, ...]:
    """How long a closed learning review is kept, by the partnership's own period."""
    one = facts.review_retention
    if one is None:
        return ()
    period = f"The period is {one.years} years." if one.years else "No period is set yet, so nothing is reviewed."
    return (Statement(f"retention.{one.rule.id}", f"{one.rule.says} {period}", rule_source(one.rule)),)


def columns_of(facts: PaperFacts) -> tuple[Statement, ...]:
    """Which columns Sightline reads from each file that an agreement in force covers."""
    found: dict[str, Statement] = {}
    for agreement in facts.in_force:
        for layout in layouts_of(agreement):
            named = f" It names {listed(layout.named)}." if layout.named else ""
            read = f"Sightline reads these columns: {'; '.join(layout.columns)}." if layout.columns else "Own layout."
            found[layout.layout_id] = Statement(
                f"layout.{layout.layout_id}",
                f"{layout.title} ({layout.layout_id}).{named} {read}",
                layout.source,
                layout.version,
            )
    return tuple(found.values())


def own_layout_questions(facts: PaperFacts) -> tuple[PaperQuestion, ...]:
    """For each layout that does not ship: only the partnership knows what its file holds."""
    own = {layout.layout_id: one for one in facts.in_force for layout in layouts_of(one) if not layout.columns}
    return tuple(
        PaperQuestion(f"layout.{name}", f"Which kinds of data does the file {name} hold?", one.signed_by)
        for name, one in own.items()
    )


def rules_of(rules: Iterable[RuleInUse]) -> tuple[Statement, ...]:
    """What each rule does, and whether it is on."""
    return tuple(
        Statement(
            f"rule.{one.rule.id}",
            f"{one.rule.label} ({'on' if one.is_on else 'off'}): {one.rule.says}",
            rule_source(one.rule),
        )
        for one in rules
    )


def roles_of(facts: PaperFacts) -> tuple[Statement, ...]:
    """Which role opens people and records."""
    source = rule_source(facts.roles_rule)
    found = [Statement("roles", f"{facts.roles_rule.says}", source)]
    for role in Role:
        seen = facts.roles[role]
        what = f"opens people and records, and {RESTRICTED[seen.restricted]}" if seen.people else "sees counts only"
        found.append(Statement(f"role.{role}", f"The role {role.replace('_', ' ')} {what}.", source))
    return tuple(found)


def not_in_force(facts: PaperFacts) -> tuple[Statement, ...]:
    """Each agreement that has not begun, has ended or is suspended, by name: its records are kept and not shown."""
    return tuple(
        said_of(facts, one, "state", f"{one.id} of {facts.name_of(one.provider)} {state_in_words(one, on=facts.day)}")
        for one in facts.book.agreements
        if not one.is_in_force(on=facts.day)
    )


def state_in_words(one: SharingAgreement, *, on: date) -> str:
    """Why an agreement is not in force on a day, and what that means for its records."""
    if one.suspended_on is not None and one.suspended_on <= on:
        why = f"is suspended from {one.suspended_on.isoformat()}"
    elif on < one.starts_on:
        return f"begins on {one.starts_on.isoformat()}."
    else:
        why = f"ended after {one.ends_on.isoformat()}" if one.ends_on else "is not in force"
    return f"{why}. Records that came under it are kept. Pages show them only where another agreement covers them."


def not_done() -> tuple[Statement, ...]:
    """What an agreement says and Sightline does not do by itself yet."""
    source = program_source("docs/how-to/agree-on-files.md")
    return (
        Statement(
            "not_done.limits",
            "Of the records of one agency and layout Sightline knows one agreement at a time. Two organisations of one "
            "agency see each other’s records.",
            source,
        ),
        Statement("not_done.retention", "Sightline deletes no record by itself when its time has come.", source),
    )


def protections_of(facts: PaperFacts) -> tuple[Statement, ...]:
    """What limits and records the use of data, and what does not yet."""
    need = "Need to know is on" if facts.needs_reason else "Need to know is off. Once it is on"
    return (
        *roles_of(facts),
        Statement("need_to_know", f"{need}: {facts.access_rule.says}", rule_source(facts.access_rule)),
        Statement(
            "need_to_know.without",
            "Information governance opens children’s records without such a reason. The operator opens none.",
            rule_source(facts.access_rule),
        ),
        Statement(
            "agreement.ended",
            "When an agreement ends or is suspended, its records leave pages and exports at once. Patterns follow with "
            "the next update.",
            program_source("docs/how-to/suspend-an-agreement.md"),
        ),
        *not_done(),
        Statement(
            "audit",
            "Sightline writes each reading, search and export to its audit log before it shows anything.",
            program_source("decision 0005"),
        ),
        Statement(
            "no_score",
            "Sightline gives no child a risk score. A rule raises a question, and a person answers it.",
            program_source("decision 0001"),
        ),
    )


def counts_of(facts: PaperFacts) -> tuple[Statement, ...]:
    """How much data there is, on the day of the print."""
    return tuple(
        Statement(
            f"count.{name}", f"{facts.counts[name]:,} {words}, in the data that pages show.",
            "the manifest of the current snapshot", is_count=True,
        )
        for name, words in COUNTED.items()
        if name in facts.counts
    )  # fmt: skip
