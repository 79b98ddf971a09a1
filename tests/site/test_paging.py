"""Lists that are longer than a page: every row is on one page, and no page is longer than it may be."""

from __future__ import annotations

from lxml import html

from pipeline.handbooks import RenderOptions
from pipeline.site.finding_pages import Found, Lost
from pipeline.site.model import SiteCategory, SiteStandard, SiteStatement, SiteUse, TextKind
from pipeline.site.page import LARGEST, Frame, PageOrder, chunks, fill, paged
from pipeline.site.plan import Downloads, Release, pages
from pipeline.site.versions import comparison_page

COUNT = 1000


def summary(number: int) -> SiteStandard:
    """One of many standards of one category that all have one skill, and one that nobody else has."""
    key = f"ABC{number:04}-001v1"
    uses = tuple(SiteUse(f"T1.{at}", "與客戶協商交期並確認數量", 3) for at in (1, 2))
    statements = (
        SiteStatement(TextKind.SKILL, "S01", "談判能力", "技能", "items/s-shared.html", uses),
        SiteStatement(TextKind.SKILL, "S02", f"第{number}項能力", "技能", f"items/s-{number}.html", uses[:1]),
    )
    category = SiteCategory("ABC", "製造／製程研發", "categories/abc.html")
    return SiteStandard(
        key, key, f"ABC{number:04}-001", 1, f"第{number}種製程研發工程師", 3, (category,), (), (), "最新版本", None,
        f"standards/{key}.html", statements,
    )  # fmt: skip


def test_every_standard_is_on_one_page_of_each_list_and_no_page_is_too_long():
    standards = [summary(number) for number in range(COUNT)]
    found = [Found(one, {("CR201", "error"): 2}) for one in standards]
    lost = [Lost(f"{number}.pdf", ("它不是職能基準。" * 20,)) for number in range(1200)]
    each = {one.key: {"json": f"downloads/json/{one.key}.json"} for one in standards}
    release = Release(standards, found, lost, Downloads({}, each), frozenset())
    lists: dict[str, list[str]] = {}
    for order in pages(release, "所有基準"):
        stem = order.path.removesuffix(".html").rpartition("/")[2].partition("-")[0]
        if order.path.startswith("items/") and not order.path.startswith("items/s-shared"):
            continue
        data = fill(order, Frame("所有基準", "zh_TW"), RenderOptions())
        assert len(data) < LARGEST, order.path
        lists.setdefault(stem, []).extend(html.fromstring(data).xpath("//*[@data-code]/@data-code"))
    codes = [one.key for one in standards]
    assert {stem: rows for stem, rows in lists.items() if rows} == dict.fromkeys(
        ("standards", "s", "abc", "CR201", "downloads"), codes
    )


def test_pages_of_a_list_lead_to_each_other():
    order = PageOrder("near.html", "near.html", "相近項目", {"count": 3})
    found = list(paged(order, "groups", ["甲", "乙", "丙"], lambda _row: 120_000))
    assert [one.path for one in found] == ["near.html", "near-2.html", "near-3.html"]
    assert [one.data["groups"] for one in found] == [["甲"], ["乙"], ["丙"]]
    assert found[1].data["pages"] == [(1, "near.html"), (2, "near-2.html"), (3, "near-3.html")]
    assert next(iter(paged(order, "groups", [], len))).data == {"count": 3, "groups": [], "pages": []}
    assert [list(one) for one in chunks([110_000, 110_000, 20_000], int)] == [[110_000, 110_000], [20_000]]


def test_orders_that_say_the_same_have_one_digest():
    one, other = (PageOrder("a.html", "t.html", "甲", {"rows": [1, text]}) for text in ("乙", "乙"))
    assert one.digest() == other.digest()
    assert one.digest() != PageOrder("a.html", "t.html", "甲", {"rows": [1, "丙"]}).digest()


def test_comparisons_are_called_after_both_versions():
    assert comparison_page(summary(2), summary(1)) == "versions/ABC0002-001v1--ABC0001-001v1.html"
