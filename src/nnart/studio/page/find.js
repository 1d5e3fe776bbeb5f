// Find: an endless wall of seeds. Every place on it takes the next seed that is neither dull nor filtered out.

import { get } from "./api.js";
import { button, h, later, recall, remember } from "./parts.js";
import { alike, anySeed, change, read, write } from "./looks.js";
import { AFTER_SEEN, inTurn, Small, wallPath } from "./queue.js";
import { Grid, Tile } from "./grid.js";
import { palettes, presets } from "./pick.js";
import { doubleRange } from "./double.js";

const BATCH = 48;  // seeds that are asked for at once
const ROW = 24;  // places that are added at once, and seeds like one that are asked for at once
const MAX_MISSES = 120;  // seeds in a row that do not fit, before the wall asks whether to go on
const MAX_WALLS = 12;  // whose places are remembered
const USUAL = { preset: "any", from: "0" };

let studio, grid, panel, end, left, wall = null, fields = {};

/** The seeds of one address, in order, and the places that show them. */
class Wall {
  constructor(address) {
    this.address = address;
    this.size = address.like ? ROW : BATCH;
    this.seeds = [];  // candidates: {seed, preset, palette, look, measures, dull}
    this.batches = [];  // promises of the server's answers
    this.places = [];
    this.abort = new AbortController();
    [this.used, this.misses, this.dull, this.others, this.stalled] = [0, 0, 0, 0, false];
  }

  /** Return the values that the server makes the seeds of. */
  get seedsQuery() {
    const asked = { ...USUAL, ...this.address };
    for (const { name } of studio.measures) delete asked[name];
    return asked;
  }

  async seed(index) {
    const { of } = await this.batch(Math.floor(index / this.size));
    if (this === wall) tellLike(of);
    return this.seeds[index];
  }

  batch(at) {
    this.batches[at] ??= this.load(at).catch((error) => { this.batches[at] = undefined; throw error; });
    return this.batches[at];
  }

  async load(at) {
    const { signal } = this.abort, asked = { ...this.seedsQuery, count: String(this.size) };
    if (at) asked.from = (await this.batch(at - 1)).next;
    const load = () => get(wallPath(write(asked)), signal);
    const found = await (at && asked.like ? inTurn(load, signal, () => AFTER_SEEN) : load());
    found.looks.forEach((look, index) => { this.seeds[at * this.size + index] ??= { ...look, query: write(look.look) }; });
    return found;
  }

  accepts(seed) {
    if (seed.dull) return false;
    return !seed.measures || studio.measures.every(({ name }) => {
      const [low, high] = rangeOf(this.address, name), value = seed.measures[name] ?? 0.5;
      return low <= value && value <= high;
    });
  }

  /** Return the next seed's index that is not known to be unfit. */
  take() {
    while (this.seeds[this.used]?.measures && !this.accepts(this.seeds[this.used])) this.miss(this.seeds[this.used++]);
    return this.used++;
  }

  miss(seed) {
    this.misses += 1;
    if (seed.dull) this.dull += 1;
    else this.others += 1;
    if (this.misses >= MAX_MISSES) this.stalled = true;
    tell();
  }

  /** Take seeds up again from another wall of the same ones. */
  learn(other) {
    if (!other || write(other.seedsQuery) !== write(this.seedsQuery)) return;
    [this.seeds, this.batches] = [other.seeds, other.batches];
    if (!other.abort.signal.aborted) [this.abort, other.abort] = [other.abort, this.abort];
  }

  /** Ask for no more seeds while the wall is not seen, and ask again. */
  sleep() { this.abort.abort(); }
  wake() {
    if (!this.abort.signal.aborted) return;
    this.abort = new AbortController();
    for (const place of this.places) if (!place.seed) place.settle();
  }

  stop() {
    this.sleep();
    for (const place of this.places) place.small.stop();
  }
}

const rangeOf = (address, name) => {
  const [low, high] = (address[name] ?? "").split(",").map(Number);
  return high > low ? [low, high] : [0, 1];
};

/** One place on the wall. */
class Place extends Tile {
  constructor(owner, index) {
    super();
    [this.wall, this.index, this.seed] = [owner, index, null];
    this.settle();
  }

  async settle() {
    if (this.wall.stalled) return;
    try { this.seed = await this.wall.seed(this.index); } catch (error) { if (this.wall === wall && error.name !== "AbortError") complain(error); return; }
    if (!this.seed) return;
    const { seed, preset, query } = this.seed;
    this.put({ ...this.seed, words: `Seed ${seed}${preset === "none" ? "" : `, ${preset}`}`, href: `#tune?${query}` });
  }

  judge({ measures, dull }) {
    Object.assign(this.seed, { measures, dull });
    if (this.wall.accepts(this.seed)) { this.wall.misses = 0; return super.judge(); }
    this.wall.miss(this.seed);
    this.seed = this.item = null;
    this.index = this.wall.take();
    this.settle();
    return true;
  }

  other(item) { showLike(item); }
}

const complain = (error) => {
  end.hidden = false;
  end.replaceChildren(h("p", {}, error.message), button("", "Remove all filters", () => go({})));
};

const tell = () => {
  const parts = [[wall.dull, "of nearly one colour"], [wall.others, "outside your limits"]].filter(([count]) => count);
  left.textContent = parts.length ? `Left out: ${parts.map(([count, words]) => `${count} ${words}`).join(", ")}` : "";
  end.hidden = !wall.stalled;
  if (wall.stalled) {
    end.replaceChildren(h("p", {}, `None of the last ${MAX_MISSES} seeds fits.`),
      button("", "Look further", () => { resume(); }), button("", "Remove all filters", () => go({})));
  }
};

const resume = () => {
  [wall.misses, wall.stalled] = [0, false];
  tell();
  for (const place of wall.places) if (!place.seed) place.settle();
};

const shown = () => !grid.element.closest("section").hidden;

const room = () => document.documentElement.scrollHeight - scrollY - innerHeight;

/** Add places until there are some below what is seen. */
const grow = () => {
  if (!wall || !shown()) return;
  for (let added = 0; added < 8 && !wall.stalled && room() < 1.5 * innerHeight; added += 1) add(ROW);
};

const add = (count, indices = null) => {
  for (let at = 0; at < count; at += 1) {
    const place = new Place(wall, indices ? indices[at] : wall.take());
    wall.places.push(place);
    grid.add(place);
  }
};

const nameOf = (address) => `wall:${write(address)}`;

const save = () => {
  if (!wall || !shown()) return;
  const { used, dull, others, places } = wall;
  remember(nameOf(wall.address), { used, dull, others, indices: places.map((place) => place.index), scroll: scrollY });
  const names = [nameOf(wall.address), ...recall("walls", []).filter((name) => name !== nameOf(wall.address))];
  for (const name of names.splice(MAX_WALLS)) localStorage.removeItem(name);
  remember("walls", names);
};

const begin = (address) => {
  const fresh = new Wall(address);
  fresh.learn(wall);
  wall?.stop();
  wall = fresh;
  tellLike(0);
  grid.clear();
  end.hidden = true;
  const there = recall(nameOf(address), null);
  if (there?.indices?.length) {
    [wall.used, wall.dull, wall.others] = [there.used, there.dull, there.others];
    add(there.indices.length, there.indices);
  }
  tell();
  scrollTo(0, there?.scroll ?? 0);
  grow();
};

const go = (values) => {
  const address = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== USUAL[name] && value !== null));
  const query = write(address);
  location.hash = query ? `#find?${query}` : "#find";
};
const turn = (values) => go(change(wall.address, values));

/** Show the pictures that are like a seed's; the place on this wall is found again. */
const showLike = ({ look, preset, palette }) => {
  save();
  location.hash = alike(look, preset, palette);
};

/** Say of how many seeds those are that are shown; 0 for not known yet. */
const tellLike = (seeds) => {
  const words = seeds ? `Of every ${seeds} seeds, the ${ROW} most like it.` : "Looking for pictures like it …";
  if (fields.of.textContent !== words) fields.of.textContent = words;
};

const filters = () => {
  const group = (title, ...content) => h("div", { className: "group" }, h("h2", {}, title), ...content);
  for (const { name, low, high } of studio.measures) {
    fields[name] = doubleRange(low, high, (range) => turn({ [name]: range[0] === 0 && range[1] === 1 ? null : range.join(",") }));
  }
  fields.palette = palettes(studio, (name) => turn({ palette: name || null }));
  const base = (item) => ({ ...item.values, seed: "7", ...(wall?.address.palette ? { palette: wall.address.palette } : {}) });
  fields.preset = presets(studio, base, (name) => turn({ preset: name }), true);
  fields.locked = h("div", { className: "chips" });
  const chip = button("close", "", () => turn({ like: null }), { className: "like-chip" });
  fields.like = new Small(h("span", { className: "small" }), () => wall?.address.like ?? null);
  fields.seed = chip.lastChild;
  chip.append(fields.like.element);
  fields.of = h("p", { className: "soft", role: "status" });
  fields.liked = h("div", { className: "chips liked", hidden: true }, chip, fields.of);
  return [
    h("div", { className: "group first" }, button("dice", "New pictures", () => renew(), { className: "main", "aria-keyshortcuts": "N" }), fields.liked, fields.locked),
    ...studio.measures.map(({ name }) => fields[name].element), left,
    h("div", { className: "group" }, fields.palette.element), group("Manner", fields.preset.element),
  ];
};

/** Show other seeds, as nobody has seen them. */
export const renew = () => turn({ from: anySeed() });

const showFilters = (address) => {
  for (const { name } of studio.measures) fields[name].set(rangeOf(address, name));
  fields.palette.set(address.palette ?? "");
  fields.preset.set(address.preset ?? "any");
  fields.preset.renew();
  showLiked(address);
  const usual = new Set(["from", "like", "preset", "palette", ...studio.measures.map(({ name }) => name)]);
  const locked = Object.entries(address).filter(([name]) => !usual.has(name));
  fields.locked.replaceChildren(...locked.map(([name, value]) => {
    const chip = button("close", `${name} ${value}`, () => turn({ [name]: null }), { "aria-label": `Remove ${name} ${value}` });
    return chip;
  }));
  const count = Object.keys(address).filter((name) => name !== "from").length;
  panel.querySelector("summary").replaceChildren(count ? `Filters (${count})` : "Filters");
};

const showLiked = ({ like }) => {
  fields.liked.hidden = !like;
  if (!like) return;
  fields.seed.textContent = `Like seed ${read(like).seed}`;
  fields.seed.parentNode.setAttribute("aria-label", `Remove: ${fields.seed.textContent}`);
  fields.like.fill();
};

export const keys = { n: renew };
export const arrows = (event) => grid.arrows(event);

/** Make the view once. */
export const build = (section, about) => {
  studio = about;
  grid = new Grid("Pictures");
  Object.assign(keys, grid.keys(showLike));
  end = h("div", { className: "end", hidden: true });
  left = h("p", { className: "soft left" });
  panel = h("details", { className: "panel" }, h("summary", {}, "Filters"));
  panel.append(h("div", { className: "fields" }, ...filters()));
  const wide = matchMedia("(min-width: 900px)"), fit = () => { panel.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
  section.append(h("h1", { className: "hidden" }, "Find a picture"), h("div", { className: "work" }, h("div", { className: "walls" }, grid.element, end), panel));
  addEventListener("scroll", grow, { passive: true });
  addEventListener("scroll", later(save, 250), { passive: true });
  addEventListener("resize", later(grow, 100));
  addEventListener("pagehide", save);
};

export const leave = () => {
  save();
  wall?.sleep();
};

export const show = (address) => {
  if (wall && write(wall.address) === write(address)) {
    wall.wake();
    scrollTo(0, recall(nameOf(address), { scroll: 0 }).scroll);
    grow();
  } else begin(address);
  showFilters(address);
};

/** Return the hash of the wall that was seen last. */
export const last = () => (wall && write(wall.address) ? `#find?${write(wall.address)}` : "#find");
