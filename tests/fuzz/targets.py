"""What is fuzzed: for each target its seeds, its mutations, and how one input is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests.fuzz import (
    fragments,
    judge,
    mutate_bytes,
    mutate_html,
    mutate_json,
    mutate_pdf,
    mutate_text,
    mutate_xml,
    mutate_zip,
    seeds,
    trials,
)

Mutation = Callable[[Random, bytes], bytes]
Sort = tuple[int, dict[str, Mutation]]
"""Mutations by name, with how often one of them is taken in comparison with those of other sorts."""
STORED = "@"
FINDS = Path(__file__).with_name("finds")
"""A folder for each target, with the inputs that were found and mended."""
_LARGEST = 3_000_000
"""Bytes; a mutation that makes more is left out."""


@dataclass(frozen=True)
class Target:
    """``sorts`` are mutations by sort; ``trial`` takes the input's name, its bytes and a folder to work in."""

    name: str
    seeds: Callable[[], dict[str, bytes]]
    sorts: Callable[[], dict[str, Sort]]
    trial: Callable[[str, bytes, Path], Iterator[judge.Problem | str]]


@dataclass(frozen=True)
class Recipe:
    """How an input is made: the seed, and the mutations, each with the number that its chances come from.

    The seed is the name of one of the target's own, or ``@`` with the path of a file.
    """

    target: str
    seed: str
    steps: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        return " ".join((self.target, self.seed, *(f"{name}:{number}" for name, number in self.steps)))

    @classmethod
    def of(cls, text: str) -> Recipe:
        """The recipe that is written so."""
        target, seed, *steps = text.split()
        return cls(
            target, seed, tuple((name, int(number)) for name, _, number in (one.partition(":") for one in steps))
        )


def made(recipe: Recipe) -> bytes:
    """The input. A mutation that finds nothing to change, or makes too much, changes nothing."""
    target = TARGETS[recipe.target]
    data = Path(recipe.seed[1:]).read_bytes() if recipe.seed.startswith(STORED) else target.seeds()[recipe.seed]
    mutations = {f"{sort}.{name}": one for sort, (_, found) in target.sorts().items() for name, one in found.items()}
    for name, number in recipe.steps:
        try:
            changed = mutations[name](Random(number), data)
        except Exception:  # what an earlier mutation broke
            continue
        data = changed if len(changed) <= _LARGEST else data
    return data


def drawn(target: Target, rng: Random, base: Recipe) -> Recipe:
    """``base`` with one to four mutations more."""
    sorts = target.sorts()
    weights = [weight for weight, _ in sorts.values()]
    steps = []
    for sort in rng.choices(list(sorts), weights, k=rng.choice((1, 1, 2, 2, 3, 4))):
        steps.append((f"{sort}.{rng.choice(sorted(sorts[sort][1]))}", rng.randrange(2**32)))
    return Recipe(target.name, base.seed, (*base.steps, *steps))


def stored() -> list[Recipe]:
    """The inputs that were found once, as recipes without mutations."""
    files = sorted(file for file in FINDS.glob("*/**/*") if file.is_file())
    return [Recipe(file.relative_to(FINDS).parts[0], f"{STORED}{file}") for file in files]


def tried(recipe: Recipe, data: bytes, folder: Path) -> tuple[list[judge.Problem], str]:
    """What is wrong, and by which words inputs of one kind are told from those of others."""
    told = list(TARGETS[recipe.target].trial(Path(recipe.seed).name, data, folder))
    return [one for one in told if isinstance(one, judge.Problem)], " ".join(
        one for one in told if isinstance(one, str)
    )


_TEXT: Sort = (6, {name: mutate_text.on_text(change) for name, change in mutate_text.CHANGES.items()})
_BYTES: Sort = (1, {**mutate_bytes.CHANGES})
_BYTES_OF_TEXT: Sort = (1, {**mutate_bytes.CHANGES, "recode": mutate_text.recode})


@cache
def _docx() -> dict[str, Sort]:
    return _package(mutate_xml.grafting(fragments.docx()), "word/document.xml")


@cache
def _odt() -> dict[str, Sort]:
    return _package(mutate_xml.grafting(fragments.odt()), "content.xml")


def _package(graft: mutate_xml.Change, main: str) -> dict[str, Sort]:
    xml = {name: mutate_zip.in_member(change, main) for name, change in mutate_xml.CHANGES.items()}
    container: dict[str, Mutation] = {**mutate_zip.CHANGES, **mutate_bytes.CHANGES}
    return {"xml": (6, xml), "graft": (3, {"graft": mutate_zip.in_member(graft, main)}), "zip": (1, container)}


@cache
def _html() -> dict[str, Sort]:
    tree = {name: mutate_html.in_tree(change) for name, change in mutate_xml.CHANGES.items()}
    graft = {"graft": mutate_html.in_tree(mutate_xml.grafting(fragments.html()))}
    tags = {name: mutate_text.on_text(change) for name, change in mutate_html.CHANGES.items()}
    return {"tree": (4, tree), "graft": (3, graft), "tags": (3, tags), "text": (2, _TEXT[1]), "bytes": _BYTES_OF_TEXT}


@cache
def _pdf() -> dict[str, Sort]:
    objects = {name: mutate_pdf.on_objects(change) for name, change in mutate_pdf.OBJECT_CHANGES.items()}
    return {"objects": (8, objects), "page": (3, {"plant": mutate_pdf.plant}), "bytes": _BYTES}


@cache
def _txt() -> dict[str, Sort]:
    return {"text": _TEXT, "bytes": _BYTES_OF_TEXT}


@cache
def _json() -> dict[str, Sort]:
    tree = {name: mutate_json.on_json(change) for name, change in mutate_json.CHANGES.items()}
    return {"tree": (6, {**tree, "text": tree["change_text"], "literal": mutate_json.literal}), "bytes": _BYTES}


@cache
def _office() -> dict[str, Sort]:
    """Templates of both office formats; a mutation for the one changes nothing of moment in the other."""
    return {**_package(mutate_xml.grafting(fragments.docx()), "word/document.xml"), "odt": _odt()["xml"]}


_DOCUMENTS = {"pdf": _pdf, "docx": _docx, "odt": _odt, "html": _html, "txt": _txt}
_ALL = (
    *(
        Target(
            suffix,
            lambda suffix=suffix: seeds.documents(suffix),
            sorts,
            lambda *given, suffix=suffix: trials.document(suffix, *given),
        )
        for suffix, sorts in _DOCUMENTS.items()
    ),
    Target("record", seeds.records, _json, trials.record),
    Target("settings", seeds.settings, _txt, trials.settings),
    Target("waivers", seeds.waivers, _txt, trials.waivers),
    Target("baseline", seeds.baselines, _json, trials.baseline),
    Target("manifest", trials.manifests, _json, trials.manifest),
    Target("jinja", lambda: seeds.templates(".j2"), _txt, trials.template),
    Target("typst", lambda: seeds.templates(".typ"), _txt, trials.template),
    Target("office", lambda: {**seeds.templates(".docx"), **seeds.templates(".odt")}, _office, trials.template),
)
TARGETS = {target.name: target for target in _ALL}
