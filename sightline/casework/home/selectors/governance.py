"""The first page of information governance: access, disputes, rules, refusals, and what only they can settle.

Nothing here tells who read about whom. What was refused is counted by what was tried; whoever must look further does so
in the audit, with a reason.
"""

from collections import Counter
from datetime import datetime, timedelta

from sightline.casework.core import clock
from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.core.rights import check_files
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.selectors import last_run
from sightline.casework.escalation.engine import DISAGREEMENT
from sightline.casework.escalation.handover import posts_passed_over
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.casework.escalation.rights import basis_of_items, sees_basis
from sightline.casework.home.late_pages import late_part
from sightline.casework.home.pages.parts import GovernanceHome, SwitchLine
from sightline.casework.home.panels import SHOWN, HomeDesk, at_desk, item_lines, list_waiting, news_of, own_scope
from sightline.casework.posts.services.posts import holders_at
from sightline.casework.rule_switches.catalogue import escalation_rules
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.rule_switches.switches import rules_switched_on
from sightline.casework.timekeeping.lateness import troubles
from sightline.escalation import Stage, read_ladder
from sightline.model.judgements import Became
from sightline.model.when import utc_text

MOST_ENTRIES, MOST_ITEMS, DAYS = 5_000, 500, 7
REFUSED = "refused"


def read_governance_home(session: ReaderSession) -> GovernanceHome:
    """Runs and rejects, rules on and off, empty posts, items that nobody asked may see, and what was refused."""
    with at_desk(session, action="read_governance_home") as desk:
        check_files(actor=session.actor)
        unseen, run = _unseen(session), last_run()
        refused, looked_at = _refused(desk)
        return GovernanceHome(
            now=desk.now,
            waiting=list_waiting(desk, scope=own_scope(desk)),
            news=news_of(desk, scope=own_scope(desk), people=tuple),
            last_run=run,
            rejects=run.counts.get("reject", 0) if run else 0,
            rules=len(escalation_rules()),
            rules_on=len(rules_switched_on(session)),
            switched=_switched(),
            conflicts=_conflicts(desk),
            unseen=item_lines(desk, Item.objects.filter(pk__in=unseen[:SHOWN]).next_to_answer_first()),
            more_unseen=len(unseen) > SHOWN,
            empty_posts=posts_passed_over(on=clock.today()),
            refused=refused,
            looked_at=looked_at,
            disputes=Item.objects.open().filter(source=DISAGREEMENT).count(),
            late=late_part(session),
            troubles=session.once("troubles", troubles),
            work=count_work(session),
        )


def _switched() -> tuple[SwitchLine, ...]:
    """The rules that were switched last, the newest first."""
    rows = list(RuleSwitch.objects.order_by("-at", "rule_id")[:SHOWN])
    by = dict(Decision.objects.filter(sequence__in=[row.decision for row in rows]).values_list("sequence", "by"))
    return tuple(SwitchLine(row.rule_id, row.on, row.at, by.get(row.decision, "")) for row in rows)


def _conflicts(desk: HomeDesk) -> int:
    """Answers to "same person?" that the last run could not follow, because they contradict another."""
    return sum(became == Became.CONFLICT for became in desk.store.judgements().values()) if desk.store else 0


def _unseen(session: ReaderSession) -> list[int]:
    """Open items that rest on restricted records and of which nobody whose turn it is may see the whole basis."""
    restricted = ItemBasis.objects.filter(restricted=True, item__closed_at=None).values("item")
    items = list(Item.objects.filter(pk__in=restricted).next_to_answer_first()[:MOST_ITEMS])
    basis = basis_of_items(session, items)
    turns = {(item.ladder, item.stage, item.organisation) for item in items}
    told = {turn: _list_told(*turn) for turn in turns}
    accounts = Account.objects.filter(username__in={name for names in told.values() for name in names})
    shared = session.actor.shared
    holders = {account.username: actor_for_account(account, shared=shared) for account in accounts}
    found = []
    for item in items:
        asked = [holders[name] for name in told[item.ladder, item.stage, item.organisation] if name in holders]
        if asked and not any(sees_basis(session.of(one), item=item, basis=basis[item.pk]) for one in asked):
            found.append(item.pk)
    return found


def _list_told(ladder: str, stage: str, organisation: str) -> tuple[str, ...]:
    return holders_at(ladder=read_ladder(ladder), stage=Stage(stage), organisation=organisation, on=clock.today())


def _refused(desk: HomeDesk) -> tuple[tuple[tuple[str, int], ...], int]:
    """What was refused in the last week, by action, the most first; and how many entries were looked at."""
    since = utc_text(datetime.fromisoformat(desk.now) - timedelta(days=DAYS))
    last = AuditEntry.objects.order_by("-sequence").values_list("at", "action", "outcome")[:MOST_ENTRIES]
    lately = [(action, outcome) for at, action, outcome in last if at >= since]
    counted = Counter(action for action, outcome in lately if outcome.startswith(REFUSED))
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0]))), len(lately)
