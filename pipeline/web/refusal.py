"""What a request is told that cannot be served."""

from __future__ import annotations

from http import HTTPStatus


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault of the program
    """``status`` as HTTP has it, and ``detail`` for people, with advice."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
