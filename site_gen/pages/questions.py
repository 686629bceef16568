"""What the contributor's form asks: wording, order, examples. Keys and terms come from elsewhere.

The examples are those of the first practice of the compendium, so that together they are one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# line: one line of text; lines: one item to each line; prose: paragraphs; choice: one of several;
# choices: any of several; main: one of several, and any others beside it; rows: as often as wanted.
Widget = Literal["line", "lines", "prose", "choice", "choices", "main", "rows"]


@dataclass(frozen=True, slots=True)
class Question:
    """`key` is the front matter's, with the part behind a dot. Without `help` it is what the
    vocabulary says of that key. The example of a choice is made of values, parted by spaces."""

    key: str
    label: str
    help: str = ""
    example: str = ""
    widget: Widget = "line"
    parts: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    intro: str
    questions: tuple[Question, ...]


COUNTRY = Question("country", "Country", "", "FR", "choice")
SOURCE = (
    Question(
        "source.document", "Document",
        "A report, a decision, a page on the web: how you would name it in a letter.",
        "CDADI(2024)39",
    ),
    Question("source.page", "Page", "The number alone, if there is one.", "14"),
)  # fmt: skip
LINK = (
    Question("links.title", "What readers find there", "", "City of Strasbourg"),
    Question("links.url", "Address", "Copy it from the browser's address bar.", "https://www.strasbourg.eu"),
    Question("links.language", "Language of that page", "", "fr", "choice"),
)  # fmt: skip
TEXT = Question(
    "text", "The practice in a paragraph",
    "What is done, by whom, for whom, and since when.",
    "The city of Strasbourg has a permanent space where children and young adults go through "
    "situations of discrimination and learn to counter them. Skilled staff accompany each group.",
    "prose",
)  # fmt: skip
# By the ids of the vocabulary's sections.
PROSE = {
    "purpose": "The Espace Égalité (Equality Space) lets children and young adults discover 26 "
    "criteria of discrimination and understand what discriminatory behaviour does to people.",
    "stimulus-and-rationale": "After the terrorist attacks in Paris in 2015, city officials and "
    "local organisations working against discrimination exchanged views many times. The Equality "
    "Space came out of these talks.",
    "process": "The Space has several rooms and areas. In each, visitors go through different "
    "experiences of equality or of discrimination. Skilled staff accompany them.",
    "impact": "More and more children and young people have visited the Space. Because of this "
    "interest, the city has given the project more room and longer opening hours.",
}
STEPS = (
    Step("The practice in short", "", (
        Question("title", "Title", "The name under which people know it, in its own language "
                 "if they do.", "Espace Égalité"),
        Question("summary", "Summary", "One sentence that somebody in a hurry understands: what "
                 "is done, and for whom.", "A permanent hands-on space where children and adults "
                 "live through situations of discrimination and learn how to counter them."),
        Question("lang", "Language of your text", "Other than English is welcome too.",
                 "en", "choice"),
    )),
    Step("Where, and who", "", (
        Question("country", "Countries", "", "", "rows", (COUNTRY,)),
        Question("place", "City or region", "As its people write it.", "Strasbourg"),
        Question("level", "Level", "", "local", "choices"),
        Question("lead", "Who leads it", "An office, a town, an association.",
                 "City of Strasbourg, anti-discrimination department"),
        Question("partners", "Who takes part", "One to a line.",
                 "Local stakeholders and associations", "lines"),
        Question("funding", "Who pays, and how much", "As far as it is public.", "Erasmus+"),
        Question("contact", "Whom readers may ask", "It will be public: an office's address "
                 "rather than a person's.", "equality@example.org"),
    )),
    Step("What kind of practice it is", "Readers filter by these words. Choose the few that fit "
         "best.", (
        Question("principle", "Principle", "", "equality", "main"),
        Question("type", "Type", "", "project", "choices"),
        Question("area", "Area of intervention", "", "anti-discrimination education",
                 "choices"),
        Question("group", "For whom", "", "children-and-youth professionals", "choices"),
    )),
    Step("When", "", (
        Question("period.start", "Began", "A year is enough; a month is written 2019-09, a day "
                 "2019-09-30.", "2019-09-30"),
        Question("period.end", "Ended", "Leave it empty if you do not know.", "2023"),
        Question("period.note", "Anything else about the time", "What two dates cannot say.",
                 "Revised every year"),
    )),
    Step("In your words", "Plain words, short sentences. An empty line begins a new paragraph; "
         "lines that begin with a hyphen become a list. Nothing else has a special meaning.", (
        Question("extent", "How much can you tell?", "", "full", "choice"),
    )),
    Step("Where the facts come from", "Editors check what you write, and readers may want to "
         "read on.", (
        Question("source", "Sources", "", "", "rows", SOURCE),
        Question("links", "Links", "", "", "rows", LINK),
    )),
    Step("To find it by", "", (
        Question("aliases", "Other names", "Translations, short forms, earlier names; one to a "
                 "line.", "Equality Space", "lines"),
        Question("slug", "Name of the file", "The last part of the practice's address. It is "
                 "made from the title; change it if you like.", "espace-egalite"),
    )),
)  # fmt: skip
# What the command line says of a value, in the words of a form; `{given}` is what was written. The
# rule's own requirement follows where it is not named in PLAIN.
MESSAGES = {
    "missing-key": "Please fill this in.",
    "section-missing": "Please write a sentence or two here.",
    "placeholder": "“{given}” says nothing to a reader. Leave it empty if nothing is to be said.",
    "summary-length": "It has {given} characters now.",
    "summary-sentence": "It goes on after “{given}”.",
    "bad-date": "“{given}” is not such a date.",
    "period-order": "It ends with {given}, before it began.",
    "bad-page": "“{given}” is not a number.",
    "bad-url": "“{given}” is not a whole address. Most begin with https:// and none has spaces.",
    "repeated-value": "“{given}” stands here twice.",
    "file-name": "“{given}” is not such a name.",
    "duplicate-slug": "A practice with the name “{given}” is there already. If yours is another "
    "one, give its file another name.",
    "control-character": "There is an invisible character in it. Type the place again: {given}",
    "file-encoding": "A letter was lost and stands as “�”. Type it again.",
    "file-size": "This is too long by {given} characters; please shorten it and link to the rest.",
}  # fmt: skip
PLAIN = ("missing-key", "section-missing", "placeholder", "bad-url", "duplicate-slug",
         "control-character", "file-encoding", "file-size")  # fmt: skip
# Keys that the form does not ask for: what an editor decides, and what points to other practices.
LEFT_OUT = ("formerly", "status", "reviewed", "translation_of", "related", "not_duplicate_of",
            "source.entry")  # fmt: skip
