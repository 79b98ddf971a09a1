"""Who may ask: requests from other sites, for other hosts or without the token go no further than here.

A page that somebody's browser shows from elsewhere can send requests to this computer, and can let the name of its own
host lead here (DNS rebinding). It cannot hide either (``Host``, ``Origin``), and it does not know the token. There is
no cookie that a browser would send along by itself.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import socket
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.base.i18n import _
from pipeline.web.bounds import Bounds
from pipeline.web.refusal import Refusal
from pipeline.web.uploads import too_large

HEADER = "X-ICAP-Token"
"""The header that every request to the interface carries."""
INTERFACE = "/api/"
DESCRIPTION = "/api/openapi.json"
"""What the interface offers; it is no secret."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content Security Policy: a page takes nothing from elsewhere, and runs nothing that does not stand in its script."""
_HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask a server that listens at ``host``."""

    host: str
    token: str

    @property
    def is_local(self) -> bool:
        """Whether only programs of this computer can reach the server."""
        return is_loopback(self.host)

    def allows_host(self, header: str | None) -> bool:
        """Whether a request was meant for this server, by its header ``Host``."""
        try:
            parts = urlsplit(f"//{header}")
            name = (parts.hostname or "").rstrip(".")
        except ValueError:
            return False
        if parts.netloc != header or "@" in parts.netloc:  # a host with more around it, which no browser sends
            return False
        if self.is_local:
            return name in (*LOOPBACK, self.host.lower())
        return name in (*LOOPBACK, self.host.lower(), socket.gethostname().lower()) or _is_address(name)

    def allows_token(self, given: str | None) -> bool:
        """Whether ``given`` is the token; takes the same time whatever it is."""
        return secrets.compare_digest((given or "").encode(), self.token.encode())

    def key(self, path: str) -> str:
        """What opens this one path to those who do not send the token: a browser that shows a page in a frame."""
        return hmac.new(self.token.encode(), path.encode(), hashlib.sha256).hexdigest()

    def allows_key(self, path: str, given: str | None) -> bool:
        """Whether ``given`` is the key of this path."""
        return secrets.compare_digest((given or "").encode(), self.key(path).encode())


def is_loopback(host: str) -> bool:
    """Whether only this computer itself is reached under ``host``."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def _is_address(name: str) -> bool:
    """Whether a host is named by its number, which nobody can let lead elsewhere."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """Lets requests through to ``app`` that ``access`` allows and whose bodies are within ``bounds``."""

    def __init__(self, app: ASGIApp, access: Access, bounds: Bounds) -> None:
        self._app = app
        self._access = access
        self._bounds = bounds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or has it answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            self._check(scope["method"], scope["path"], Headers(scope=scope))
            await self._app(scope, receive, secured)
        except Refusal as refusal:
            await refused(refusal)(scope, receive, secured)

    def _check(self, method: str, path: str, headers: Headers) -> None:
        host = headers.get("host")
        if not self._access.allows_host(host):
            detail = _("This server is not called {host}. Use the address that icap serve has printed.")
            raise Refusal(HTTPStatus.FORBIDDEN, detail.format(host=host))
        origin = headers.get("origin")
        if origin is not None and origin.lower() != f"http://{host}".lower():
            raise Refusal(HTTPStatus.FORBIDDEN, _("Requests from pages of other sites are not answered."))
        is_open = not path.startswith(INTERFACE) or path == DESCRIPTION
        if not is_open and not self._access.allows_token(headers.get(HEADER)):
            detail = _("The header {header} must carry the token of this server. Load the page again.")
            raise Refusal(HTTPStatus.UNAUTHORIZED, detail.format(header=HEADER))
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > self._bounds.request_bytes:
            raise too_large(self._bounds.request_bytes)


def refused(refusal: Refusal) -> JSONResponse:
    """The answer to a request that cannot be served (RFC 9457)."""
    body = {"status": refusal.status.value, "title": refusal.status.phrase, "detail": refusal.detail}
    headers = {"WWW-Authenticate": HEADER} if refusal.status is HTTPStatus.UNAUTHORIZED else {}
    return JSONResponse(body, refusal.status, headers, media_type="application/problem+json")
