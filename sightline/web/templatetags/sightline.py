"""What templates need: ids and dates in words, the menu, and fields in GOV.UK markup."""

from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, Form
from django.template import Context

from sightline.agreements.invented_files import holds_invented_files
from sightline.casework.core import clock
from sightline.casework.core.actor import actor_for_account
from sightline.casework.data.pages import RunState
from sightline.casework.people.pages.people import Entry, PersonSummary
from sightline.casework.reviews.pages.terms import HolderPage, HolderYes
from sightline.known_facts.holders import parts_of_holder
from sightline.translation.lists import in_a_row
from sightline.translation.messages import join_shown
from sightline.translation.numbers import counted
from sightline.web.core import rules as rules_words
from sightline.web.core import times, whens, words
from sightline.web.core.comparison_words import comparison_in_words, comparisons_in_words
from sightline.web.core.doors import doors_of
from sightline.web.core.menu import MenuGroup, menu_of
from sightline.web.core.page_language import PageLanguages, languages_of
from sightline.web.core.pagination import Paging
from sightline.web.core.purposes import purpose_in_words
from sightline.web.core.requests import chosen_language
from sightline.web.data import presenters as data_presenters
from sightline.web.tour.progress import place_of
from sightline.web.tour.stops import stops_of

register = template.Library()

register.filter("agency", words.agency_in_words)
register.filter("layout", words.layout_in_words)
register.filter("kind", words.kind_in_words)
register.filter("said", words.said_in_words)
register.filter("role", words.role_in_words)
register.filter("plain_words", words.plain)
register.filter("answer", words.answer_in_words)
register.filter("became", words.became_in_words)
register.filter("answer_form", words.form_of_answer)
register.filter("account", words.account_in_words)
register.filter("lowfirst", words.lower_first)
register.filter("comparison", comparison_in_words)
register.filter("comparisons", comparisons_in_words)
register.filter("in_a_row", in_a_row)
register.filter("count_of", counted)
register.filter("day", whens.day_in_words)
register.filter("day_short", whens.day_in_short)
register.filter("day_span", whens.day_span)
register.filter("any_day", whens.any_day)
register.filter("when", whens.when_in_words)
register.filter("when_day", whens.day_of_when)
register.filter("month", whens.month_in_words)
register.filter("month_short", whens.month_in_short)
register.filter("time_of_day", times.time_of_day)
register.filter("due_word", times.due_word)
register.filter("adds_up", data_presenters.adds_up)
register.filter("rule", rules_words.rule_in_words)


@register.filter
def agencies(ids: tuple[str, ...]) -> str:
    """Agencies in words, in a row."""
    return in_a_row([words.agency_in_words(agency) for agency in ids])


@register.filter
def holders_in_words(holders: tuple[str, ...]) -> str:
    """Agencies, or organisations of those that have several, in a row."""
    return in_a_row([words.body_in_words(*parts_of_holder(one)) for one in holders])


@register.filter
def yes_body(said: HolderYes | HolderPage) -> str:
    """Whose restricted records a yes to a review is about."""
    return words.body_in_words(said.agency, said.organisation)


@register.filter
def numbers(places: tuple[int, ...]) -> str:
    """`1, 2 and 5`."""
    return in_a_row([str(place) for place in places])


@register.filter
def other_names(person: PersonSummary) -> list[str]:
    """Other names than the first; capitals alone make no other name."""
    names = {name.casefold(): name for name in reversed(person.other_names)}
    names.pop(person.name.casefold(), None)
    return list(reversed(names.values()))


@register.filter
def occurred(entry: Entry) -> str:
    """When an entry or a record happened, with its precision."""
    return whens.occurred_in_words(
        occurred_from=entry.occurred_from, occurred_to=entry.occurred_to, precision=entry.date_precision
    )


@register.filter
def occurred_short(entry: Entry, now: str) -> str:
    """The same in little room: its day alone, without the time."""
    return whens.occurred_in_short(occurred_from=entry.occurred_from, precision=entry.date_precision, now=now)


@register.filter
def organisation(item: Any) -> str:
    """The organisation, where it says more than the agency."""
    name = item.organisation if hasattr(item, "organisation") else item
    return "" if name in words.AGENCIES else name


@register.filter
def iso_day(text: str) -> str:
    """A birth date as the store gives it, in words."""
    return whens.day_in_words(date.fromisoformat(text))


@register.filter
def slot(name: str) -> str:
    """The place in the row where somebody stands, or their role as written: `found_with#2` is `found with`."""
    plain = name.partition("#")[0].replace("_", " ").lower()
    return words.SLOTS.get(plain, plain)


@register.filter
def run_state(state: str) -> str:
    """How a run stands."""
    return RunState(state).label


@register.filter
def count_name(name: str) -> str:
    """What a run counted."""
    return words.COUNTS.get(name, words.plain(name))


@register.filter
def nhs_spaces(said: Any) -> str:
    """What is said as a page shows it: an NHS number in threes, a day in words, a role by its name, else as written."""
    value: str = said.value
    if said.what == "birth date":
        return iso_day(value)
    if said.what == "named as":
        return slot(value)
    if said.what == "NHS number" and len(value) == 10 and value.isdigit():
        return f"{value[:3]} {value[3:6]} {value[6:]}"
    return value


@register.filter
def spaced(name: str) -> str:
    """An action or outcome as words: `read_person` is Read person."""
    return name.replace("_", " ").capitalize()


@register.simple_tag
def directory_name() -> str:
    """What the partnership's own directory is called; empty where the settings name none."""
    directory = settings.SIGHTLINE_DIRECTORY
    return directory.name if directory else ""


@register.simple_tag(takes_context=True)
def who(context: Context) -> dict[str, Any]:
    """Who is signed in and which doors are open to them; nobody where a page has no request."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return {"signed_in": False}
    session = getattr(request, "reader_session", None)  # none where a page failed before it was opened
    doors = doors_of(session.actor if session is not None else actor_for_account(user))
    return {**doors, "purpose": purpose_in_words(request), "today": clock.today()}


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """The code and the own name of each language that pages can be read in."""
    return list(settings.LANGUAGES)


@register.simple_tag(takes_context=True)
def page_languages(context: Context) -> PageLanguages:
    """The language that the reader chose, and that of the page itself."""
    request = context.get("request")
    return languages_of(None if request is None else chosen_language(request))


@register.simple_tag
def training() -> bool:
    """Whether this workspace is for training: everybody in it is invented."""
    return bool(settings.SIGHTLINE_TRAINING)


@register.simple_tag
def trial() -> bool:
    """Whether this workspace was made to try Sightline in, or holds what is invented, and shows no other banner."""
    if settings.SIGHTLINE_TRIAL or settings.SIGHTLINE_TRAINING or settings.SIGHTLINE_WORKSPACE is None:
        return bool(settings.SIGHTLINE_TRIAL and not settings.SIGHTLINE_TRAINING)
    return holds_invented_files(settings.SIGHTLINE_WORKSPACE)


@register.simple_tag
def demo_age() -> int:
    """How many days ago the demo was made that is served; 0 where it is of today, or no demo."""
    made_on = settings.SIGHTLINE_DEMO_MADE_ON
    return max(0, (clock.today() - made_on).days) if made_on else 0


@register.inclusion_tag("tour/panel.html", takes_context=True)
def tour_panel(context: Context, me: dict[str, Any]) -> dict[str, Any]:
    """Where the reader is on the tour, if they are on it."""
    request = context["request"]
    return {"place": place_of(request, stops_of(doors=me)), "request": request, "csrf_token": context.get("csrf_token")}


@register.simple_tag(takes_context=True)
def menu(context: Context, me: dict[str, Any]) -> tuple[MenuGroup, ...]:
    """The menu of whoever is signed in, with the page they are on."""
    return menu_of(doors=me, active=str(context.get("active", "")))


@register.inclusion_tag("sightline/parts/paging.html")
def paging(pages: Paging, label: str, after: str, before: str = "", at: str = "") -> dict[str, Any]:
    """The links of a list to the part before and the next; `at` is the place on the page to open it at."""
    return {"pages": pages, "label": label, "after": after, "before": before, "at": at}


@register.inclusion_tag("sightline/forms/field.html")
def field(bound: BoundField, hint: bool = True) -> dict[str, Any]:
    """One field in GOV.UK markup: label, hint, error, widget. Without its hint where the page says it otherwise."""
    bound.help_text = bound.help_text if hint else ""
    return {"field": bound, "widget": widget_name(bound), "described_by": describe(bound)}


@register.inclusion_tag("sightline/forms/error_summary.html")
def error_summary(form: Form) -> dict[str, Any]:
    """Every error of a form, each a link to its field; of several radio buttons, to the first."""
    linked = [(bound.id_for_label or f"{bound.auto_id}_0", message) for bound in form for message in bound.errors]
    return {"general": form.non_field_errors(), "linked": linked}


def widget_name(bound: BoundField) -> str:
    """Which markup a field takes."""
    return {
        "CheckboxInput": "checkbox",
        "CheckboxSelectMultiple": "checkboxes",
        "PasswordInput": "password",
        "DateBoxes": "date",
        "Textarea": "textarea",
        "RadioSelect": "radios",
        "HiddenInput": "hidden",
        "Select": "select",
        "ClearableFileInput": "file",
    }.get(type(bound.field.widget).__name__, "text")


def describe(bound: BoundField) -> str:
    """Ids of the hint and the error, for `aria-describedby`."""
    parts = [f"{bound.auto_id}-hint" if bound.help_text else "", f"{bound.auto_id}-error" if bound.errors else ""]
    return join_shown(" ", (part for part in parts if part))
