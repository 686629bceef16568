"""The search index: small classic scripts that work over http and from a folder alike."""

from site_gen.search.index import Guide, Index, index

__all__ = ["Guide", "Index", "index"]
