"""The registry of rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from site_gen.problems import SiteGenError
from site_gen.rules import registry
from site_gen.rules.registry import Finding, get, one_of, rule
from site_gen.rules.subject import Subject
from site_gen.vocabulary import Vocabulary


def test_a_rule_is_named_after_its_function_and_helps_with_its_docstring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry, "RULES", {})

    @rule
    def no_zebras(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
        """There are no zebras.

        They do not
        live here.

        Bad:
            zebra
              with a foal
        Good:
            horse
        """
        yield from ()

    made = get("no-zebras")
    assert made.requirement == "There are no zebras."
    assert made.reason == "They do not live here."
    assert (made.bad, made.good) == ("zebra\n  with a foal", "horse")
    assert made.severity == "error"


@pytest.mark.parametrize("text", ["Only this.", "This.\n\nReason.\n\nBad:\n    x", None])
def test_a_rule_without_reason_and_examples_is_refused(text: str | None) -> None:
    def half(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
        yield from ()

    half.__doc__ = text
    with pytest.raises(TypeError, match="the rule half lacks"):
        rule(half)


def test_an_unknown_rule_brings_the_nearest() -> None:
    with pytest.raises(SiteGenError, match="did you mean 'unknown-key'"):
        get("unknown-keys")
    with pytest.raises(SiteGenError, match="there is no rule 'zzzz' \\(--list-rules"):
        get("zzzz")


def test_what_is_allowed() -> None:
    assert one_of(["a", "b"]) == "; allowed: a, b"
    assert one_of(["a", "b"], "b") == "; did you mean 'b'? allowed: a, b"
