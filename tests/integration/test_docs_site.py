"""The site of the docs is built whole, is read without a network, and has search inside."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tools.print_index import DOCS, ROOT, list_parts

pytest.importorskip("mkdocs", reason="tools/setup.sh docs installs what builds the site")
LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}


class Loaded(HTMLParser):
    """The addresses that a page loads by itself, as apart from those that a reader may follow."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get(LOADS.get(tag, ""))
        if address:
            self.found.append(address)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    folder = tmp_path_factory.mktemp("site")
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=True))
    return folder


def loads_from_elsewhere(site: Path, page: Path) -> list[str]:
    """What a page loads that is not a file of the site."""
    parser = Loaded()
    parser.feed(page.read_text(encoding="utf-8"))
    outside = [address for address in parser.found if urlsplit(address).scheme or urlsplit(address).netloc]
    inside = [address for address in parser.found if address not in outside and not address.startswith("#")]
    return outside + [one for one in inside if not (page.parent / unquote(urlsplit(one).path)).exists()]


def test_every_page_loads_files_of_the_site_alone(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 100
    # The page of a wrong address is for servers: its links begin at the server's root.
    wrong = {page.name: loads_from_elsewhere(site, page) for page in pages if page.name != "404.html"}
    assert {name: found for name, found in wrong.items() if found} == {}
    for sheet in site.rglob("*.css"):
        assert not re.search(r"@import|url\([\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet.name


def test_no_page_has_a_diagram_for_which_the_theme_would_load_a_program(site: Path) -> None:
    assert [page.name for page in site.rglob("*.html") if 'class="mermaid"' in page.read_text(encoding="utf-8")] == []


def test_what_a_page_loads_from_another_host_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<script src="https://cdn.example/x.js"></script><img src="gone.png"><a href="https://a.example/">')
    assert loads_from_elsewhere(tmp_path, page) == ["https://cdn.example/x.js", "gone.png"]


def test_search_holds_every_page_of_the_index(site: Path) -> None:
    text = (site / "search" / "search_index.js").read_text(encoding="utf-8").removeprefix("var __index = ")
    held = {place["location"].partition("#")[0] for place in json.loads(text)["docs"]}
    named = [
        path.relative_to(DOCS).with_suffix(".html").as_posix() for paths in list_parts().values() for path in paths
    ]
    wanted = {re.sub(r"README\.html$", "index.html", name) for name in named}
    assert wanted - held == set()


def test_a_link_to_code_becomes_its_words_and_a_link_to_a_page_leads_there(site: Path) -> None:
    architecture = next(site.rglob("architecture.html")).read_text(encoding="utf-8")
    assert "<code>ingest_files</code>" in architecture and "ingest.py" not in architecture
    assert re.search(r'href="[./]*GLOSSARY\.html"', (site / "index.html").read_text(encoding="utf-8"))
