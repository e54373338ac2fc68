"""Files that pages send: a drawing, and one that leaves for a purpose. Its name says nothing of anybody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse

from sightline.casework.bulk_exports.pages import PURPOSES
from sightline.casework.bulk_exports.services import leave_picture
from sightline.casework.core.pages import FileGround
from sightline.casework.core.session import ReaderSession
from sightline.pictures.picture import Picture
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import radios
from sightline.web.core.forms import PostedForm, form_page

SVG = "image/svg+xml"


class FilePurposeForm(PostedForm):
    """What a file is for."""

    purpose = radios(_("What is the file for?"), list(PURPOSES.items()), empty=_("Choose what the file is for"))


@dataclass(frozen=True, slots=True)
class DrawnFile:
    """A picture for a file: the day up to which its data are held, and how many people it names."""

    picture: Picture
    up_to: date | None
    people: int


def picture_file(session: ReaderSession, picture: Picture, *, up_to: date | None) -> HttpResponse:
    """The answer that a browser keeps as a file, of a picture that shows counts alone."""
    session.give_ground(FileGround.NAMES_NOBODY)
    return send_file(picture.as_file, named=_name(picture, up_to), kind=SVG)


def picture_page(
    request: HttpRequest, session: ReaderSession, *, name: str, back: str, active: str,
    draw: Callable[[ReaderSession], DrawnFile],
) -> HttpResponse:  # fmt: skip
    """Ask what a picture is for; once posted, its file without what agreements do not let the reader pass on.

    `name` says which picture in the audit log, and is the name of a PNG file. `draw` has the rights of its page.
    """
    if not FilePurposeForm.of(request).is_whole:
        draw(session)

    def make(purpose: str) -> HttpResponse:
        drawn, said = leave_picture(session, picture=name, purpose=purpose, draw=draw)
        return send_file(drawn.picture.as_labelled_file(said), named=_name(drawn.picture, drawn.up_to), kind=SVG)

    title = str(_("Download this picture"))
    return purpose_page(request, title=title, back=back, active=active, make=make, picture=name)


def _name(picture: Picture, up_to: date | None) -> str:
    return f"{picture.key}-{up_to}.svg" if up_to else f"{picture.key}.svg"


def send_file(body: bytes | str, *, named: str, kind: str) -> HttpResponse:
    """The answer that a browser keeps as a file of that name. `kind`: its content type."""
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{named}"'})


def purpose_page(
    request: HttpRequest, *, title: str, back: str, active: str, make: Callable[[str], HttpResponse], picture: str = ""
) -> HttpResponse:
    """Ask what a file is for; once posted, the file that `make` makes for that purpose.

    What casework refuses, as a file of many people without a second person, is said on the form. `back` is the address
    of the page whose file it is. `picture`: its name, where a browser can keep the file as PNG too.
    """
    form, made = FilePurposeForm.of(request), list[HttpResponse]()
    if form.is_kept(lambda: made.append(make(form.cleaned_data["purpose"]))):
        return made[0]
    context = {"form": form, "title": title, "back": back, "active": active, "picture": picture}
    return form_page(request, "files/purpose.html", context)
