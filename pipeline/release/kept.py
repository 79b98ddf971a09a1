"""The records that a run has kept in its output folder, where others can write too."""

from __future__ import annotations

from pipeline.base.errors import WriteError
from pipeline.base.i18n import _
from pipeline.record import model
from pipeline.record.model import Standard


def record(data: bytes | None) -> Standard:
    """The record that was kept as ``data``.

    Raises:
        WriteError: somebody has put something else in its place.
    """
    try:
        return model.from_json(data or b"")
    except model.NotARecordError as error:
        message = _("What an earlier run has kept is no record any more: {reason}. Build again with --force.")
        raise WriteError(message.format(reason=error)) from error
