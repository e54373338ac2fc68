"""A moment is a timestamp in the database and the house's text in Python, byte for byte, on both databases."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Max, Min
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.casework.core.moments import MomentField, is_moment, read_kept
from sightline.casework.home.last_look_models import LastLook
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.model.when import utc_text

pytestmark = pytest.mark.django_db
KEPT = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
FIRST, LAST = datetime(1000, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
WHOLE_SECONDS = st.integers(0, int((LAST - FIRST).total_seconds())).map(lambda at: FIRST + timedelta(seconds=at))
AT = "2026-03-29T00:59:59Z"


def keep(at: Any) -> RuleSwitch:
    RuleSwitch.objects.update_or_create(rule_id="r", defaults={"on": True, "at": at, "decision": 1})
    return RuleSwitch.objects.get(rule_id="r")


@KEPT
@given(WHOLE_SECONDS)
def test_what_is_kept_comes_back_as_the_same_text(at: datetime) -> None:
    text = utc_text(at)
    assert is_moment(text)
    assert keep(text).at == text
    assert RuleSwitch.objects.aggregate(first=Min("at"), last=Max("at")) == {"first": text, "last": text}
    assert RuleSwitch.objects.values_list("at", flat=True).get() == text
    with connection.cursor() as cursor:
        cursor.execute("SELECT at FROM casework_ruleswitch")
        assert read_kept(cursor.fetchone()[0]) == at


@KEPT
@given(WHOLE_SECONDS, WHOLE_SECONDS)
def test_the_database_orders_moments_as_their_texts_are_ordered(one: datetime, other: datetime) -> None:
    kept, asked = utc_text(one), utc_text(other)
    keep(kept)
    assert RuleSwitch.objects.filter(at__lt=asked).exists() == (kept < asked)
    assert RuleSwitch.objects.filter(at__gte=other).exists() == (kept >= asked)


@KEPT
@given(st.text(max_size=25) | st.datetimes().map(str) | st.datetimes().map(datetime.isoformat) | st.dates().map(str))
def test_a_text_that_would_come_back_as_another_is_refused(text: str) -> None:
    if is_moment(text):
        assert keep(text).at == text
        return
    for ask in (lambda: keep(text), lambda: RuleSwitch.objects.filter(at=text).exists()):
        with pytest.raises(ValueError):
            ask()


@pytest.mark.parametrize(
    "text", ["", "2026-11-28", "2026-11-28T20:16:41", "2026-11-28T20:16:41+00:00", "2026-11-28 20:16:41Z",
             "2026-11-28T20:16:41.000001Z", "2026-11-28T20:16Z", "0999-01-01T00:00:00Z",
             "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"],
)  # fmt: skip
def test_other_shapes_of_the_same_are_no_moments(text: str) -> None:
    assert not is_moment(text)


def test_lookups_take_texts_and_aware_datetimes_alike() -> None:
    keep(AT)
    there = datetime(2026, 3, 29, 1, 59, 59, tzinfo=timezone(timedelta(hours=1)))
    for asked in (AT, there, there.astimezone(UTC)):
        assert RuleSwitch.objects.filter(at=asked, at__in=[asked], at__range=(asked, asked)).exists()
        assert not RuleSwitch.objects.filter(at__lt=asked).exists()
    assert RuleSwitch.objects.filter(at__lt=there + timedelta(microseconds=1)).exists()
    assert RuleSwitch.objects.filter(at=F("at")).exists()


def test_a_moment_without_a_zone_or_with_parts_of_a_second_is_not_kept() -> None:
    for at in (datetime(2026, 3, 29), datetime(2026, 3, 29, microsecond=1, tzinfo=UTC), date(2026, 3, 29), 0):  # noqa: DTZ001 - that is it
        with pytest.raises(ValueError):
            keep(at)
    assert not RuleSwitch.objects.exists()


def test_a_moment_that_has_not_come_is_null(django_user_model: Any) -> None:
    account = django_user_model.objects.create(username="a", role="practitioner")
    LastLook.objects.create(account=account, looked_at=AT, looked_through=0, since_through=0)
    assert LastLook.objects.get(since_at=None).since_at is None
    assert not LastLook.objects.filter(since_at__lte=AT).exists()


def test_migrations_know_the_column_as_djangos_own() -> None:
    field = RuleSwitch._meta.get_field("at")
    assert isinstance(field, MomentField)
    assert field.deconstruct()[1] == "django.db.models.DateTimeField"
    assert field.to_python(datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)) == field.to_python(AT) == AT
