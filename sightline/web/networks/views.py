"""The pages of networks: lists, a person, a thing, a group; exports, and what an analyst adds.

What is around somebody is no judgement of them. The pages show records and dates, and say so.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.entry_kinds import AnalystEntryTopic
from sightline.casework.networks.pages.networks import GroupPage, NetworkPage
from sightline.casework.networks.rights import check_adding
from sightline.casework.networks.selectors.analyst_entries import own_entry
from sightline.casework.networks.selectors.endpoints import find_ends
from sightline.casework.networks.selectors.entity_page import read_group, read_network
from sightline.casework.networks.selectors.exports import export_network
from sightline.casework.networks.selectors.graph import BY_NAMING
from sightline.casework.networks.selectors.lists import KINDS, RULES, list_networks
from sightline.casework.networks.services import MOST_LABEL, NewEntry, add_entry, take_back
from sightline.casework.overview.selectors.overview import read_frame
from sightline.web.core.doorway import page
from sightline.web.core.files import purpose_page, send_file
from sightline.web.core.forms import form_page
from sightline.web.core.pagination import PageAsked, page_by_number
from sightline.web.networks.forms import EntryForm, LookAsked, TakeBackForm
from sightline.web.networks.presenters import LIST_SAYS, LISTS, WORDS_OF_FILES

ACTIVE = "networks"
GROUP, PERSON = "group", "person"
PAGES = (GROUP, PERSON, *BY_NAMING)
DATE_BOXES = ("day", "month", "year")
TEMPLATES = {GROUP: "group", PERSON: "person"}
MOST_RECORDS, MOST_RECORDS_OF_TAB = 20, 0


@page("GET", "HEAD")
def networks(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Groups: the first of the lists."""
    return _list(request, session, GROUP)


@page("GET", "HEAD")
def networks_list(request: HttpRequest, session: ReaderSession, kind: str) -> HttpResponse:
    """One of the lists."""
    if kind not in KINDS:
        raise NotHere
    return _list(request, session, kind)


def _list(request: HttpRequest, session: ReaderSession, kind: str) -> HttpResponse:
    asked = PageAsked.of(request)
    listed = list_networks(session, kind=kind, page=asked.said["page"])
    context = {"listed": listed, "label": LISTS[kind], "says": LIST_SAYS[kind], "active": ACTIVE}
    context["paging"] = page_by_number(asked=asked, part=listed.page, parts=listed.pages)
    context["rule_id"] = RULES.get(kind, "")
    return render(request, "networks/list.html", context)


@page("GET", "HEAD")
def network(request: HttpRequest, session: ReaderSession, kind: str, node_id: str) -> HttpResponse:
    """What is around a person or a thing; or a group."""
    shown = _read_shown_network(session, kind, node_id)
    context: dict[str, Any] = {"shown": shown, "kind": kind, "active": ACTIVE, **records_cut(shown, kind)}
    if kind == PERSON:
        context |= {"frame": read_frame(session, person_id=node_id), "tab": "connections", "active": "find"}
    return render(request, f"networks/{TEMPLATES.get(kind, 'page')}.html", context)


def records_cut(shown: NetworkPage | GroupPage, kind: str) -> dict[str, Any]:
    """Which records stand open and which are folded, as slices, and how many are folded: a tab is short."""
    most = MOST_RECORDS_OF_TAB if kind == PERSON else MOST_RECORDS
    return {"first": f":{most}", "later": f"{most}:", "folded": max(len(shown.evidence) - most, 0)}


@page("GET", "HEAD", "POST")
def network_export(request: HttpRequest, session: ReaderSession, kind: str, node_id: str, format: str) -> HttpResponse:
    """Ask what a file of it is for; once posted, the file, with the reader's own rights."""
    if kind not in PAGES:
        raise NotHere
    _read_shown_network(session, kind, node_id)

    def make(purpose: str) -> HttpResponse:
        made = export_network(session, kind=kind, node_id=node_id, format=format, words=WORDS_OF_FILES, purpose=purpose)
        return send_file(made.body, named=made.name, kind=made.content_type)

    title, back = str(_("Download these connections")), reverse("network", args=[kind, node_id])
    return purpose_page(request, title=title, back=back, active=ACTIVE, make=make)


@page("GET", "HEAD", "POST")
def network_add(request: HttpRequest, session: ReaderSession, kind: str, node_id: str) -> HttpResponse:
    """Add what no record names, a connection or a hypothesis. The other end is looked for on the same page."""
    check_adding(actor=session.actor)
    shown = _read_shown_network(session, kind, node_id)
    form = _entry_form(request, session, shown)
    if form.is_kept(lambda: add_entry(session, entry=_entry(form, kind, node_id))):
        messages.success(request, _("Your entry is saved. It is shown under your name, separately from records."))
        return redirect("network", kind, node_id)
    context = {"about": shown, "kind": kind, "form": form, "active": ACTIVE}
    return form_page(request, "networks/add.html", context)


def _entry_form(request: HttpRequest, session: ReaderSession, shown: NetworkPage | GroupPage) -> EntryForm:
    """The form, with whom and what was looked for. What is typed stands in no address, so a search is posted too."""
    near = {one.to.node_id: one.to for one in shown.hops}
    if isinstance(shown, NetworkPage):
        near |= {one.node.node_id: one.node for one in (*shown.children, *shown.adults, *shown.things)}
    more: dict[str, Any] = {
        "near": list(near.values()), "records": [one.record for one in shown.evidence], "today": clock.today(),
    }  # fmt: skip
    if request.method != "POST":
        return EntryForm(**more)
    looked = LookAsked.posted(request)
    text = looked.said["find"].strip()
    found = find_ends(session, text=text[:MOST_LABEL]) if text else None
    if looked.said["look"]:
        return EntryForm(found=found, initial=_as_typed(looked.sent), **more)
    return EntryForm.of(request, found=found, **more)


def _as_typed(said: QueryDict) -> dict[str, Any]:
    """All that was typed so far, for a form on which nothing is judged yet."""
    days = {name: [said.get(f"{name}_{box}", "") for box in DATE_BOXES] for name in ("from_on", "until_on")}
    return {**said.dict(), "records": said.getlist("records"), **days}


@page("GET", "HEAD", "POST")
def network_take_back(request: HttpRequest, session: ReaderSession, sequence: int) -> HttpResponse:
    """Take back what one added."""
    check_adding(actor=session.actor)
    entry = own_entry(session, sequence=sequence)
    form = TakeBackForm.of(request)
    if form.is_kept(lambda: take_back(session, sequence=sequence, why=form.cleaned_data["words"])):
        messages.success(request, _("Your entry is withdrawn. It stays on the page, marked as withdrawn."))
        return redirect(_page_of(entry.ends[0].kind, entry.ends[0].node_id))
    context = {"entry": entry, "form": form, "active": ACTIVE}
    return form_page(request, "networks/take_back.html", context)


def _read_shown_network(session: ReaderSession, kind: str, node_id: str) -> NetworkPage | GroupPage:
    if kind not in PAGES:
        raise NotHere
    if kind == GROUP:
        return read_group(session, group_id=node_id)
    return read_network(session, kind=kind, node_id=node_id)


def _entry(form: EntryForm, kind: str, node_id: str) -> NewEntry:
    said = form.cleaned_data
    to_kind, _, to_id = said["to"].partition(" ") if said["kind"] == AnalystEntryTopic.CONNECTION else ("", "", "")
    return NewEntry(
        kind=said["kind"],
        about_kind=kind,
        about_id=node_id,
        source_grade=said["source_grade"],
        information_grade=said["information_grade"],
        handling=said["handling"],
        words=said["words"],
        label=said["label"] if said["kind"] == AnalystEntryTopic.ENTITY else "",
        to_kind=said["new_kind"] if said["kind"] == AnalystEntryTopic.ENTITY else to_kind,
        to_id=to_id,
        records=tuple(said["records"]),
        from_on=said["from_on"],
        until_on=said["until_on"],
    )


def _page_of(kind: str, node_id: str) -> str:
    return reverse("network", args=[PERSON if kind in ("child", "adult") else kind, node_id])
