"""Pages: HTML, metadata and data files made from the catalogue; nothing is written here."""
