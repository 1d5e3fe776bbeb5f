// Breeders: the pictures that are picked as parents, the addresses of their litters, and who came of whom.

import { button, h, one, recall, remember } from "./parts.js";
import { read, write } from "./looks.js";
import { Small } from "./queue.js";

const MAX_CHILDREN = 300;  // whose parents are remembered
let picked = recall("picked", []);
let bar, smalls, words, act;

/** Return the hash of the litter of one or two looks, as queries. */
export const litterOf = ([first, second], more = {}) => `#breed?${write({ one: first, two: second, ...more })}`;

const seedOf = (query) => `seed ${read(query).seed}`;

/** Return how parents are named. */
export const namesOf = (parents) => parents.map(seedOf).join(" and ");

const tell = () => {
  remember("picked", picked);
  draw();
  document.dispatchEvent(new Event("picked"));
};

export const isPicked = (query) => picked.includes(query);
export const forgetPicked = () => { if (picked.length) { picked = []; tell(); } };

/** Pick a look as a parent, or no more; with the second one, their litter is shown. */
export const pick = (query) => {
  picked = isPicked(query) ? picked.filter((other) => other !== query) : [...picked, query];
  const pair = picked;
  if (pair.length > 1) picked = [];
  tell();
  if (pair.length > 1) location.hash = litterOf(pair);
};

const draw = () => {
  bar.hidden = picked.length === 0;
  if (bar.hidden) return;
  words.textContent = `Pick another picture to cross ${seedOf(picked[0])} with`;
  smalls.fill();
  act.href = litterOf(picked);
};

/** Make the bar of what is picked. */
export const build = () => {
  smalls = new Small(h("span", { className: "small" }), () => picked[0] ?? null);
  words = h("span");
  act = h("a", { className: "button", onclick: forgetPicked }, "Vary it");
  bar = h("div", { className: "breeding", role: "status", hidden: true }, smalls.element, words, act,
    button("close", "Pick none", forgetPicked, { bare: true }));
  one("main").append(bar);
  draw();
};

// Who came of whom: for each child its parents, how far it went and from which litter. Looks are long, so each is kept once.
const family = () => recall("family", { looks: [], born: [] });

/** Remember a litter's child. */
export const learn = (child, { one: first, two: second, turns, litter }) => {
  const { looks, born } = family();
  const all = born.map(([own, mother, father, ...rest]) => [looks[own], looks[mother], looks[father], ...rest]).filter(([own]) => own !== child);
  all.push([child, first, second ?? null, turns ?? null, litter ?? null]);
  const kept = all.slice(-MAX_CHILDREN), names = [...new Set(kept.flatMap((entry) => entry.slice(0, 3)))];
  const places = new Map(names.map((name, index) => [name, index]));
  remember("family", { looks: names, born: kept.map(([own, mother, father, ...rest]) => [places.get(own), places.get(mother), places.get(father), ...rest]) });
};

/** Return a function from a look to its parents and the litter that it was born in; null for one that was not bred here. */
export const ancestry = () => {
  const { looks, born } = family();
  const found = new Map(born.map(([own, first, second, turns, litter]) => {
    const parents = [looks[first], looks[second]].filter(Boolean);
    return [looks[own], { parents, hash: litterOf(parents, { turns, litter }) }];
  }));
  return (query) => found.get(query) ?? null;
};
