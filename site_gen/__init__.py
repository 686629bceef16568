"""The intercultural good-practice compendium: practice files in, a searchable site out.

Data flows one way; nothing below calls anything above:

    vocabulary   the terms: every step reads them, no step keeps its own
    document     a practice file: front matter with the position of every key, body, faults
    rules        documents -> problems, all of them, sorted
    practice     a checked document -> a frozen, typed Practice
    catalogue    all practices -> facets and counts, related practices, selections
    search       catalogue -> the index that the browser loads, as classic scripts
    pages        catalogue -> pages, data files, sitemap: paths and bytes, nothing written yet
    exports      chosen practices -> a PDF, a Word file … to take along
    plugin, cli  the edge: MkDocs' frame in, files out
"""

__version__ = "0.1.0"
