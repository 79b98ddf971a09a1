/* generator: icap template */
"use strict";
/**
 * What standards have in common and what one lacks for another. Codes count for nothing here: every standard numbers its
 * own K and S. Two are the same if their texts are, but for ways of writing, blanks, note marks and scope tags.
 *
 * @typedef {{key: string, text: string, code: string | null, uses: Use[]}} Competence
 * @typedef {{key: string, text: string, holders: (Competence | undefined)[]}} Shared one row: who of the standards has it
 * @typedef {{competence: Competence, near: Competence | undefined}} Lack `near` is what the other has of much the same text
 */
const LIKE = 0.6; // The share of pairs of characters from which two texts are shown as much the same.

/** @param {string} text */
const comparable = (text) => plain(text).replace(/【(?:註\d+|t[\d.]+)】|\s/g, "");

/** The knowledge or the skills of a standard, each once. @param {Release} release @param {Standard} standard @param {string} kind @returns {Competence[]} */
const competences = ({ texts }, { statements }, kind) => {
  /** @type {Map<string, Competence>} */
  const found = new Map();
  for (const one of statements.filter((statement) => statement.kind === kind)) {
    const text = texts[one.text];
    const key = comparable(text);
    const known = found.get(key);
    if (known) known.uses.push(...one.uses);
    else found.set(key, { key, text, code: one.code, uses: [...one.uses] });
  }
  return [...found.values()];
};

/** All that any of the standards has; what most have comes first. @param {Competence[][]} each @returns {Shared[]} */
const shared = (each) => {
  const holders = each.map((list) => new Map(list.map((one) => [one.key, one])));
  const all = new Map(each.flat().reverse().map((one) => [one.key, one.text])); // Of two ways of writing the first one is shown.
  const order = new Set(each.flat().map((one) => one.key));
  const rows = [...order].map((key) => ({ key, text: all.get(key) ?? "", holders: holders.map((held) => held.get(key)) }));
  const count = (row) => row.holders.filter(Boolean).length;
  return rows.sort((one, other) => count(other) - count(one));
};

/** @param {string} text @returns {Set<string>} */
const pairsOf = (text) => {
  const letters = [...text];
  return new Set(letters.slice(1).map((letter, at) => letters[at] + letter));
};

/** The share of pairs of characters that two texts have in common, from 0 to 1. @param {string} one @param {string} other */
const likeness = (one, other) => {
  const [ours, theirs] = [pairsOf(one), pairsOf(other)];
  const common = [...ours].filter((pair) => theirs.has(pair)).length;
  return ours.size + theirs.size ? (2 * common) / (ours.size + theirs.size) : 0;
};

/** What who has `mine` lacks for `wanted`. @param {Competence[]} mine @param {Competence[]} wanted @returns {Lack[]} */
const lacks = (mine, wanted) => {
  const held = new Set(mine.map((one) => one.key));
  return wanted.filter((one) => !held.has(one.key)).map((competence) => {
    const best = mine.reduce((best, one) => {
      const like = likeness(one.key, competence.key);
      return like > best.like ? { one, like } : best;
    }, /** @type {{one: Competence | undefined, like: number}} */ ({ one: undefined, like: 0 }));
    return { competence, near: best.like >= LIKE ? best.one : undefined };
  });
};
