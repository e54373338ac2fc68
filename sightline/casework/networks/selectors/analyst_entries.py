"""Reads what analysts added to what records show: about a person or thing, all of it, and one's own."""

from collections.abc import Iterable, Mapping

from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import DependantKind
from sightline.casework.core.session import ReaderSession
from sightline.casework.dependants.identity import DependantFinder, IdentityDependant
from sightline.casework.journal.lines import JournalLines
from sightline.casework.journal.state import EntryRows
from sightline.casework.networks.models import AnalystEntry
from sightline.casework.networks.pages.entry_kinds import AnalystEntryKind
from sightline.casework.networks.selectors.endpoints import NEW, mentions_in, resolve_ends
from sightline.casework.people.pages.nodes import AnalystEntryLine, Node
from sightline.casework.people.selectors import may_open_record
from sightline.model.visibility import Visibility
from sightline.sharing import can_see
from sightline.translation.messages import lazy as _

LAYOUT = "sightline_network_entries"
CONDITIONS = "C"


def entries_about(session: ReaderSession, *, node_ids: Iterable[str]) -> tuple[AnalystEntryLine, ...]:
    """What was added about these, the oldest first; for a page that is audited by its own selector."""
    wanted = set(node_ids)
    return tuple(line for line in every_entry(session) if any(end.node_id in wanted for end in line.ends))


def every_entry(session: ReaderSession) -> tuple[AnalystEntryLine, ...]:
    """All that was added and this reader may see, the oldest first; for a page that is audited by its own selector."""
    rows = load_entries() if session.sight.only_people_of is None else EntryRows[AnalystEntry](())
    kept = [row for row in rows.of(AnalystEntryKind.ADDED) if can_see(reader=session.actor.reader, item=_sort(row))]
    if not kept:
        return ()
    with session.open_current() as opened:
        if opened is None:
            return ()
        nodes = resolve_ends(opened[1], kept, session.sight)
        named = {one for row in kept if row.decision in nodes for one in row.record_ids}
        seen = {one: one for one in named if may_open_record(opened[1], one, session.sight)}
    lines = AnalystLineBuilder(session, rows, seen)
    return tuple(lines.entry(row, nodes[row.decision]) for row in kept if row.decision in nodes and lines.shows(row))


def own_entry(session: ReaderSession, *, sequence: int) -> AnalystEntryLine:
    """One's own entry that is not taken back, to be taken back; NotHere where there is none."""
    for line in every_entry(session):
        if line.sequence == sequence and line.mine and not line.taken_back_by:
            return line
    raise NotHere


def load_entries() -> EntryRows[AnalystEntry]:
    """Every entry of analysts, in the order in which they were written."""
    return EntryRows(AnalystEntry.objects.in_order())


def find_entries(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Entries that name one of these mentions and stand: to be looked at again when people become one or two."""
    rows = load_entries()
    gone = rows.last_by_about(AnalystEntryKind.TAKEN_BACK)
    for one in rows.of(AnalystEntryKind.ADDED):
        named = mentions_in(one.ends)
        if one.entry_id not in gone and not mentions.isdisjoint(named):
            says = _("%(by)s added to connections: %(body)s") % {"by": one.by, "body": one.word}
            yield IdentityDependant(str(one.decision), named, one.by, says, tuple(one.record_ids))


FINDERS: Mapping[str, DependantFinder] = {DependantKind.NETWORK_ENTRY: find_entries}


def _sort(row: AnalystEntry) -> Visibility:
    return Visibility(row.agency, row.organisation, LAYOUT, row.handling == CONDITIONS, ())


class AnalystLineBuilder(JournalLines[str]):
    """The lines of analysts' entries for one reader. `seen` are those of their records that the reader may open."""

    def __init__(self, session: ReaderSession, rows: EntryRows[AnalystEntry], seen: Mapping[str, str]) -> None:
        super().__init__(session, mention_ids=(), record_ids=(), shas=(row.text_sha for row in rows.all), seen=seen)
        self._taken_back = rows.last_by_about(AnalystEntryKind.TAKEN_BACK)

    def shows(self, row: AnalystEntry) -> bool:
        """Whether the reader may open every record that an entry rests on."""
        return len(self.records(row.record_ids)) == len(row.record_ids)

    def entry(self, row: AnalystEntry, nodes: tuple[Node, ...]) -> AnalystEntryLine:
        """An entry whose ends are these today, and why it was taken back, if it was."""
        mentions, records, gone = (
            mentions_in(row.ends),
            self.records(row.record_ids),
            self._taken_back.get(row.entry_id),
        )
        text = self.text(row.text_sha, records, mention_ids=mentions)
        because = self.text(gone.text_sha, records, mention_ids=mentions) if gone else None
        new = [end for end in row.ends if end["kind"] == NEW]
        added = tuple(Node(NEW, f"entry-{row.decision}", text.what, as_kind=end["as"]) for end in new)
        return AnalystEntryLine(
            sequence=row.decision,
            kind=row.word,
            by=row.by,
            at=row.at,
            source_grade=row.source_grade,
            information_grade=row.information_grade,
            handling=row.handling,
            words=text.words,
            ends=(*nodes, *added),
            from_on=row.on_day,
            until_on=row.to_day,
            record_ids=records,
            taken_back_by=gone.by if gone else "",
            taken_back_at=gone.at if gone else "",
            taken_back_because=because.words if because else "",
            mine=row.by == self.session.actor.reader.username,
        )
