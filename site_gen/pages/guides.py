"""The pages in docs/ as the search index needs them."""

from __future__ import annotations

from pathlib import Path

import frontmatter
import yaml

from site_gen import markdown
from site_gen.pages.directives import DIRECTIVE
from site_gen.problems import SiteGenError, shown
from site_gen.search import Guide


def guides(folder: Path) -> list[Guide]:
    """Every page below `folder` that has a title, the home page left out, by address.

    Raises SiteGenError for a page that cannot be read.
    """
    found = []
    for path in folder.rglob("*.md"):
        place = path.relative_to(folder)
        page = read(path, name=(folder.name / place).as_posix())
        place = place.parent if place.stem == "index" else place.with_suffix("")
        title = str(page.metadata.get("title") or "")
        if place.parts and title:
            text = markdown.text(markdown.render(DIRECTIVE.sub("", page.content)))
            summary = str(page.metadata.get("description") or "")
            found.append(Guide(title, f"{place.as_posix()}/", summary, text))
    return sorted(found, key=lambda guide: guide.path)


def read(path: Path, *, name: str) -> frontmatter.Post:
    """A page with its front matter; `name` is how messages name it."""
    try:
        return frontmatter.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise SiteGenError(f"the page {shown(name)} is not UTF-8") from None
    except yaml.YAMLError:
        raise SiteGenError(f"the front matter of {shown(name)} is not YAML") from None
