"""A drawing as a file of its own; its name says nothing of anybody."""

from datetime import date

from django.http import HttpResponse

from sightline.pictures.picture import Picture

SVG = "image/svg+xml"


def picture_file(picture: Picture, *, up_to: date | None) -> HttpResponse:
    """The answer that a browser keeps as a file."""
    named = f"{picture.key}-{up_to}" if up_to else picture.key
    headers = {"Content-Disposition": f'attachment; filename="{named}.svg"'}
    return HttpResponse(picture.as_file, content_type=SVG, headers=headers)
