/* generator: icap template */
"use strict";
/**
 * Facets of the list of standards. Choices stand in the address: `standards.html?level=3&level=4&category=MPM` shows what
 * is of level 3 or 4 in that category. The page may be one of several of a long list: with facets the list is whole.
 *
 * @typedef {{value: string, text: string}} Value how it stands in the address, and what it is called
 * @typedef {{name: string, title: string, values: Map<string, string>}} Facet
 * @typedef {{standard: Standard, has: Map<string, Set<string>>}} Entry
 */
(() => {
  const form = document.getElementById("facets");
  const status = document.getElementById("found");
  const list = document.getElementById("standards");
  if (!(form instanceof HTMLFormElement) || !status || !list) return;
  const words = wordsOf(form);

  /** @param {Category[]} categories @returns {Value[]} */
  const named = (categories) => categories.map(({ code, name }) => ({ value: code ?? name ?? "", text: [code, name].filter(Boolean).join(" ") }));
  /** @type {Record<string, (standard: Standard) => Value[]>} */
  const FACETS = {
    category: ({ categories }) => named(categories),
    level: ({ level }) => [level === null ? { value: "none", text: words("noLevel") } : { value: `${level}`, text: words("levelOf", { level }) }],
    occupation: ({ occupations }) => named(occupations),
    industry: ({ industries }) => named(industries),
    state: ({ state }) => (state ? [{ value: state, text: state }] : []),
  };

  /** Each value with the name that it mostly has: names are misprinted too. @param {Value[]} values @returns {Map<string, string>} */
  const mostly = (values) => {
    /** @type {Map<string, Map<string, number>>} */
    const counts = new Map();
    for (const { value, text } of values) {
      const names = counts.get(value) ?? new Map();
      counts.set(value, names.set(text, (names.get(text) ?? 0) + 1));
    }
    const best = (names) => [...names].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
    return new Map([...counts].map(([value, names]) => [value, best(names)]));
  };

  /** @param {Standard} standard */
  const line = (standard) =>
    element("li", {}, standardLink(standard), " ",
      element("span", { class: "level" }, standard.level === null ? words("noLevel") : words("levelOf", { level: standard.level })),
      ...(standard.state ? [" ", element("span", { class: "state", lang: OFFICIAL }, standard.state)] : []));

  /** @param {Release} release */
  const start = ({ standards }) => {
    /** @type {Entry[]} */
    const entries = standards.map((standard) => ({
      standard,
      has: new Map(Object.entries(FACETS).map(([name, values]) => [name, new Set(values(standard).map((one) => one.value))])),
    }));
    const inOrder = new Intl.Collator("zh-Hant-TW", { numeric: true });
    /** @type {Facet[]} */
    const facets = Object.entries(FACETS).map(([name, values]) => {
      const all = [...mostly(standards.flatMap(values))].sort(([one], [other]) => inOrder.compare(one, other));
      return { name, title: words(name), values: new Map(all) };
    }).filter(({ values }) => values.size);
    const has = (entry, name, value) => entry.has.get(name)?.has(value) ?? false;

    /** The values of each facet that the address names. @returns {Map<string, Set<string>>} */
    const chosen = () => {
      const asked = new URLSearchParams(location.search);
      return new Map(facets.map(({ name, values }) => [name, new Set(asked.getAll(name).filter((value) => values.has(value)))]));
    };
    /** Whether an entry has one of the chosen values in every facet but `except`. @param {Entry} entry @param {Map<string, Set<string>>} choices */
    const fits = (entry, choices, except = "") =>
      [...choices].every(([name, values]) => name === except || !values.size || [...values].some((value) => has(entry, name, value)));

    const wide = matchMedia("(min-width: 60rem)").matches; // Elsewhere the facets stand above the list and start folded.
    const parts = facets.map(({ name, title, values }) => {
      const boxes = [...values].map(([value, text]) => {
        const count = element("span", { class: "total" });
        const box = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", name, value }));
        const said = element("span", { lang: name === "level" ? null : OFFICIAL }, text);
        return { value, text, box, count, line: element("li", {}, element("label", {}, box, said, count)) };
      });
      const fold = /** @type {HTMLDetailsElement} */ (element("details", { open: wide && values.size <= 8 },
        element("summary", {}, title, " ", element("span", { class: "total" }, `${values.size}`)),
        element("fieldset", {}, element("legend", { class: "unseen" }, title), element("ul", {}, ...boxes.map((one) => one.line)))));
      return { name, boxes, fold };
    });
    const picked = element("ul", { class: "picked", "aria-label": words("picked") });
    const checked = () => parts.flatMap(({ name, boxes }) => boxes.filter(({ box }) => box.checked).map((one) => ({ name, ...one })));

    const apply = () => {
      const choices = chosen();
      for (const { name, boxes, fold } of parts) {
        const others = entries.filter((entry) => fits(entry, choices, name));
        for (const { value, box, count, line } of boxes) {
          const holding = others.filter((entry) => has(entry, name, value)).length;
          box.checked = choices.get(name)?.has(value) ?? false;
          count.textContent = `${holding}`;
          line.classList.toggle("empty", !holding && !box.checked);
          if (box.checked) fold.open = true;
        }
      }
      const shown = entries.filter((entry) => fits(entry, choices));
      list.replaceChildren(...shown.map(({ standard }) => line(standard)));
      const some = checked();
      picked.hidden = !some.length;
      picked.replaceChildren(
        ...some.map(({ text, box }) => element("li", {}, button(words("without", { value: text }), () => { box.checked = false; changed(); status.focus(); }))),
        element("li", {}, button(words("clear"), () => { choose([]); status.focus(); })),
        element("li", { class: "remark" }, words("share")));
      status.textContent = words(!shown.length ? "none" : some.length ? "some" : "all", { shown: shown.length, all: entries.length });
    };

    /** @param {[string, string][]} choices facets and values */
    const choose = (choices) => {
      const address = new URL(location.href);
      address.search = new URLSearchParams(choices).toString();
      history.pushState(null, "", address);
      apply();
    };
    const changed = () => choose(checked().map(({ name, box }) => [name, box.value]));

    form.append(...parts.map(({ fold }) => fold));
    status.after(picked);
    document.querySelector(".pager")?.remove();
    form.addEventListener("change", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("popstate", apply);
    form.hidden = false;
    apply();
  };

  readIndex().then(start, () => {}); // Without an index the list stands as it is.
})();
