"""Where somebody is on the tour: a number in their session, and nothing of it is kept beside that."""

from dataclasses import dataclass

from django.http import HttpRequest

from sightline.web.tour.stops import Stop

AT = "tour_at"


@dataclass(frozen=True, slots=True)
class TourProgress:
    """The stop at which somebody is, its number from one, and of how many."""

    stop: Stop
    number: int
    of: int

    @property
    def is_last(self) -> bool:
        """Whether no stop comes after it."""
        return self.number == self.of


def place_of(request: HttpRequest, stops: tuple[Stop, ...]) -> TourProgress | None:
    """Where they are; None where they are on no tour, or the page was made before there was a session."""
    number = request.session.get(AT, 0) if hasattr(request, "session") else 0
    return TourProgress(stops[number - 1], number, len(stops)) if 0 < number <= len(stops) else None


def go_on(request: HttpRequest, stops: tuple[Stop, ...]) -> Stop | None:
    """Go to the next stop, the first where they are on no tour; None where the last was seen, which ends it."""
    number: int = request.session.get(AT, 0) + 1
    if not 0 < number <= len(stops):
        end(request)
        return None
    request.session[AT] = number
    return stops[number - 1]


def end(request: HttpRequest) -> None:
    """Leave the tour."""
    request.session.pop(AT, None)
