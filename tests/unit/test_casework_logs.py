"""Logs say where something failed, never what was being read, asked for or sent."""

import io
import json
import logging
import logging.config
from types import SimpleNamespace
from typing import Any

import pytest

from sightline.casework.core.logs import JsonFormatter, QuietFormatter, begin_request, end_request, logging_settings
from sightline.casework.core.serve_settings import LogSettings

PLANTED = ("Aoife", "2010-05-04", "203.0.113.9", "/people/")
FORMATTERS = (QuietFormatter("%(levelname)s %(name)s %(message)s"), JsonFormatter())


def written(formatter: logging.Formatter, name: str, log: Any) -> str:
    """What a logger of that name writes while `log` is called with it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.Logger(name)
    logger.addHandler(handler)
    log(logger)
    return stream.getvalue()


def fail(logger: logging.Logger) -> None:
    try:
        raise ValueError("Aoife Ó Brien, born 2010-05-04")
    except ValueError:
        logger.exception("read_person failed")


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_an_exception_is_logged_without_its_text(formatter: logging.Formatter) -> None:
    line = written(formatter, "sightline.casework", fail)
    assert not [words for words in PLANTED if words in line]
    assert "ValueError" in line and "read_person failed" in line and "test_casework_logs.py" in line


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_a_request_is_logged_by_its_page_and_not_by_its_address(formatter: logging.Formatter) -> None:
    request = SimpleNamespace(path="/people/Aoife/", resolver_match=SimpleNamespace(view_name="person"))
    line = written(
        formatter, "django.request",
        lambda logger: logger.warning("Not Found: %s", request.path, extra={"request": request, "status_code": 404}),
    )  # fmt: skip
    assert not [words for words in PLANTED if words in line]
    assert "404 at the page person" in line


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_what_the_server_says_of_a_bad_request_quotes_neither_it_nor_who_sent_it(formatter: logging.Formatter) -> None:
    def log(logger: logging.Logger) -> None:
        logger.warning("Invalid request from ip=203.0.113.9: Invalid HTTP request line: 'GET /people/Aoife'")
        logger.error("Error handling request %s %s", "GET", "/people/?name=Aoife")
        logger.error("Worker (pid:%s) exited with code %s.", 7, 1)

    lines = written(formatter, "gunicorn.error", log)
    assert not [words for words in PLANTED if words in lines]
    assert "could not be read" in lines and "Worker (pid:7) exited with code 1." in lines


def test_a_line_of_text_says_its_moment_in_utc() -> None:
    record = logging.LogRecord("sightline", logging.WARNING, __file__, 1, "said", None, None)
    record.created = 1_772_364_600.25
    formatter = QuietFormatter("%(asctime)s %(levelname)s %(message)s")
    assert formatter.format(record) == "2026-03-01T11:30:00.250+00:00 WARNING said"


def test_json_is_one_object_a_line_with_the_number_of_the_request() -> None:
    token = begin_request()
    try:
        lines = written(JsonFormatter(), "sightline.casework", lambda logger: (logger.error("a\nb"), fail(logger)))
    finally:
        end_request(token)
    first, second = (json.loads(line) for line in lines.splitlines())
    assert (first["level"], first["logger"], first["message"]) == ("error", "sightline.casework", "a\nb")
    assert first["request"] == second["request"] and len(first["request"]) == 16
    assert second["error"] == "ValueError" and "test_casework_logs.py" in second["where"][0]
    assert "request" not in json.loads(written(JsonFormatter(), "x", lambda logger: logger.error("outside")))


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("requests", [False, True])
def test_the_settings_can_be_used_as_they_are(form: str, requests: bool) -> None:
    made = logging_settings(LogSettings(form, requests))
    assert logging.config.DictConfigurator(made).configure_formatter(dict(made["formatters"]["quiet"]))
    assert made["loggers"]["sightline.requests"]["level"] == ("INFO" if requests else "WARNING")
