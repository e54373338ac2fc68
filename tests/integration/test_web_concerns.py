"""The pages of concerns, posted as a browser posts them: kept at every step, over a sign-out, and sent once."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support import meeting, worried
from support import small_partnership as small
from support.sessions import session_of

from sightline.casework.concerns.models import Concern, ConcernDraft
from sightline.casework.concerns.rows import cells_of
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account
from sightline.casework.posts.services.front_door import set_front_door
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small partnership, taken in and run through the command line, once."""
    return small.build_workspace(tmp_path_factory.mktemp("concern_pages"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace) -> Workspace:
    """A copy of it to go on with."""
    return worried.copy_of(built, workspace)


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def yaz(held: Workspace) -> Client:
    """A youth worker, signed in."""
    return client_of(worried.account("yaz", "practitioner", "youth_service", post="Youth worker"))


def post_page(client: Client, name: str, /, **boxes: str) -> Any:
    """Open a page and post it with what is given in its boxes."""
    page = client.get(f"/concerns/enter/{name}/").context
    hidden = {
        "number": page["draft"].number,
        "page": name,
        "opening": page["opening"].word,
        "seen": page["opening"].seen,
    }
    return client.post(f"/concerns/enter/{name}/", {**hidden, **boxes})


def write_all(client: Client, **boxes: str) -> None:
    client.post("/concerns/enter/", {"led": "1"})
    for name, typed in worried.written(**boxes).items():
        post_page(client, name, **typed)


def test_from_the_first_page_to_the_receipt(yaz: Client) -> None:
    start = yaz.get("/concerns/enter/")
    assert b"In danger now? Call 999" in start.content and b"are not set in Sightline" in start.content
    set_front_door(session_of(house_actor()), name="Marshbridge front door", phone="01632 960123")
    assert b"01632 960123" in yaz.get("/concerns/enter/").content
    assert yaz.post("/concerns/enter/", {"led": "1"})["Location"] == "/concerns/enter/who/"
    to = post_page(yaz, "who", name="Wren Ashdown", birth_date_day="27", birth_date_month="3", birth_date_year="2010")
    assert to["Location"] == "/concerns/enter/choose/"
    found = yaz.get("/concerns/enter/choose/")
    (wren,) = (one for one in found.context["found"] if one.name == "Wren Ashdown")
    assert post_page(yaz, "choose", about=wren.person_id)["Location"] == "/concerns/enter/seen/"
    pages = worried.written()
    for name, following in (("seen", "marks"), ("marks", "safe"), ("safe", "referral")):
        assert post_page(yaz, name, **pages[name])["Location"] == f"/concerns/enter/{following}/"
    assert post_page(yaz, "referral", referral="Y")["Location"] == "/concerns/enter/check/"
    check = yaz.get("/concerns/enter/check/")
    assert "Yes, this is a referral" in check.content.decode() and "01632 960123" in check.content.decode()
    number = check.context["draft"].number
    sent = yaz.post("/concerns/enter/check/", {"number": number}, follow=True)
    text = sent.content.decode()
    assert "Concern sent" in text and "Yes, this is a referral to children’s services." in text
    views = ("What the child wants to happen", worried.WISH, "Not asked", "It may put the child at risk")
    assert all(said in text for said in views)
    assert text.index(worried.WISH) < text.index("Waited outside")
    assert "First answer due" in text and "The front door has not acknowledged this yet" in text
    again = yaz.post("/concerns/enter/check/", {"number": number})
    assert again["Location"] == reverse("concern", args=[number]), "sent twice is sent once"
    assert Concern.objects.count() == 1
    child = yaz.get(reverse("person_chronology", args=[wren.person_id]) + "?whole=1").content.decode()
    assert "Concern entered in Sightline" in child and reverse("concern", args=[number]) in child
    assert yaz.get(reverse("record", args=[Concern.objects.get().record_id]))["Location"] == reverse(
        "concern", args=[number]
    )


def test_what_is_missing_is_said_and_what_was_typed_is_kept(yaz: Client) -> None:
    yaz.post("/concerns/enter/")
    assert post_page(yaz, "who").status_code == 400
    answer = post_page(yaz, "who", name="Wren", birth_date_year="2010")
    assert answer.status_code == 400 and "Birth date must include a day and a month" in answer.content.decode()
    assert ConcernDraft.objects.get().boxes["birth_date_year"] == "2010"
    assert post_page(yaz, "who", description="A boy of about 12")["Location"] == "/concerns/enter/seen/"
    answer = post_page(yaz, "seen", childs_words="", seen_heard="", day="")
    assert answer.status_code == 400 and "Say what you saw or heard" in answer.content.decode()
    answer = post_page(yaz, "seen", seen_heard="Saw him.", day="other", on_day="1", on_month="1", on_year="2099")
    assert "The day must be today or in the past" in answer.content.decode()
    answer = post_page(yaz, "marks", about_professional="on")
    assert answer.status_code == 400 and ConcernDraft.objects.get().boxes["about_professional"] == "on"


def test_what_is_posted_after_signing_out_is_kept_until_its_writer_is_back(yaz: Client) -> None:
    yaz.post("/concerns/enter/")
    page = yaz.get("/concerns/enter/seen/").context
    hidden = {
        "number": page["draft"].number,
        "page": "seen",
        "opening": page["opening"].word,
        "seen": page["opening"].seen,
    }
    account = Account.objects.get(username="yaz")
    yaz.logout()
    led = yaz.post("/concerns/enter/seen/", {**hidden, "seen_heard": "Typed while signed out.", "day": "not_known"})
    assert led["Location"].startswith("/accounts/login/?next=/concerns/enter/seen/")
    assert ConcernDraft.objects.get().boxes.get("seen_heard", "") == ""
    yaz.force_login(account)
    back = yaz.get("/concerns/enter/seen/")
    assert "Typed while signed out." in back.content.decode()
    assert ConcernDraft.objects.get().boxes["seen_heard"] == "Typed while signed out."


def test_another_person_on_the_same_phone_gets_nothing_of_it(yaz: Client) -> None:
    yaz.post("/concerns/enter/")
    page = yaz.get("/concerns/enter/seen/").context
    hidden = {
        "number": page["draft"].number,
        "page": "seen",
        "opening": page["opening"].word,
        "seen": page["opening"].seen,
    }
    yaz.logout()
    yaz.post("/concerns/enter/seen/", {**hidden, "seen_heard": "Typed while signed out."})
    yaz.force_login(worried.account("zed", "practitioner", "police"))
    yaz.post("/concerns/enter/")
    assert b"Typed while signed out." not in yaz.get("/concerns/enter/seen/").content
    answer = yaz.post("/concerns/enter/save/", {**hidden, "seen_heard": "More."})
    assert (answer.status_code, answer.json()["code"]) == (409, "draft_gone")
    assert not any("Typed" in str(one.boxes) or "More" in str(one.boxes) for one in ConcernDraft.objects.all())


def test_the_script_keeps_what_is_typed_and_an_older_window_overwrites_nothing(yaz: Client) -> None:
    yaz.post("/concerns/enter/")
    one, other = (yaz.get("/concerns/enter/seen/").context for _ in range(2))
    hidden = [
        {"number": page["draft"].number, "page": "seen", "opening": page["opening"].word, "seen": page["opening"].seen}
        for page in (one, other)
    ]
    for words in ("He", "He came", "He came back."):
        answer = yaz.post("/concerns/enter/save/", {**hidden[0], "seen_heard": words})
        assert answer.status_code == 200 and answer.json()["saved"].endswith(("am", "pm"))
    answer = yaz.post("/concerns/enter/save/", {**hidden[1], "seen_heard": "Other words."})
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_elsewhere")
    shown = yaz.post("/concerns/enter/seen/", {**hidden[1], "seen_heard": "Other words.", "day": "not_known"})
    assert shown.status_code == 409
    assert "He came back." in shown.content.decode() and "Other words." in shown.content.decode()
    assert ConcernDraft.objects.get().boxes["seen_heard"] == "He came back."
    fresh = {**hidden[1], "opening": shown.context["opening"].word, "seen": shown.context["opening"].seen}
    assert (
        yaz.post("/concerns/enter/seen/", {**fresh, "seen_heard": "Other words.", "day": "not_known"}).status_code
        == 302
    )
    assert ConcernDraft.objects.get().boxes["seen_heard"] == "Other words."


def test_discarding_is_asked_twice_and_then_nothing_is_left(yaz: Client) -> None:
    write_all(yaz)
    number = ConcernDraft.objects.get().number
    assert "Carry on where you stopped" in yaz.get("/concerns/").content.decode()
    assert "Carry on where you stopped" in yaz.get("/").content.decode()
    assert b"Discard this concern?" in yaz.get("/concerns/enter/discard/").content
    assert ConcernDraft.objects.count() == 1
    yaz.post("/concerns/enter/discard/", {"number": number})
    assert ConcernDraft.objects.count() == Concern.objects.count() == 0


def test_the_front_door_says_it_is_received_and_the_author_is_told_back(yaz: Client) -> None:
    write_all(yaz)
    number = ConcernDraft.objects.get().number
    url = reverse("concern", args=[number])
    yaz.post("/concerns/enter/check/", {"number": number})
    mara = client_of(worried.account("mara", "manager", "childrens_services", post="Team manager, front door"))
    assert "Referrals not yet acknowledged" in mara.get("/concerns/").content.decode()
    assert "Do not ring his phone" in mara.get(url).content.decode()
    assert "mara (Team manager, front door) opened it first" in yaz.get(url).content.decode()
    button = "Record that you have received this"
    assert button in mara.get(url).content.decode() and button not in yaz.get(url).content.decode()
    mara.post(f"{url}received/")
    mara.post(f"{url}received/")
    assert button not in mara.get(url).content.decode()
    assert "confirmed receipt" in yaz.get("/concerns/").content.decode()
    assert "nobody has said" not in mara.get("/concerns/").content.decode()
    assert mara.post(f"{url}told-back/", {"how": "in_writing", "words": ""}).status_code == 400
    mara.post(f"{url}told-back/", {"how": "in_writing", "words": "We met today; you are asked to come on Friday."})
    assert "We met today; you are asked to come on Friday." in yaz.get("/concerns/").content.decode()
    assert yaz.get(f"{url}told-back/").status_code == 404
    assert "Answered in time" in yaz.get(url).content.decode()


def test_a_correction_stands_beside_the_first(yaz: Client) -> None:
    write_all(yaz)
    number = ConcernDraft.objects.get().number
    yaz.post("/concerns/enter/check/", {"number": number})
    before = Concern.objects.get().said
    assert yaz.post(reverse("concern_correct", args=[number]))["Location"] == "/concerns/enter/who/"
    draft = ConcernDraft.objects.get()
    assert (draft.boxes["childs_words"], draft.boxes["wishes"]) == (worried.WORDS, worried.WISH)
    post_page(yaz, "choose", about="new")
    post_page(yaz, "seen", seen_heard="It was a green van.", day="2026-11-20")
    sent = yaz.post("/concerns/enter/check/", {"number": draft.number}, follow=True).content.decode()
    assert "Correction sent" in sent and reverse("concern", args=[number]) in sent
    assert Concern.objects.get(concern_id=number).said == before
    assert "read the correction" in yaz.get(reverse("concern", args=[number])).content.decode()
    zed = client_of(worried.account("zed", "practitioner", "police"))
    assert zed.post(reverse("concern_correct", args=[number])).status_code == 404


def test_begun_from_a_childs_page_it_is_about_that_child(yaz: Client) -> None:
    found = yaz.post("/find/", {"name": "wren ashdown"}, follow=True).context["people"]
    (wren,) = (one.person.person_id for one in found if one.person.name == small.CHILD)
    assert yaz.post("/concerns/enter/", {"about": wren})["Location"] == "/concerns/enter/one_page_known/"
    assert "Wren Ashdown" in yaz.get("/concerns/enter/one_page_known/").content.decode()
    assert ConcernDraft.objects.get().boxes["about"] == wren
    again = yaz.post("/concerns/enter/", {"about": wren}, follow=True).content.decode()
    assert "Send or discard it, then begin another." in again
    assert yaz.post("/concerns/enter/discard/", {"number": ConcernDraft.objects.get().number}).status_code == 302
    assert yaz.post("/concerns/enter/", {"about": "0" * 20}).status_code == 403


def test_who_is_written_otherwise_is_chosen_anew(yaz: Client) -> None:
    found = yaz.post("/find/", {"name": "wren ashdown"}, follow=True).context["people"]
    (wren,) = (one.person.person_id for one in found if one.person.name == small.CHILD)
    yaz.post("/concerns/enter/", {"about": wren})
    post_page(yaz, "seen", seen_heard="She ran.", day="not_known")
    assert "Wren Ashdown (chosen from the records)" in yaz.get("/concerns/enter/check/").content.decode()
    post_page(yaz, "who", description="A girl of about 14")
    check = yaz.get("/concerns/enter/check/")
    assert "Name not known (a new person)" in check.content.decode()
    post_page(yaz, "referral", referral="N")
    sent = yaz.post("/concerns/enter/check/", {"number": check.context["draft"].number}, follow=True).content.decode()
    assert "No, this is not a referral to children’s services." in sent
    assert (Concern.objects.get().about_mention_id, Concern.objects.get().said["about"]) == ("", "new")


def one_page(**boxes: str) -> dict[str, str]:
    """Every box of the concern, as one page sends it."""
    written = worried.written()
    return {box: typed for page in written if page != "choose" for box, typed in written[page].items()} | boxes


def test_on_one_page_it_is_the_same_concern_in_five_screens(yaz: Client) -> None:
    assert yaz.post("/concerns/enter/")["Location"] == "/concerns/enter/one_page/"
    to = post_page(yaz, "one_page", **one_page())["Location"]
    assert to == "/concerns/enter/choose/" and "step 2 of 3" in yaz.get(to).content.decode()
    assert post_page(yaz, "choose", about="new")["Location"] == "/concerns/enter/check/"
    draft = ConcernDraft.objects.get()
    shown = yaz.get("/concerns/enter/check/").content.decode()
    assert "step 3 of 3" in shown and 'href="/concerns/enter/choose/" class="govuk-back-link"' in shown
    assert "step 4 of 6" in yaz.get("/concerns/enter/safe/").content.decode(), "a part by itself has its own number"
    assert worried.SEEN.split(";")[0] in shown
    yaz.post("/concerns/enter/check/", {"number": draft.number})
    kept = Concern.objects.get()
    assert (kept.said["seen_heard"], kept.said["childs_words"]) == (worried.SEEN, worried.WORDS)
    assert (kept.said["wishes"], kept.said["family_knows"], kept.said["child_knows"]) == (
        worried.WISH,
        "not_asked",
        "Y",
    )


def test_marks_on_a_body_are_a_list_and_a_picture_of_it(yaz: Client) -> None:
    """Added from the one page and changed before sending; the record has the same list, and a correction keeps it."""
    yaz.post("/concerns/enter/")
    form = yaz.get("/concerns/enter/one_page/").content.decode()
    assert form.index("Check before you send") < form.index('name="body_map"'), "Enter presses the first button"
    assert post_page(yaz, "one_page", name="Wren Ashdown", body_map="1")["Location"] == "/concerns/enter/body/"
    assert (
        "Do not undress a child to look. Do not take photographs." in yaz.get("/concerns/enter/body/").content.decode()
    )

    def mark(**said: Any) -> Any:
        page = yaz.get("/concerns/enter/body/").context
        opened = {"number": page["draft"].number, "opening": page["opening"].word, "seen": page["opening"].seen}
        return yaz.post("/concerns/enter/body/", {**opened, **said}, follow=True)

    assert mark(kind="bruise").status_code == 400
    mark(front=["front_left_shoulder"], back=["back_right_upper_arm"], kind="bruise", size="a 10p coin",
         childs_words="He held me,\tthere.", seen_by="I did, today")  # fmt: skip
    mark(front=["front_left_shin"], kind="cut")
    shown = mark(remove="3").content.decode()
    assert "left shin: cut" not in shown and "left shoulder: bruise" in shown
    stale = {"number": ConcernDraft.objects.get().number, "opening": "another window", "seen": 0}
    assert yaz.post("/concerns/enter/body/", {**stale, "front": ["front_face"], "kind": "cut"}).status_code == 400
    assert post_page(yaz, "one_page", **one_page(suspicion=""))["Location"] == "/concerns/enter/choose/"
    post_page(yaz, "choose", about="new")
    check = yaz.get("/concerns/enter/check/").content.decode()
    assert 'aria-label="Front of the body. Marked: left shoulder."' in check
    number = ConcernDraft.objects.get().number
    sent = yaz.post("/concerns/enter/check/", {"number": number}, follow=True).content.decode()
    for said in (
        "Front of the body, left shoulder: bruise",
        "Back of the body, right upper arm, back: bruise",
        "He held me, there.",
    ):
        assert said in sent, said
    assert sent.count('class="is-marked"') == 2
    cells = cells_of(Concern.objects.get())
    assert cells["Marks on the Body"].startswith(
        "1. Front of the body, left shoulder: bruise; size a 10p coin; the child says “He held"
    )
    yaz.post(reverse("concern_correct", args=[number]))
    assert ConcernDraft.objects.get().boxes["body"] == Concern.objects.get().said["body"] != ""


def test_one_page_says_all_that_is_missing_at_once_and_keeps_what_was_typed(yaz: Client) -> None:
    yaz.post("/concerns/enter/")
    page = post_page(yaz, "one_page", where="By the canal")
    said = page.content.decode()
    assert page.status_code == 400
    for missing in ("Enter a name, or what you know", "Say what you saw or heard", "Choose whether this is a referral"):
        assert missing in said
    assert ConcernDraft.objects.get().boxes["where"] == "By the canal"


def test_about_somebody_whose_page_was_open_one_page_asks_not_who_and_forgets_them_not(
    held: Workspace, yaz: Client
) -> None:
    wren = meeting.wren(held)
    yaz.post("/concerns/enter/", {"about": wren})
    shown = yaz.get("/concerns/enter/one_page_known/").content.decode()
    assert "Wren Ashdown" in shown and 'name="birth_date' not in shown
    boxes = {box: typed for box, typed in one_page().items() if box not in ("name", "birth_date_day")}
    assert post_page(yaz, "one_page_known", **boxes)["Location"] == "/concerns/enter/check/"
    assert ConcernDraft.objects.get().boxes["about"] == wren


def test_what_one_way_wrote_the_other_does_not_write_over_unsaid(yaz: Client) -> None:
    """The same draft, led on a phone and on one page on a desk: whoever comes second hears of it."""
    yaz.post("/concerns/enter/")
    stale = yaz.get("/concerns/enter/one_page/").context
    hidden = {
        "number": stale["draft"].number,
        "page": "one_page",
        "opening": stale["opening"].word,
        "seen": stale["opening"].seen,
    }
    post_page(yaz, "seen", seen_heard="From the phone.", day="not_known")
    second = yaz.post("/concerns/enter/one_page/", {**hidden, **one_page(seen_heard="From the desk.")})
    assert second.status_code == 409 and "From the phone." in second.content.decode()
    assert ConcernDraft.objects.get().boxes["seen_heard"] == "From the phone."


def seconds_to_read(page: str) -> float:
    """What somebody reads who opens no fold and knows the top of every page, at 238 words a minute.

    That is the mean of adults who read English silently, by a review of 190 studies (Brysbaert, 2019), from memory.
    """
    (main,) = re.findall("(?s)<main.*</main>", page)
    shown = re.sub("(?s)<details.*?</details>|<script.*?</script>|<[^>]*>", " ", main)
    return len(shown.split()) * 60 / 238


def test_a_school_lead_reads_types_and_sends_within_three_minutes(held: Workspace) -> None:
    """Reckoned, not timed: reading, typing at 40 words a minute, and three seconds for each choice and each page."""
    lead = client_of(worried.account("lena", "school_lead", "school", small.SCHOOL))
    lead.post("/concerns/enter/", {"about": meeting.wren(held)})
    form = lead.get("/concerns/enter/one_page_known/").content.decode()
    seen = (
        "New phone again. Fell asleep in period three. A grey car waited at the gate; she got in and did not look back."
    )
    to = post_page(lead, "one_page_known", seen_heard=seen, day="not_known", suspicion="on", referral="Y")
    check = lead.get(to["Location"]).content.decode()
    lead.post("/concerns/enter/check/", {"number": ConcernDraft.objects.get().number})
    assert Concern.objects.count() == 1
    typing = len(seen.split()) * 60 / 40
    choices = 3 * len(["day", "suspicion", "referral", "add a concern", "check", "send"])
    assert seconds_to_read(form) + typing + choices + seconds_to_read(check) < 180
