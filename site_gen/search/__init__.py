"""The search index: small classic scripts that work over http and from a folder alike."""

from site_gen.search.index import CHUNK, Index, index

__all__ = ["CHUNK", "Index", "index"]
