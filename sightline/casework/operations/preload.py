"""Loads, before a server makes its workers, everything that all of them read, so that they share its memory.

A forked process keeps no threads and must open its own connections: nothing may be open or running when this returns.
"""

import gc
import importlib

from django.conf import settings
from django.db import connections
from django.template import engines
from django.urls import get_resolver

from sightline.casenotes.readings.one_row import make_model_ready

PAGES = ("sightline/base.html", "404.html", "500.html", "503.html")


def load_shared() -> None:
    """Load pages, rules of notes with their gate and model, and of roles; then set it apart from the garbage collector.

    Frozen objects are never visited again, so a worker does not write into their pages and copy them.
    """
    gc.disable()
    try:
        _load()
    finally:
        gc.enable()
    close_connections()
    gc.collect()
    gc.freeze()


def _load() -> None:
    importlib.import_module(settings.ROOT_URLCONF)
    _ = get_resolver().url_patterns
    for name in PAGES:
        engines["django"].get_template(name)
    make_model_ready()


def close_connections() -> None:
    """Close this process's connections and pools: their threads and sockets would not live on in a worker."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
