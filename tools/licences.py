"""Makes docs/licences.md: the licences of all that the lock files pin, as the packages themselves state them."""

from __future__ import annotations

from collections.abc import Iterable

from tools import lock
from tools.lock import Pinned

_HEAD = """\
# Licences of what is used

`icap` itself is under Apache-2.0. It uses the packages below, in these versions; none of their code is in its own
tree, and the wheel holds none of them. The licences are those that the packages state. Packages under a licence of
the GPL family are **marked**: the LGPL allows their use by a program under another licence, as long as whoever gets
them can replace them, which an installation with pip leaves possible. Whoever hands out all of it in one file must see
to that.

This page is made by `make docs` from the lock files.
"""


def page() -> str:
    """The whole page."""
    run = lock.read(lock.RUN)
    names = {one.name for one in run}
    others = [one for one in lock.read(lock.DEV) if one.name not in names]
    return "\n".join(
        (
            _HEAD,
            "## The program\n",
            *_table(run),
            "\n## Its extras, tests and tools\n",
            "Of these, `cluster` installs distributed, `exports` rdflib, `fonts` manimgx-fonts-cjk and `web`",
            "starlette, uvicorn and python-multipart, with what they need; all else is for developers.\n",
            *_table(others),
            "",
        )
    )


def _table(packages: Iterable[Pinned]) -> Iterable[str]:
    yield "| package | version | licence |"
    yield "|---|---|---|"
    for one in packages:
        licence = one.licence
        yield f"| {one.name} | {one.version} | {f'**{licence}**' if is_copyleft(licence) else licence} |"


def is_copyleft(licence: str) -> bool:
    """Whether a licence is of the GPL family."""
    return "GPL" in licence or "General Public" in licence
