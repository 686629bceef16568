"""The MkDocs plugin: the only module that knows MkDocs. Hooks hand over to `build`."""

from __future__ import annotations

import functools
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, ParamSpec, TypeVar

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import base, load_config
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from site_gen import build, output
from site_gen.catalogue.loading import load
from site_gen.pages.settings import Settings
from site_gen.problems import ContentError, SiteGenError, as_text

_THEME = Path(__file__).parent / "theme"
_log = logging.getLogger("mkdocs.plugins.compendium")
_P = ParamSpec("_P")
_R = TypeVar("_R")


class CompendiumConfig(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    practices = option.Type(str, default="practices")
    edit_uri = option.Type(str, default="edit/main/")
    licence_name = option.Type(str, default="")
    licence_url = option.Type(str, default="")
    review_after_months = option.Type(int, default=24)
    drafts = option.Type(bool, default=False)
    keep_going = option.Type(bool, default=False)


def _plainly(hook: Callable[_P, _R]) -> Callable[_P, _R]:
    """MkDocs shows a PluginError as one sentence, everything else as a traceback."""

    @functools.wraps(hook)
    def wrapped(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return hook(*args, **kwargs)
        except SiteGenError as error:
            problems = error.problems if isinstance(error, ContentError) else ()
            raise PluginError(f"{as_text(problems)}{error}") from error

    return wrapped


class CompendiumPlugin(BasePlugin[CompendiumConfig]):  # type: ignore[no-untyped-call]
    """Publishes the practices with the host's pages as their frame."""

    build: build.Build
    serving = False
    target: Path | None = None  # the site that a build replaces once it is complete
    staged: Path | None = None  # where it is made until then
    failure: Exception | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Under `serve` the host writes to a folder of its own, and drafts are shown."""
        self.serving = command == "serve"

    @_plainly
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything before anything is written."""
        self.build = _start(self, config)
        config.theme.dirs.insert(0, str(_THEME))
        config.extra_css.extend(f"assets/{name}" for name in build.STYLES)
        config.extra_javascript.extend(f"assets/{name}" for name in build.SCRIPTS)
        return config if self.serving else _stage(self, config)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add our assets and the pages that the host renders for us."""
        for file in _generated(self.build, config):
            files.append(file)
        return files

    @_plainly
    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Fill the directives of a page."""
        return self.build.content(html, page.url)

    @_plainly
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Add metadata and policy, or take the frame."""
        description = str(page.meta.get("description") or config.site_description or "")
        title = config.site_name if page.is_homepage else str(page.title)
        return self.build.finish(output, page.url, title, description)

    def on_post_template(self, output_content: str, *, template_name: str, **_: Any) -> str:
        """The host's sitemap gives way to ours; other templates get the policy."""
        if template_name.startswith("sitemap"):
            return ""
        return self.build.finish_plain(output_content)

    @event_priority(-100)
    @_plainly
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write our pages beside those of the host."""
        output.write_all(Path(config.site_dir), self.build.files())

    def on_build_error(self, *, error: Exception, **_: Any) -> None:
        """Leave the previous site as it was, and nothing half-built beside it."""
        self.failure = error
        if self.staged:
            output.discard(self.staged)

    def on_shutdown(self) -> None:
        """The site being complete, put it in the old one's place."""
        if self.staged and self.target and not self.failure:
            output.swap_in(self.staged, self.target)

    def on_serve(self, server: Any, *, config: MkDocsConfig, **_: Any) -> None:
        """Rebuild when a practice changes."""
        server.watch(str(_folder(self, config)))


def run_build(
    config_file: str, *, site_dir: str | None, keep_going: bool, drafts: bool
) -> CompendiumPlugin:
    """Build the site. Raises SiteGenError for whatever stopped it."""
    options = {"site_dir": str(Path(site_dir).absolute())} if site_dir else {}
    with _reports(logging.WARNING):
        try:
            config = load_config(config_file, **options)
        except (Abort, ConfigurationError) as error:
            raise SiteGenError(f"{config_file} cannot be used: {error}") from None
        plugin = _find(config, config_file)
        plugin.config.keep_going |= keep_going
        plugin.config.drafts |= drafts
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        except Abort:
            raise _reason(plugin.failure) from None
        config.plugins.on_shutdown()
    return plugin


def run_serve(config_file: str, *, address: str | None) -> None:
    """Serve the site until interrupted, rebuilding on every change."""
    options = {"dev_addr": address} if address else {}
    with _reports(logging.INFO):
        try:
            mkdocs_serve.serve(config_file, **options)  # type: ignore[arg-type]
        except (Abort, ConfigurationError) as error:
            raise SiteGenError(str(error)) from None
        except OSError as error:
            raise SiteGenError(f"the site cannot be served: {error.strerror}") from None


def _start(plugin: CompendiumPlugin, config: MkDocsConfig) -> build.Build:
    options = plugin.config
    loaded = load(
        _folder(plugin, config),
        drafts=options.drafts or plugin.serving,
        shown_as=options.practices,
    )
    if loaded.problems:
        going = options.keep_going or plugin.serving
        if loaded.left_out and not going:
            raise ContentError(loaded.problems, "nothing was built; the previous site is as it was")
        _log.warning("problems in practices:\n%s", as_text(loaded.problems).rstrip())
        for path in loaded.left_out:
            _log.warning("left out: %s", path)
    settings = Settings(
        site_name=config.site_name,
        built=build.build_day(),
        site_url=config.site_url or "",
        repo_url=config.repo_url.rstrip("/") + "/" if config.repo_url else "",
        edit_uri=options.edit_uri,
        publisher=config.site_author or "",
        licence_name=options.licence_name,
        licence_url=options.licence_url,
        review_after_months=options.review_after_months,
        serving=plugin.serving,
    )
    return build.start(loaded, settings)


def _stage(plugin: CompendiumPlugin, config: MkDocsConfig) -> MkDocsConfig:
    plugin.failure = None
    plugin.target = Path(config.site_dir)
    plugin.staged = output.staging(plugin.target)
    config.site_dir = str(plugin.staged)
    return config


def _generated(current: build.Build, config: MkDocsConfig) -> Iterator[File]:
    for name, content in current.assets():
        yield File.generated(config, name, content=content)
    for stub in current.stubs():
        file = File.generated(config, f"{stub.path}index.md", content=stub.markdown)
        file.inclusion = InclusionLevel.NOT_IN_NAV
        yield file


def _folder(plugin: CompendiumPlugin, config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").parent / plugin.config.practices


def _find(config: MkDocsConfig, config_file: str) -> CompendiumPlugin:
    for plugin in config.plugins.values():
        if isinstance(plugin, CompendiumPlugin):
            return plugin
    raise SiteGenError(f"{config_file} does not name the plugin 'compendium'")


def _reason(failure: Exception | None) -> Exception:
    """What stopped a build: our own error, if it was one, instead of the host's word for it."""
    if isinstance(failure, PluginError) and isinstance(failure.__cause__, SiteGenError):
        return failure.__cause__
    return SiteGenError(str(failure or "the build was stopped"))


@contextmanager
def _reports(level: int) -> Iterator[None]:
    """Show what the host reports, from `level` on, while we run it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    # Errors of ours come back as exceptions; the host's own report of them would be a second one.
    handler.addFilter(
        lambda record: record.name != "mkdocs.commands.build" or record.levelno < logging.ERROR
    )
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.setLevel(level)
    try:
        yield
    finally:
        logger.removeHandler(handler)
