"""The timeline of a child: whole, legible, the same each time, and nothing drawn that the facts do not say."""

import random
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from support.picture_laws import SVG, check_picture, faults_of

from sightline.pictures.canvas import Canvas
from sightline.pictures.glyphs import EventKind
from sightline.pictures.palette import AGENCIES, LATE_FILL, PAPER, contrast
from sightline.pictures.timeline.drawing import draw_timeline
from sightline.pictures.timeline.facts import (
    DaysBetween,
    DeadlineSpan,
    DeadlineState,
    MissingNow,
    MissingSpell,
    OwnWords,
    PatternDay,
    TimelineEvent,
    TimelineStory,
    WeekAttended,
)

FIRST, END = date(2024, 9, 1), date(2026, 3, 1)
SEEN, ACTED = date(2025, 1, 24), date(2025, 8, 5)
NAMED = "Several signs from several agencies"
RECORD = "/records/0123456789abcdef0123/"
OTHER_WAY = "By 24 January 2025 the same pattern had been found 6 other times in records you can see."
FIVE = ("police", "childrens_services", "health", "school", "youth_service")
SAID = (
    "He gets me food. I'm scared not to go.",
    "I told school before Christmas.",
    "I just fell.",
    "Other girls go too. " * 6,
)


def story_of(seed: int, events: int) -> TimelineStory:
    """An invented child: so many entries, and some of each other thing, on days drawn by the seed."""
    drawn = random.Random(seed)

    def day() -> date:
        return FIRST + timedelta(days=drawn.randrange((END - FIRST).days))

    labels = ("No further action", "Section 47 enquiry started", "Car stopped", "Unexplained gifts & <money>")
    states = list(DeadlineState)
    dues = [day() for _ in range(events // 10)]
    return TimelineStory(
        about="Nell Ashdown",
        first=FIRST,
        end=END,
        up_to=END - timedelta(days=9),
        reaches=tuple((agency, END - timedelta(days=9 + 40 * n)) for n, agency in enumerate(FIVE)),
        events=tuple(
            TimelineEvent(day(), drawn.choice(FIVE), drawn.choice(list(EventKind)), drawn.choice(labels), "As it was", RECORD)
            for _ in range(events)
        ),
        missing=tuple(MissingSpell(day(), "police", drawn.choice([None, 0, 1, 4])) for _ in range(events // 8)),
        quotes=tuple(OwnWords(day(), drawn.choice(FIVE), drawn.choice(SAID), "/w/") for _ in range(events // 10)),
        weeks=tuple(WeekAttended(FIRST + timedelta(days=7 * n), drawn.randrange(11), 10) for n in range(70)),
        patterns=tuple(PatternDay(day(), f"Pattern {n % 5}") for n in range(events // 10)),
        deadlines=tuple(
            DeadlineSpan(f"Hold the return interview {n % 3}", FIVE[1], due - timedelta(days=3), due, due + timedelta(days=n), states[n % 5])
            for n, due in enumerate(dues)
        ),
        between=DaysBetween(SEEN, ACTED, OTHER_WAY, NAMED),
    )  # fmt: skip


@pytest.mark.parametrize("events", [0, 12, 60, 240])
def test_no_label_is_on_another_however_many_entries_there_are(events: int) -> None:
    for seed in range(4):
        check_picture(draw_timeline(story_of(seed, events)))


def test_the_check_sees_what_it_forbids() -> None:
    canvas = Canvas(100, 40)
    canvas.text(10, 20, "One")
    canvas.text(14, 22, "Two", ink="#aaaaaa", size=10)
    canvas.text(90, 20, "Three")
    found = " ".join(faults_of(canvas))
    assert all(words in found for words in ("is on", "too pale", "too small", "cut"))


def test_the_same_facts_give_the_same_bytes() -> None:
    one, other = story_of(3, 60), story_of(3, 60)
    shuffled = replace(other, events=other.events[::-1], missing=other.missing[::-1], quotes=other.quotes[::-1])
    assert draw_timeline(one).on_page == draw_timeline(shuffled).on_page


def test_the_days_between_are_said_and_drawn_with_the_other_question_or_not_at_all() -> None:
    story = story_of(1, 12)
    picture = draw_timeline(story)
    assert "24 January 2025" in picture.finding and "193 days later" in picture.finding and OTHER_WAY in picture.finding
    drawn = "".join(ElementTree.fromstring(picture.as_file).itertext())
    assert (
        "All records together show it: 24 Jan 2025" in drawn and "First joint action you can see: 5 Aug 2025" in drawn
    )
    assert f"Pattern: {NAMED}" in drawn and f"the pattern “{NAMED}” from 24 January 2025" in picture.finding
    without = draw_timeline(replace(story, between=None))
    assert "together: 24" not in without.as_file and "joint action" not in without.finding


def test_marks_are_links_in_the_order_of_time_and_the_table_has_every_row() -> None:
    story = story_of(2, 60)
    picture = draw_timeline(story)
    links = list(ElementTree.fromstring(picture.on_page).iter(f"{SVG}a"))
    days = [one.get("aria-label", "").partition(",")[0].removeprefix("Due ") for one in links]
    assert len(days) > 60 and days == sorted(days, key=_day)
    told = (story.events, story.missing, story.quotes, story.weeks, story.patterns, story.deadlines)
    assert len(picture.table.rows) == sum(map(len, told))
    first_cells = [_day(row[0].text) for row in picture.table.rows]
    assert first_cells == sorted(first_cells, reverse=True)


def test_the_key_has_the_mark_of_each_deadline_that_ended() -> None:
    story = story_of(1, 60)
    said = {DeadlineState.MET: "deadline met", DeadlineState.MISSED: "deadline: not done", DeadlineState.LATE: "deadline: days late until done"}  # fmt: skip
    for state, words in said.items():
        only = replace(story, deadlines=tuple(one for one in story.deadlines if one.state is state))
        assert only.deadlines, state
        key = [word for _mark, word in draw_timeline(only).canvas.key]
        assert [word for word in key if word.startswith("deadline")] == [words]


def _day(said: str) -> date:
    return datetime.strptime(said, "%d %B %Y").date()  # noqa: DTZ007 - a day alone


def test_what_is_not_known_is_drawn_as_not_known() -> None:
    story = replace(story_of(1, 0), missing=(MissingSpell(date(2025, 5, 1), "police", None),), between=None)
    picture = draw_timeline(story)
    assert [row[3].text for row in picture.table.rows if row[1].text == "Missing"] == ["no return recorded"]
    assert "missing, no return recorded" in [word for _mark, word in picture.canvas.key]
    known = replace(story, missing=(MissingSpell(date(2025, 5, 1), "police", 2),))
    assert "missing, no return recorded" not in [word for _mark, word in draw_timeline(known).canvas.key]
    assert ">?</text>" in picture.as_file and "data to 13 Sep 2025" in picture.as_file


@pytest.mark.parametrize("days", range(-12, 13))
def test_the_lowest_attendance_is_written_beside_the_lines_of_the_bracket(days: int) -> None:
    for day in (SEEN, ACTED):
        week = WeekAttended(day + timedelta(days=days), 5, 10)
        picture = draw_timeline(replace(story_of(1, 0), weeks=(week,)))
        check_picture(picture)
        assert ">50%</text>" in picture.as_file


def test_white_letters_on_every_agency_can_be_read() -> None:
    assert min(contrast(PAPER, one.colour) for one in AGENCIES.values()) > 4.5


@pytest.mark.parametrize("many", [3, 9])
def test_days_late_of_one_kind_do_not_lie_on_each_other(many: int) -> None:
    """Up to four at once have a track each, however many there are."""
    due = date(2025, 3, 3)
    spans = [
        DeadlineSpan("Act on what the child said", FIVE[1], due, due + timedelta(days=9 * n), due + timedelta(days=120),
                     DeadlineState.LATE) for n in range(many)
    ]  # fmt: skip
    picture = draw_timeline(replace(story_of(2, 3), deadlines=tuple(spans)))
    check_picture(picture)
    hatched = re.findall(rf'<rect x="[\d.]+" y="([\d.]+)" [^>]*fill="{LATE_FILL}"', picture.as_file)
    assert len(set(hatched) - {hatched[-1]}) == min(many, 4), "the last is that of the key"


FLAG = "Missing now, since 28 Feb 2026"
GONE = replace(
    story_of(1, 12),
    up_to=END - timedelta(days=1),
    missing=(MissingSpell(date(2025, 5, 1), "police", 2), MissingSpell(END - timedelta(days=1), "police", None, "", FLAG)),
    missing_now=MissingNow("missing now", "Missing now, since 28 February 2026, 9:40pm. Police file received 1 March."),
)  # fmt: skip


def test_a_child_who_is_missing_now_is_said_to_be_in_the_title_the_first_sentence_the_bar_and_the_table() -> None:
    """A mark of a few units at the edge was all that said so, and it was overlooked."""
    picture = draw_timeline(GONE)
    check_picture(picture)
    assert picture.title.startswith("Nell Ashdown, missing now: what each agency recorded")
    assert picture.finding.startswith("Missing now, since 28 February 2026, 9:40pm.")
    drawn = [label.box.what for label in picture.canvas.labels if label.ink == PAPER and label.size == 13]
    assert " ".join(drawn) == FLAG and ">?</text>" not in picture.as_file
    assert next(row[3].text for row in picture.table.rows if row[1].text == "Missing") == f"no return recorded. {FLAG}"
    assert "missing now, or return not known" in [word for _mark, word in picture.canvas.key]
    here = draw_timeline(replace(GONE, missing=GONE.missing[:1], missing_now=None))
    assert "issing now" not in here.title + here.finding + here.as_file


@pytest.mark.parametrize("days", [0, 1, 9, 40, 200])
def test_the_flag_of_a_missing_child_is_clear_of_the_lines_of_the_bracket_and_its_bar_is_wide(days: int) -> None:
    began = END - timedelta(days=1 + days)
    spells = (*GONE.missing[:1], replace(GONE.missing[1], on=began))
    near = DaysBetween(END - timedelta(days=30), END - timedelta(days=1), OTHER_WAY, NAMED)
    for between in (None, near, GONE.between):
        picture = draw_timeline(replace(GONE, missing=spells, between=between))
        check_picture(picture)
        (bar,) = [one for one in picture.canvas.solids if one.what == "missing bar" and one.right > 1095]
        assert bar.right - bar.left >= 12 and bar.bottom - bar.top > 50


def test_deadlines_of_one_thing_count_once_in_words_and_each_has_its_row() -> None:
    """Three rows of one return interview were counted as three deadlines late."""
    day = date(2025, 3, 3)
    late, met = DeadlineState.LATE, DeadlineState.MET
    spans = [
        DeadlineSpan(label, FIVE[1], day, day, day + timedelta(days=4), state, thing=thing)
        for label, state, thing in (("Offer", late, "m1"), ("Hold", met, "m1"), ("Share", late, "m1"), ("Offer", met, "m2"))
    ]  # fmt: skip
    picture = draw_timeline(replace(story_of(2, 3), deadlines=tuple(spans)))
    assert "1 of 2 deadlines late or not done. Deadlines of one return interview count as one." in picture.finding
    assert [row[1].text for row in picture.table.rows].count("Deadline") == 4
    assert "Offer: 4 days late, done 7 Mar 2025" in [row[3].text for row in picture.table.rows]
    alone = draw_timeline(replace(story_of(2, 3), deadlines=tuple(replace(one, thing="") for one in spans)))
    assert "2 of 4 deadlines late or not done." in alone.finding and "count as one" not in alone.finding


def test_each_row_of_deadlines_has_the_agency_that_must_act() -> None:
    day = date(2025, 3, 3)
    spans = tuple(
        DeadlineSpan("Share it", agency, day, day, None, DeadlineState.MISSED) for agency in ("police", "health")
    )
    picture = draw_timeline(replace(story_of(1, 0), reaches=(), deadlines=spans))
    check_picture(picture)
    assert [picture.as_file.count(f">{letters}<") for letters in ("PO", "HE", "CS")] == [1, 1, 0]


def test_words_said_on_the_day_of_the_bracket_are_whole_and_numbers_are_in_their_order() -> None:
    """Words on that day were numbers alone, the later before the earlier, while others were whole."""
    said = OwnWords(SEEN, "school", "I told school before Christmas.")
    picture = draw_timeline(replace(story_of(1, 0), quotes=(said,)))
    check_picture(picture)
    assert "“I told school before" in picture.as_file
    long = "Other girls go too. " * 6
    quotes = tuple(OwnWords(SEEN + timedelta(days=n // 2), "school", f"{long}{n}") for n in range(4))
    numbers = draw_timeline(replace(story_of(1, 0), quotes=quotes))
    check_picture(numbers)
    where = [one.box for one in numbers.canvas.labels if one.box.what in ("1", "2", "3", "4")]
    assert len(where) >= 2
    in_order = sorted(where, key=lambda box: int(box.what))
    assert [one.left for one in in_order] == sorted(one.left for one in where)


def test_a_number_beside_a_mark_is_written_as_one_and_the_key_says_so() -> None:
    """A bare 24 beside a mark was read as a count or an age."""
    picture = draw_timeline(story_of(2, 240))
    written = [one.box.what for one in picture.canvas.labels if re.fullmatch(r"no\. \d+", one.box.what)]
    assert written and "number of the entry in the table" in [word for _mark, word in picture.canvas.key]
    places = {row[1].text.rpartition(" ")[2] for row in picture.table.rows}
    assert {one.removeprefix("no. ") for one in written} <= places
    few = draw_timeline(story_of(2, 0))
    assert "number of the entry in the table" not in [word for _mark, word in few.canvas.key]


def test_what_a_rule_made_later_shows_is_marked_in_the_drawing_the_words_and_the_table() -> None:
    made = date(2026, 11, 28)
    plain = TimelineStory(
        about="Child A", first=FIRST, end=END, up_to=END, reaches=(),
        patterns=(PatternDay(SEEN, NAMED),),
        deadlines=(DeadlineSpan("Offer it", "police", SEEN, ACTED, None, DeadlineState.MISSED, no_record_by=END, rule="It is offered."),),
    )  # fmt: skip
    later = replace(
        plain,
        patterns=tuple(replace(one, made_on=made) for one in plain.patterns),
        deadlines=tuple(replace(one, made_on=made) for one in plain.deadlines),
    )
    says = "With hindsight: by a rule made on 28 November 2026, not in force then."
    for story, marked in ((plain, False), (later, True)):
        picture = draw_timeline(story)
        check_picture(picture)
        told = [row[3].text for row in picture.table.rows]
        assert len(told) == 2 and all((says in one) is marked for one in told)
        assert ("Nobody could look for it then" in picture.finding) is marked
        drawn = re.sub(r"<[^>]*>", " ", picture.as_file)
        assert ("hindsight" in drawn) is marked
