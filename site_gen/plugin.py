"""The MkDocs plugin: the only module that knows MkDocs. Hooks hand over to `build`."""

from __future__ import annotations

import functools
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, ParamSpec, TypeVar

from jinja2 import Environment
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import base, load_config
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from site_gen import build, output
from site_gen.catalogue.loading import Loaded, Reading
from site_gen.diagnostics.text import as_text
from site_gen.pages.compiled import CompiledTemplates
from site_gen.pages.settings import Settings
from site_gen.parallel import Ahead
from site_gen.preview import Preview, Rebuilding, Stamps, stamps
from site_gen.problems import ContentError, SiteGenError

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
    sheets = option.Type(bool, default=False)
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
            text = as_text(problems, root=_root(kwargs.get("config")))
            raise PluginError(f"{text}{error}") from error
        except OSError as error:
            reason = SiteGenError(f"the site cannot be written: {error}")
            raise PluginError(str(reason)) from reason

    return wrapped


def _root(config: object) -> Path:
    """The folder that problems' paths start from: the configuration's."""
    path = getattr(config, "config_file_path", None)
    return Path(path).parent if path else Path()


class CompendiumPlugin(BasePlugin[CompendiumConfig]):  # type: ignore[no-untyped-call]
    """Publishes the practices with the host's pages as their frame."""

    build: build.Build
    reading: Reading | None = None  # begun before the host was there
    loaded: Loaded | None = None  # by the last build that could read the practices
    serving = False
    target: Path | None = None  # the site that a build replaces once it is complete
    staged: Path | None = None  # where it is made until then
    ahead: Ahead[int] | None = None  # what is made while the host renders
    failure: Exception | None = None
    stamps: Stamps = MappingProxyType({})  # of the practices' files, when the build under way began
    preview: Preview | None = None  # of the last whole build, under `serve`

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Under `serve` the host writes to a folder of its own, and drafts are shown."""
        self.serving = command == "serve"

    @_plainly
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything before anything is written."""
        self.build = _start(self, config)
        config.theme.dirs.insert(0, str(_THEME))
        config.extra_css.append(f"assets/{build.STYLE}")
        return _stage(self, config)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add our assets and the pages that the host renders for us."""
        for file in _generated(self.build, config):
            files.append(file)
        self.ahead = output.write_ahead(Path(config.site_dir), self.build.index.files)
        return files

    def on_env(self, env: Environment, **_: Any) -> Environment:
        """The theme's templates need not be compiled for each build."""
        env.bytecode_cache = CompiledTemplates("theme")
        return env

    @_plainly
    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Fill the directives of a page."""
        return self.build.content(html, page.url)

    @_plainly
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Add metadata and policy, or take the frame."""
        description = str(page.meta.get("description") or config.site_description or "")
        own = page.meta.get("title") or page.title  # the navigation may call it otherwise
        title = config.site_name if page.is_homepage else str(own)
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
        output.write_parts(Path(config.site_dir), self.build.parts())
        assert self.ahead
        self.ahead.result()
        if self.serving:
            _show(self, config)

    def on_build_error(self, *, error: Exception, **_: Any) -> None:
        """Leave the previous site as it was, and nothing half-built beside it."""
        self.failure = error
        _discard(self)

    @_plainly
    def on_shutdown(self) -> None:
        """The site being complete, put it in the old one's place."""
        if self.staged and self.target and not self.failure and not self.serving:
            output.swap_in(self.staged, self.target)

    def on_serve(self, server: Any, *, config: MkDocsConfig, **_: Any) -> None:
        """Rebuild when a practice changes."""
        server.watch(str(_folder(self, config)))
        server.builder = _rebuilding(self, server)


def run_build(
    config_file: str,
    *,
    site_dir: str | None,
    keep_going: bool,
    drafts: bool,
    reading: Reading | None = None,
) -> CompendiumPlugin:
    """Build the site, of what is being read already if that is what the configuration names.

    Raises SiteGenError for whatever stopped it.
    """
    options = {"site_dir": str(Path(site_dir).absolute())} if site_dir else {}
    with _reports(logging.WARNING):
        try:
            config = load_config(config_file, **options)
        except (Abort, ConfigurationError) as error:
            raise SiteGenError(f"{config_file} cannot be used: {error}") from None
        plugin = _find(config, config_file)
        plugin.reading = reading
        plugin.config.keep_going |= keep_going
        plugin.config.drafts |= drafts
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
            config.plugins.on_shutdown()
        except (Abort, PluginError) as error:
            raise _reason(plugin.failure or error) from None
        except OSError as error:
            raise SiteGenError(f"the site cannot be written: {error}") from None
        finally:
            _discard(plugin)
    return plugin


def run_serve(config_file: str, *, address: str | None) -> None:
    """Serve the site until interrupted, rebuilding on every change."""
    from mkdocs.commands import serve as mkdocs_serve  # with a web server, which no build needs

    options = {"dev_addr": address} if address else {}
    with _reports(logging.INFO, errors=True):
        try:
            mkdocs_serve.serve(config_file, **options)  # type: ignore[arg-type]
        except Abort as error:
            raise SiteGenError(f"the site cannot be served: {error}") from None
        except ConfigurationError as error:
            raise SiteGenError(f"{config_file} cannot be used: {error}") from None
        except (OSError, OverflowError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            where = f" at {address}" if address else ""
            raise SiteGenError(f"the site cannot be served{where}: {reason}") from None


def _start(plugin: CompendiumPlugin, config: MkDocsConfig) -> build.Build:
    options = plugin.config
    if not config.use_directory_urls:
        raise SiteGenError("use_directory_urls is false; pages here are folders, so remove it")
    loaded = _load(plugin, config)
    if loaded.problems:
        going = options.keep_going or plugin.serving
        if loaded.left_out and not going:
            raise ContentError(loaded.problems, "nothing was built; the previous site is as it was")
        text = as_text(loaded.problems, root=_root(config))
        _log.warning("problems in practices:\n%s", text.rstrip())
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
    if options.sheets and not plugin.serving:
        settings, problems = build.with_sheets(settings, loaded.catalogue)
        if problems:
            text = as_text(problems, root=_root(config))
            _log.warning("these have no PDF:\n%s", text.rstrip())
    return build.start(loaded, settings, Path(config.docs_dir))


def _load(plugin: CompendiumPlugin, config: MkDocsConfig) -> Loaded:
    """The practices; while serving, those of the last build when none can be read now."""
    options = plugin.config
    drafts = options.drafts or plugin.serving
    folder = _folder(plugin, config)
    plugin.stamps = stamps(folder) if plugin.serving else {}
    try:
        begun = plugin.reading
        if begun is None or begun.folder != folder:
            begun = Reading(folder, shown_as=options.practices)
        plugin.loaded = begun.loaded(drafts=drafts)
        return plugin.loaded
    except SiteGenError as error:
        if not (plugin.serving and plugin.loaded):
            raise
        problems = error.problems if isinstance(error, ContentError) else ()
        text = as_text(problems, root=_root(config))
        _log.error("%s%s; the practices are shown as they were", text, error)
        return replace(plugin.loaded, problems=(), left_out=())


def _stage(plugin: CompendiumPlugin, config: MkDocsConfig) -> MkDocsConfig:
    plugin.failure = None
    plugin.target = Path(config.site_dir).resolve()
    plugin.staged = output.staging(plugin.target)
    config.site_dir = str(plugin.staged)
    return config


def _discard(plugin: CompendiumPlugin) -> None:
    """Let go of what a build has made so far, unless it is in the site's place already."""
    if plugin.ahead:
        plugin.ahead.stop()
    if plugin.staged:
        output.discard(plugin.staged)


def _show(plugin: CompendiumPlugin, config: MkDocsConfig) -> None:
    """Under `serve`: put the new site in the old one's place, with what was edited meanwhile."""
    assert plugin.staged
    assert plugin.target
    folder = _folder(plugin, config)
    plugin.preview = Preview(plugin.build, folder, plugin.config.practices, plugin.stamps)
    plugin.preview.update(plugin.staged)
    output.swap_in(plugin.staged, plugin.target)


def _rebuilding(plugin: CompendiumPlugin, server: Any) -> Rebuilding:
    def quick() -> bool:
        return bool(plugin.preview and plugin.target and plugin.preview.update(plugin.target))

    def done() -> None:
        with server._epoch_cond:  # as the host does, so that browsers show the other pages anew
            server._wanted_epoch = server._visible_epoch = server._visible_epoch + 1
            server._epoch_cond.notify_all()

    def failed(error: BaseException) -> None:
        _log.error("%s; the other pages are shown as they were", error)

    return Rebuilding(quick, server.builder, done, failed)


def _generated(current: build.Build, config: MkDocsConfig) -> Iterator[File]:
    for name, content in current.assets():
        yield File.generated(config, name, content=content)
    for stub in current.stubs():
        file = File.generated(config, f"{stub.path}index.md", content=stub.markdown)
        file.inclusion = InclusionLevel.NOT_IN_NAV
        yield file


def _folder(plugin: CompendiumPlugin, config: MkDocsConfig) -> Path:
    folder = Path(config.config_file_path or "mkdocs.yml").parent / plugin.config.practices
    return Path(os.path.relpath(folder))  # as short as can be, for messages


def _find(config: MkDocsConfig, config_file: str) -> CompendiumPlugin:
    for plugin in config.plugins.values():
        if isinstance(plugin, CompendiumPlugin):
            return plugin
    raise SiteGenError(f"{config_file} does not name the plugin 'compendium'")


def _reason(failure: Exception) -> Exception:
    """What stopped a build: our own error, if it was one, instead of the host's word for it."""
    own = failure.__cause__
    return own if isinstance(own, SiteGenError) else SiteGenError(str(failure))


@contextmanager
def _reports(level: int, *, errors: bool = False) -> Iterator[None]:
    """Show what the host reports, from `level` on, while we run it.

    Without its own `errors`: those come back to us as exceptions, and are shown once.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    if not errors:
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
