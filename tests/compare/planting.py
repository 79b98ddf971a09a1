"""Plants edits in a record and keeps count of what they are, by identities that no code or text can blur.

A draft is the record as plain values in which every item carries an ``id``. Edits change a copy of the draft; what
became of an item is then known by its id. Everything is numbered anew afterwards, as an office would.
"""

from __future__ import annotations

import json
from copy import deepcopy
from itertools import count
from typing import Any

from pipeline.record import model

STOCK = (
    "依公司年度目標擬定採購時程並追蹤到貨進度。",
    "盤查倉儲溫濕度紀錄，發現異常時立即隔離批號。",
    "以視訊會議說明合約附件，徵得對方書面同意。",
    "估算人力工時與外包費用，編列季度預算草案。",
    "核對海關申報文件，補正缺漏之原產地證明。",
    "操作堆高機完成上架，確認通道淨空與照明。",
    "製作教學影片並上傳平臺，蒐整學員回饋。",
    "抽驗樣本重量與色澤，填寫檢驗不合格單。",
)
NAMES = (
    "倉儲溫控原理",
    "海關申報法令",
    "堆高機操作實務",
    "影音剪輯軟體應用",
    "抽樣檢驗統計",
    "外包合約管理",
    "碳排放盤查基礎",
    "園藝栽培要領",
)
REPLACEMENTS = ("並視需要", "逐一比對", "跨部門", "電子化", "滾動式", "於期限內", "具體", "重點", "年度", "雲端")


def draft_of(standard: model.Standard) -> dict[str, Any]:
    """The draft of a record; references mean registers by id."""
    draft = json.loads(model.to_json(standard))
    numbers = count(1)
    for name in ("knowledge", "skills"):
        ids = {}
        for entry in draft[name]:
            entry["id"] = ids[entry["code"]] = next(numbers)
        for task in _tasks(draft):
            for block in task["blocks"]:
                for use in block[name]:
                    use["means"] = ids[use["code"]]
    for item in _numbered(draft):
        item["id"] = next(numbers)
    draft["next"] = next(numbers)
    return draft


def _tasks(draft):
    return [task for duty in draft["duties"] for task in duty["tasks"]]


def _numbered(draft):
    for duty in draft["duties"]:
        yield duty
        for task in duty["tasks"]:
            yield task
            yield from task["also"]
            for block in task["blocks"]:
                yield block
                yield from block["outputs"]
                yield from block["indicators"]
    yield from draft["attitudes"]
    yield from draft["notes"]


def renumbered(draft: dict[str, Any]) -> dict[str, Any]:
    """The draft with all codes as their order gives them."""
    draft = deepcopy(draft)
    _renumber_register(draft, "knowledge", "K")
    _renumber_register(draft, "skills", "S")
    for at, duty in enumerate(draft["duties"], start=1):
        _renumber_duty(duty, at)
    for at, attitude in enumerate(draft["attitudes"], start=1):
        attitude["code"] = f"A{at:02}"
    for at, note in enumerate(draft["notes"], start=1):
        note["number"] = at
    return draft


def _renumber_register(draft: dict[str, Any], name: str, letter: str) -> None:
    codes = {}
    for at, entry in enumerate(draft[name], start=1):
        entry["code"] = codes[entry["id"]] = f"{letter}{at:02}"
    for task in _tasks(draft):
        for block in task["blocks"]:
            block[name] = [use for use in block[name] if use["means"] in codes]
            for use in block[name]:
                use["code"] = codes[use["means"]]


def _renumber_duty(duty: dict[str, Any], at: int) -> None:
    duty["code"] = f"T{at}"
    number = count(1)
    for task in duty["tasks"]:
        for head in (task, *task["also"]):
            head["code"] = f"T{at}.{next(number)}"
        for key, letter in (("outputs", "O"), ("indicators", "P")):
            numbers = count(1)
            for block in task["blocks"]:
                for item in block[key]:
                    item["code"] = f"{letter}{task['code'][1:]}.{next(numbers)}"


def record_of(draft: dict[str, Any]) -> model.Standard:
    """The record that a draft stands for."""

    def bare(value):
        if isinstance(value, dict):
            return {
                key: bare(one) for key, one in value.items() if key not in ("id", "means", "next", "code_as_printed")
            }
        return [bare(one) for one in value] if isinstance(value, list) else value

    return model.Standard.model_validate(bare(draft))


def facts(draft: dict[str, Any]) -> dict[Any, tuple[str, str | None, str, Any]]:
    """Kind, code, text and parent of every item by its identity."""
    found: dict[Any, tuple[str, str | None, str, Any]] = {}
    names = {}
    for kind, name in (("knowledge", "knowledge"), ("skill", "skills")):
        for entry in draft[name]:
            found[entry["id"]] = (kind, entry["code"], entry["name"] or "", None)
            names[entry["id"]] = entry["name"] or ""
    for duty in draft["duties"]:
        found[duty["id"]] = ("duty", duty["code"], duty["name"] or "", None)
        for task in duty["tasks"]:
            for head in (task, *task["also"]):
                found[head["id"]] = ("task", head["code"], head["name"] or "", duty["id"])
            found |= _block_facts(task, names)
    for attitude in draft["attitudes"]:
        text = "：".join(filter(None, (attitude["name"], attitude["description"])))
        found[attitude["id"]] = ("attitude", attitude["code"], text, None)
    for note in draft["notes"]:
        text = "：".join(filter(None, (note["term"], note["text"])))
        found[note["id"]] = ("note", f"註{note['number']}", text, None)
    if draft["description"]:
        found["description"] = ("description", None, draft["description"], None)
    return found


def _block_facts(task: dict[str, Any], names: dict[Any, str]) -> dict[Any, tuple[str, str | None, str, Any]]:
    found: dict[Any, tuple[str, str | None, str, Any]] = {}
    for block in task["blocks"]:
        if block["level"]:
            found["level", block["id"]] = ("level", None, str(block["level"]), task["id"])
        for kind, key in (("output", "outputs"), ("indicator", "indicators")):
            for item in block[key]:
                found[item["id"]] = (kind, item["code"], item["text"], task["id"])
        for name in ("knowledge", "skills"):
            for use in block[name]:
                text = use.get("as_printed") or names[use["means"]]
                found["use", block["id"], use["means"]] = ("reference", use["code"], text, task["id"])
    return found


def expected(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Kind, status, renumbered, moved, old and new (code, text) of every item, sorted."""
    before, after = facts(old), facts(new)
    rows = []
    for key in {**before, **after}:
        one, other = before.get(key), after.get(key)
        if one and other:
            moved = one[0] not in ("reference", "level") and one[3] != other[3]
            status = "unchanged" if one[2] == other[2] else "amended"
            rows.append((one[0], status, one[1] != other[1], moved, one[1:3], other[1:3]))
        elif one:
            rows.append((one[0], "deleted", False, False, one[1:3], None))
        else:
            rows.append((other[0], "added", False, False, None, other[1:3]))
    return sorted(rows, key=repr)


def found(record) -> list[tuple[Any, ...]]:
    """The same of a change record, for the kinds that a draft counts."""
    kinds = {
        "duty",
        "task",
        "level",
        "output",
        "indicator",
        "reference",
        "knowledge",
        "skill",
        "attitude",
        "note",
        "description",
    }
    rows = [
        (
            one.kind.value,
            one.status,
            one.renumbered,
            one.moved,
            one.old and (one.old.code, one.old.text),
            one.new and (one.new.code, one.new.text),
        )
        for one in record.changes
        if one.kind.value in kinds
    ]
    return sorted(rows, key=repr)


class Planter:
    """Plants edits, each item at most once, as ``choose`` decides (a random source with ``randrange``)."""

    def __init__(self, draft: dict[str, Any], choose: Any) -> None:
        self.draft = deepcopy(draft)
        self._choose = choose
        self._touched: set[Any] = set()
        self._stock = list(STOCK)
        self._names = list(NAMES)
        self.log: list[str] = []

    def plant(self, edits: int) -> None:
        """Tries so many edits."""
        kinds = [getattr(self, name) for name in sorted(dir(self)) if name.startswith("edit_")]
        for _ in range(edits):
            kind = kinds[self._choose.randrange(len(kinds))]
            if kind():
                self.log.append(kind.__name__)

    def _pick(self, items, key="id"):
        """One of ``items`` that no edit has touched."""
        fresh = [one for one in items if one[key] not in self._touched]
        if not fresh:
            return None
        one = fresh[self._choose.randrange(len(fresh))]
        self._touched.add(one[key])
        return one

    def _new_id(self):
        self.draft["next"] += 1
        self._touched.add(self.draft["next"])
        return self.draft["next"]

    def _lists(self, key):
        return [block[key] for task in _tasks(self.draft) for block in task["blocks"]]

    def _reworded(self, text):
        word = REPLACEMENTS[self._choose.randrange(len(REPLACEMENTS))]
        size = max(1, len(text) * (1 + self._choose.randrange(4)) // 10)
        start = self._choose.randrange(max(1, len(text) - size + 1))
        return text[:start] + word + text[start + size :]

    def edit_reword_indicator(self):
        item = self._pick([one for items in self._lists("indicators") for one in items])
        if item:
            item["text"] = self._reworded(item["text"])
        return item

    def edit_reword_output(self):
        item = self._pick([one for items in self._lists("outputs") for one in items if len(one["text"]) > 5])
        if item:
            item["text"] = item["text"] + "（含附件）"
        return item

    def edit_insert_indicator(self):
        lists = self._lists("indicators")
        if not self._stock:
            return None
        items = lists[self._choose.randrange(len(lists))]
        text = self._stock.pop()
        items.insert(self._choose.randrange(len(items) + 1), {"id": self._new_id(), "code": None, "text": text})
        return text

    def edit_delete_indicator(self):
        lists = [items for items in self._lists("indicators") if len(items) > 1]
        item = self._pick([one for items in lists for one in items])
        for items in lists:
            if item in items:
                items.remove(item)
        return item

    def edit_delete_output(self):
        lists = self._lists("outputs")
        item = self._pick([one for items in lists for one in items])
        for items in lists:
            if item in items:
                items.remove(item)
        return item

    def edit_move_indicator(self):
        lists = self._lists("indicators")
        item = self._pick([one for items in lists if len(items) > 1 for one in items])
        if item is None:
            return None
        home = next(items for items in lists if item in items)
        others = [items for items in lists if items is not home]
        if not others:
            return None
        home.remove(item)
        target = others[self._choose.randrange(len(others))]
        target.insert(self._choose.randrange(len(target) + 1), item)
        return item

    def edit_swap_indicators(self):
        items = [one for one in self._lists("indicators") if len(one) > 1]
        if not items:
            return None
        one = items[self._choose.randrange(len(items))]
        at = self._choose.randrange(len(one) - 1)
        one[at], one[at + 1] = one[at + 1], one[at]
        return one

    def edit_split_indicator(self):
        lists = self._lists("indicators")
        item = self._pick([one for items in lists for one in items if "，" in one["text"][6:-6]])
        if item is None:
            return None
        cut = item["text"].index("，", 6)
        rest = {"id": self._new_id(), "code": None, "text": item["text"][cut + 1 :]}
        item["text"] = item["text"][:cut] + "。"
        items = next(items for items in lists if item in items)
        items.insert(items.index(item) + 1, rest)
        return item

    def edit_join_indicators(self):
        lists = self._lists("indicators")
        item = self._pick(
            [one for items in lists for one in items[:-1] if items[items.index(one) + 1]["id"] not in self._touched]
        )
        if item is None:
            return None
        items = next(items for items in lists if item in items)
        other = items.pop(items.index(item) + 1)
        item["text"] = item["text"].rstrip("。") + "，並" + other["text"]
        return item

    def edit_level(self):
        block = self._pick([block for task in _tasks(self.draft) for block in task["blocks"] if block["level"]])
        if block:
            block["level"] = 7 - block["level"] if block["level"] != 3 else 4
        return block

    def edit_rename_knowledge(self):
        entry = self._pick([one for one in self.draft["knowledge"] if one["name"]])
        if entry:
            for block in (block for task in _tasks(self.draft) for block in task["blocks"]):
                for use in block["knowledge"]:
                    if use["means"] == entry["id"]:
                        use.pop("as_printed", None)
            entry["name"] = entry["name"] + "與實務" if len(entry["name"]) > 3 else entry["name"] + "概論"
        return entry

    def edit_insert_knowledge(self):
        if not self._names:
            return None
        entry = {"id": self._new_id(), "code": None, "name": self._names.pop()}
        self.draft["knowledge"].insert(self._choose.randrange(len(self.draft["knowledge"]) + 1), entry)
        lists = self._lists("knowledge")
        lists[self._choose.randrange(len(lists))].append({"means": entry["id"], "code": None})
        return entry

    def edit_delete_knowledge(self):
        entry = self._pick(self.draft["knowledge"])
        if entry:
            self.draft["knowledge"].remove(entry)
        return entry

    def edit_drop_reference(self):
        lists = [uses for uses in self._lists("skills") if len(uses) > 1]
        if not lists:
            return None
        uses = lists[self._choose.randrange(len(lists))]
        return uses.pop(self._choose.randrange(len(uses)))

    def edit_rename_task(self):
        task = self._pick(_tasks(self.draft))
        if task:
            task["name"] = (task["name"] or "") + "與精進"
        return task

    def edit_insert_task(self):
        if len(self._stock) < 2:
            return None
        duties = self.draft["duties"]
        duty = duties[self._choose.randrange(len(duties))]
        texts = [self._stock.pop(), self._stock.pop()]
        task = {
            "id": self._new_id(),
            "code": None,
            "name": texts[0][:6],
            "also": [],
            "blocks": [
                {
                    "id": self._new_id(),
                    "level": 4,
                    "outputs": [],
                    "indicators": [{"id": self._new_id(), "code": None, "text": text} for text in texts],
                    "knowledge": [],
                    "skills": [],
                }
            ],
        }
        duty["tasks"].insert(self._choose.randrange(len(duty["tasks"]) + 1), task)
        return task

    def edit_delete_task(self):
        task = self._pick([one for duty in self.draft["duties"] if len(duty["tasks"]) > 2 for one in duty["tasks"]])
        for duty in self.draft["duties"]:
            if task in duty["tasks"]:
                duty["tasks"].remove(task)
        return task

    def edit_move_task(self):
        duties = self.draft["duties"]
        task = self._pick([one for duty in duties if len(duty["tasks"]) > 2 for one in duty["tasks"]])
        if task is None or len(duties) < 2:
            return None
        home = next(duty for duty in duties if task in duty["tasks"])
        others = [duty for duty in duties if duty is not home]
        home["tasks"].remove(task)
        others[self._choose.randrange(len(others))]["tasks"].insert(0, task)
        return task

    def edit_swap_tasks(self):
        duties = [duty for duty in self.draft["duties"] if len(duty["tasks"]) > 1]
        if not duties:
            return None
        tasks = duties[self._choose.randrange(len(duties))]["tasks"]
        at = self._choose.randrange(len(tasks) - 1)
        tasks[at], tasks[at + 1] = tasks[at + 1], tasks[at]
        return tasks

    def edit_reword_description(self):
        if "description" in self._touched or not self.draft["description"]:
            return None
        self._touched.add("description")
        self.draft["description"] = self._reworded(self.draft["description"])
        return True

    def edit_reword_attitude(self):
        attitude = self._pick([one for one in self.draft["attitudes"] if one["description"]])
        if attitude:
            attitude["description"] = self._reworded(attitude["description"])
        return attitude

    def edit_delete_note(self):
        note = self._pick(self.draft["notes"])
        if note:
            self.draft["notes"].remove(note)
        return note

    def edit_delete_attitude(self):
        attitude = self._pick(self.draft["attitudes"])
        if attitude:
            self.draft["attitudes"].remove(attitude)
        return attitude

    def edit_swap_attitudes(self):
        return self._swapped(self.draft["attitudes"])

    def edit_swap_notes(self):
        return self._swapped(self.draft["notes"])

    def edit_swap_duties(self):
        return self._swapped(self.draft["duties"])

    def _swapped(self, items):
        if len(items) < 2:
            return None
        at = self._choose.randrange(len(items) - 1)
        items[at], items[at + 1] = items[at + 1], items[at]
        return items

    def edit_rename_duty(self):
        duty = self._pick(self.draft["duties"])
        if duty:
            duty["name"] = (duty["name"] or "") + "並落實"
        return duty

    def edit_rename_skill(self):
        entry = self._pick([one for one in self.draft["skills"] if one["name"]])
        if entry:
            self._rename("skills", entry, "基礎" + entry["name"])
        return entry

    def _rename(self, column, entry, name):
        for block in (block for task in _tasks(self.draft) for block in task["blocks"]):
            for use in block[column]:
                if use["means"] == entry["id"]:
                    use.pop("as_printed", None)
        entry["name"] = name

    def edit_move_skill(self):
        skills = self.draft["skills"]
        skills.insert(self._choose.randrange(len(skills)), skills.pop())
        return skills

    def edit_use_elsewhere(self):
        """One more task uses a K."""
        entry = self._pick(self.draft["knowledge"])
        others = entry and [
            block["knowledge"]
            for task in _tasks(self.draft)
            if all(use["means"] != entry["id"] for block in task["blocks"] for use in block["knowledge"])
            for block in task["blocks"][:1]
        ]
        if not others:
            return None
        others[self._choose.randrange(len(others))].append({"means": entry["id"], "code": None})
        return entry

    def edit_join_tasks(self):
        """Two neighbours become one task with both names and all that they held."""
        pairs = [
            (duty["tasks"], at)
            for duty in self.draft["duties"]
            for at in range(len(duty["tasks"]) - 1)
            if not any(task["id"] in self._touched or task["also"] for task in duty["tasks"][at : at + 2])
        ]
        if not pairs:
            return None
        tasks, at = pairs[self._choose.randrange(len(pairs))]
        first, second = tasks[at], tasks.pop(at + 1)
        self._touched |= {first["id"], second["id"]}
        first["name"] = f"{first['name']}與{second['name']}"
        block, other = first["blocks"][0], second["blocks"][0]
        for key in ("outputs", "indicators"):
            block[key] += other[key]
        for key in ("knowledge", "skills"):
            used = {use["means"] for use in block[key]}
            block[key] += [use for use in other[key] if use["means"] not in used]
        return first

    def edit_split_task(self):
        """The last indicators of a task get a task of their own."""
        homes = {task["id"]: duty["tasks"] for duty in self.draft["duties"] for task in duty["tasks"]}
        task = self._pick([one for one in _tasks(self.draft) if self._can_be_cut(one["blocks"][0]["indicators"])])
        if task is None or not self._stock:
            return None
        block = task["blocks"][0]
        rest = {
            "id": self._new_id(),
            "code": None,
            "name": self._stock.pop()[:6],
            "also": [],
            "blocks": [
                {
                    "id": self._new_id(),
                    "level": block["level"],
                    "outputs": [],
                    "indicators": block["indicators"][2:],
                    "knowledge": [],
                    "skills": [],
                }
            ],
        }
        del block["indicators"][2:]
        tasks = homes[task["id"]]
        tasks.insert(tasks.index(task) + 1, rest)
        return task

    def _can_be_cut(self, indicators):
        """Whether no cut behind the second parts what an edit before has cut in two."""
        return len(indicators) > 2 and not {one["id"] for one in indicators[1:3]} & self._touched
