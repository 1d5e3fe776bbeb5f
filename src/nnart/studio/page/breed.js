// Breed: a litter of one or two pictures. A click on a child goes on to its own litter; the family tree leads back.

import { get } from "./api.js";
import { alike, anySeed, write } from "./looks.js";
import { button, h, later } from "./parts.js";
import { litterPath, Small } from "./queue.js";
import { Grid, Tile } from "./grid.js";
import { ancestry, learn, litterOf, namesOf } from "./breeders.js";

const COUNT = 12;
const NEAR = 0.5, FAR = 16, USUAL = "2";  // half-way turns: how far children may go
const STEPS = 20;
const MAX_KIN = 40;  // pictures in the tree

let studio, grid, panel, end, title, about, reach, tree, smalls = [];
let address = {}, asking = new AbortController();

const parentsOf = ({ one, two }) => [one, two].filter(Boolean);
const go = (values) => { location.hash = litterOf(parentsOf(address), { turns: address.turns, litter: address.litter, ...values }); };
export const renew = () => { if (address.one) go({ litter: anySeed() }); };

/** A child: its litter is a click away. */
class Child extends Tile {
  constructor(look) {
    super();
    const query = write(look);
    this.from = address;
    this.put({ look, query, words: `Seed ${look.seed}`, href: litterOf([query], { turns: address.turns }) });
    this.element.addEventListener("click", () => this.choose(), true);
    this.more.title = "Tune";
    this.more.setAttribute("aria-label", "Tune");
    this.more.querySelector("use").setAttribute("href", "#i-tune");
  }

  choose() { learn(this.item.query, this.from); }

  other({ query }) { location.hash = `#tune?${query}`; }
}

const say = (...content) => { end.hidden = !content.length; end.replaceChildren(...content); };

const bear = async () => {
  asking.abort();
  const { signal } = asking = new AbortController();
  for (const { small } of grid.tiles) small.stop();
  grid.clear();
  say(h("p", { className: "soft", role: "status" }, "They are being born …"));
  try {
    const { looks } = await get(litterPath(write({ ...address, count: String(COUNT) })), signal);
    say();
    for (const { look } of looks) grid.add(new Child(look));
  } catch (error) { if (error.name !== "AbortError") say(h("p", {}, error.message), h("a", { className: "button", href: "#find" }, "Find another picture")); }
};

/** Return a small picture that leads somewhere. */
const portrait = (query, hash, words) => {
  const link = h("a", { className: "small", href: hash, "aria-label": words, title: words });
  smalls.push(new Small(link, () => query));
  return link;
};

/** Return the tree of a look's ancestors: itself first, then its parents. Nobody is there twice. */
const kin = (query, parentsOf_, seen) => {
  const born = parentsOf_(query), words = namesOf([query]);
  seen.add(query);
  const item = h("li", {}, h("div", { className: "kin" },
    portrait(query, born ? born.hash : `#tune?${query}`, born ? `The litter of ${words}` : `Tune ${words}`),
    h("span", {}, words)));
  const parents = (born?.parents ?? []).filter((parent) => !seen.has(parent) && seen.size < MAX_KIN);
  if (parents.length) item.append(h("ul", { role: "list" }, parents.map((parent) => (seen.has(parent) ? null : kin(parent, parentsOf_, seen)))));
  return item;
};

const drawTree = () => {
  smalls.forEach((small) => small.stop());
  smalls = [];
  const seen = new Set(), from = ancestry();
  tree.replaceChildren(...parentsOf(address).map((query) => kin(query, from, seen)));
};

/** The slider: how far children go, on a scale of ratios. */
const slider = () => {
  const turnsAt = (place) => String(Number((NEAR * (FAR / NEAR) ** (place / STEPS)).toPrecision(2)));
  const element = h("input", { type: "range", min: "0", max: String(STEPS), step: "1", "aria-label": "How far children go" });
  const draw = () => {
    element.style.setProperty("--at", `${(100 * element.value) / STEPS}%`);
    element.setAttribute("aria-valuetext", `${turnsAt(element.value)} times half-way to another picture`);
  };
  const done = later(() => go({ turns: turnsAt(element.value) }), 250);
  element.oninput = draw;
  element.onchange = done;
  const set = (turns) => { element.value = String(Math.round((STEPS * Math.log(turns / NEAR)) / Math.log(FAR / NEAR))); draw(); };
  return { element: h("div", { className: "row" }, h("div", { className: "ends", "aria-hidden": "true" }, h("span", {}, "near"), h("span", {}, "far")), element), set };
};

/** Make the view once. */
export const build = (section, about_studio) => {
  studio = about_studio;
  grid = new Grid("Children");
  Object.assign(keys, grid.keys(({ look }) => { location.hash = alike(look, null, null); }), { t: grid.on(({ query }) => { location.hash = `#tune?${query}`; }) });
  end = h("div", { className: "end", hidden: true });
  [title, about, reach, tree] = [h("h2", {}), h("p", { className: "soft about" }), slider(), h("ul", { className: "family", role: "list" })];
  panel = h("details", { className: "panel" }, h("summary", {}, "Family"));
  panel.append(h("div", { className: "fields" },
    h("div", { className: "group head" }, title, about),
    h("div", { className: "group first" }, button("dice", "New litter", renew, { className: "main", "aria-keyshortcuts": "N" }), reach.element),
    h("div", { className: "group" }, h("h2", {}, "Where they come from"), tree)));
  const wide = matchMedia("(min-width: 900px)"), fit = () => { panel.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
  section.append(h("h1", { className: "hidden" }, "Breed"), h("div", { className: "work" }, h("div", { className: "walls" }, grid.element, end), panel));
};

const EMPTY = [h("h2", {}, "Cross two pictures, or vary one"),
  h("p", { className: "soft" }, "On a picture, the key B picks it as a parent and the key V shows its variations. Its corner has a button for that too."),
  h("a", { className: "button main", href: "#find" }, "Find a picture")];

export const show = (values) => {
  const before = write(address);
  address = values;
  panel.hidden = !address.one;
  if (!address.one) { grid.clear(); say(...EMPTY); return; }
  const parents = parentsOf(address);
  title.textContent = parents.length > 1 ? `Children of ${namesOf(parents)}` : `Variations of ${namesOf(parents)}`;
  about.textContent = parents.length > 1 ? "Shapes of one, light of the other, and a little that is new." : "Small changes of it. The slider says how far they go.";
  document.title = `${title.textContent} – nnart studio`;
  reach.set(Number(address.turns ?? USUAL));
  drawTree();
  if (before !== write(address) || !grid.tiles.length) bear();
};

export const leave = () => asking.abort();

/** Return the hash of the litter that was seen last. */
export const last = () => (address.one ? `#breed?${write(address)}` : "#breed");
export const keys = { n: renew };
export const arrows = (event) => grid.arrows(event);
