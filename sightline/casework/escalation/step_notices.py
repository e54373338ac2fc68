"""Notes whom a step of an item told, in the transaction of that step; nothing is sent here."""

from sightline.casework.escalation.models import Item, Step
from sightline.casework.escalation.post_load import is_over, key_of, list_at
from sightline.casework.escalation.straight_rules import straight_rules
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.escalation import DATA_BREACH, EMERGENCY_REVIEW, TWO_OFFICERS_REVIEW, Stage
from sightline.model.when import london_day


def note_step(*, item: Item, step: Step) -> None:
    """Whoever the step told: that an item has come to them, to be answered or for its answer to be seen.

    Past what the post can answer a day, the pages say so at once, and one message a day leads to the whole list. What
    is on a straight line is always told by itself, and so are a data breach, emergency access and what two officers
    saw. Of what arrived late of one child the first is sent, and lists the rest.
    """
    key = key_of(ladder=item.ladder, stage=Stage(step.stage), organisation=item.organisation)
    by_itself = item.rule_id in (DATA_BREACH, EMERGENCY_REVIEW, TWO_OFFICERS_REVIEW) or item.rule_id in straight_rules()
    in_list = bool(step.told) and not by_itself and is_over(key=key, at=step.done_at)
    notify(
        usernames=step.told, kind=NoticeKind.CAME, about_id=item.item_id, occasion=step.number, at=step.done_at,
        is_sent=not (in_list or is_led(item, stage=step.stage)),
    )  # fmt: skip
    if in_list:
        send_at = list_at(now=step.done_at)
        day = int(london_day(send_at).strftime("%Y%m%d"))
        notify(
            usernames=step.told,
            kind=NoticeKind.DAY_LIST,
            about_id=key.id,
            occasion=day,
            at=step.done_at,
            send_at=send_at,
        )


def is_led(item: Item, *, stage: str) -> bool:
    """Whether an earlier late item of the child, of the same agency and at that stage already, lists this one."""
    return item.late and Item.objects.late_beside(item, stage=stage).filter(pk__lt=item.pk).exists()
