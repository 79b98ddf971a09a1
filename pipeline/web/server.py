"""Runs a server until somebody ends it, and leaves nothing behind: no process, no file."""

from __future__ import annotations

import asyncio
import secrets
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from types import FrameType

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from pipeline.base.errors import SettingsError
from pipeline.base.foreign_words import reason
from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.policy import of_settings
from pipeline.findings.settings import Settings
from pipeline.release.pools import Pool
from pipeline.web.app import app
from pipeline.web.bounds import USUAL, Bounds
from pipeline.web.desk import Desk
from pipeline.web.guard import Access
from pipeline.web.preferences import Preferences, checked
from pipeline.web.service import Service
from pipeline.web.takeaways import CommonPool, Takeaways
from pipeline.web.workplace import workplace

_CONNECTIONS = 200
_PATIENCE_WITH_HEADS = 20.0
"""Seconds within which the head of a request must have come: else 200 that never end would keep everybody out."""
_PATIENCE = 1
"""Seconds that requests are given to end when the server ends."""


@dataclass(frozen=True, slots=True)
class Serving:
    """Where a server listens, and how it works. Without a ``token`` one is made that nobody can guess."""

    host: str = "127.0.0.1"
    port: int = 0
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    limits: Limits = DEFAULT_LIMITS
    bounds: Bounds = USUAL
    settings: Settings = field(default_factory=Settings)


def serve(serving: Serving, pool: Pool, common_pool: CommonPool, ready: Callable[[str], object]) -> None:
    """Serves until a signal ends it; tells ``ready`` the address of the page as soon as it answers there.

    ``pool`` works on single documents, ``common_pool`` gives one for work about many together.

    Raises:
        SettingsError: nothing can listen there.
    """
    access = Access(serving.host, serving.token)
    with _interrupted_by_termination(), _listening(serving.host, serving.port) as listener, workplace() as folder:
        desk = Desk(folder, pool, serving.limits, serving.bounds, of_settings(serving.settings, date.today()))
        takeaways = Takeaways(folder, pool, common_pool)
        config = uvicorn.Config(
            app(Service(desk, takeaways, access, serving.bounds, checked(Preferences(serving.settings)))),
            http=_Impatient,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_CONNECTIONS,
            timeout_graceful_shutdown=_PATIENCE,
        )
        address = _address(access, listener.getsockname()[1])
        _Server(config, lambda: ready(address)).run(sockets=[listener])


class _Impatient(H11Protocol):
    """A connection that is closed if nothing is asked on it, or no question comes to its end."""

    # As in uvicorn's own, only transports of bytes are given.
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait."""
        super().connection_made(transport)
        self._wait()

    def _wait(self) -> None:
        self.loop.call_later(_PATIENCE_WITH_HEADS, self._look)

    def _look(self) -> None:
        if self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
        else:
            self._wait()


class _Server(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], object]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begins to answer."""
        await super().startup(sockets)
        if self.started:
            self._ready()


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise _cannot_listen(host, port, error) from error
    with listener:
        try:
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # on Windows others could take the port over
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
        except (OSError, OverflowError) as error:
            raise _cannot_listen(host, port, error) from error
        yield listener


def _cannot_listen(host: str, port: int, error: Exception) -> SettingsError:
    said = _("Nothing can listen at {host}, port {port}: {reason}. Choose another with --port.")
    return SettingsError(said.format(host=host, port=port, reason=reason(error)))


def _address(access: Access, port: int) -> str:
    host = f"[{access.host}]" if ":" in access.host else access.host
    return f"http://{host}:{port}/" + ("" if access.is_local else f"?token={access.token}")


@contextmanager
def _interrupted_by_termination() -> Iterator[None]:
    """Lets the signal by which systems end a program end it as Ctrl-C does, so that it tidies up."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
