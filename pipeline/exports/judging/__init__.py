"""Whether a file that anybody made is a sound export: what it is, by its content, and what is wrong with it."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.exports.judging import case, ctdl, data_package, skos
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.raised import ex301_not_an_export, ex309_more_findings

MOST = 1_000
"""How many findings of one file are told one by one; the rest is counted."""

_TURTLE_SUFFIXES = (".ttl", ".nt")


def judge(path: Path, data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Diagnostic, ...]:
    """What is wrong with the file at ``path`` that holds ``data``: CASE, CTDL-ASN, SKOS, or a data package.

    Of a data package the tables beside it are read too. Raises nothing for bad input.

    Raises:
        SettingsError: SKOS cannot be judged here, because a library is missing.
    """
    found: list[Diagnostic] = []
    left = 0
    for one in _findings(path, data, limits):
        if len(found) < MOST:
            found.append(one)
        else:
            left += 1
    if left:
        message = _("{count} more findings of this file are not listed. Mend those that are, and check again.")
        found.append(ex309_more_findings.RULE.found("file", message.format(count=left)))
    return tuple(found)


def _findings(path: Path, data: bytes, limits: Limits) -> Iterator[Diagnostic]:
    if path.suffix.lower() in _TURTLE_SUFFIXES:
        yield from skos.judge(data.removeprefix(codecs.BOM_UTF8), "turtle")
        return
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_constant=_refused)
    except (ValueError, RecursionError):
        message = _("The file is neither JSON in UTF-8 nor called .ttl. Check which file this is.")
        yield ex301_not_an_export.RULE.found("file", message)
        return
    judges = _judge_of(content)
    if judges is None:
        message = _(
            "The file is no CASE package (no CFDocument), no JSON-LD (no @context and no @graph) and no data package "
            "(no resources)."
        )
        yield ex301_not_an_export.RULE.found("file", message)
        return
    yield from judges(content, data, path, limits)


def _refused(word: str) -> NoReturn:
    """``NaN`` and ``Infinity``, which Python reads, are no JSON."""
    raise ValueError(word)


_Judge = Callable[[Any, bytes, Path, Limits], Iterator[Diagnostic]]


def _judge_of(content: Any) -> _Judge | None:
    """The judge for what JSON gave; ``None`` if it is none of the formats."""
    if isinstance(content, dict) and "CFDocument" in content:
        return lambda content, _data, _path, _limits: case.judge(content)
    if isinstance(content, dict) and "resources" in content:
        return lambda content, _data, path, limits: data_package.judge(content, path.parent, limits)
    if ctdl.is_one(content):
        return lambda content, _data, _path, _limits: ctdl.judge(content)
    if isinstance(content, dict) and {"@context", "@graph", "@id"} & content.keys():
        return lambda content, data, _path, _limits: skos.judge_json_ld(content, data.removeprefix(codecs.BOM_UTF8))
    return None
