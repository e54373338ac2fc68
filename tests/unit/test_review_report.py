"""What a draft report is made of: its sentences, episodes, numbers and questions, and how two drafts are compared."""

import json
from dataclasses import replace
from datetime import date, timedelta

from sightline.casework.earlier_knowledge.pages import OthersShown, StatementDays
from sightline.casework.review_reports.childs_words import with_letters, without_names
from sightline.casework.reviews.pages.contacts import CONTACT_OUTCOMES
from sightline.casework.reviews.pages.day_conclusions import DayConclusionKind, HindsightMaker
from sightline.model.agency_names import say_layout
from sightline.review.acts import FirstAct
from sightline.review.earliest import EarliestDays
from sightline.review.opportunities.findings import (
    Afterwards,
    LackCount,
    MomentOutcome,
    Opportunities,
    OpportunityMoment,
    Unclear,
)
from sightline.review.opportunities.rules import CallSource, read_calls
from sightline.review.report.conclusions_part import KINDS, LATER, make_conclusions
from sightline.review.report.differences import DraftChange, compare_drafts
from sightline.review.report.draft_text import pack_draft, unpack_draft, without_records
from sightline.review.report.earliest_part import make_earliest
from sightline.review.report.episode_parts import find_part, is_episode
from sightline.review.report.episodes import find_episodes
from sightline.review.report.limits import CONTACTS, longest_gap, make_contacts
from sightline.review.report.nouns import (
    AgencyData,
    DraftReport,
    LinkageError,
    ReportAccount,
    ReportConclusion,
    ReportContact,
    ReportFact,
    ReportList,
    ReportMaterial,
    ReportPart,
    ReportReply,
    ReportSentence,
    ReportSilence,
    ReportSource,
    ReportTerms,
    ScaleCount,
    SentenceKind,
)
from sightline.review.report.numbers import number_records
from sightline.review.report.opportunities_part import make_opportunities
from sightline.review.report.questions import make_questions
from sightline.review.report.rules import read_report_rules
from sightline.review.report.rules_part import make_rules
from sightline.review.report.sentences import say_day, say_days, say_fact, say_job, say_role, say_words
from sightline.review.report.whole_draft import make_draft
from sightline.review.sharings import HandoverTrace, TraceIn

BEGINS = date(2024, 3, 1)
ENDS = date(2024, 6, 9)
RULES = read_report_rules()


def fact(record_id: str = "a" * 20, *, day: int = 0, agency: str = "police", **more: object) -> ReportFact:
    on = BEGINS + timedelta(days=day)
    known = {
        "called": ("A",), "organisation": "", "layout": "police_missing", "kind": "police_missing", "label": "Found",
        "details": {}, "childs_words": "", "first_on": on, "last_on": on, "date_words": "", "recorded_on": on,
        "known_from": on, "is_whole_on_the_day": False,
    }  # fmt: skip
    return ReportFact(record_id, agency=agency, **(known | more))  # type: ignore[arg-type]


LINKAGE = LinkageError(date(2026, 12, 1), "three invented partnerships", 1, 2, False, 40, 38, 3)


def material(*facts: ReportFact, **more: object) -> ReportMaterial:
    terms = ReportTerms(
        "What was known?", ("A",), (), BEGINS, BEGINS + timedelta(days=400), ("health", "police"), (), (), (), BEGINS,
        BEGINS, {"A": (date(2010, 3, 2),)},
    )  # fmt: skip
    ids = {one.record_id: one.agency for one in facts}
    numbers = number_records(ids)
    sources = tuple(
        ReportSource(one, numbers[one], agency, "", "police_missing", "a.csv", (1,), 1, BEGINS)
        for one, agency in ids.items()
    )
    data = (AgencyData("health", None, 0), AgencyData("police", BEGINS, 2))
    made = ReportMaterial(
        terms,
        facts,
        sources,
        data,
        frozenset(),
        {"A": ()},
        (ScaleCount("Harm", None),),
        (),
        Opportunities((), {}),
        {},
        {},
        LINKAGE,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def asked(*facts: ReportFact, **more: object) -> list[tuple[str, str]]:
    """Each question with the agency that it is put to."""
    _, *parts = make_questions(material(*facts, **more), RULES)
    return [(part.heading, line.text) for part in parts for line in part.lines]


def test_a_sentence_says_day_agency_person_kind_and_coded_values_and_nothing_else() -> None:
    details = {"outcome": "NFA", "worker": "J. Begum", "decision_role": "Team manager"}
    said = say_fact(fact(label="Decision", details=details), place="here")
    assert (
        said.text == "1 March 2024. Police recorded, about Child A: Decision. Outcome: NFA. Decided by: Team manager."
    )
    assert said.record_ids == ("a" * 20,)


def test_a_value_that_an_agency_types_freely_is_said_only_where_it_is_listed() -> None:
    named = {"outcome": "Closed, see Mrs Oak", "decision_role": "Jane Smith, team manager"}
    said = say_fact(fact(details=named), place="here").text
    assert said.endswith("Outcome: another outcome. Decided by: a member of staff.")
    assert "Outcome: nfa." in say_fact(fact(details={"outcome": "nfa"}), place="here").text
    assert set(RULES.listed) == set(RULES.unlisted) <= set(RULES.details)


def test_a_long_value_is_no_code_and_is_not_said() -> None:
    said = say_fact(fact(details={"outcome": "Told Mrs Oak " + "x" * 60, "level": "Mr Ash " * 10}), place="here").text
    assert "another outcome" in said and "Mrs" not in said and "Mr Ash" not in said


def test_the_appendix_names_no_file() -> None:
    draft = make_draft(material(fact("p1", childs_words="He was there."), fact("h1", agency="health")))
    rows = [cell for table in draft.parts[-1].lists for row in table.rows for cell in row]
    assert "row 1" in rows and not any("a.csv" in cell for cell in rows)
    assert "police missing" in rows and say_layout("childrens_services_events") == "children’s services events"


def test_a_childs_words_have_letters_for_names_and_what_else_may_name_a_person_is_listed() -> None:
    letters = {"nell": frozenset("A"), "may": frozenset("B"), "ashdown": frozenset("AB"), "coles": frozenset("1")}
    said = "Nell Ashdown and May's friend told nell. I may go. Jay and the Ashdowns saw Mr Coles in Tarrowby, said jay."
    told = with_letters(fact("p1", childs_words=said), letters)
    assert told.childs_words == (
        "[Child A] and [Child B]'s friend told [Child A]. I may go. Jay and the Ashdowns saw Mr [Adult 1] in Tarrowby, "
        "said jay."
    )
    assert told.words_to_check == ("Jay", "Ashdowns", "Tarrowby", "jay")
    source = say_words(told, place="one", consent="None.")[1].text
    assert "replaced by letters" in source and source.endswith("Check these words: Jay, Ashdowns, Tarrowby, jay.")
    assert with_letters(fact("p1", childs_words="We met the Ashdown girls."), letters).childs_words == (
        "We met the [Child A or Child B] girls."
    )


def test_authors_are_told_that_a_childs_words_may_name_a_person() -> None:
    draft = make_draft(material(fact(childs_words="Mrs Oak was there.")))
    (source,) = [line for part in draft.parts for line in part.lines if line.kind is SentenceKind.SOURCE]
    assert source.text.endswith("They may name a person: check them first.")


def test_what_was_recorded_more_than_14_days_later_says_so_and_what_is_disputed_too() -> None:
    on_time = say_fact(fact(recorded_on=BEGINS + timedelta(days=14)), place="here").text
    late = say_fact(fact(recorded_on=BEGINS + timedelta(days=15), is_disputed=True), place="here").text
    assert "later" not in on_time
    assert late.endswith("Recorded on 16 March 2024, 15 days later. This record is disputed.")


def test_an_episode_ends_where_more_days_pass_and_is_key_by_two_agencies_or_a_childs_words() -> None:
    facts = (
        fact("p1", day=0), fact("h1", day=7, agency="health"),  # two agencies
        fact("p2", day=40), fact("p3", day=41),  # one agency, no words
        fact("p4", day=80, childs_words="He was there."),
    )  # fmt: skip
    found = find_episodes(facts=facts, rules=RULES)
    assert [one.episode_id for one in found] == ["episode-p1", "episode-p4"]
    assert (found[0].first_on, found[0].last_on) == (BEGINS, BEGINS + timedelta(days=7))


def test_records_that_are_no_key_events_make_no_episode() -> None:
    week = {"layout": "school_attendance", "kind": "school_attendance"}
    facts = (fact("s1", agency="school", **week), fact("c1", agency="childrens_services", **week))
    assert find_episodes(facts=facts, rules=RULES) == ()


def test_a_number_is_the_agencys_letters_and_as_many_signs_as_tell_records_apart() -> None:
    assert number_records({"abcdef0": "police", "123456": "health"}) == {"abcdef0": "PO-abcdef", "123456": "HE-123456"}
    assert number_records({"abcdef0": "police", "abcdef1": "police"})["abcdef1"] == "PO-abcdef1"


def test_each_agency_is_asked_about_silence_late_entries_and_what_nobody_confirmed() -> None:
    late = {"recorded_on": BEGINS + timedelta(days=131)}
    facts = (fact("p1"), fact("p2", day=100, **late), fact("p3", day=101, recorded_on=None))
    found = asked(*facts, unsure=frozenset({"p1"}))
    assert ("Health", "Did you hold records of Child A in the period? Sightline has none.") in found
    assert [text for agency, text in found if agency == "Police"] == [
        "What contact did you have with Child A between 1 March 2024 and 9 June 2024?",
        "Why was this recorded later?",
        "When was this recorded?",
        "Likeness alone joins this to the child. Is it about the child?",
    ]


def test_a_question_about_many_records_names_the_first_and_counts_the_rest() -> None:
    facts = [fact(f"p{number}", recorded_on=None) for number in range(RULES.records_named + 2)]
    ((_, text),) = [one for one in asked(*facts) if one[0] == "Police"]
    assert text == "When was this recorded? The same is asked of 2 other records."


def test_the_longest_time_without_a_record_is_between_two_days_that_have_one() -> None:
    assert longest_gap([fact(day=0), fact(day=3), fact(day=10)]) == (
        BEGINS + timedelta(days=3),
        BEGINS + timedelta(days=10),
    )
    assert longest_gap([fact()]) is None


def test_a_small_number_is_fewer_than_5_in_the_part_on_scale() -> None:
    draft = make_draft(material(fact()))
    (part,) = [one for one in draft.parts if one.part_id == "scale"]
    assert "fewer than 5" in part.lines[0].text


def test_the_same_material_gives_the_same_draft_and_it_is_the_same_after_it_was_kept() -> None:
    made = material(fact("p1", childs_words="He was there."), fact("h1", agency="health"))
    draft = make_draft(made)
    assert draft == make_draft(made)
    packed = pack_draft(draft)

    assert unpack_draft(json.loads(packed)) == draft
    assert pack_draft(unpack_draft(json.loads(packed))) == packed


def test_what_depends_on_a_hidden_record_is_left_out_and_counted() -> None:
    draft = make_draft(material(fact("p1"), fact("h1", agency="health")))
    shown, left_out = without_records(draft, hidden=frozenset({"p1"}))
    assert left_out > 0 and "p1" not in shown.record_ids and "p1" not in shown.numbers
    assert "h1" in shown.record_ids
    assert without_records(draft, hidden=frozenset()) == (draft, 0)


def statement(**more: object) -> StatementDays:
    """Health alone could see it from 3 May, with police from 2 April, and school never; police acted."""
    alone, together, acted = date(2024, 5, 3), date(2024, 4, 2), date(2024, 4, 23)
    days = EarliestDays(
        {"health": alone}, {("health", "police"): together}, together, alone, (("h1", "p1"),), 2,
        {("health",): ("h1", "h2"), ("health", "police"): ("h1", "p1"), (): ("h1", "p1")}, ("h1", "h2"),
    )  # fmt: skip
    first = FirstAct(acted, "c1", "police", "Police investigation")
    by = {("health",): OthersShown(6, (0, 6, 0), 0.2), ("health", "police"): OthersShown(None, None, None)}
    sure = {(): OthersShown(5, (0, 5, 0), 0.1), ("health",): OthersShown(None, None, None, is_hidden_too=True)}
    known = {"acted": first, "others": OthersShown(7, (1, 5, 1), 0.1), "others_by": by, "others_sure": sure}
    said = StatementDays("told", "Harm told", "A note says that the child told of harm.", days)
    return replace(said, **(known | more))  # type: ignore[arg-type]


def test_each_day_of_a_holder_or_two_has_their_own_count_and_none_is_told_without() -> None:
    facts = (fact("p1", day=32), fact("h1", day=32, agency="health"), fact("h2", day=63, agency="health"))
    said = all_words(make_draft(material(*facts, statements={"A": (statement(),)})))
    assert (
        "On that day records of Health alone showed it of other children: 6. In the year after, harm was recorded "
        "for 0 of them, none for 6, no data for 0. In the year before, the rule applied to 0.2 new children a week."
    ) in said
    assert "On that day records of Health and Police together showed it of other children: fewer than 5." in said
    said = all_words(make_draft(material(*facts, statements={"A": (statement(others_by={}),)})))
    assert "could see it from 2 April 2024" in said and "Health alone" not in said and "Police together" not in said


def test_a_holder_has_a_day_without_unconfirmed_matches_and_what_shows_that_they_were_told() -> None:
    days = statement().days
    assert days is not None
    later = replace(
        days,
        sure_by={("health",): date(2024, 6, 1), ("health", "police"): None},
        behind_sure_by={("health",): ("h2",)},
    )
    told = (
        HandoverTrace("h1", "police", TraceIn.RECORD, date(2024, 4, 3), "h1"),
        HandoverTrace("p1", "school: Elm School", TraceIn.LEDGER, date(2024, 5, 5), ""),
        HandoverTrace("p1", "childrens_services", TraceIn.CONTACT, date(2024, 4, 9), "c1"),
    )
    handovers = (*((one.record_id, one.holder) for one in told), ("p1", "health"))
    facts = (fact("p1", day=32), fact("h1", day=32, agency="health"), fact("h2", day=63, agency="health"))
    said = all_words(
        make_draft(material(*facts, statements={"A": (statement(days=later, handovers=handovers, traces=told),)}))
    )
    assert (
        "Without unconfirmed matches, the first day of Health is 1 June 2024. On that day it was then also true of "
        "other children: not shown, because it would give away a small number."
    ) in said
    assert (
        "Without unconfirmed matches, the first day is 3 May 2024. On that day it was then also true of other "
        "children: 5. In the year after, harm was recorded for 0 of them, none for 5"
    ) in said
    bare = statement(days=later, others_sure={})
    assert "Without unconfirmed matches, the first day" not in all_words(
        make_draft(material(*facts, statements={"A": (bare,)}))
    ), "no day without its own count"
    assert "Without unconfirmed matches, records of Health and Police do not show it." in said
    assert "This record says that it was shared with Police on 3 April 2024." in said
    assert "Sightline first showed it to School (Elm School) on 5 May 2024." in said
    assert "the first contact by its agency that Children’s services recorded is of 9 April 2024." in said
    assert said.count("Nothing shows that they were told") == 1
    assert "Did you share this record with Police?" not in said and "Did you share this record with Health?" in said


def test_each_day_of_an_agency_or_two_names_its_records_in_the_margin() -> None:
    """Also the days without unconfirmed matches; where there is none, the margin has the records of such matches."""
    days = statement().days
    assert days is not None
    later = replace(
        days,
        sure=None,
        sure_by={("health",): date(2024, 6, 1), ("health", "police"): None},
        behind_sure_by={("health",): ("h2",)},
        read=date(2024, 6, 2),
        behind_read=("r1",),
    )
    facts = (fact("p1", day=32), fact("h1", day=32, agency="health"))
    draft = make_draft(
        material(
            *facts,
            statements={"A": (statement(days=later, others_read=OthersShown(0, (0, 0, 0), 0.0)),)},
            unsure=frozenset({"p1"}),
        )
    )
    (part,) = [one for one in draft.parts if one.part_id == "earliest-A-told"]
    margin = {line.key.removeprefix("earliest/A/told/"): line.record_ids for line in part.lines}
    assert margin["alone/health"] == days.behind["health",] != ()
    assert margin["pair/health-police"] == days.behind["health", "police"] != ()
    assert margin["sure/health"] == ("h2",) and margin["read"] == ("r1",)
    assert margin["sure"] == margin["sure/health-police"] == ("p1",)


def all_words(draft: DraftReport) -> str:
    parts = [part for _, part in draft.shown]
    said = [line.text for part in parts for line in part.lines]
    cells = [cell for part in parts for table in part.lists for row in table.rows for cell in row]
    return "\n".join([*(part.title for part in parts), *said, *cells])


def test_no_day_stays_of_what_may_not_be_shown_any_more() -> None:
    facts = (
        fact("p1", day=32, childs_words="He was there."), fact("h1", day=32, agency="health"),
        fact("h2", day=63, agency="health"),
    )  # fmt: skip
    draft = make_draft(material(*facts, statements={"A": (statement(),)}))
    for said in ("2 April 2024", "3 May 2024", "Harm told", "Key episode 1: 2 April 2024", "aged 14", "children: 7"):
        assert said in all_words(draft)
    shown, left_out = without_records(draft, hidden=frozenset({"h1", "h2", "p1", "c1"}))
    for said in ("April 2024", "May 2024", "Harm told", "Key episode 1", "aged", "children: 7", "1 key episode"):
        assert said not in all_words(shown)
    assert left_out and not [line for _, part in shown.shown for line in part.lines if line.key.startswith("episode-")]
    assert [part.part_id for part in shown.parts] == [part.part_id for part in draft.parts], "places stay"


def test_a_day_stays_while_the_records_that_it_rests_on_do() -> None:
    draft = make_draft(material(fact("p1"), statements={"A": (statement(),)}))
    said = all_words(without_records(draft, hidden=frozenset({"p1"}))[0])
    assert "Health alone could see it from 3 May 2024" in said and "2 April" not in said
    said = all_words(without_records(draft, hidden=frozenset({"h2"}))[0])
    assert "3 May" not in said and "All agencies together could see it from 2 April 2024" in said
    acted = all_words(without_records(draft, hidden=frozenset({"c1"}))[0])
    assert "an agency acted" not in acted and "Police investigation" not in acted


def test_a_row_goes_with_any_record_that_it_counts() -> None:
    draft = make_draft(material(fact("p1"), fact("p2", day=50)))
    shown, _ = without_records(draft, hidden=frozenset({"p2"}))
    assert "20 April" in all_words(draft) and "20 April" not in all_words(shown)


def test_what_an_agency_saw_after_an_action_is_said_to_be_after_it() -> None:
    said = all_words(make_draft(material(statements={"A": (statement(),)})))
    assert "Health alone could see it from 3 May 2024, 10 days after an agency acted." in said
    assert "together could see it from 2 April 2024, 21 days before an agency acted." in said
    assert "The first action that a record shows: 23 April 2024, Police: Police investigation." in said
    assert "From that day on no record shows an action." in all_words(
        make_draft(material(statements={"A": (statement(acted=None),)}))
    )
    same = all_words(
        make_draft(material(statements={"A": (statement(acted=FirstAct(date(2024, 4, 2), "c1", "police", "Arrest")),)}))
    )
    assert "2 April 2024, on the day on which an agency acted." in same


def test_a_day_by_a_rule_made_later_is_apart_as_hindsight_and_says_so() -> None:
    made = date(2026, 11, 30)
    both = (statement(), statement(statement_id="later", label="Made later", made_on=made))
    parts = make_earliest(material(statements={"A": both}))
    assert [one.part_id for one in parts] == [
        "earliest", "earliest-A-told", "earliest-hindsight", "earliest-A-later",
    ]  # fmt: skip
    said = [[line.text for line in one.lines] for one in parts]
    assert "By a rule made on 30 November 2026, not in force then." in said[3] and len(said[2]) == 1
    assert not [text for text in said[1] if "not in force" in text]
    assert not make_earliest(material(statements={"A": (statement(),)}))[2].lines
    begins = [
        make_earliest(material(statements={"A": some}))[0].lines[0].text
        for some in (both, both[1:], (statement(days=None),))
    ]
    assert begins[0].startswith("Each day below") and "with hindsight" in begins[1] and "none of" in begins[2]


def test_a_moment_by_a_rule_made_later_is_apart_as_hindsight_and_each_says_its_source() -> None:
    then = moment(MomentOutcome.MISSED, moment_id="m1")
    later = moment(MomentOutcome.MISSED, moment_id="m2", made_on=date(2026, 11, 30))
    missed, hindsight, *_ = make_opportunities(Opportunities((then, later), {}), {}, {})
    (first,) = [line.text for line in missed.lines if line.key == "missed/m1"]
    (second,) = [line.text for line in hindsight.lines if line.key == "missed/m2"]
    assert "not in force" not in first
    assert f"Rule 1, not in force until 30 November 2026: {then.cited.label}." in second
    assert not make_opportunities(Opportunities((then,), {}), {}, {})[1].lines


def test_two_drafts_differ_in_what_is_new_gone_and_changed() -> None:
    def one(*lines: ReportSentence) -> DraftReport:
        return DraftReport((ReportPart("held", "Who held what", lines=lines),), {})

    before = one(
        ReportSentence("a", "Old."),
        ReportSentence("b", "Stays."),
        ReportSentence("c", "Goes."),
        ReportSentence("b", "Twice."),
    )
    after = one(
        ReportSentence("a", "New."),
        ReportSentence("b", "Stays."),
        ReportSentence("d", "Comes."),
        ReportSentence("b", "Twice."),
    )
    found = [(each.change, each.before, each.after) for each in compare_drafts(before, after)]
    assert found == [
        (DraftChange.CHANGED, "Old.", "New."),
        (DraftChange.NEW, "", "Comes."),
        (DraftChange.GONE, "Goes.", ""),
    ]
    assert compare_drafts(after, after) == ()


def test_an_episode_that_an_earlier_event_joins_keeps_its_analysis_and_its_sentences_are_no_difference() -> None:
    known = [fact("p1", day=5, childs_words="He was there."), fact("h1", day=7, agency="health")]
    before, after = make_draft(material(*known)), make_draft(material(fact("p0", day=3), *known))
    (first,), (second,) = ([part for part in one.parts if is_episode(part)] for one in (before, after))
    assert (first.part_id, second.part_id) == ("episode-p1", "episode-p0")
    assert find_part(after, "episode-p1") == "episode-p0" and find_part(after, "held") == "held"
    assert find_part(after, "episode-gone") == find_part(after, "p1") == ""
    of_episode = [one for one in compare_drafts(before, after) if one.part == second.title]
    assert [(one.change, one.before, one.after) for one in of_episode] == [
        (DraftChange.CHANGED, f"Days of the episode: {first.days}.", f"Days of the episode: {second.days}."),
        (DraftChange.NEW, "", next(line.text for line in second.lines if line.record_ids == ("p0",))),
    ]
    assert not [one for one in compare_drafts(before, after) if one.change is DraftChange.GONE]


def test_another_number_of_a_rule_is_no_difference() -> None:
    def one(number: int, *, hours: int = 72) -> DraftReport:
        lines = (ReportSentence("m1", f"None is recorded. Rule {number}: within {hours} hours."),)
        rows = ((f"Rule {number}", "Hold the interview", "It says."),)
        table = ReportList("Rules that were asked", ("Number", "Rule", "What it says"), rows)
        return DraftReport(
            (ReportPart("missed", "Missed", lines=lines), ReportPart("rules", "Rules", lists=(table,))), {}
        )

    assert compare_drafts(one(5), one(6)) == ()
    (found,) = compare_drafts(one(5), one(6, hours=48))
    assert found.change is DraftChange.CHANGED and found.after.endswith("within 48 hours.")


def moment(outcome: MomentOutcome, **more: object) -> OpportunityMoment:
    call = read_calls()[0]
    known = {
        "moment_id": f"m{outcome}", "kind": call.kind, "role": call.said.who, "says": "The child told of harm.",
        "cited": call.kind, "timed": call.kind, "limit": "",
        "person_id": "person", "agency": "school", "organisation": "", "record_ids": ("s1",), "known_on": BEGINS,
        "due_on": BEGINS + timedelta(days=1), "acted_on": None, "acted_record": "", "outcome": outcome, "unclear": None,
        "afterwards": (), "call_id": call.call_id,
    }  # fmt: skip
    return OpportunityMoment(**(known | more))  # type: ignore[arg-type]


def test_a_missed_opportunity_has_its_rule_what_followed_and_how_often_no_harm_followed() -> None:
    after = (Afterwards(BEGINS + timedelta(days=30), "h1", is_same_sign=False),)
    found = Opportunities((moment(MomentOutcome.MISSED, afterwards=after),), {})
    counts = {found.moments[0].call_id: LackCount(taken=9, lacking_then_harm=2, lacking_no_harm=7)}
    missed, *_, practice = make_opportunities(found, counts, {"person": "A"})
    _, said, followed, others, account = missed.lines
    assert said.text.startswith(
        "1 March 2024. School (Designated safeguarding lead, or duty officer), about Child A: The child told of harm. "
        "An action was due by 2 March"
    )
    assert account.text == "The agency’s own account: Not asked for yet."
    assert said.record_ids == ("s1",) and said.text.endswith(f"Rule 1: {read_calls()[0].kind.label}.")
    assert (followed.text, followed.record_ids) == ("Afterwards harm was recorded on 31 March 2024.", ("h1",))
    assert "then harm, fewer than 5" in others.text and "no harm recorded, 7" in others.text
    assert "action in time, 9" in others.text
    assert len(practice.lines) == 1


def test_a_question_that_came_again_is_no_record_of_that_day() -> None:
    again = (Afterwards(BEGINS + timedelta(days=30), "h1", is_same_sign=True, is_question=True),)
    found = Opportunities((moment(MomentOutcome.MISSED, afterwards=again),), {})
    missed, *_ = make_opportunities(found, {}, {"person": "A"})
    assert missed.lines[2].text == "Afterwards the same question was raised on 31 March 2024."


def test_a_decision_to_take_no_further_action_says_so_wherever_its_day_is_told() -> None:
    done = {"acted_on": BEGINS, "acted_record": "s2", "is_closed": True}
    said = [
        "\n".join(line.text for part in make_opportunities(Opportunities((one,), {}), {}, {}) for line in part.lines)
        for one in (
            moment(MomentOutcome.TAKEN, **done),
            moment(MomentOutcome.NOTHING_FOLLOWED, **done),
            moment(MomentOutcome.TAKEN, **(done | {"is_closed": False})),
        )
    ]
    closed = "The outcome in that record is no further action."
    assert closed in said[0] and "Some of these decisions took no further action." in said[0]
    assert closed in said[1] and "Some of these decisions" not in said[1]
    assert "no further action" not in said[2]


def test_an_agency_signs_beside_the_child_and_the_action_that_was_called_for() -> None:
    """Two actions that were due on one day are two rows that can be told apart."""
    says = ("The child came back, and an interview had to be offered.", "The child came back, and one had to be held.")
    missed = [moment(MomentOutcome.MISSED, moment_id=text, says=text) for text in says]
    _, _, accounts, *_ = make_opportunities(Opportunities(tuple(missed), {}), {}, {"person": "A"})
    (signing,) = accounts.lists
    label = missed[0].kind.label
    assert [row[0] for row in signing.rows] == [f"1 March 2024, about Child A: {label}. {text}" for text in says]


def test_a_moment_says_its_rule_by_number_and_the_time_in_force() -> None:
    calls = {one.call_id: one for one in read_calls()}
    crime = calls["no_answer_in_time/crime_recorded"]
    deadline = moment(MomentOutcome.MISSED, kind=crime.kind, cited=crime.cited, timed=crime.timed, limit="24 hours")
    other = moment(MomentOutcome.MISSED, kind=crime.kind, cited=crime.cited, timed=crime.timed, is_other_edition=True)
    by_pattern = next(one for one in calls.values() if one.said.source is CallSource.PATTERN)
    pattern = moment(
        MomentOutcome.MISSED,
        kind=by_pattern.kind,
        cited=by_pattern.cited,
        timed=by_pattern.timed,
        limit="1 working day",
    )
    said = [
        make_opportunities(Opportunities((one,), {}), {}, {})[0].lines[1].text for one in (deadline, other, pattern)
    ]
    assert said[0].endswith(f": {crime.cited.label}, within 24 hours.")
    assert "local practice or another edition" in said[1] and "within" not in said[1]
    assert said[2].endswith(f": {by_pattern.cited.label}, within 1 working day.")


def test_each_rule_is_told_once_under_its_number_with_its_authority_and_that_of_its_time() -> None:
    calls = {one.call_id: one for one in read_calls()}
    (table,) = make_rules(calls).lists
    assert len({row[0] for row in table.rows}) == len({row[1:] for row in table.rows}) == len(table.rows)
    by_label = {row[1]: row for row in table.rows}
    crime = calls["no_answer_in_time/crime_recorded"].cited
    assert crime.citation and f"Source: {crime.citation.title}, {crime.citation.edition}" in by_label[crime.label][3]
    by_pattern = next(one for one in calls.values() if one.said.source is CallSource.PATTERN)
    assert by_label[by_pattern.cited.label][3].endswith(f"The time: Decided by {by_pattern.kind.authority}.")
    some = moment(MomentOutcome.MISSED, kind=by_pattern.kind, cited=by_pattern.cited, timed=by_pattern.timed)
    said = make_opportunities(Opportunities((some,), {}), {}, {})[0].lines[1].text
    assert f"{by_label[by_pattern.cited.label][0]}: {by_pattern.cited.label}." in said
    assert make_rules([by_pattern.call_id]).lists[0].rows == (by_label[by_pattern.cited.label],), "numbers stay"


def test_the_rules_of_a_draft_tell_of_no_record() -> None:
    """Every rule that was asked is listed, so a row stays when the records of its moments may not be shown."""
    asked = {one.call_id: LackCount() for one in read_calls()}
    draft = make_draft(material(fact(), lacks=asked))
    some = moment(MomentOutcome.MISSED)
    with_one = make_draft(material(fact(), lacks=asked, opportunities=Opportunities((some,), {})))
    assert [one for one in draft.parts if one.part_id == "rules"] == [
        one for one in with_one.parts if one.part_id == "rules"
    ]


def test_what_cannot_be_told_is_apart_and_what_was_done_in_time_is_good_practice() -> None:
    unclear = moment(MomentOutcome.CANNOT_TELL, unclear=Unclear.NO_DATA)
    done = moment(MomentOutcome.TAKEN, acted_on=BEGINS, acted_record="c1")
    missed, *_, apart, practice = make_opportunities(Opportunities((unclear, done), {}), {}, {})
    assert len(missed.lines) == 1
    assert "were not received" in apart.lines[1].text
    assert practice.lines[1].record_ids == ("s1", "c1")
    assert read_calls()[0].kind.label not in practice.lines[1].text  # it says what is lacking


def test_what_was_lacking_with_no_harm_recorded_afterwards_is_listed_apart_and_never_left_out() -> None:
    lacking = moment(MomentOutcome.NOTHING_FOLLOWED)
    missed, _, _, quiet, *_ = make_opportunities(Opportunities((lacking,), {}), {}, {"person": "A"})
    assert [one.record_ids for one in missed.lines] == [()] and quiet.part_id == "missed-quiet"
    what, said = quiet.lines
    assert "In the 365 days after its time no harm and no further sign was recorded." in what.text
    assert said.record_ids == ("s1",) and "about Child A" in said.text and "None is recorded." in said.text


def account(moment_id: str, *replies: ReportReply) -> ReportAccount:
    asked_on = BEGINS + timedelta(days=40)
    return ReportAccount(f"a-{moment_id}", moment_id, "school", "Elm", asked_on, "It is so.", BEGINS, ("s1",), replies)


def test_the_agencys_account_is_beside_its_moment_and_each_moment_has_a_place_to_sign() -> None:
    moments = [moment(MomentOutcome.MISSED, moment_id=one, organisation="Elm") for one in ("m1", "m2", "m3")]
    disputed = ReportReply(BEGINS + timedelta(days=50), "dispute", "Headteacher", "s2", "We rang on the day.", True)
    accounts = [account("m2"), account("m3", disputed, replace(disputed, record_id="s3", words=""))]
    missed, _, own, *_ = make_opportunities(
        Opportunities(tuple(moments), {}), {}, {}, accounts, {"s1": "SC-1", "s2": "SC-2"}
    )
    states = [line.text for line in missed.lines if line.key.endswith("/account")]
    assert [state.partition(": ")[2] for state in states] == [
        "Not asked for yet.",
        "Asked for on 10 April 2024, not received.",
        "Disputed on 20 April 2024.",
    ]
    asked, _, first, words, second = own.lines[1:]
    assert asked.text == (
        "1 March 2024. School, Elm: It is so. The review asked for its account on 10 April 2024. It has not given one."
    )
    assert first.text.startswith("School, Elm, Headteacher, 20 April 2024: The agency disputes this.")
    assert first.record_ids == ("s2",) and "may be a name are left out" in first.text
    assert words.text == "“We rang on the day.”" and words.rests_on == ("s1",)
    assert second.record_ids == () and "does not show the record" in second.text and "are erased" in second.text
    ((table,), rows) = own.lists, own.lists[0].rows
    assert [row[1:] for row in rows] == [
        ("School, Elm", moments[0].role, state.partition(": ")[2].rstrip("."), "", "") for state in states
    ]
    assert table.records_of_rows == (("s1",),) * 3


def test_contact_with_each_person_is_told_by_role() -> None:
    said = ReportContact("A", "contacted", BEGINS, "Team manager", officer_agreed=True)
    (first, second) = make_contacts([said, ReportContact("1")]).lines
    assert first.text == (
        "Child A: contacted, and it was safe to tell them. Recorded for 1 March 2024, by role: Team manager. "
        "The officer in the case agreed first."
    )
    assert second.text == "Adult 1: no contact is recorded."
    assert set(CONTACTS) == set(CONTACT_OUTCOMES)


def test_a_person_outside_the_terms_is_told_by_number_and_by_a_role_that_names_nobody() -> None:
    known = ReportContact("other-1", known_as=say_role("Former youth worker"))
    unknown = ReportContact("other-2", known_as=say_role("Marigold Oakapple, neighbour"))
    assert [one.text for one in make_contacts([known, unknown]).lines] == [
        "Other person 1 (Former youth worker): no contact is recorded.",
        "Other person 2: no contact is recorded.",
    ]


def test_conclusions_are_a_table_by_day_with_what_came_later_and_their_records() -> None:
    then = ReportConclusion("A", BEGINS, (), "pattern", "Missing again and again", (), ("r1", "r2"))
    later = replace(
        then, agencies=("police",), kind="deadline", label="Hold the interview", later=(("rule", ENDS), ("match", None)),
        behind=("r9",),
    )  # fmt: skip
    part = make_conclusions([later, then, replace(then, label="Shared adult", needs=("match", "reading"))])
    (table,) = part.lists
    day = "1 March 2024"
    assert table.rows == (
        (day, "Child A", "All agencies together", "Pattern: Missing again and again", "By records and rules of that day"),
        (day, "Child A", "All agencies together", "Pattern: Shared adult",
         "By records and rules of that day. Not without unconfirmed matches. "
         "Not without readings that no person confirmed"),
        (day, "Child A", "Police", "Deadline: Hold the interview",
         "Hindsight: a rule made later, not in force then (9 June 2024) and a later match by Sightline"),
    )  # fmt: skip
    assert table.records_of_rows == (("r1", "r2"), ("r1", "r2"), ("r1", "r2", "r9"))
    none = make_conclusions(())
    assert (
        not none.lists and none.lines[-1].text == "No author ran a day again for the records that this draft may use."
    )
    assert set(LATER) == set(HindsightMaker) and set(KINDS) == set(DayConclusionKind)


def test_a_job_title_is_said_where_no_word_of_it_may_be_a_name() -> None:
    assert say_job("Designated Safeguarding Lead") == "Designated Safeguarding Lead"
    assert say_job("Head of children’s services") == "Head of children’s services"
    for title in ("Ann Oakapple, headteacher", "PC 4411 Oakapple", ""):
        assert say_job(title) == "a member of staff"


def test_words_of_an_agency_are_said_without_names() -> None:
    letters = {"wren": frozenset({"A"})}
    said, is_cut = without_names("Mrs Oakapple told the MASH. Wren had asked her. We wrote it down.", letters)
    assert said == "Mrs […] told the MASH. [Child A] had asked her. We wrote it down." and is_cut
    assert without_names("We wrote it down.", letters) == ("We wrote it down.", False)


def test_a_silence_is_a_sentence_with_its_rule_the_last_day_of_data_and_its_records() -> None:
    days = (BEGINS, BEGINS + timedelta(days=1), BEGINS + timedelta(days=9))
    silence = ReportSilence(
        "c1", ("A",), "police", "Hold the interview", "It is held.", "72 hours", *days, None, ("p1",)
    )
    came = replace(
        silence,
        silence_id="c2",
        limit="",
        came_on=BEGINS + timedelta(days=10),
        record_ids=("p1", "p2"),
        behind=("p1", "p3"),
        made_on=date(2026, 11, 28),
    )
    draft = make_draft(material(fact("p1"), fact("p2"), silences=(silence, came)))
    (part,) = [one for one in draft.parts if one.part_id == "silences"]
    _, first, second = part.lines
    assert first.text == (
        f"{say_days(*days[1:])}. Child A, Police: no record of “Hold the interview”. Expected by {say_day(BEGINS)}, "
        f"within 72 hours. No record by {say_day(days[2])}. The rule: It is held."
    )
    assert f"The next record of it is of {say_day(BEGINS + timedelta(days=10))}." in second.text
    assert second.text.endswith("With hindsight: by a rule made on 28 November 2026, not in force then.")
    assert "within" not in second.text and (first.record_ids, second.record_ids) == (("p1",), ("p1", "p2"))
    kept, _ = without_records(draft, hidden=frozenset({"p2"}))
    (part,) = [one for one in kept.parts if one.part_id == "silences"]
    assert [one.key for one in part.lines] == ["silences/what", "silences/c1"], "what rests on it goes with it"
    assert "p3" in draft.record_ids, "a sentence also goes with a record that its deadline is based on"
    (part,) = [one for one in make_draft(material(fact("p1"))).parts if one.part_id == "silences"]
    assert [one.key for one in part.lines] == ["silences/what", "silences/none"]


def test_the_error_of_matching_is_told_in_numbers_with_their_day_and_what_is_still_asked() -> None:
    said = all_words(make_draft(material(fact("p1"))))
    assert "Matching was measured on 1 December 2026 on three invented partnerships." in said
    assert (
        "Fewer than 1 of 10,000 matches was wrong, and 2 of 100 were missed" in said
        and "Sightline alone judges 38 of them as they did." in said
    )
    assert "Still to answer about people of this review: 3 possible matches." in said and "trained" not in said
    few = replace(LINKAGE, answered=0, agreed=0, open_questions=1, is_own_model=True)
    said = all_words(make_draft(material(fact("p1"), linkage=few)))
    assert "Too few possible matches are answered here" in said and "review: 1 possible match." in said
    assert "matched by a model that was trained on these data" in said


def test_sets_that_were_too_many_to_try_are_told_of() -> None:
    one = statement()
    assert one.days is not None and "too many sets" not in all_words(make_draft(material(statements={"A": (one,)})))
    days = replace(one.days, sets=(), sets_in_all=0, too_many_to_try=True)
    said = all_words(make_draft(material(statements={"A": (replace(one, days=days),)})))
    assert "There are too many sets of records to try them all. A smaller set may be enough to see it." in said
