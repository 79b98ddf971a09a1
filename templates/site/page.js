/* generator: icap template */
"use strict";
/** What the scripts of the pages share: elements, words of the page, and the key that leads to the search. */

/**
 * An element with attributes (`true` sets one without a value; `false`, `null` and `undefined` set none) and content.
 *
 * @param {string} name
 * @param {Record<string, string | number | boolean | null | undefined>} attributes
 * @param {...(Node | string | null | undefined)} content
 * @returns {HTMLElement}
 */
const element = (name, attributes, ...content) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value === true ? "" : `${value}`);
  }
  made.append(...content.filter((one) => one !== null && one !== undefined));
  return made;
};

/**
 * The words of a part of the page in the page's language, from its attribute `data-words`. `{…}` in them is filled in.
 *
 * @param {HTMLElement} part
 * @returns {(key: string, values?: Record<string, string | number>) => string}
 */
const wordsOf = (part) => {
  const words = JSON.parse(part.dataset.words ?? "{}");
  return (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (whole, name) => `${values[name] ?? whole}`);
};

const OFFICIAL = "zh-Hant-TW"; // The language of the standards, whichever that of the page is.

/** @param {string} name @param {(event: Event) => void} action @returns {HTMLButtonElement} */
const button = (name, action) => {
  const made = /** @type {HTMLButtonElement} */ (element("button", { type: "button" }, name));
  made.addEventListener("click", action);
  return made;
};

// "/" leads to the search from anywhere but where people write.
addEventListener("keydown", (event) => {
  const box = document.querySelector("form[role=search] input[type=search]");
  const within = /** @type {HTMLElement} */ (event.target);
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !(box instanceof HTMLInputElement)) return;
  if (within.isContentEditable || within.matches?.("input:not([type=checkbox]), textarea, select")) return;
  event.preventDefault();
  box.focus();
  box.select();
});
