"""Which ways out there are for notices is said by the environment, and what cannot stand is refused at the start."""

import pytest

from sightline.casework.notices.settings import is_safe_url, read_notice_settings
from sightline.model.errors import Usage

ADDRESS = {"SIGHTLINE_ADDRESS": "https://sightline.council.example/"}
MAIL = {**ADDRESS, "SIGHTLINE_MAIL_HOST": "mail.council.example", "SIGHTLINE_MAIL_FROM": "sightline@council.example"}
HOOK = {
    **ADDRESS,
    "SIGHTLINE_WEBHOOK_URL": "https://hooks.council.example/s",
    "SIGHTLINE_WEBHOOK_SECRET": "made-up " * 5,
}


def test_both_are_off_until_they_are_configured() -> None:
    assert read_notice_settings({}).channels == ()
    assert read_notice_settings(ADDRESS).channels == ()
    assert read_notice_settings({**MAIL, **HOOK}).channels == ("email", "webhook")


def test_mail_is_encrypted_and_each_way_has_its_port() -> None:
    mail = read_notice_settings(MAIL).mail
    assert mail is not None and (mail.security, mail.port) == ("starttls", 587)
    mail = read_notice_settings({**MAIL, "SIGHTLINE_MAIL_SECURITY": "tls"}).mail
    assert mail is not None and mail.port == 465
    here = read_notice_settings({**MAIL, "SIGHTLINE_MAIL_SECURITY": "none", "SIGHTLINE_MAIL_HOST": "127.0.0.1"}).mail
    assert here is not None and here.port == 25


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIGHTLINE_ADDRESS", ""),
        ("SIGHTLINE_ADDRESS", "http://sightline.council.example"),
        ("SIGHTLINE_ADDRESS", "https://"),
        ("SIGHTLINE_ADDRESS", "https://somebody:word@sightline.council.example"),
        ("SIGHTLINE_MAIL_SECURITY", "none"),
        ("SIGHTLINE_MAIL_SECURITY", "yes"),
        ("SIGHTLINE_MAIL_PORT", "smtp"),
        ("SIGHTLINE_MAIL_PORT", "0"),
        ("SIGHTLINE_MAIL_FROM", ""),
        ("SIGHTLINE_MAIL_FROM", "Sightline <sightline@council.example>"),
        ("SIGHTLINE_MAIL_FROM", "sightline@council.example\nBcc: a@b.example"),
        ("SIGHTLINE_WEBHOOK_URL", "http://hooks.council.example/s"),
        ("SIGHTLINE_WEBHOOK_URL", "file:///etc/hosts"),
        ("SIGHTLINE_WEBHOOK_SECRET", "too short"),
        ("SIGHTLINE_WEBHOOK_SECRET", ""),
    ],
)
def test_what_cannot_stand_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(Usage) as refusal:
        read_notice_settings({**MAIL, **HOOK, name: value})
    assert name in str(refusal.value)
    assert "somebody:word" not in str(refusal.value) and "too short" not in str(refusal.value)


def test_on_this_machine_http_will_do() -> None:
    assert is_safe_url("http://127.0.0.1:8025/s") and is_safe_url("http://localhost")
    assert not is_safe_url("http://127.0.0.1.council.example/s")
    assert not is_safe_url("https://council.example:port/")


def test_no_secret_is_printed() -> None:
    said = repr(
        read_notice_settings(
            {**MAIL, **HOOK, "SIGHTLINE_MAIL_USER": "sightline", "SIGHTLINE_MAIL_PASSWORD": "a word nobody knows"}
        )
    )
    assert "a word nobody knows" not in said and "made-up" not in said
