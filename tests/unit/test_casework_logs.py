"""Logs say where something failed, never what was being read."""

import io
import logging

from sightline.casework.logs import QuietFormatter


def test_an_exception_is_logged_without_its_text() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(QuietFormatter("%(message)s"))
    logger = logging.getLogger("test_casework_logs")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        raise ValueError("Aoife Ó Brien, born 2010-05-04")
    except ValueError:
        logger.exception("read_person failed")
    assert "Aoife" not in stream.getvalue()
    assert "ValueError" in stream.getvalue()
    assert "test_casework_logs.py" in stream.getvalue()
