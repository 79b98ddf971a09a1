"""Serve a page for this computer's browser: drop documents, see what was found, take the handbooks.

Ctrl-C ends it; nothing that was dropped stays behind. Only this computer can reach the page, unless --host says
otherwise, and that needs a --token. Programs can use the same interface; docs/serve.md tells how.
"""

from __future__ import annotations

import os
import secrets
import webbrowser
from contextlib import suppress
from functools import partial

import click
from click.core import ParameterSource

from pipeline.base import i18n
from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.cli import options, session
from pipeline.cli.help import Command, lang, option
from pipeline.cli.streams import deliver, note
from pipeline.findings.settings import Settings

_MANY = 1_000_000
"""As many documents as anybody may drop: all processes are there from the start."""


@click.command(cls=Command, help=__doc__)
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Where to listen; 0: at any free port.",
)
@option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; another needs --token.")
@option("--token", help="What programs send to be let in (default: one that nobody can guess).")
@options.limits
@options.working
@options.judging
@lang
@click.pass_context
def serve(
    ctx: click.Context,
    /,
    port: int,
    opened: bool,
    host: str,
    token: str | None,
    limits: Limits,
    work: options.Work,
    judging: options.Judging,
) -> None:
    try:
        from pipeline.web import guard, server  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SettingsError(_("icap serve needs the extra: pip install 'icap-pipeline[web]'.")) from error
    settings, _policy = session.judged(ctx, judging)
    if not guard.is_loopback(host) and not token:
        said = _("{host} can be reached by others: that needs a --token, which only those have who may.")
        raise SettingsError(said.format(host=host))
    if token is not None and not (token.isascii() and token.isprintable() and token == token.strip()):
        raise SettingsError(_("A token consists of letters, digits and signs of ASCII."))
    serving = server.Serving(host, port, token or secrets.token_urlsafe(24), limits, settings=settings)
    _speak_as_set(ctx, settings)

    def ready(address: str) -> None:
        deliver(f"{address}\n")
        note(_("The page is ready: open this address in a browser. Ctrl-C ends it."))
        if opened:
            webbrowser.open(address)

    with suppress(KeyboardInterrupt), session.workers(work, _MANY, gives_way=True) as pool:
        server.serve(serving, pool, partial(session.at_common_work, work, 1), ready)


def _speak_as_set(ctx: click.Context, settings: Settings) -> None:
    """Takes the language of the settings, unless the command line or the environment names one."""
    asked = ctx.get_parameter_source("lang") is ParameterSource.COMMANDLINE or os.environ.get(i18n.VARIABLE)
    language = i18n.language(settings.serve.get("language", ""))
    if language and not asked:
        i18n.use(language)
