"""Shadow trees that a page brings with it show what their hosts hold where slots take it, and nothing else of it.

Each case was looked at in Chromium.
"""

from __future__ import annotations

import pytest

from pipeline.readers._html import shadow
from tests.readers.test_style_sheets import outside, page, read
from tests.steps import growth

OPEN = "<template shadowrootmode=open>"


@pytest.mark.parametrize(
    ("content", "shown", "hidden"),
    [
        (f"<div>{OPEN}<slot></slot></template><p>K01 甲</p>乙</div>", ["K01 甲", "乙"], []),
        (f"<div>{OPEN}<slot>空</slot></template><p>甲</p></div>", ["甲"], ["空"]),
        (f"<div>{OPEN}<slot>空</slot></template></div>", ["空"], []),
        (f"<div>{OPEN}<slot>空</slot></template> </div>", [], ["空"]),
        (f"<div>{OPEN}<p>影</p></template><p>光</p>餘</div>", ["影"], ["光餘"]),
        (
            f"<x-k>{OPEN}<p><slot name=code></slot> <slot name=name>無</slot></p></template>"
            "<b slot=name>甲</b><b slot=code>K01</b></x-k>",
            ["K01 甲"],
            ["無"],
        ),
        (f"<x-k>{OPEN}<slot name=a></slot></template><b slot=b>乙</b><b slot=a>甲</b>丙</x-k>", ["甲"], ["乙丙"]),
        (f"<x-k>{OPEN}<slot name=a></slot>、<slot name=a>又</slot></template><b slot=a>甲</b></x-k>", ["甲、又"], []),
        (f"<p>一<x-k>{OPEN}(<slot></slot>)</template>二</x-k>三</p>", ["一(二)三"], []),
        (f"<div>{OPEN}甲</template><template shadowrootmode=open>乙</template></div>", ["甲"], ["乙"]),
        (
            f"<x-a>{OPEN}<x-b>{OPEN}[<slot></slot>]</template><slot></slot></x-b></template>甲</x-a>",
            ["[甲]"],
            [],
        ),
        ("<div><template shadowrootmode=other>乙</template>甲</div>", ["甲"], ["乙"]),
    ],
)
def test_what_slots_take_is_shown_in_their_place(content: str, shown: list[str], hidden: list[str]) -> None:
    body = page(content, "")
    assert (read(body), outside(body)) == (shown, hidden)


def test_a_table_in_a_slot_of_a_cell() -> None:
    content = f"<table><tr><td>一<td><x-k>{OPEN}<slot></slot></template><ul><li>甲<li>乙</ul></x-k></table>"
    assert read(page(content, "")) == ["一", "甲", "乙"]


@pytest.mark.parametrize(
    ("before", "repeated", "behind"),
    [
        (f"{OPEN}<slot></slot></template>", "<b>甲</b>", ""),
        ("", f"<p>{OPEN}甲</template></p>", ""),
        ("", f"{OPEN}甲</template>", ""),
        (OPEN, "<slot></slot>", "</template>"),
    ],
)
def test_many_of_them_take_no_more_steps_than_other_elements(before: str, repeated: str, behind: str) -> None:
    assert growth(shadow, lambda count: page(f"<div>{before}{repeated * count}{behind}</div>", ""), 200) < 2.5


def test_texts_side_by_side_are_written_at_once() -> None:
    """What stands between the elements that a slot takes is left over as so many texts in a row."""

    class Holder(list[str]):
        written = 0
        _text: str | None = None

        @property
        def text(self) -> str | None:
            return self._text

        @text.setter
        def text(self, text: str) -> None:
            self.written += len(text)
            self._text = text

    holder = Holder()
    shadow._put(holder, ["甲"] * 500)
    assert (holder.text, holder.written) == ("甲" * 500, 500)


def test_what_stands_between_the_elements_of_a_slot_is_left_over() -> None:
    body = page(f"<div>{OPEN}<slot name=x></slot></template>" + "<b slot=x>甲</b>乙" * 3 + "</div>", "")
    assert (read(body), outside(body)) == (["甲甲甲"], ["乙乙乙"])
