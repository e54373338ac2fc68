"""Every page, rendered from made-up objects: the right words, nothing inline, nothing personal in a title or a URL."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from support import made_up, made_up_home

from sightline.casework.chronology.pages.lines import TellingLine
from sightline.casework.core.models import Account
from sightline.casework.finding.pages import FoundPage, FoundPerson, SnippetPart, WhyFound
from sightline.casework.people.pages.people import ChronologyFilter, PerhapsAlso
from sightline.model.passages import MOST_LETTERS
from sightline.web.chronology.comparison import compare_agencies
from sightline.web.chronology.filters import describe_filter
from sightline.web.chronology.forms import ChronologyAsked
from sightline.web.chronology.year_grid import draw_grid
from sightline.web.core.rules import print_rules
from sightline.web.core.whens import when_in_words
from sightline.web.data.presenters import add_up, gather_reasons
from sightline.web.finding.forms import FindForm
from sightline.web.finding.presenters import lay_out_found


def rendered(template: str, context: dict[str, Any], role: str = "information_governance") -> str:
    request = RequestFactory().get("/")
    request.user = Account(username="sam", role=role) if role else AnonymousUser()
    return re.sub(r"\s+", " ", render_to_string(template, context, request=request))


def person(query: str = "") -> str:
    shown = made_up.person_page()
    asked = ChronologyAsked(QueryDict(query))
    chosen, errors = asked.chosen(), asked.wrong()
    return rendered(
        "chronology/person_chronology.html",
        {
            "frame": made_up.person_frame(),
            "tab": "chronology",
            "shown": shown,
            "chosen": chosen,
            "errors": errors,
            "filter": describe_filter(QueryDict(query), chosen, shown),
            "grid": draw_grid(shown.grid, oldest_first=chosen.oldest_first),
        },
    )


def shown_entry(**changed: object) -> str:
    line = TellingLine((made_up.entry(**changed),))
    return render_to_string("chronology/parts/entry.html", {"line": line, "chosen": ChronologyFilter()})


def identity() -> str:
    shown = made_up.identity_page()
    context = {
        "frame": made_up.person_frame(),
        "tab": "identity",
        "shown": shown,
        "rows": compare_agencies(shown.views),
    }
    return rendered("chronology/person_identity.html", context)


WHY = (
    WhyFound("spelt"),
    WhyFound("key", "phone", "police_missing", date(2026, 5, 3), "0" * 20),
    WhyFound(
        "text", "note", "police_missing", None, "1" * 20, snippet=(SnippetPart("in a "), SnippetPart("<van>", True))
    ),
)
FOUND = FoundPage((FoundPerson(made_up.summary(), WHY),), True, kinds=("name", "words"))


def close_page() -> FoundPage:
    return FoundPage(perhaps=(PerhapsAlso(made_up.summary(), "forename nearly the same; surname the same"),))


def all_pages() -> dict[str, str]:
    files = made_up.file_lines()
    return {
        "home": rendered("home/team.html", {"home": made_up_home.team_home(), "held": made_up.home_page()}),
        "find": rendered("finding/find.html", {"form": FindForm(QueryDict("birth_date_day=3"))}),
        "found": rendered("finding/found.html", {"results": FOUND, "people": lay_out_found(FOUND)}),
        "close": rendered("finding/found.html", {"results": close_page(), "people": []}),
        "nobody": rendered("finding/found.html", {"results": FoundPage()}),
        "person": person(),
        "identity": identity(),
        "chosen": person("agency=police&date_from=2024-01-01&words=1&order=newest"),
        "record": rendered("chronology/record.html", {"shown": (r := made_up.record_page()), "rows": r.rows}),
        "files": rendered("data/files.html", {"lines": files, "sums": add_up(files)}),
        "rejects": rendered("data/rejects.html", {"lines": (), "reasons": gather_reasons(())}),
        "runs": rendered("data/runs.html", {"lines": made_up.run_lines()}),
        "looks for": rendered("data/looks_for.html", {"rules": print_rules()}),
        "help": rendered("data/help.html", {}, role=""),
        "refused": rendered("403.html", {}),
        "not here": rendered("404.html", {}),
        "our fault": rendered("500.html", {}),
    }


def test_files_that_were_begun_and_not_taken_in_say_so_and_are_in_no_sum() -> None:
    page = " ".join(all_pages()["files"].split())
    assert (
        f"<strong>died.csv</strong>: started {when_in_words('2024-10-01T08:00:00Z')}, not finished. Run the same"
        in page
    )
    assert "<strong>pipe.csv</strong>: not imported. This is no file. Copy it here." in page
    assert page.count('scope="row"') == 2


def test_a_note_that_was_not_read_to_its_end_says_so_on_the_record() -> None:
    shown = made_up.record_page()
    shown.rows[0].original["Circumstances"] = "x" * (MOST_LETTERS + 1_234)
    page = rendered("chronology/record.html", {"shown": shown, "rows": shown.rows})
    assert page.count("Sightline did not read the last 1,234 characters of this note. Read them yourself.") == 1


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return all_pages()


def test_nothing_is_inline(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:", page), name


def test_titles_hold_no_name_and_say_sightline(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        (title,) = re.findall(r"<title>(.*?)</title>", page)
        assert title.endswith("– Sightline") and "Made-Up" not in title, name


def test_no_address_in_a_page_holds_anything_personal(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        for address in re.findall(r'(?:href|action|src|hx-get)="([^"]*)"', page):
            assert not re.search(r"made|ash|2010|9991234567|AB12", address, re.IGNORECASE), (name, address)


def test_ids_are_unique_and_labels_lead_to_something(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), name
        wanted = re.findall(r'\s(?:for|aria-controls)="([^"]+)"', page)
        wanted += " ".join(re.findall(r'\saria-(?:labelledby|describedby)="([^"]+)"', page)).split()
        assert set(wanted) <= set(ids), (name, set(wanted) - set(ids))


def test_every_page_says_what_to_do_in_danger(pages: dict[str, str]) -> None:
    assert all("In danger now? Call 999." in page for page in pages.values())


def test_the_childs_words_stand_first_and_unaltered() -> None:
    page = person()
    shown = made_up.person_page().entries[1]
    unaltered = shown_entry(childs_words=shown.childs_words)
    assert f"<blockquote>{shown.childs_words}</blockquote>" in unaltered
    assert unaltered.index("The child’s own words") < unaltered.index("did not come back")
    assert page.count("<blockquote>") == 1


def test_dates_say_how_precisely_they_are_known() -> None:
    page = person()
    assert "5 March 2024, 5:30pm" in page
    assert "March 2024 (month only)" in page
    assert "Date not known" in page and "written as “summer, she thinks”" in page
    assert "No longer in School’s data" in page and "Changed: 3 versions" in page and "Known from 6 March 2024" in page


def test_two_birth_dates_are_both_shown_and_said_to_be_two() -> None:
    page = person()
    assert "Age not known, born 27 March 2010 or 17 March 2010, 2 dates of birth recorded, female" in page
    assert "Agencies give different birth dates." in page


def test_text_in_a_record_stays_text() -> None:
    page = shown_entry(what="<script>alert(1)</script>", childs_words="<b>no</b>")
    assert "<script" not in page and "<b>" not in page
    assert "&lt;b&gt;no&lt;/b&gt;" in page


def test_what_is_chosen_can_be_taken_back_one_by_one() -> None:
    page = person("agency=police&agency=school&words=1&after=x")
    assert 'href="?agency=school&amp;words=1#chronology"' in page
    assert 'href="?agency=police&amp;agency=school#chronology"' in page
    assert "after=x" not in page


def test_a_date_that_is_none_is_said_and_left_out() -> None:
    asked = ChronologyAsked(QueryDict("date_from=31/02/2024"))
    chosen, errors = asked.chosen(), asked.wrong()
    assert chosen.from_on is None
    assert errors == {"date_from": "‘From’ must be a real date"}
    assert "‘From’ must be a real date" in person("date_from=31/02/2024")


def test_a_file_that_does_not_add_up_says_so(pages: dict[str, str]) -> None:
    assert "Does not add up" in pages["files"]
    assert "1 file does not add up" in pages["files"]


def test_the_sums_stand_beside_each_other(pages: dict[str, str]) -> None:
    assert re.search(
        r"20</strong> rows read</span> = .*14</strong> imported.*2</strong> not imported.*3</strong> unchanged",
        pages["files"],
    )


def test_roles_that_see_counts_only_are_led_to_nobody() -> None:
    page = rendered("home/counts.html", {"home": (), "held": made_up.home_page()}, role="elected_member")
    assert "Find a person" not in page and "totals and delays" in page and "300" in page


def test_the_find_form_says_what_is_missing() -> None:
    def errors(**typed: str) -> dict[str, list[str]]:
        form = FindForm(typed)
        return {name: list(messages) for name, messages in form.errors.items()}

    assert errors() == {"name": ["Enter a name, a birth date or a number to look for"]}
    assert errors(birth_date_day="3", birth_date_year="2010") == {"birth_date": ["Birth date must include a month"]}
    assert errors(birth_date_day="31", birth_date_month="2", birth_date_year="2010") == {
        "birth_date": ["Birth date must be a real date, for example 27 3 2010"]
    }
    assert errors(nhs_number="12345") == {"nhs_number": ["NHS number must have 10 digits, for example 999 123 4567"]}


def test_the_find_form_gives_the_terms() -> None:
    form = FindForm(
        {
            "name": " Ash ",
            "birth_date_day": "27",
            "birth_date_month": "3",
            "birth_date_year": "2010",
            "nhs_number": "999 123 4567",
        }
    )
    assert form.is_valid()
    terms = form.terms()
    assert (terms.name, terms.birth_date, terms.nhs_number) == ("Ash", date(2010, 3, 27), "9991234567")


def test_each_person_found_has_why_and_where_it_is_written(pages: dict[str, str]) -> None:
    page = " ".join(pages["found"].split())
    assert "Searched for this name, and for these words in notes and addresses." in page and "More than 1 found" in page
    assert "<li>Name, spelt differently</li>" in page
    assert (
        f'<li>Phone number <a class="govuk-link sl-source" href="/records/{"0" * 20}/">Missing report, 3 May 2026'
        in page
    )
    assert "Words in a note: <q>in a <mark>&lt;van&gt;</mark></q>" in page


def test_who_is_only_close_stands_apart_with_what_agrees(pages: dict[str, str]) -> None:
    assert "No person found" in pages["close"]
    found, _, close = pages["close"].partition("Possible results")
    assert "Ash Made-Up" not in found
    assert "Ash Made-Up" in close
    assert "Forename nearly the same; surname the same" in close
    assert "Possible results" not in pages["found"]
