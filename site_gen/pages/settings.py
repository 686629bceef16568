"""What the pages need to know besides the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Settings:
    """`site_url` and `repo_url` end in a slash or are empty; `edit_uri` leads from the repository
    to the folder that holds practices/. `built` is the day that decides what is overdue; `sheets`
    are the slugs of the practices whose pages have a PDF beside them."""

    site_name: str
    built: date
    site_url: str = ""
    repo_url: str = ""
    edit_uri: str = ""
    publisher: str = ""
    licence_name: str = ""
    licence_url: str = ""
    review_after_months: int = 24
    serving: bool = False
    sheets: frozenset[str] = frozenset()

    @property
    def root(self) -> str:
        """The site's root on its host, for a page that is shown at any address."""
        return urlsplit(self.site_url).path.rstrip("/") + "/"

    def absolute(self, path: str) -> str:
        """The address of a path below the site's root; the path alone when there is no address."""
        return self.site_url + path

    def published(self, path: str) -> str:
        """The address of a path below the site's root; empty when the site has no address."""
        return self.site_url and self.site_url + path

    def edit_link(self, path: str) -> str:
        """Where the source file of a page is edited; empty when there is no repository."""
        return f"{self.repo_url}{self.edit_uri}{path}" if self.repo_url else ""

    def overdue(self, reviewed: date) -> bool:
        """Whether the last editorial check lies back longer than the period that was set."""
        months = self.built.year * 12 + self.built.month - reviewed.year * 12 - reviewed.month
        months -= self.built.day < reviewed.day
        return months >= self.review_after_months
