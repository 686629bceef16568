"""What tests of the workflows share: their jobs and steps, and how a runner runs a shell step."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@dataclass(frozen=True, slots=True)
class Step:
    workflow: str
    job: str
    facts: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.workflow}/{self.job}/{self.facts.get('name', self.facts.get('uses', ''))}"

    @property
    def run(self) -> str:
        return str(self.facts.get("run", ""))


def load(path: Path) -> dict[Any, Any]:
    """A workflow. YAML 1.1 reads its key `on` as true, so it is given its name again."""
    facts = yaml.safe_load(path.read_text(encoding="utf-8"))
    facts["on"] = facts.pop(True)
    assert isinstance(facts, dict)
    return facts


def steps() -> Iterator[Step]:
    for path in WORKFLOWS:
        for name, job in load(path)["jobs"].items():
            for facts in job["steps"]:
                yield Step(path.stem, name, facts)


def shell_steps() -> dict[str, Step]:
    return {step.name: step for step in steps() if step.run}


def run(name: str, folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a step's script in `folder` as a runner does, with nothing else in the environment."""
    script = folder.parent / "step.sh"
    script.write_text(shell_steps()[name].run, encoding="utf-8")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", str(script)],
        cwd=folder, env=dict(env), text=True, capture_output=True, check=False,
        errors="surrogateescape",
    )  # fmt: skip
