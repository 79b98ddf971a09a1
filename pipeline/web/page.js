// @ts-check
/**
 * The page: takes files from the drop zone to the interface, and shows what that tells of them.
 * Everything that comes from a document is put in as text, never as HTML.
 *
 * @typedef {{error: number, warning: number, info: number}} Counts
 * @typedef {{reason: string, by: ?string, until: ?string}} Waived
 * @typedef {{rule: string, severity: string, severity_word: string, title: ?string, place: string, message: string,
 *   proposal: ?string, waived: ?Waived}} Finding
 * @typedef {{id: string, name: string, state: string, state_word: string, outcome: ?string, outcome_word: ?string,
 *   reason: ?string, code: ?string, title: ?string, has_record: boolean, proof: ?string, counts: Counts, part_of: ?string,
 *   parts: string[], findings?: Finding[]}} Document
 * @typedef {{id: string, state: string, step: string, done: number, total: number, reason: ?string, files: string[],
 *   documents: {name: string, outcome: string, outcome_word: string, errors: string[]}[]}} Takeaway
 * @typedef {{language: string, formats: string, templates: string, waivers: string, origins: Record<string, string>,
 *   may_name_files: boolean, effective: string, choices: Record<string, string[]>}} Settings
 */

const TOKEN = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="icap-token"]')).content;
/** @type {Record<string, string>} */
const WORDS = JSON.parse(byId("words").textContent ?? "{}");
const MOST_FILES = 50;
const MOST_BYTES = 64 * 1024 * 1024;
const BUSY_PAUSE = 500;
const IDLE_PAUSE = 2500;

/** @type {Map<string, Document>} */
const known = new Map();
/** @type {Map<string, HTMLTableRowElement>} */
const rows = new Map();
let revision = 0;
let sent = 0;
let toSend = 0;
/** @type {?Settings} */
let settings = null;
/** @type {?string} */
let making = null;

/** @param {string} id @returns {HTMLElement} */
function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

/**
 * A word of the page with what stands in braces filled in.
 * @param {string} key @param {Record<string, unknown>} [values]
 */
function say(key, values = {}) {
  return WORDS[key].replace(/\{(\w+)\}/g, (_whole, name) => String(values[name] ?? ""));
}

/**
 * A new element with properties, attributes (`data-…`, `aria-…`) and what is in it.
 * @param {string} tag @param {Record<string, any>} [settings] @param {...(Node | string)} content
 */
function make(tag, settings = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(settings)) {
    if (name.includes("-")) made.setAttribute(name, value);
    else Object.assign(made, { [name]: value });
  }
  made.append(...content);
  return made;
}

/** @param {string} text */
function trouble(text) {
  const isCovered = /** @type {HTMLDialogElement} */ (byId("found")).open;
  for (const [id, said] of [["trouble", isCovered ? "" : text], ["trouble-found", isCovered ? text : ""]]) {
    const place = byId(id);
    if (place.textContent !== said) place.textContent = said;
    place.hidden = !said;
  }
}

/**
 * What the interface answers; a refusal is thrown with what it says.
 * @param {string} method @param {string} path @param {BodyInit} [body] @param {Record<string, string>} [headers]
 */
async function ask(method, path, body, headers = {}) {
  let answer;
  try {
    answer = await fetch(path, { method, body, headers: { "X-ICAP-Token": TOKEN, ...headers } });
  } catch {
    throw new Error(say("gone"));
  }
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    throw new Error(told.detail ?? `${answer.status} ${answer.statusText}`);
  }
  return answer;
}

/** @param {string} method @param {string} path @param {unknown} value */
function askJson(method, path, value) {
  return ask(method, path, JSON.stringify(value), { "Content-Type": "application/json" });
}

/** Does something and tells what goes wrong. @param {() => Promise<unknown>} what */
async function attempt(what) {
  try {
    trouble("");
    await what();
  } catch (error) {
    trouble(error instanceof Error ? error.message : String(error));
  }
}

/** Gives a file that the interface makes to the browser's downloads. @param {string} path */
async function download(path) {
  const answer = await ask("GET", path);
  const named = /filename\*=UTF-8''([^;]+)/i.exec(answer.headers.get("Content-Disposition") ?? "");
  const name = named ? decodeURIComponent(named[1]) : path.split("/").pop() ?? "file";
  const url = URL.createObjectURL(await answer.blob());
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return name;
}

// ---- What is dropped

/** @param {{file: File, path: string}[]} files @param {boolean} fromFolder */
async function send(files, fromFolder) {
  if (!files.length) return trouble(say("nothing_dropped"));
  toSend += files.length;
  while (files.length) {
    const form = new FormData();
    let bytes = 0;
    let count = 0;
    while (files.length && count < MOST_FILES && (count === 0 || bytes + files[0].file.size <= MOST_BYTES)) {
      const { file, path } = /** @type {{file: File, path: string}} */ (files.shift());
      form.append("files", file, path);
      bytes += file.size;
      count += 1;
    }
    try {
      await ask("POST", `/api/documents${fromFolder ? "?folder=true" : ""}`, form);
    } catch (error) {
      toSend -= files.length;
      throw error;
    } finally {
      sent += count;
    }
    await refresh();
  }
}

/** All files below an entry of what was dropped. @param {any} entry @returns {Promise<{file: File, path: string}[]>} */
async function filesOf(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ file, path: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const one of some) found.push(...(await filesOf(one)));
  }
}

/** @param {DataTransfer} dropped */
async function take(dropped) {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) {
    await send([...dropped.files].map((file) => ({ file, path: file.name })), false);
    return;
  }
  const folders = [];
  const single = [];
  for (const entry of entries) (entry?.isDirectory ? folders : single).push(...(await filesOf(entry)));
  if (single.length) await send(single, false);
  if (folders.length || !single.length) await send(folders, true);
}

// ---- What became of it

async function refresh() {
  const answer = await (await ask("GET", `/api/documents?since=${revision}`)).json();
  revision = answer.revision;
  for (const one of answer.documents) known.set(one.id, one);
  const there = new Set(answer.ids);
  for (const id of [...known.keys()]) {
    if (!there.has(id)) {
      known.delete(id);
      rows.get(id)?.remove();
      rows.delete(id);
    }
  }
  for (const one of answer.documents) show(one);
  sumUp();
  if (answer.documents.length || known.size !== versionsShown) offerVersions();
}

async function watch() {
  let isBusy = false;
  try {
    await refresh();
    isBusy = [...known.values()].some((one) => !isFinal(one)) || sent < toSend;
    if ([byId("trouble"), byId("trouble-found")].some((place) => place.textContent === say("gone"))) trouble("");
  } catch (error) {
    trouble(error instanceof Error ? error.message : String(error));
  }
  setTimeout(watch, isBusy ? BUSY_PAUSE : IDLE_PAUSE);
}

/** @param {Document} one */
function isFinal(one) {
  return one.state === "done" || one.state === "cancelled";
}

/** @param {Document} one */
function show(one) {
  let row = rows.get(one.id);
  if (!row) {
    row = /** @type {HTMLTableRowElement} */ (make("tr", { className: one.part_of ? "part" : "" }));
    rows.set(one.id, row);
    const siblings = one.part_of ? known.get(one.part_of)?.parts ?? [] : [];
    const before = siblings.slice(0, siblings.indexOf(one.id)).reverse().map((id) => rows.get(id)).find(Boolean);
    const place = before ?? (one.part_of ? rows.get(one.part_of) : undefined);
    if (place) place.after(row);
    else byId("rows").append(row);
  }
  const focused = row.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.do : "";
  const word = one.outcome_word && isFinal(one) ? one.outcome_word : one.state_word;
  const name = make("th", { scope: "row" }, one.name);
  if (one.reason) name.append(make("small", { className: "why" }, one.reason));
  if (one.code || one.title) name.append(make("small", {}, [one.code, one.title].filter(Boolean).join(" ")));
  const kind = one.state === "done" && one.outcome ? one.outcome : one.state;
  row.replaceChildren(
    name,
    make("td", {}, make("span", { className: `outcome ${kind}` }, word)),
    make("td", {}, one.parts.length ? say("parts", { count: one.parts.length }) : isFinal(one) ? say("counts", one.counts) : ""),
    make("td", {}, make("div", { className: "buttons" }, ...actions(one))),
  );
  row.dataset.trouble = String(one.outcome !== "ok" || one.counts.error + one.counts.warning > 0);
  hideQuiet(row);
  if (focused) /** @type {?HTMLElement} */ (row.querySelector(`[data-do="${focused}"]`))?.focus();
}

/** @param {Document} one @returns {HTMLElement[]} */
function actions(one) {
  const { id, name } = one;
  /** @param {string} key @param {() => void} then @param {string} [word] */
  const button = (key, then, word = key) =>
    make("button", { type: "button", "aria-label": `${say(word)}: ${name}`, "data-do": key, onclick: then }, say(word));
  const found = [];
  if (one.state === "done" && !one.parts.length) {
    found.push(button("details", () => attempt(() => open(id)), one.has_record ? "details_downloads" : "details"));
  }
  if (one.proof) found.push(proofLink(one));
  if (!isFinal(one)) found.push(button("cancel", () => attempt(() => ask("POST", `/api/documents/${id}/cancel`).then(refresh))));
  else if (!one.part_of) found.push(button("remove", () => attempt(() => ask("DELETE", `/api/documents/${id}`).then(refresh))));
  return found;
}

/** @param {Document} one */
function proofLink(one) {
  const label = `${say("proof")}: ${one.name}`;
  return make("a", { href: one.proof, target: "_blank", rel: "noopener", "aria-label": label, "data-do": "proof" }, say("proof"));
}

/** @param {HTMLTableRowElement} row */
function hideQuiet(row) {
  const isOnlyTrouble = /** @type {HTMLInputElement} */ (byId("only-trouble")).checked;
  row.hidden = isOnlyTrouble && row.dataset.trouble === "false";
}

function sumUp() {
  const counted = [...known.values()].filter((one) => !one.parts.length);
  const done = counted.filter(isFinal);
  /** @type {Map<string, number>} */
  const outcomes = new Map();
  for (const one of done) {
    const word = one.outcome_word ?? one.state_word;
    outcomes.set(word, (outcomes.get(word) ?? 0) + 1);
  }
  const parts = [...outcomes].map(([word, count]) => `${word} ${count}`);
  const values = { done: done.length, total: counted.length, outcomes: parts.join(WORDS.comma) };
  let text = parts.length ? say("sum_outcomes", values) : say("sum", values);
  if (sent < toSend) text = `${say("sending", { sent, total: toSend })} · ${text}`;
  byId("overall").hidden = !counted.length;
  if (!counted.length && sent >= toSend) text = NONE;
  if (byId("sum").textContent !== text) byId("sum").textContent = text;
  const bar = /** @type {HTMLProgressElement} */ (byId("bar"));
  bar.max = Math.max(1, counted.length);
  bar.value = done.length;
  byId("cancel-all").hidden = done.length === counted.length;
}

/** Shows what was found in a document. @param {string} id */
async function open(id) {
  /** @type {Document} */
  const one = await (await ask("GET", `/api/documents/${id}`)).json();
  byId("details-title").textContent = say("details_of", { name: one.name });
  byId("details-facts").textContent = [one.outcome_word, one.code, one.title, say("counts", one.counts)].filter(Boolean).join(" · ");
  const buttons = [];
  if (one.proof) buttons.push(proofLink(one));
  if (one.has_record) {
    buttons.push(say("download"), downloadButton("json", one, `/api/documents/${id}/record`));
    for (const format of settings?.choices.formats ?? []) {
      buttons.push(downloadButton(format, one, `/api/documents/${id}/handbook.${format}`));
    }
  }
  byId("downloading").textContent = "";
  byId("details-actions").replaceChildren(...buttons);
  const found = one.findings ?? [];
  byId("findings").replaceChildren(...(found.length ? found.map(item) : [make("li", {}, say("no_findings"))]));
  const dialog = /** @type {HTMLDialogElement} */ (byId("found"));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
}

/** @param {string} format @param {Document} one @param {string} path */
function downloadButton(format, one, path) {
  const word = label(format);
  const settings = { type: "button", "aria-label": `${word}: ${one.name}`, "data-format": format };
  return make("button", { ...settings, onclick: () => attempt(() => downloadTold(path, byId("downloading"))) }, word);
}

/** Downloads what takes a moment to be made, and tells of it. @param {string} path @param {HTMLElement} status */
async function downloadTold(path, status) {
  status.textContent = say("begun");
  try {
    status.textContent = say("downloaded", { name: await download(path) });
  } catch (error) {
    status.textContent = "";
    throw error;
  }
}

/** What people call a format or a template. @param {string} name */
function label(name) {
  return WORDS[`label_${name}`] ?? name;
}

/** @param {Finding} found */
function item(found) {
  const head = make("p", {}, make("span", { className: `severity ${found.severity}` }, found.severity_word), ` ${found.rule} ${found.title ?? ""}`);
  const made = make("li", {}, head, make("p", {}, [found.place, found.message].filter(Boolean).join(" · ")));
  if (found.proposal) made.append(make("p", {}, say("proposal", { text: found.proposal })));
  if (found.waived) made.append(make("p", {}, make("small", {}, say("waived", { reason: found.waived.reason }))));
  return made;
}

// ---- Two versions

let versionsShown = -1;

function offerVersions() {
  versionsShown = known.size;
  const usable = [...known.values()].filter((one) => one.has_record);
  for (const name of ["old", "new"]) {
    const select = /** @type {HTMLSelectElement} */ (document.querySelector(`#versions select[name="${name}"]`));
    const before = select.value;
    const options = usable.map((one) => make("option", { value: one.id }, `${one.code ?? ""} ${one.title ?? ""} (${one.name})`));
    select.replaceChildren(...options);
    if (select.dataset.chosen && usable.some((one) => one.id === before)) select.value = before;
    else select.value = likelyVersions(usable)[name === "old" ? 0 : 1] ?? "";
  }
}

/** Two documents whose codes differ in nothing but the version, the older first. @param {Document[]} documents */
function likelyVersions(documents) {
  const sorted = [...documents].sort((one, other) => (one.code ?? "").localeCompare(other.code ?? "", "en", { numeric: true }));
  const family = (/** @type {Document} */ one) => (one.code ?? "").replace(/v\d+$/i, "");
  for (let place = 1; place < sorted.length; place += 1) {
    const [old, now] = [sorted[place - 1], sorted[place]];
    if (old.code !== now.code && family(old) === family(now)) return [old.id, now.id];
  }
  return documents.map((one) => one.id);
}

/** @param {string} form */
async function compare(form) {
  const chosen = new FormData(/** @type {HTMLFormElement} */ (byId("versions")));
  const [old, now] = [chosen.get("old"), chosen.get("new")];
  byId("compared").textContent = "";
  if (!old || !now || old === now) throw new Error(say("choose_two"));
  await downloadTold(`/api/documents/${now}/comparison.${form}?old=${old}`, byId("compared"));
}

// ---- Take away

/** @param {string} name @returns {string[]} */
function chosen(name) {
  const boxes = document.querySelectorAll(`[data-choices="${name}"] input:checked`);
  return [...boxes].map((box) => /** @type {HTMLInputElement} */ (box).value);
}

async function makeArchive() {
  const form = new FormData(/** @type {HTMLFormElement} */ (byId("wishes")));
  const title = String(form.get("book") ?? "").trim();
  const wishes = {
    formats: [...chosen("formats"), ...chosen("data")],
    templates: chosen("templates").length ? chosen("templates") : ["handbook"],
    exports: chosen("exports"),
    findings: form.has("findings"),
    book: title ? { title, formats: chosen("books").length ? chosen("books") : ["html"] } : null,
  };
  byId("not-made").replaceChildren();
  byId("making").textContent = say("begun");
  byId("stop-making").hidden = false;
  try {
    /** @type {Takeaway} */
    let made = await (await askJson("POST", "/api/takeaways", wishes)).json();
    making = made.id;
    while (making === made.id && !["done", "cancelled"].includes(made.state)) {
      await new Promise((resolve) => setTimeout(resolve, BUSY_PAUSE));
      if (making !== made.id) return;
      made = await (await ask("GET", `/api/takeaways/${made.id}`)).json();
      const { step, done, total } = made;
      byId("making").textContent = step ? say("making", { step, done, total }) : say("begun");
    }
    if (made.reason) throw new Error(made.reason);
    for (const one of made.documents.filter((one) => one.errors.length || one.outcome === "failed")) {
      const errors = [one.outcome_word, ...one.errors].join(" — ");
      byId("not-made").append(make("li", {}, say("not_made", { name: one.name, errors })));
    }
    await download(`/api/takeaways/${made.id}/takeaway.zip`);
    byId("making").textContent = say("made", { count: made.files.length });
  } catch (error) {
    byId("making").textContent = "";
    throw error;
  } finally {
    making = null;
    byId("stop-making").hidden = true;
  }
}

async function stopMaking() {
  const id = making;
  making = null;
  byId("making").textContent = "";
  byId("stop-making").hidden = true;
  if (id) await ask("DELETE", `/api/takeaways/${id}`);
}

// ---- Settings

/** @param {Settings} now */
function showSettings(now) {
  settings = now;
  const form = /** @type {HTMLFormElement} */ (byId("changes"));
  for (const key of ["formats", "templates", "waivers"]) {
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem(key));
    field.value = /** @type {any} */ (now)[key];
    field.disabled = key !== "formats" && !now.may_name_files;
    byId(`from-${key}`).textContent = field.disabled ? say("on_server") : say("origin", { origin: now.origins[key] });
  }
  byId("save").hidden = !now.may_name_files;
  byId("effective").textContent = now.effective;
  byId("help-formats").textContent = say("set_formats_help", { names: [...now.choices.formats, ...now.choices.data].join(",") });
  offer("formats", now.choices.formats, now.formats.split(","));
  offer("data", now.choices.data, now.formats.split(","));
  offer("templates", now.choices.templates, ["handbook"]);
  offer("exports", now.choices.exports, []);
  offer("books", now.choices.books, ["html", "docx"]);
  const forms = now.choices.sheets.filter((form) => form !== "json");
  byId("sheets").replaceChildren(
    ...[...forms, "tracked"].map((form) =>
      make("button", { type: "button", "data-sheet": form, onclick: () => attempt(() => compare(form)) },
        form === "tracked" ? WORDS.tracked : label(form))),
  );
}

/** @param {string} name @param {string[]} values @param {string[]} checked */
function offer(name, values, checked) {
  const boxes = values.map((value) =>
    make("label", {}, make("input", { type: "checkbox", value, checked: checked.includes(value) }), ` ${label(value)}`));
  document.querySelector(`[data-choices="${name}"]`)?.replaceChildren(...boxes);
}

async function applySettings() {
  const form = new FormData(/** @type {HTMLFormElement} */ (byId("changes")));
  const given = Object.fromEntries([...form].map(([key, value]) => [key, String(value)]));
  showSettings(await (await askJson("PUT", "/api/settings", given)).json());
  byId("set").textContent = say("applied");
}

// ---- What people do

const NONE = byId("sum").textContent ?? "";
const zone = byId("drop");

for (const [id, fromFolder] of /** @type {[string, boolean][]} */ ([["files", false], ["folder", true]])) {
  const input = /** @type {HTMLInputElement} */ (byId(id));
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
    input.value = "";
    attempt(() => send(files, fromFolder));
  });
}
for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragenter" || kind === "dragover");
  });
}
document.addEventListener("drop", (event) => {
  const dropped = event.dataTransfer;
  if (dropped) attempt(() => take(dropped));
});
byId("only-trouble").addEventListener("change", () => rows.forEach(hideQuiet));
byId("cancel-all").addEventListener("click", () => attempt(() => ask("POST", "/api/cancel").then(refresh)));
byId("remove-all").addEventListener("click", () => {
  if (confirm(say("sure"))) attempt(() => ask("DELETE", "/api/documents").then(refresh));
});
byId("versions").addEventListener("change", (event) => {
  /** @type {HTMLSelectElement} */ (event.target).dataset.chosen = "yes";
});
byId("wishes").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(makeArchive);
});
byId("stop-making").addEventListener("click", () => attempt(stopMaking));
byId("changes").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(applySettings);
});
byId("save").addEventListener("click", () =>
  attempt(async () => {
    await applySettings();
    const { path } = await (await ask("POST", "/api/settings/save")).json();
    showSettings(await (await ask("GET", "/api/settings")).json());
    byId("set").textContent = say("saved", { path });
  }));
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () =>
    attempt(async () => {
      await askJson("PUT", "/api/settings", { language: /** @type {HTMLElement} */ (button).dataset.language });
      location.reload();
    }));
}
attempt(async () => showSettings(await (await ask("GET", "/api/settings")).json())).then(watch);
