"""What a concern is made of: the boxes of each page as typed, and what they say once the concern is sent.

Nothing is tidied. Words stand as they were typed, the child's above all; only dates are read, and only from boxes that
hold nothing else.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date

from sightline.casework.concerns.pages.body_marks import read_body_marks, write_body_marks
from sightline.model.bounds import DATE_PARTS, MOST_BOX, MOST_LINE, clean_text, read_boxes, read_day
from sightline.model.errors import Usage
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _

# Which boxes stand on which page, in the order of the pages.
PAGES: dict[str, tuple[str, ...]] = {
    "who": ("name", "birth_date_day", "birth_date_month", "birth_date_year", "description", "not_known"),
    "choose": ("about",),
    "seen": (
        "day", "on_day", "on_month", "on_year", "at", "roughly", "when_words", "where", "seen_heard", "childs_words",
        "heard_by", "asked",
    ),
    "marks": (
        "suspicion", "account", "parent_worry", "about_professional", "professional_agency", "others_named", "phones",
        "registrations", "places",
    ),
    "safe": (
        "child_knows", "wishes", "family_knows", "why_not_asked", "safe_contact", "avoid", "own_agency_only",
    ),
    "referral": ("referral",),
    "body": ("body",),
}  # fmt: skip
WHO, ONE_PAGE, ABOUT_KNOWN = "who", "one_page", "one_page_known"
BODY = "body"  # the page of marks on a body, and its one box: it is never part of another page
# The same boxes on one page, for those who know what to write; of a child chosen before, without who it is about.
ALONE: dict[str, tuple[str, ...]] = {
    ONE_PAGE: tuple(box for page, boxes in PAGES.items() if page not in ("choose", BODY) for box in boxes),
    ABOUT_KNOWN: tuple(box for page, boxes in PAGES.items() if page not in (WHO, "choose", BODY) for box in boxes),
}
CHECK = "check"  # the page on which its author reads it through and sends it
EVERY_PAGE = (*PAGES, *ALONE, CHECK)
LONG = ("seen_heard", "childs_words", "wishes", BODY)
MOST_LONG, MOST_SHORT = MOST_BOX, MOST_LINE
CATEGORIES = ("suspicion", "account", "parent_worry", "about_professional")
KNOWN, NEW, NOT_KNOWN = "known", "new", "not_known"
YES, NO = "Y", "N"
ASKED = ("unasked", "asked")
# Whether the child, and a parent or carer, know that this is shared: what is kept, and as records say it.
CHILD_KNOWS = {YES: _("Yes"), NO: _("Not yet")}
FAMILY_KNOWS = {
    "agrees": _("Told, and agrees"), "disagrees": _("Told, and does not agree"), "told": _("Told, and gave no view"),
    "not_asked": _("Not asked"),
}  # fmt: skip
Boxes = Mapping[str, str]
Said = dict[str, str]


def boxes_on(page: str) -> tuple[str, ...]:
    """The boxes of a page; none where there is no such page."""
    return PAGES.get(page) or ALONE.get(page, ())


def pages_with(boxes: Iterable[str]) -> tuple[str, ...]:
    """Every page on which one of these boxes stands."""
    asked = set(boxes)
    return tuple(page for page, names in (PAGES | ALONE).items() if asked & set(names))


def as_typed(text: str) -> str:
    """A box as it was typed: browsers end lines in their own way, and no keyboard types a NUL."""
    return clean_text(text.replace("\r\n", "\n").replace("\r", "\n"))


def check_length(box: str, text: str) -> None:
    """Usage where a box holds more than is kept: nothing is ever cut off."""
    most = MOST_LONG if box in LONG else MOST_SHORT
    if len(text) > most:
        raise Usage(
            _("One box has %(text)s characters. The limit is %(most)s.")
            % {"text": f"{len(text):,}", "most": f"{most:,}"},
            code="too_long",
            where=box,
            what_to_do=_("Send it as two concerns, or as a correction that adds the rest."),
        )


def happened_on(boxes: Boxes) -> date | None:
    """The day on which it was seen or heard: a day chosen by its date, else the boxes; None where not known."""
    chosen = boxes.get("day", "")
    if chosen in ("other", ""):
        return read_boxes(boxes, "on")
    return read_day(chosen)


def child_identification(boxes: Boxes) -> str:
    """Known, new or not known; empty while that is not said. Nobody is looked for by a description alone: it is new."""
    about = boxes.get("about", "")
    if boxes.get("not_known"):
        return NOT_KNOWN
    if about:
        return NEW if about == NEW else KNOWN
    return NEW if boxes.get("description", "").strip() and not can_be_looked_for(boxes) else ""


def can_be_looked_for(boxes: Boxes) -> bool:
    """Whether a name or a birth date is written."""
    return bool(boxes.get("name", "").strip() or boxes.get("birth_date_year", "").strip())


def find_first_missing(boxes: Boxes, *, today: date) -> tuple[str, str] | None:
    """The page and the words of the first thing that a concern cannot be sent without; None where it is whole."""
    on, about = happened_on(boxes), child_identification(boxes)
    checks = (
        (not about, "who", _("Say who it is about, or that you do not know")),
        (
            about == NEW and not (boxes.get("name", "").strip() or boxes.get("description", "").strip()),
            "who",
            _("Say what you know about the child: a name, an age, what they look like"),
        ),
        (
            not (boxes.get("seen_heard", "").strip() or boxes.get("childs_words", "").strip()),
            "seen",
            _("Say what was seen or heard, or what the child said"),
        ),
        (on is None and boxes.get("day") != NOT_KNOWN, "seen", _("Choose when it happened, or that you do not know")),
        (
            on is not None and on > today,
            "seen",
            _("The day on which it was seen or heard must be today or in the past"),
        ),
        (_birth_date_is_wrong(boxes, today), "who", _("Enter the birth date like 27 3 2010, or leave blank")),
        (
            bool(boxes.get("about_professional")) and boxes.get("professional_agency") not in (*Agency, "not_known"),
            "marks",
            _("Say where the person works or volunteers, or that you do not know"),
        ),
        (
            boxes.get("referral") not in (YES, NO),
            "referral",
            _("Say whether this is a referral to children’s services"),
        ),
    )
    return next(((page, says) for wrong, page, says in checks if wrong), None)


def _birth_date_is_wrong(boxes: Boxes, today: date) -> bool:
    """Whether something is written there that is no day on which somebody alive can have been born."""
    written = any(boxes.get(f"birth_date_{part}", "").strip() for part in DATE_PARTS)
    born = read_boxes(boxes, "birth_date")
    return written and not boxes.get("not_known") and (born is None or born > today)


def read_said(boxes: Boxes, *, child: str = "") -> Said:
    """What the boxes say, each thing as text. `child` is the name of the person chosen, where none was typed."""
    typed = {box: boxes.get(box, "") for names in PAGES.values() for box in names}
    on, born = happened_on(boxes), read_boxes(boxes, "birth_date")
    about = child_identification(boxes)
    not_known = about == NOT_KNOWN
    return {
        "about": about,
        "child": "" if not_known else typed["name"].strip() or child,
        "birth_date": born.isoformat() if born and not not_known else "",
        "happened_on": on.isoformat() if on else "",
        **{
            box: typed[box]
            for box in ("description", "at", "when_words", "where", "seen_heard", "childs_words", "heard_by")
        },
        "asked": typed["asked"] if typed["asked"] in ASKED else "",
        **{box: typed[box] for box in ("others_named", "phones", "registrations", "places", "safe_contact", "avoid")},
        "child_knows": typed["child_knows"] if typed["child_knows"] in CHILD_KNOWS else "",
        "family_knows": typed["family_knows"] if typed["family_knows"] in FAMILY_KNOWS else "",
        **{box: typed[box] for box in ("wishes", "why_not_asked")},
        BODY: write_body_marks(read_body_marks(typed[BODY])),
        **{box: YES if typed[box] else NO for box in (*CATEGORIES, "roughly", "own_agency_only")},
        "professional_agency": typed["professional_agency"] if typed["about_professional"] else "",
        "referral": typed["referral"],
    }


def hash_said(said: Said) -> str:
    """SHA-256 of all that was said: the same words give the same hash on every database."""
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
