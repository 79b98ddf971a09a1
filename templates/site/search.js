/* generator: icap template */
"use strict";
/** The search of the start page: `index.html?q=談判`. Each hit is a link with `data-code`, the code of its standard. */
(() => {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[role=search]"));
  const results = document.getElementById("results");
  const status = document.getElementById("found");
  if (!form || !results || !status) return;
  const box = /** @type {HTMLInputElement} */ (form.querySelector("input[type=search]"));
  const start = document.getElementById("start");
  const words = wordsOf(results);
  const [ROWS, USERS] = [20, 5]; // How many texts of a group, and standards of a text, are shown before they are asked for.
  /** @type {Promise<(query: string) => Found> | undefined} */
  let loading;
  const loaded = () => (loading ??= readIndex().then(finder));

  /** @param {Standard} standard @param {string | undefined} task @returns {string} */
  const pathOf = ({ page }, task) => (task ? `${page}#task_${task.toLowerCase().replace(/[^a-z0-9]+/g, "_")}` : page);

  /**
   * A list that shows so many entries, and the others when asked; it says how many there are.
   *
   * @template T
   * @param {string} kind @param {T[]} entries @param {number} most @param {(entry: T) => Node} show
   */
  const list = (kind, entries, most, show) => {
    const made = element("ul", { class: kind }, ...entries.slice(0, most).map(show));
    if (entries.length <= most) return made;
    const more = button(words("more", { shown: most, all: entries.length }), () => {
      const others = entries.slice(most).map(show);
      made.append(...others);
      rest.remove();
      /** @type {Element} */ (others[0]).querySelector("a")?.focus();
    });
    const rest = element("li", { class: "more" }, more);
    made.append(rest);
    return made;
  };

  /** @param {string[]} terms @returns {(match: Match) => Node} */
  const matchLine = (terms) => ({ standard, count, named }) =>
    element("li", {}, standardLink(standard, standard.page, named ? (text) => marked(text, terms) : undefined), " ",
      element("span", { class: "remark" },
        ...[standard.level === null ? "" : words("level", { level: standard.level }), count ? words("texts", { count }) : "", named ? categoriesOf(standard, terms) : ""]
          .filter(Boolean).flatMap((part, at) => (at ? [" · ", part] : [part]))),
      ...(standard.state ? [" ", element("span", { class: "state", lang: OFFICIAL }, standard.state)] : []));

  /** The categories of a standard that hold a term. @param {Standard} standard @param {string[]} terms */
  const categoriesOf = ({ categories, occupations, industries }, terms) => {
    const said = [...categories, ...occupations, ...industries].map((one) => [one.code, one.name].filter(Boolean).join(" "));
    const holding = said.filter((text) => terms.some((term) => plain(text).includes(term)));
    return holding.length ? element("span", { lang: OFFICIAL }, marked(holding.join("、"), terms)) : "";
  };

  /** @param {string[]} terms @returns {(row: Row) => Node} */
  const textLine = (terms) => (row) => {
    const text = marked(row.text, terms);
    return element("li", {},
      row.kind === "remark" ? element("span", { class: "remark", lang: OFFICIAL }, `${row.label} `) : null,
      element("span", { class: "text", lang: OFFICIAL }, row.page ? element("a", { href: row.page }, text) : text),
      list("users", row.places, USERS, ({ standard, statement }) => {
        const task = statement.kind === "task" ? statement.code : statement.uses[0]?.task;
        return element("li", {}, standardLink(standard, pathOf(standard, task ?? undefined)), " ",
          element("span", { class: "remark" }, marked(statement.code ?? "", terms)));
      }));
  };

  /** @param {string} kind @param {number} count @param {Node} content */
  const group = (kind, count, content) =>
    element("section", { class: "group", id: `hits-${kind}`, "aria-labelledby": `hits-${kind}-title` },
      element("h2", { id: `hits-${kind}-title` }, words(kind), " ", element("span", { class: "total" }, `${count}`)), content);

  /** Lets the browser draw what there is and take what is typed. */
  const pause = () => new Promise((done) => { setTimeout(done); });

  /**
   * Shows the standards at once, then the texts kind by kind, unless something else is looked for by then.
   *
   * @param {Found} found
   * @param {() => boolean} wanted
   */
  const show = async ({ terms, matches, groups }, wanted) => {
    /** @type {[string, number][]} */
    const counts = [...(matches.length ? [/** @type {[string, number]} */ (["standard", matches.length])] : []),
      ...[...groups].map(([kind, rows]) => /** @type {[string, number]} */ ([kind, rows.length]))];
    const ways = counts.map(([kind, count]) => element("li", {}, element("a", { href: `#hits-${kind}` }, words(kind)), ` ${count}`));
    const texts = [...groups.values()].reduce((sum, rows) => sum + rows.length, 0);
    const shown = [...groups.values()].reduce((sum, rows) => sum + Math.min(rows.length, ROWS), 0);
    const said = { query: box.value.trim(), standards: matches.length, texts, shown };
    status.textContent = words(!matches.length ? "none" : shown < texts ? "some" : "all", said);
    results.replaceChildren(
      ways.length > 1 ? element("ul", { class: "ways" }, ...ways) : "",
      matches.length ? group("standard", matches.length, list("matches", matches, Infinity, matchLine(terms))) : "");
    for (const [kind, rows] of groups) {
      await pause();
      if (!wanted()) return;
      results.append(group(kind, rows.length, list("texts", rows, ROWS, textLine(terms))));
    }
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  };

  let typing = false;
  /** Keeps the search in the address; what is typed in one go is one entry of the history. */
  const remember = () => {
    const address = new URL(location.href);
    address.hash = "";
    if (box.value.trim()) address.searchParams.set("q", box.value.trim());
    else address.searchParams.delete("q");
    if (address.href !== location.href) history[typing ? "replaceState" : "pushState"](null, "", address);
    typing = true;
  };

  /** @param {number} least how many characters there must be */
  const search = async (least) => {
    const query = box.value;
    const length = [...query.trim()].length;
    if (start) start.hidden = length >= least;
    results.hidden = length < least;
    if (length < least) {
      results.replaceChildren();
      status.textContent = length ? words("short") : "";
      return;
    }
    if (!loading) status.textContent = words("loading");
    const find = await loaded().catch(() => undefined);
    if (!find) {
      status.textContent = words("broken");
      return;
    }
    const wanted = () => query === box.value; // What was typed since has its own answer.
    if (wanted()) await show(find(query), wanted);
  };

  /** @returns {HTMLElement[]} */
  const hits = () => /** @type {HTMLElement[]} */ ([...results.querySelectorAll("a[data-code]")]);

  const asked = () => new URLSearchParams(location.search).get("q") ?? "";
  const fromAddress = () => {
    box.value = asked();
    return search(1);
  };
  const typed = () => {
    remember();
    search(2);
  };

  box.addEventListener("focus", () => { loaded().catch(() => {}); }, { once: true }); // What went wrong the search says.
  box.addEventListener("blur", () => { typing = false; });
  box.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) typed(); // Half a syllable of an input method is no word.
  });
  box.addEventListener("compositionend", typed);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    remember();
    await search(1);
    hits()[0]?.focus();
  });
  addEventListener("popstate", () => { if (asked() !== box.value.trim()) fromAddress(); }); // Links inside the page are none of it.
  addEventListener("keydown", (event) => {
    const all = hits();
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const inBox = document.activeElement === box;
    if (event.isComposing || !(inBox || at >= 0)) return;
    if (event.key === "ArrowDown" && at + 1 < all.length) all[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (all[at - 1] ?? box).focus();
    else if (event.key === "Escape" && at >= 0) box.focus();
    else if (event.key === "Escape" && box.value) { box.value = ""; typed(); }
    else return;
    event.preventDefault();
  });
  fromAddress();
  if (asked()) box.focus({ preventScroll: true }); // Whoever comes from the box of another page goes on with the arrows.
})();
