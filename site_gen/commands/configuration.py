"""What commands need to know from mkdocs.yml, read without its host."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from site_gen.pages.settings import Settings
from site_gen.problems import SiteGenError, printable_path, shown

_PLUGIN = "compendium"
_ENV = "!ENV"  # the host's tag for a variable of the environment


@dataclass(frozen=True, slots=True)
class Configuration:
    """`practices` is the practices folder, as it is reached from the working directory; `named`
    is what the file calls it."""

    practices: Path
    named: str
    review_after_months: int


def read(config_file: str) -> Configuration:
    """The plugin's options in `config_file`. Raises SiteGenError when it cannot be used.

    The file is taken apart into YAML nodes and no more: the tags of the host (`!ENV`) and of its
    extensions stand elsewhere in it, and only the host knows what they mean.
    """
    options = _options(_parsed(config_file), config_file)
    folder = _text(options, "practices", "practices", config_file)
    months = _text(options, "review_after_months", "24", config_file)
    if not (months.isascii() and months.isdigit()):
        raise _unusable(config_file, f"review_after_months is {shown(months)}, not a whole number")
    return Configuration(Path(config_file).parent / folder, folder, int(months))


def read_settings(config_file: str, *, built: date) -> Settings:
    """What the pages of a build on that day would know, but for the repository."""
    root = _parsed(config_file)
    top, options = _entries(root), _options(root, config_file)
    site_url = _text(top, "site_url", "", config_file)
    return Settings(
        site_name=_text(top, "site_name", "Practices", config_file),
        built=built,
        site_url=site_url and site_url.rstrip("/") + "/",
        publisher=_text(top, "site_author", "", config_file),
        licence_name=_text(options, "licence_name", "", config_file),
        licence_url=_text(options, "licence_url", "", config_file),
        review_after_months=read(config_file).review_after_months,
    )


def docs_folder(config_file: str) -> Path:
    """The folder of the guide pages, as it is reached from the working directory."""
    top = _entries(_parsed(config_file))
    return Path(config_file).parent / _text(top, "docs_dir", "docs", config_file)


def _parsed(config_file: str) -> yaml.Node | None:
    try:
        text = Path(config_file).read_text(encoding="utf-8-sig")
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        raise _unusable(config_file, error.strerror) from None
    except UnicodeDecodeError:
        raise _unusable(config_file, "it is not UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise _unusable(config_file, f"{line}{error.problem}") from None
    except yaml.YAMLError:
        raise _unusable(config_file, "it is not YAML") from None


def _options(root: yaml.Node | None, config_file: str) -> dict[str, yaml.Node]:
    """The plugin's options; `plugins` is a list of names and mappings, or one mapping."""
    plugins = _entries(root).get("plugins")
    entries = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    for entry in entries:
        if isinstance(entry, yaml.ScalarNode) and entry.value == _PLUGIN:
            return {}
        named = _entries(entry)
        if _PLUGIN in named:
            return _entries(named[_PLUGIN])
    raise SiteGenError(f"{printable_path(config_file)} does not name the plugin '{_PLUGIN}'")


def _entries(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """The entries of a mapping; none of anything else."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _text(options: dict[str, yaml.Node], name: str, default: str, config_file: str) -> str:
    node = options.get(name)
    if node is None:
        return default
    if node.tag == _ENV:
        return _from_environment(node)
    if isinstance(node, yaml.ScalarNode) and not node.tag.startswith("!"):
        return str(node.value)
    raise _unusable(config_file, f"{name} is no plain value there, which only a build understands")


def _from_environment(node: yaml.Node) -> str:
    """The first of the variables that is set; of several names the last is the default itself."""
    names = [part.value for part in node.value] if isinstance(node.value, list) else [node.value]
    *variables, default = names if len(names) > 1 else [*names, ""]
    return next((os.environ[name] for name in variables if name in os.environ), str(default))


def _unusable(config_file: str, reason: object) -> SiteGenError:
    return SiteGenError(f"{printable_path(config_file)} cannot be used: {reason}")
