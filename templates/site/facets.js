/* generator: icap template */
"use strict";
/**
 * Facets of the list of standards. What a standard has stands in its entry (`[data-standard]`) as elements with
 * `data-facet` (which facet) and `data-value`; their text names the value. Choices stand in the address:
 * `standards.html?level=3&level=4&category=MPM` shows level 3 or 4 in that category.
 *
 * @typedef {{name: string, title: string, values: Map<string, string>}} Facet
 */
(() => {
  const form = document.getElementById("facets");
  const status = document.getElementById("found");
  const list = document.querySelector("[data-list]");
  if (!(form instanceof HTMLFormElement) || !status || !list) return;
  const words = wordsOf(form);
  const entries = [...list.querySelectorAll("[data-standard]")].map((entry) => {
    /** @type {Map<string, Map<string, string>>} */
    const has = new Map();
    for (const one of entry.querySelectorAll("[data-facet]")) {
      const { facet = "", value = "" } = /** @type {HTMLElement} */ (one).dataset;
      if (!has.has(facet)) has.set(facet, new Map());
      has.get(facet)?.set(value, (one.textContent ?? "").trim());
    }
    return { entry: /** @type {HTMLElement} */ (entry), has };
  });

  /** Each value with the name that it mostly has: names are misprinted too. @param {[string, string][]} pairs */
  const named = (pairs) => {
    /** @type {Map<string, Map<string, number>>} */
    const counts = new Map();
    for (const [value, text] of pairs) {
      const names = counts.get(value) ?? new Map();
      counts.set(value, names.set(text, (names.get(text) ?? 0) + 1));
    }
    const mostly = (names) => [...names].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
    return new Map([...counts].map(([value, names]) => [value, mostly(names)]));
  };
  const inOrder = new Intl.Collator(document.documentElement.lang, { numeric: true });
  /** @type {Facet[]} */
  const facets = ["category", "occupation", "industry", "level", "state"].map((name) => {
    const values = named(entries.flatMap(({ has }) => [...(has.get(name) ?? [])]));
    return { name, title: words(name), values: new Map([...values].sort(([one], [other]) => inOrder.compare(one, other))) };
  }).filter(({ values }) => values.size);

  const chosen = () => {
    const asked = new URLSearchParams(location.search);
    return new Map(facets.map(({ name, values }) => [name, new Set(asked.getAll(name).filter((value) => values.has(value)))]));
  };
  /** Whether an entry has one of the chosen values in each facet but `except`. */
  const fits = ({ has }, choices, except = "") =>
    [...choices].every(([name, values]) =>
      name === except || !values.size || [...values].some((value) => has.get(name)?.has(value)));

  const boxes = facets.flatMap(({ name, title, values }, at) => {
    const made = [...values].map(([value, text]) => {
      const count = element("span", { class: "total" });
      const box = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", name, value }));
      return { name, value, text, box, count, line: element("li", {}, element("label", {}, box, " ", text || value, " ", count)) };
    });
    const number = element("span", { class: "total" });
    form.append(element("details", { open: at === 0 || values.size <= 8, "data-name": name },
      element("summary", {}, title, " ", number),
      element("fieldset", {}, element("legend", { class: "unseen" }, title), element("ul", {}, ...made.map(({ line }) => line)))));
    return made;
  });
  const picked = element("ul", { class: "picked", "aria-label": words("picked") });
  const clear = button(words("clear"), () => choose(new URLSearchParams()));
  status.after(picked);

  /** @param {URLSearchParams} choices */
  const choose = (choices) => {
    const address = new URL(location.href);
    address.search = choices.toString();
    address.hash = "";
    history.pushState(null, "", address);
    apply();
  };

  const apply = () => {
    const choices = chosen();
    let shown = 0;
    for (const one of entries) {
      one.entry.hidden = !fits(one, choices);
      if (!one.entry.hidden) shown += 1;
    }
    for (const { name } of facets) {
      const open = entries.filter((one) => fits(one, choices, name));
      for (const { value, box, count, line } of boxes.filter((one) => one.name === name)) {
        const holding = open.filter(({ has }) => has.get(name)?.has(value)).length;
        box.checked = choices.get(name)?.has(value) ?? false;
        count.textContent = `${holding}`;
        line.classList.toggle("empty", !holding);
      }
      const part = form.querySelector(`[data-name="${name}"]`);
      const size = choices.get(name)?.size;
      if (size && part instanceof HTMLDetailsElement) part.open = true;
    }
    const checked = boxes.filter(({ box }) => box.checked);
    picked.replaceChildren(...checked.map(({ text, value, box }) =>
      element("li", {}, button(words("without", { value: text || value }), () => { box.checked = false; changed(); status.focus(); }))),
      ...(checked.length ? [element("li", {}, clear)] : []));
    picked.hidden = !checked.length;
    status.textContent = words(checked.length ? "some" : "all", { shown, all: entries.length });
  };

  const changed = () => choose(new URLSearchParams(boxes.filter(({ box }) => box.checked).map(({ name, value }) => [name, value])));
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", apply);
  form.hidden = false;
  apply();
})();
