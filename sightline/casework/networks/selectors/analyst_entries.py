"""Reads what analysts added to what records show: about a person or thing, all of it, and one's own."""

from collections.abc import Iterable, Mapping
from datetime import date

from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision, DependantKind
from sightline.casework.core.session import ReaderSession
from sightline.casework.dependants.identity import DependantFinder, IdentityDependant
from sightline.casework.networks.selectors.endpoints import NEW, mentions_in, resolve_ends
from sightline.casework.people.pages.nodes import AnalystEntryLine, Node
from sightline.casework.people.selectors import may_open_record
from sightline.casework.protection.free_text import Texts
from sightline.model.visibility import Visibility
from sightline.sharing import can_see
from sightline.translation.messages import lazy as _

ADDED, TAKEN_BACK = "network_entry", "network_entry_taken_back"
LAYOUT = "sightline_network_entries"
CONDITIONS = "C"


def entries_about(session: ReaderSession, *, node_ids: Iterable[str]) -> tuple[AnalystEntryLine, ...]:
    """What was added about these, the oldest first; for a page that is audited by its own selector."""
    wanted = set(node_ids)
    return tuple(line for line in _visible(session) if any(end.node_id in wanted for end in line.ends))


def every_entry(session: ReaderSession) -> tuple[AnalystEntryLine, ...]:
    """All that was added and this reader may see, the oldest first; for a page that is audited by its own selector."""
    return tuple(_visible(session))


def own_entry(session: ReaderSession, *, sequence: int) -> AnalystEntryLine:
    """One's own entry that is not taken back, to be taken back; NotHere where there is none."""
    for line in _visible(session):
        if line.sequence == sequence and line.mine and not line.taken_back_by:
            return line
    raise NotHere


def find_entries(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Entries that name one of these mentions and stand: to be looked at again when people become one or two."""
    gone = _taken_back()
    for one in Decision.objects.of_kind(ADDED).oldest_first():
        named = mentions_in(one.body["ends"])
        if one.sequence not in gone and not mentions.isdisjoint(named):
            says = _("%(by)s added to a network: %(body)s") % {"by": one.by, "body": one.body["entry"]}
            yield IdentityDependant(str(one.sequence), named, one.by, says, tuple(one.body["record_ids"]))


FINDERS: Mapping[str, DependantFinder] = {DependantKind.NETWORK_ENTRY: find_entries}


def _taken_back() -> dict[int, Decision]:
    """The decisions by which entries were taken back, by the number of the entry."""
    return {row.body["entry"]: row for row in Decision.objects.of_kind(TAKEN_BACK).oldest_first()}


def _visible(session: ReaderSession) -> list[AnalystEntryLine]:
    sight = session.sight
    kept = list(Decision.objects.of_kind(ADDED).oldest_first()) if sight.only_people_of is None else []
    kept = [one for one in kept if can_see(reader=session.actor.reader, item=_visibility(one))]
    if not kept:
        return []
    gone = _taken_back()
    texts = Texts(session, (row.body["text_sha256"] for row in (*kept, *gone.values())))
    with session.open_current() as opened:
        if opened is None:
            return []
        nodes = resolve_ends(opened[1], kept, sight)
        shown = [
            one for one in kept
            if one.sequence in nodes and all(may_open_record(opened[1], each, sight) for each in one.body["record_ids"])
        ]  # fmt: skip
    return [_line(session, one, nodes[one.sequence], gone.get(one.sequence), texts) for one in shown]


def _visibility(one: Decision) -> Visibility:
    restricted = one.body["grade"][2] == CONDITIONS
    return Visibility(one.body["agency"], one.body["organisation"], LAYOUT, restricted, ())


def _line(
    session: ReaderSession, one: Decision, nodes: tuple[Node, ...], gone: Decision | None, texts: Texts
) -> AnalystEntryLine:
    mentions, records = mentions_in(one.body["ends"]), one.body["record_ids"]
    text = texts.of(one.body["text_sha256"], mention_ids=mentions, record_ids=records)
    because = texts.of(gone.body["text_sha256"], mention_ids=mentions, record_ids=records) if gone else None
    new = [end for end in one.body["ends"] if end["kind"] == NEW]
    added = tuple(Node(NEW, f"entry-{one.sequence}", text.what, as_kind=end["as"]) for end in new)
    from_on, until_on = (one.body.get(name) or "" for name in ("from_on", "until_on"))
    source, information, handling = one.body["grade"]
    return AnalystEntryLine(
        sequence=one.sequence,
        kind=one.body["entry"],
        by=one.by,
        at=one.at,
        source_grade=source,
        information_grade=information,
        handling=handling,
        words=text.words,
        ends=(*nodes, *added),
        from_on=date.fromisoformat(from_on) if from_on else None,
        until_on=date.fromisoformat(until_on) if until_on else None,
        record_ids=tuple(one.body["record_ids"]),
        taken_back_by=gone.by if gone else "",
        taken_back_at=gone.at if gone else "",
        taken_back_because=because.words if because else "",
        mine=one.by == session.actor.reader.username,
    )
