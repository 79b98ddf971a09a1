"""Invented standards of a bakery, small enough to be worked out by hand, and the site that is made of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pipeline.base import i18n
from pipeline.record import model
from pipeline.record.model import (
    Block,
    Category,
    Classification,
    Competence,
    Duty,
    Reference,
    Source,
    Standard,
    Statement,
    Task,
    Version,
)
from pipeline.release.site import SiteOrder, site


def standard(
    code: str,
    name: str,
    level: int | None,
    knowledge: Sequence[str],
    skills: Sequence[str],
    category: tuple[str, str] = ("RFB", "餐飲管理"),
    industry: tuple[str, str] = ("I", "住宿及餐飲業"),
    state: str | None = "最新版本",
    indicator: str = "依規定揉麵",
) -> Standard:
    """A standard of one duty and two tasks; all its knowledge is used in the first, all its skills in the second."""
    held = tuple(Competence(code=f"K{at:02d}", name=text) for at, text in enumerate(knowledge, 1))
    can = tuple(Competence(code=f"S{at:02d}", name=text) for at, text in enumerate(skills, 1))
    first = Block(
        level=level,
        indicators=(Statement(code="P1.1.1", text=indicator),),
        knowledge=tuple(Reference(code=one.code) for one in held),
    )
    second = Block(level=level, skills=tuple(Reference(code=one.code) for one in can))
    versions = (
        ()
        if state is None
        else (Version(version="V1", code=code, name=name, status=state, note=None, date="2024-05-01"),)
    )
    return Standard(
        source=Source(name=f"{code}.json", format="json", sha256="0f" * 32, coverage=1.0),
        code=code,
        name=name,
        level=level,
        classification=Classification(
            categories=(Category(name=category[1], code=category[0]),),
            industries=(Category(name=industry[1], code=industry[0]),),
        ),
        duties=(
            Duty(
                code="T1",
                name="製作產品",
                tasks=(
                    Task(code="T1.1", name="備料", blocks=(first,)),
                    Task(code="T1.2", name="成形", blocks=(second,)),
                ),
            ),
        ),
        knowledge=held,
        skills=can,
        versions=versions,
    )


BREAD = standard(
    "RFB0001-001v1", "麵包師", 3, ("酵母特性", "食品衛生法規", "蒐集資料方法"), ("揉麵技巧", "烤箱操作能力")
)
CAKE = standard(
    "RFB0002-001v1", "蛋糕師", 4, ("食品衛生【註1】法規", "打發原理", "搜集資料方法"), ("烤箱操作的能力", "裝飾技巧", "談判技巧"),
    indicator="依訂單裝飾 <b>蛋糕</b> & 包裝",
)  # fmt: skip
SHOP = standard(
    "KPS0003-001v1", "門市人員", 2, ("商品知識", "食品衛生法規"), ("談判技巧", "POS系統操作"),
    category=("KPS", "專業銷售"), industry=("G", "批發及零售業"), indicator="與客戶談判，臺北門市適用",
)  # fmt: skip
TRAINEE = standard(
    "RFB0004-001v1", "烘焙助手", None, ("酵母特性",), ("清潔能力",), state="已有更新版本", indicator="依指示備料"
)
GUIDE = standard("RFB0005-001v1", "烘焙導覽員", 3, ("地方歷史",), ("導覽解說能力",), state=None, indicator="帶領參觀")
BREAD_NOW = standard(
    "RFB0001-001v2", "麵包師", 3, ("酵母特性", "食品衛生法規", "冷凍麵糰"), ("揉麵技巧", "烤箱操作能力")
)
"""The next version of ``BREAD``."""
BAKERY = (BREAD, CAKE, SHOP, TRAINEE, GUIDE)


def made(folder: Path, standards: Sequence[Standard], language: str) -> Path:
    """The site of these standards, in a folder of ``folder``."""
    records = folder / "records"
    records.mkdir(parents=True)
    paths = []
    for one in standards:
        paths.append(records / f"{one.code}.json")
        paths[-1].write_text(model.to_json(one), "utf-8")
    spoken = i18n.current()
    i18n.use(language)
    try:
        results = list(site(paths, SiteOrder(folder / "site", "烘焙職能")))
    finally:
        i18n.use(spoken)
    assert {one.document.outcome.value for one in results} <= {"ok", "partial"}
    return folder / "site"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of ``folder`` that ends with the block."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
