// Lights up what belongs together, walks from field to field, keeps what was seen. The page says everything without it.
(() => {
  "use strict";
  const body = document.body;
  /** @type {HTMLElement[]} */
  const fields = [...document.querySelectorAll("li.field")];
  const source = document.getElementById("source");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const STORE = `icap-proof:${body.dataset.digest}`;

  /** @param {Element} field @returns {HTMLInputElement} */
  const box = (field) => field.querySelector("input");
  /** @param {string} id */
  const byId = (id) => document.getElementById(id);
  /** @param {string} text @param {Record<string, number>} values */
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => String(values[name]));

  /** What this browser has kept for the file: keys of fields that were seen, and what stands on the sheet. */
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(STORE) || "{}");
      return { seen: new Set(Array.isArray(kept.seen) ? kept.seen : []), sheet: kept.sheet || {} };
    } catch {
      return { seen: new Set(), sheet: {} };
    }
  };
  const state = read();
  const keep = () => {
    try {
      localStorage.setItem(STORE, JSON.stringify({ seen: [...state.seen], sheet: state.sheet }));
    } catch {
      byId("not-kept").hidden = false;
    }
  };

  /** @type {Element[]} */
  let lit = [];
  /** Lights up a field and all that shows it. @param {Element} field @param {boolean} turn whether to show the source */
  const light = (field, turn) => {
    for (const one of lit) one.classList.remove("on");
    const shown = (field.dataset.marked || "").split(" ").filter(Boolean).map(byId).filter(Boolean);
    lit = [field, ...shown];
    for (const one of lit) one.classList.add("on");
    if (turn && shown[0]) reveal(shown[0]);
  };
  /** Scrolls the source, and nothing else, so that an element of it is in sight. @param {Element} element */
  const reveal = (element) => {
    const view = source.getBoundingClientRect();
    const at = element.getBoundingClientRect();
    const inside = at.top >= view.top && at.bottom <= view.bottom && at.left >= view.left && at.right <= view.right;
    if (inside) return;
    const down = at.top - view.top - Math.max(0, (view.height - at.height) / 2);
    const across = at.left - view.left - Math.max(0, (view.width - at.width) / 2);
    source.scrollBy({ top: down, left: across, behavior: still ? "instant" : "smooth" });
  };
  /** @param {Element | undefined} field */
  const go = (field) => {
    if (!field) return;
    box(field).focus({ preventScroll: true });
    field.scrollIntoView({ block: "nearest", behavior: "instant" });
    light(field, true);
  };
  /** The field that has the focus, or was lit last. */
  const current = () => {
    const focused = document.activeElement && document.activeElement.closest("li.field");
    return fields.indexOf(focused || lit.find((one) => fields.includes(one)));
  };
  /** @param {number} by */
  const step = (by) => go(fields[Math.min(fields.length - 1, Math.max(0, current() + by))]);
  const unseen = () => {
    const from = current() + 1;
    go([...fields.slice(from), ...fields.slice(0, from)].find((field) => !box(field).checked));
  };
  /** Goes to what a link leads to. @param {string} id */
  const jump = (id) => {
    const target = byId(id);
    if (!target) return false;
    const field = target.closest("li.field") || byId(target.dataset.field || "");
    if (field && fields.includes(field)) {
      go(field);
      if (!target.closest("li.field")) reveal(target);
      return true;
    }
    if (!source.contains(target)) return false;
    for (const one of lit) one.classList.remove("on");
    lit = [target];
    target.classList.add("on");
    source.focus({ preventScroll: true });
    source.scrollIntoView({ block: "nearest", behavior: "instant" });
    reveal(target);
    return true;
  };

  const tell = () => {
    const left = fields.filter((field) => !box(field).checked);
    const values = { seen: fields.length - left.length, count: fields.length, left: left.length };
    byId("progress").textContent = filled(body.dataset.progress, values);
    byId("bar").value = values.seen;
    byId("state").textContent = filled(left.length ? body.dataset.someLeft : body.dataset.allSeen, values);
    byId("left").replaceChildren(
      ...left.map((field) => {
        const item = document.createElement("li");
        item.textContent = [".label", ".code", ".value"]
          .map((part) => (field.querySelector(part) || { textContent: "" }).textContent.trim().slice(0, 40))
          .filter(Boolean)
          .join(" ");
        return item;
      }),
    );
  };
  /** @param {HTMLElement} field @param {boolean} seen */
  const mark = (field, seen) => {
    box(field).checked = seen;
    field.classList.toggle("done", seen);
    state.seen[seen ? "add" : "delete"](field.dataset.key);
  };

  for (const field of fields) mark(field, state.seen.has(field.dataset.key));
  for (const id of ["who", "when", "remark"]) {
    const input = byId(id);
    if (typeof state.sheet[id] === "string") input.value = state.sheet[id];
    input.addEventListener("input", () => {
      state.sheet[id] = input.value;
      keep();
    });
  }
  tell();
  keep();

  document.addEventListener("change", (event) => {
    const field = event.target.closest("li.field");
    if (!field) return;
    mark(field, box(field).checked);
    keep();
    tell();
  });
  document.addEventListener("focusin", (event) => {
    const field = event.target.closest("li.field");
    if (field) light(field, true);
  });
  let [x, y] = [-1, -1];
  document.addEventListener("mouseover", (event) => {
    // What scrolls under a mouse that rests is not pointed at.
    if (event.clientX === x && event.clientY === y) return;
    [x, y] = [event.clientX, event.clientY];
    const field = event.target.closest("li.field");
    const shown = event.target.closest("[data-field]");
    if (field) light(field, true);
    else if (shown) light(byId(shown.dataset.field), false);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      if (jump(link.hash.slice(1))) event.preventDefault();
      return;
    }
    const shown = event.target.closest("[data-field]");
    const field = shown ? byId(shown.dataset.field) : event.target.closest("li.field");
    if (field && !event.target.closest("label")) go(field);
  });
  const keys = {
    ArrowDown: () => step(1),
    j: () => step(1),
    ArrowUp: () => step(-1),
    k: () => step(-1),
    u: unseen,
    Enter: () => {
      const field = fields[current()];
      mark(field, true);
      keep();
      tell();
      step(1);
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !event.target.closest("li.field input")) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  const sizes = ["", "half-larger", "twice", "thrice"];
  /** Shows the pages larger or smaller, and what is lit again. @param {number} by */
  const zoom = (by) => {
    const at = Math.max(0, sizes.findIndex((name) => name && source.classList.contains(name)));
    source.classList.remove(...sizes.filter(Boolean));
    const next = sizes[Math.min(sizes.length - 1, Math.max(0, at + by))];
    if (next) source.classList.add(next);
    const shown = lit.find((one) => source.contains(one));
    if (shown) reveal(shown);
  };
  if (byId("zoom")) {
    byId("zoom").hidden = false;
    byId("larger").addEventListener("click", () => zoom(1));
    byId("smaller").addEventListener("click", () => zoom(-1));
  }
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  byId("next-unseen").addEventListener("click", unseen);
  byId("print").addEventListener("click", () => print());
  byId("forget").addEventListener("click", () => {
    for (const field of fields) mark(field, false);
    keep();
    tell();
  });
  byId("tools").hidden = byId("sign").hidden = false;
  document.documentElement.classList.add("live");
})();
