"""Every page with a picture: its scroll box takes the focus and has a name, and a table on the same page says the same."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "sightline" / "web" / "templates"
DRAWN = re.compile(r"{{ [\w.]*(?:on_page|_picture)\|safe }}|{% chart_svg \w+ %}")
INCLUDED = re.compile(r'{% include "([\w/]+\.html)"')
PICTURES = sorted(str(one.relative_to(TEMPLATES)) for one in TEMPLATES.rglob("*.html") if DRAWN.search(one.read_text()))


def including(name: str) -> list[str]:
    """The templates that are pages of their own and print this one, in however many steps."""
    users = [
        str(one.relative_to(TEMPLATES))
        for one in TEMPLATES.rglob("*.html")
        if name in INCLUDED.findall(one.read_text())
    ]
    return [page for user in users for page in including(user)] or [name]


def whole(name: str) -> str:
    """A template with all that it includes."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    return text + "".join(whole(one) for one in INCLUDED.findall(text) if (TEMPLATES / one).exists())


def test_pictures_are_found() -> None:
    assert len(PICTURES) >= 7 and "networks/areas.html" in PICTURES and "counts/picture.html" in PICTURES


@pytest.mark.parametrize("name", PICTURES)
def test_the_box_of_a_picture_is_reached_by_keyboard_and_has_a_name(name: str) -> None:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    for drawn in DRAWN.finditer(text):
        box = text[text.rindex("<figure" if "<figure" in text[: drawn.start()] else "<div", 0, drawn.start()) :]
        opening = box[: DRAWN.search(box).start()]  # type: ignore[union-attr]
        assert all(part in opening for part in ('tabindex="0"', 'role="region"', "aria-label=")), drawn.group()


@pytest.mark.parametrize("page", sorted({page for name in PICTURES for page in including(name)}))
def test_a_page_with_a_picture_has_a_table(page: str) -> None:
    assert "<table" in whole(page)


@pytest.mark.parametrize("name", PICTURES)
def test_on_a_phone_a_wide_picture_is_folded(name: str) -> None:
    """One that has a narrow drawing of its own for a phone is not."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    for drawn in DRAWN.finditer(text):
        before = text[: drawn.start()]
        figure = before[before.rindex("class=") :]
        if "sl-drawn--phone" in figure or "sl-hide-phone" in figure:
            continue
        opened = before.rfind("sl-drawn-fold")
        assert opened > before.rfind("</details>"), drawn.group()
        assert re.search('{% translate "Show the (chart|map)" %}', before[opened:])
