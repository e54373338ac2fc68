"""The one visibility filter: `can_see` says it of one row, `row_filter` says the same in SQL; a test holds them equal.

A role never sees *more* by asking in another way. A count, a search result or an agency's name is made from rows that
passed this filter, never from all rows.
"""

from collections.abc import Collection
from dataclasses import replace

from sightline.model.visibility import FROM_NOWHERE, NO_BODY, AgreedHolder, Reader, RowFilter, Visibility
from sightline.sharing.need_to_know import AccessReason, Depth, depth_of, read_need_to_know
from sightline.sharing.roles import RoleRule, rule_of
from sightline.sharing.standpoints import standpoint_of


def can_see_people(*, reader: Reader) -> bool:
    """Whether the reader opens people and records at all."""
    return rule_of(reader).people


def can_see_files(*, reader: Reader) -> bool:
    """Whether the reader sees receipts, rejects and runs."""
    return rule_of(reader).files


def can_count_whole(*, reader: Reader) -> bool:
    """Whether the reader is told how much is held in all: whoever sees restricted records of all, or counts only."""
    rule = rule_of(reader)
    return rule.restricted == "all" or not rule.people


def can_answer_same_person(*, reader: Reader) -> bool:
    """Whether the reader's answers to "same person?" count."""
    return rule_of(reader).answers_same_person


def can_propose_same_person(*, reader: Reader) -> bool:
    """Whether the reader proposes to those who answer that records are of one person, or of two."""
    return rule_of(reader).proposes_same_person


def can_enter_concerns(*, reader: Reader) -> bool:
    """Whether the reader enters concerns."""
    return rule_of(reader).enters_concerns


def part_in_subject_files(*, reader: Reader) -> str:
    """The reader's part in working files on people and places of concern: decides, reviews, own or none."""
    return rule_of(reader).working_files


def gives_sight_of(*, reader: Reader) -> str:
    """Of which children the reader decides that another body sees them: "none", "own agency", "all"."""
    return rule_of(reader).gives_sight


def counts_wording_of(*, reader: Reader) -> str:
    """Whose use of words that may blame a child the reader sees in counts: "none", "own agency", "all"."""
    return rule_of(reader).wording_counts


def can_see(*, reader: Reader, item: Visibility) -> bool:
    """Whether the reader may see a row of that visibility."""
    rule = rule_of(reader)
    if not rule.people or item.sealed or item.layout in rule.not_layouts:
        return False
    if _hides(reader, item):
        return False
    return not item.restricted or _sees_restricted(rule, reader, item)


def _hides(reader: Reader, item: Visibility) -> bool:
    return reader.not_shared.hides(agency=item.agency, layout=item.layout, organisation=item.organisation)


def _sees_restricted(rule: RoleRule, reader: Reader, item: Visibility) -> bool:
    own_agency = bool(reader.agency) and reader.agency == item.agency
    if rule.restricted == "own organisation":
        return own_agency and bool(reader.organisation) and reader.organisation == item.organisation
    if rule.restricted == "own body":
        own = reader.own
        return own_agency and (
            own is None or own.holds(agency=item.agency, organisation=item.organisation, layout=item.layout)
        )
    return rule.restricted == "all"


def row_filter(*, reader: Reader) -> RowFilter:
    """The same as `can_see`, as a condition in SQL."""
    rule = rule_of(reader)
    if not rule.people:
        return RowFilter("1 = 0", (), standpoint=FROM_NOWHERE, or_else=FROM_NOWHERE)
    conditions, parameters = _always(rule, reader)
    restricted, more = _restricted_condition(rule, reader)
    if restricted:
        conditions.append(restricted)
        parameters.extend(more)
    own_body = (reader.agency, reader.organisation) if rule.own_people and _own_records_count(reader) else None
    only = NO_BODY if reader.needs_reason and own_body is None else own_body
    standpoint = standpoint_of(reader=reader)
    given = reader.given if only is not None else ()
    rolls = read_need_to_know().rolls if reader.needs_reason and own_body is not None else ()
    seen_from = (standpoint.name, standpoint.or_else)
    sql = " AND ".join(conditions)
    return RowFilter(
        sql, tuple(parameters), only, *seen_from, given, rolls, reader.needs_reason, not_shared=reader.not_shared
    )


def _own_records_count(reader: Reader) -> bool:
    """Whether a record of the reader's own body opens its child: always, where no reason is needed."""
    own = depth_of(role=reader.role, reasons=[AccessReason.OWN_RECORD])
    return not reader.needs_reason or own is Depth.RECORDS


def _restricted_condition(rule: RoleRule, reader: Reader) -> tuple[str, tuple[str, ...]]:
    if rule.restricted == "all":
        return "", ()
    if rule.restricted == "own body" and reader.agency:
        own, more = reader.own.condition(reader.agency) if reader.own else ("agency = ?", (reader.agency,))
        return f"(NOT restricted OR {own})", more
    if rule.restricted == "own organisation" and reader.agency and reader.organisation:
        return "(NOT restricted OR (agency = ? AND organisation = ?))", (reader.agency, reader.organisation)
    return "NOT restricted", ()


def can_see_in_emergency(*, reader: Reader, item: Visibility) -> bool:
    """Whether emergency access shows a row of its child: restricted or not, and never what is sealed."""
    rule = rule_of(reader)
    shared = not _hides(reader, item)
    return rule.people and shared and not item.sealed and item.layout not in rule.not_layouts


def emergency_filter(*, reader: Reader) -> RowFilter:
    """The same as `can_see_in_emergency`, as a condition in SQL. Whom the reader may open stays as it was."""
    rule, usual = rule_of(reader), row_filter(reader=reader)
    if not rule.people:
        return usual
    conditions, parameters = _always(rule, reader)
    return replace(usual, sql=" AND ".join(conditions), parameters=tuple(parameters))


def can_see_in_review(*, reader: Reader, item: Visibility, holders: Collection[AgreedHolder]) -> bool:
    """Whether a learning review shows a row of its people: restricted ones where their holder agreed."""
    rule = rule_of(reader)
    shared = not _hides(reader, item)
    seen = rule.people and shared and not item.sealed and item.layout not in rule.not_layouts
    of = {"agency": item.agency, "organisation": item.organisation, "layout": item.layout}
    return seen and (not item.restricted or any(one.holds(**of) for one in holders))


def review_filter(*, reader: Reader, holders: Collection[AgreedHolder]) -> RowFilter:
    """The same as `can_see_in_review`, as a condition in SQL. `holders` agreed to show their restricted records."""
    rule, usual = rule_of(reader), row_filter(reader=reader)
    if not rule.people:
        return usual
    conditions, parameters = _always(rule, reader)
    agreed = [one.condition() for one in sorted(holders)]
    conditions.append(f"({' OR '.join(['NOT restricted', *(sql for sql, _ in agreed)])})")
    parameters += [each for _, more in agreed for each in more]
    return replace(usual, sql=" AND ".join(conditions), parameters=tuple(parameters))


def _always(rule: RoleRule, reader: Reader) -> tuple[list[str], list[str]]:
    """What holds of every row that a reader sees: not sealed, of no layout hidden from the role, under an agreement."""
    conditions, parameters = ["NOT sealed"], list(rule.not_layouts)
    if rule.not_layouts:
        conditions.append(f"layout NOT IN ({', '.join('?' * len(rule.not_layouts))})")
    shared, kinds = reader.not_shared.shown()
    return [*conditions, *([shared] if shared else [])], [*parameters, *kinds]
