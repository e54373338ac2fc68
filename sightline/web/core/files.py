"""Files that pages send: a drawing, and one that leaves for a purpose. Its name says nothing of anybody."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse

from sightline.casework.bulk_exports.pages import PURPOSES
from sightline.pictures.picture import Picture
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import radios
from sightline.web.core.forms import PostedForm, form_page

SVG = "image/svg+xml"


class FilePurposeForm(PostedForm):
    """What a file is for."""

    purpose = radios(_("What is the file for?"), list(PURPOSES.items()), empty=_("Choose what the file is for"))


def picture_file(picture: Picture, *, up_to: date | None) -> HttpResponse:
    """The answer that a browser keeps as a file."""
    return send_file(picture.as_file, named=f"{picture.key}-{up_to}.svg" if up_to else f"{picture.key}.svg", kind=SVG)


def send_file(body: bytes | str, *, named: str, kind: str) -> HttpResponse:
    """The answer that a browser keeps as a file of that name. `kind`: its content type."""
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{named}"'})


def purpose_page(
    request: HttpRequest, *, title: str, back: str, active: str, make: Callable[[str], HttpResponse]
) -> HttpResponse:
    """Ask what a file is for; once posted, the file that `make` makes for that purpose.

    What casework refuses, as a file of many people without a second person, is said on the form. `back` is the address
    of the page whose file it is.
    """
    form, made = FilePurposeForm.of(request), list[HttpResponse]()
    if form.is_kept(lambda: made.append(make(form.cleaned_data["purpose"]))):
        return made[0]
    return form_page(request, "files/purpose.html", {"form": form, "title": title, "back": back, "active": active})
