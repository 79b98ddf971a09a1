"""Judges files that are exports, by whomever: one document each, as a check of standards gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.base import i18n
from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome, with_record
from pipeline.findings.policy import EVERYTHING, Policy
from pipeline.findings.raised import ex301_not_an_export
from pipeline.release import jobs
from pipeline.release.listener import SILENT, ProgressListener
from pipeline.release.load import File, fetch
from pipeline.release.pools import INLINE, Pool
from pipeline.release.turns import in_turn


def judge(
    paths: Sequence[Path],
    limits: Limits = DEFAULT_LIMITS,
    policy: Policy = EVERYTHING,
    pool: Pool = INLINE,
    listener: ProgressListener = SILENT,
) -> Iterator[Document]:
    """What is wrong with the files at ``paths``, in their order. One that cannot be read as an export has failed.

    Raises:
        SettingsError: a file is SKOS, and the library that reads it is missing.
    """
    own = list(dict.fromkeys(paths))
    refused: dict[int, Document] = {}

    def work() -> Iterator[tuple[tuple[int, File], tuple[File, Limits, str]]]:
        for number, path in enumerate(own):
            file = fetch(path, limits)
            if file.refusal:
                refused[number] = Document(str(path), None, None, Outcome.FAILED, (file.refusal,))
            else:
                yield (number, file), (file, limits, i18n.current())

    def documents() -> Iterator[tuple[int, Document]]:
        for (number, file), found in pool.finished(jobs.judge, work()):
            yield number, _document(file, found)
            listener.advance()
        yield from refused.items()

    listener.begin(_("checking"), len(own))
    return map(policy.applied, in_turn(documents()))


def _document(file: File, found: tuple[Diagnostic, ...] | Diagnostic) -> Document:
    """``found`` is a single diagnostic if the job came to no end."""
    if isinstance(found, Diagnostic):
        return Document(str(file.path), None, file.sha256, Outcome.FAILED, (found,))
    is_unread = any(one.rule == ex301_not_an_export.RULE.id for one in found)
    return Document(str(file.path), None, file.sha256, Outcome.FAILED if is_unread else with_record(found), found)
