"""How the items of a standard are spelled under given quirks, and where an item may be cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.record.model import Attitude, Competence, Duty, Reference, Statement, Task, TaskHead
from tests.typeset.quirks import Quirks

_RADICALS = {unicodedata.normalize("NFKC", chr(number)): chr(number) for number in range(0x2F00, 0x2FD6)}
_TAGS = re.compile(r"【[^】]*】")
_CLOSING = "，。、；：？！）)」』》】％%…”’/／-–—~～"
_OPENING = "（(「『《【“‘/／-–—~～"


@dataclass(frozen=True, slots=True)
class Entry:
    """An item: its code as printed (empty: none), what stands between it and the name, and the name."""

    code: str
    gap: str
    name: str
    listed: bool = True
    """Whether a bullet may stand before it: not before duties and tasks, nor before the tail of an item."""

    def text(self, quirks: Quirks) -> str:
        """The item as it stands in its cell."""
        bullet = f"{quirks.bullet} " if quirks.bullet and self.listed else ""
        return f"{bullet}{self.code}{self.gap}{self.name}".rstrip()


def kangxi(text: str) -> str:
    """Plain characters as the radicals that stand for them."""
    return "".join(_RADICALS.get(character, character) for character in text)


def code(plain: str | None, quirks: Quirks) -> str | None:
    """A code as printed."""
    if plain is None:
        return None
    printed = plain
    if printed[0] == "O" and quirks.zero_for_o:
        printed = "0" + printed[1:]
    if printed[0] == "T" and quirks.stop_after_t:
        printed += "."
    if quirks.code_spaces:
        letters = re.match(r"[A-Z]+|0", printed)[0]
        rest = printed[len(letters) :]
        if quirks.code_spaces == "all":
            rest = rest.replace(".", " . ").strip() if "." in rest else " ".join(rest)
        printed = f"{letters} {rest}"
    if quirks.full_width_codes:
        printed = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in printed)
    return printed


def gap(name: str, quirks: Quirks) -> str:
    """What stands between a code and its name.

    Letter-spaced codes are never glued, nor are names that begin with a number other than 2D, 3D, 5S and 6S: nobody
    could tell where the code ends.
    """
    tellable = not name[:1].isdigit() or re.match(r"\d[DS]", name)
    return "" if quirks.glued and quirks.code_spaces != "all" and tellable else " "


def _entry(plain: str | None, name: str | None, quirks: Quirks, *, listed: bool = True) -> Entry:
    return Entry(code(plain, quirks) or "", gap(name or "", quirks) if plain else "", name or "", listed)


def head(one: Duty | TaskHead, quirks: Quirks) -> Entry:
    """A duty or a task in its cell."""
    return _entry(one.code, one.name, quirks, listed=False)


def output(one: Statement, quirks: Quirks) -> Entry:
    """An output; without its code where outputs are uncoded."""
    return _entry(None if quirks.uncoded_outputs else one.code, one.text, quirks)


def indicator(one: Statement, quirks: Quirks) -> Entry:
    """An indicator."""
    return _entry(one.code, one.text, quirks)


def reference(one: Reference, register: Sequence[Competence], quirks: Quirks) -> Entry:
    """A piece of knowledge or skill with the name that it has here, else the register's."""
    name = one.as_printed or next(entry.name for entry in register if entry.code == one.code)
    return _entry(one.code, name, quirks)


def attitude(one: Attitude, quirks: Quirks) -> Entry:
    """An attitude with its description."""
    text = f"{one.name}：{one.description}" if one.description else one.name
    return _entry(None if quirks.uncoded_attitudes else one.code, text, quirks)


def level(number: int | None, printed: str | None, quirks: Quirks) -> str:
    """A level with its remark."""
    if printed is not None:
        return printed
    if number is None:
        return "-" if quirks.dash_for_no_level else ""
    return f"{number}{quirks.level_remark}"


def is_derived(task: Task, quirks: Quirks) -> bool:
    """Whether the task's cell is left empty: only where three-level codes of O or P tell the task."""
    if not quirks.derived_tasks or task.also or not task.code:
        return False
    block = task.blocks[0]
    told = [*block.indicators, *([] if quirks.uncoded_outputs else block.outputs)]
    return any(one.code and one.code[1:].startswith(f"{task.code[1:]}.") for one in told)


def cut(entries: Sequence[Entry], kept: int) -> tuple[list[Entry], list[Entry]]:
    """A cell's items before and behind a page break that leaves ``kept`` hundredths of it on the first page.

    An uncoded item is never cut inside: behind a break nobody could tell its tail from the next one.
    """
    target = sum(len(entry.name) + 1 for entry in entries) * kept // 100
    passed = 0
    for at, entry in enumerate(entries):
        if passed + len(entry.name) + 1 > target:
            place = _cut_place(entry.name, target - passed) if entry.code else 0
            if not place:
                return list(entries[:at]), list(entries[at:])
            return [*entries[:at], _start(entry, place)], [_tail(entry, place), *entries[at + 1 :]]
        passed += len(entry.name) + 1
    return list(entries), []


def cut_heads(heads: Sequence[Entry], kept: int) -> tuple[list[Entry], list[Entry]]:
    """The same for a task cell, whose first code always stands before the break."""
    before, behind = cut(heads, kept)
    return (before, behind) if before else (list(heads), [])


def _start(entry: Entry, place: int) -> Entry:
    return Entry(entry.code, entry.gap, entry.name[:place].rstrip(), entry.listed)


def _tail(entry: Entry, place: int) -> Entry:
    return Entry("", "", entry.name[place:].lstrip(), listed=False)


def _cut_place(name: str, wanted: int) -> int:
    """The last place up to ``wanted`` where a line may end so that joining brings the text back; 0 if there is none.

    Never inside a Latin word or a tag, beside a space next to Chinese (a line's end hides it), before closing
    or behind opening punctuation, and not where the tail would look like an item of its own.
    """
    tags = [range(match.start() + 1, match.end()) for match in _TAGS.finditer(name)]
    for place in range(min(wanted, len(name) - 1), 0, -1):
        if any(place in tag for tag in tags):
            continue
        before, behind = name[place - 1], name[place]
        if behind == " " and _is_latin(before) and _is_latin(name[place + 1]):
            if not _looks_like_item(name[place + 1 :]):
                return place
        elif " " in (before, behind) or behind in _CLOSING or before in _OPENING:
            continue
        elif (_is_wide(before) or _is_wide(behind)) and not _looks_like_item(name[place:]):
            return place
    return 0


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _looks_like_item(text: str) -> bool:
    """Whether a tail begins as a code or a list's marker does."""
    return re.match(r"[TOPKSA0]\s?\d(?!\d?\.\d)|[-*＊•]", text) is not None or text.startswith("【")
