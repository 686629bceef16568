"""What the PDF is set with: texts as data (`tree`, `content`), their check (`preflight`), and the
Typst templates, which hold all that is seen."""
