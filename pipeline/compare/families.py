"""Which standard of an older release is the forerunner of which one of a newer release.

Pure. Versions of one standard share its code but for the version (``KPS3322-002v1``, ``v2``; docs/form.md 2.1). A
standard that got another code is told by the version table, which names the codes of all versions and of what took
their place (docs/form.md 1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.record import codes
from pipeline.record.codes import squeezed

Pair = tuple[int | None, int | None]
"""Indices of the old and the new edition; ``None``: there is none."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a standard in a release. Either may be unknown; the name counts where there is no code."""

    code: str | None
    name: str | None

    @property
    def family(self) -> str | None:
        """What all versions of the standard have in common: the code without its version, else the name."""
        if self.code:
            return family(self.code)
        return named(self.name) if self.name else None

    @property
    def version(self) -> int:
        """The number of the version; a code without one is a first version."""
        _base, _mark, number = codes.normalize_standard(self.code or "").partition("v")
        return int(number) if number.isdecimal() else 1


def family(code: str) -> str:
    """The code of a standard without its version."""
    return codes.normalize_standard(code).partition("v")[0].upper()


def named(name: str) -> str:
    """The family of a standard of which only the name is known."""
    return f"name {squeezed(name)}"


Relatives = Callable[[int], frozenset[str]]
"""The families that the version table of an edition names, and that of its name alone, by the index of the edition."""


def pair(
    old: Sequence[Edition], new: Sequence[Edition], old_relatives: Relatives, new_relatives: Relatives
) -> Iterator[Pair]:
    """A pair for every new edition, in their order, then one for every old edition that is in none.

    A new edition is held against the old one of the same version; if there is none, against the newest that is older,
    else against the oldest. So an old edition can stand in two pairs, and a new one only in one. Relatives are asked
    for only where a family is in one release alone.
    """
    families = _grouped(old)
    renamed = _renamed(families, _grouped(new), old_relatives, new_relatives)
    used: set[int] = set()
    for at, edition in enumerate(new):
        key = edition.family or ""
        kin = families.get(renamed.get(key, key), ()) if key else ()
        found = _forerunner(edition.version, {one: old[one].version for one in kin})
        if found is not None:
            used.add(found)
        yield found, at
    yield from ((at, None) for at in range(len(old)) if at not in used)


def _grouped(editions: Sequence[Edition]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for at, edition in enumerate(editions):
        if key := edition.family:
            groups.setdefault(key, []).append(at)
    return groups


def _forerunner(version: int, versions: Mapping[int, int]) -> int | None:
    """The one of ``versions`` (by index) that a new edition of this ``version`` is held against."""
    same = [one for one, its in versions.items() if its == version]
    older = [one for one, its in versions.items() if its < version]
    if same or older:
        return same[0] if same else max(older, key=versions.__getitem__)
    return min(versions, key=versions.__getitem__, default=None)


def _renamed(
    old: Mapping[str, Sequence[int]],
    new: Mapping[str, Sequence[int]],
    old_relatives: Relatives,
    new_relatives: Relatives,
) -> dict[str, str]:
    """The old family of every new one that is called otherwise now; each old family becomes one new family."""
    left = {key: members for key, members in old.items() if key not in new}
    mentions = {key: frozenset[str]().union(*map(old_relatives, members)) for key, members in left.items()}
    found: dict[str, str] = {}
    for key, members in new.items():
        if key in old:
            continue
        told = frozenset[str]().union(*map(new_relatives, members))
        before = next((one for one in left if one in told or key in mentions[one]), None)
        if before is not None:
            found[key] = before
            del left[before]
    return found
