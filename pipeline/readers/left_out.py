"""Lines of extracted text that may begin a row without its first cells: browsers copy a merged cell once.

How many cells a row lacks tells how many tabs it has. The cells themselves are put in where all codes of a row are
looked at, whatever the format is (``assemble/moved.py``).
"""

from __future__ import annotations

import re

_GAP = r"[ \u3000]?"
_STOP = rf"{_GAP}[.．。․‧·\-－_]{_GAP}"
_WITHOUT_DUTY = re.compile(rf"[TtＴ]{_GAP}\d{{1,2}}{_STOP}\d(?!\d?[A-Z](?![A-Za-z]))")
"""The code of a task, which begins a row without the cell of its duty; no duty with a stop, as ``T4.5S管理``."""
_WITHOUT_TASK = re.compile(rf"[Oo0ＯQ]{_GAP}\d{{1,2}}{_STOP}\d|[ \u3000]*\t[PpＰ]{_GAP}\d")
"""An output, or an indicator behind an empty cell, begins one of a further level, without that of the task too."""


def left_out(line: str) -> int:
    """How many cells a row may lack that begins with a line: that of the duty, or those of duty and task."""
    if _WITHOUT_DUTY.match(line):
        return 1
    return 2 if _WITHOUT_TASK.match(line) else 0
