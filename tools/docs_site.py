"""Hooks of mkdocs.yml: the menu by need, the pages above docs/, and links to code, which become their words."""

import re
from pathlib import PurePosixPath
from posixpath import normpath, relpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tools.import_map import ROOT
from tools.print_index import DOCS, list_parts

# Pages above docs/ that pages link to: the site has them at its top.
ABOVE = ("GLOSSARY.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
# In what order search lists what it finds: a task before its reasons.
BOOST = {"how-to": 4, "tutorial": 2, "decisions": 0.2, "CHANGELOG.md": 0.2}
FRONT = PurePosixPath("docs")
LINK = re.compile(r"(?<!!)\[((?:`[^`]*`|[^\]\[`])*+)\]\(([^)#\s]+)(#[^)\s]*)?\)")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the site the menu that docs/README.md has."""
    parts = {title: [path.relative_to(DOCS).as_posix() for path in paths] for title, paths in list_parts().items()}
    config.nav = [{"Start": "README.md"}, *({title: pages} for title, pages in parts.items()), {"About": [*ABOVE]}]
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that lie above docs/."""
    for name in ABOVE:
        files.append(File.generated(config, name, content=(ROOT / name).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, *, page: Page, **_: object) -> str:
    """Lead each link to where its page is in the site; a link to a file that is not in the site becomes its words."""
    name = page.file.src_path
    page.meta["search"] = {"boost": BOOST.get(name.partition("/")[0], 1)}
    here = PurePosixPath(name) if name in ABOVE else FRONT / name
    return LINK.sub(lambda found: _relink(found, here), markdown)


def _relink(found: re.Match[str], here: PurePosixPath) -> str:
    """Give the link as it leads in the site from the page `here`, a path below the root of the repository."""
    words, target, anchor = found[1], found[2], found[3] or ""
    if "://" in target or target.startswith("mailto:"):
        return found[0]
    path = PurePosixPath(normpath(here.parent / target))
    if path.is_relative_to(FRONT):
        inside = path.relative_to(FRONT)
    elif str(path) in ABOVE:
        inside = path
    else:
        return words
    folder = PurePosixPath(".") if str(here) in ABOVE else here.relative_to(FRONT).parent
    return f"[{words}]({relpath(inside, folder)}{anchor})"
