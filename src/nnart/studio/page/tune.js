// Tune: one picture large, and a control for every value of it.

import { get, worded } from "./api.js";
import { button, copy, h, icon, later, one, recall, remember, say, textField } from "./parts.js";
import { alike, anySeed, change, read, step, write } from "./looks.js";
import { padlock, row } from "./controls.js";
import { palettes, presets } from "./pick.js";
import { litterOf, pick } from "./breeders.js";
import { isSwept, KNOB, sweepOf } from "./sweep.js";
import { Stage } from "./stage.js";
import { find as isKept, toggle } from "./kept.js";
import { open as save } from "./save.js";

const COALESCE = 900;  // milliseconds in which steps of one knob are one step back
const SHAPES = { "1:1": "Square", "3:2": "Wide", "16:9": "Screen", "2:3": "Tall", "9:16": "Phone" };

// The shape is the viewer's choice: it stays while looks come and go. An address that names none (of a tile, a favourite, a seed
// that was typed) takes the one that is there. Once there is one, all addresses name it, and squares too: so reload, back, redo and
// bookmarks show what was seen, whatever was chosen since.
const isShape = (name) => Object.hasOwn(SHAPES, name);
/** Return the name of the shape that is the nearest to a size, such as "1920x1080". */
const shapeOf = (size) => {
  const ratio = (text, mark) => { const [width, height] = text.split(mark).map(Number); return Math.log(width / height); };
  const apart = (name) => Math.abs(ratio(name, ":") - ratio(size, "x"));
  return Object.keys(SHAPES).reduce((best, name) => (apart(name) < apart(best) ? name : best));
};
let shape = [recall("shape", "")].find(isShape) ?? null;

let studio, stage, section, look = { seed: "0" }, described = null, faults = {};
let rows = new Map(), parts = {}, free = new Set(recall("free", []));
let turned = { name: null, at: 0 }, changed = null;  // the value that the others have to go with

const query = () => write({ ...look, changed });
const hash = () => `#tune?${write(look)}${shape ? `&shape=${shape}` : ""}`;

// What is undone and redone are entries of the browser's history: n is the entry's place since the tuning began.
const state = () => history.state ?? {};
const topOf = (chain) => Number(sessionStorage.getItem(`top:${chain}`) ?? 0);
const enter = () => {
  const { n = 0, chain = String(Math.random()), ...rest } = state();
  history.replaceState({ ...rest, n, chain }, "", hash());
};
const push = (name) => {
  const now = Date.now(), same = name && turned.name === name && now - turned.at < COALESCE && state().name === name;
  turned = { name, at: now };
  if (same) { history.replaceState(state(), "", hash()); return; }
  const { n = 0, chain } = state();
  history.pushState({ n: n + 1, chain, before: stage.before, name }, "", hash());
  sessionStorage.setItem(`top:${chain}`, String(n + 1));
};

export const undo = () => { if (state().n > 0) history.back(); };
export const redo = () => { if (state().n < topOf(state().chain)) history.forward(); };

/** Come back to this look when the view is opened again. */
const learn = () => {
  remember("last", hash());
  one("to-tune").href = hash();
};

const describe = async () => {
  parts.asking?.abort();
  const asking = parts.asking = new AbortController(), asked = query();
  try {
    const found = await get(`/api/look?${asked}&size=${stage.size(1024)}`, asking.signal);
    if (asked !== query()) return;
    [described, faults] = [found, {}];
    if (parts.final && write(found.look) !== asked) {
      [look, changed] = [found.look, null];
      stage.rename(asked, query());
      history.replaceState(state(), "", hash());
      learn();
    }
  } catch (error) {
    if (error.name === "AbortError" || asked !== query()) return;
    faults = {};
    for (const fault of error.faults ?? []) for (const name of fault.names ?? []) faults[name] = worded(fault);
    if (!Object.keys(faults).some((name) => rows.has(name))) faults[""] = error.message;
  }
  draw();
};
const describeLater = later(describe, 60);

/** Give a knob a value, or its default for null; what is not final may change again at once. */
const turn = (name, value, final) => {
  if (final || !parts.moving) stage.before = parts.moving ?? query();
  if (!final) parts.moving ??= query();
  else parts.moving = null;
  const isDefault = value === null || (described && value === described.defaults[name]);
  look = change(look, { [name]: isDefault ? null : value });
  changed = name in look ? name : null;
  parts.final = final;
  if (final) { push(name); settle(); } else { stage.move(query()); describeLater(); drawKept(); }
};

/** Show another look as a whole, one step on. */
export const replace = (values) => {
  stage.before = query();
  [look, changed] = [values, null];
  parts.final = true;
  push(null);
  settle();
};

const settle = () => {
  stage.rest(query());
  learn();
  describeLater();
  draw();
};

const keptValues = () => Object.fromEntries(Object.entries(look).filter(([name]) => name !== "seed" && !free.has(name)));

const newSeed = () => replace({ ...keptValues(), seed: anySeed() });
const nextSeed = (by) => replace({ ...look, seed: step(look.seed, by) });

const lock = (name) => {
  if (free.has(name)) free.delete(name);
  else free.add(name);
  remember("free", [...free]);
  draw();
};

const drawKept = () => {
  const there = Boolean(isKept(look));
  parts.keep.classList.toggle("on", there);
  parts.keep.lastChild.textContent = there ? "Kept" : "Keep";
  parts.keep.setAttribute("aria-pressed", String(there));
};

const drawRow = (name, { set }) => {
  const values = described?.values ?? {}, fallback = described?.defaults[name] ?? null;
  const own = look[name] ?? (name in values && !(name in faults) ? (described.look[name] === undefined ? values[name] : fallback) : null);
  set({ value: own || null, fallback: fallback || null, differs: name in look, off: described?.off[name], fault: faults[name], free: free.has(name) });
};

const isDescribed = () => described && write(described.look) === write(look);

const draw = () => {
  for (const entry of rows) drawRow(...entry);
  parts.palette.set(look.palette ?? "", described?.values.palette);
  parts.hold.set(free.has("palette"), "palette" in look);
  parts.paletteOwn.value = studio.palettes.some(({ name }) => name === look.palette) ? "" : look.palette ?? "";
  parts.preset.set(presetOf(look));
  if (document.activeElement !== parts.seed) parts.seed.value = look.seed;
  parts.undo.disabled = !(state().n > 0);
  parts.redo.disabled = !(state().n < topOf(state().chain));
  parts.compare.disabled = !state().before;
  parts.vary.href = litterOf([write(look)]);
  parts.zoom.href = hash().replace("tune", "zoom");
  const { reverse, rotate, ...straight } = look;
  parts.wall.href = alike(look, presetOf(rotate % 90 ? look : straight), isDescribed() ? described.values.palette : null);
  for (const group of section.querySelectorAll("details.group")) group.classList.toggle("differs", [...group.querySelectorAll(".row")].some((element) => element.dataset.knob in look));
  parts.wrong.hidden = !faults[""];
  parts.wrong.textContent = faults[""] ?? "";
  drawKept();
  drawWords();
};

const drawWords = () => {
  if (!described) return;
  const title = described.title;
  const [first, ...rest] = title.split(", ");
  parts.title.textContent = first;
  parts.about.textContent = rest.join(", ");
  stage.title = title;
  document.title = `${title} – nnart studio`;
  const image = stage.box.querySelector("img");
  if (image) image.alt = title;
  for (const [name, code] of Object.entries(parts.words)) code.textContent = described[name] ?? "";
};

/** Return the preset whose values this look has, if there is one. */
const presetOf = ({ seed, palette, ...rest }) => {
  if (!write(rest)) return "none";
  const found = studio.presets.find(({ name, values }) => name !== "any" && write({ ...values, palette: null }) === write(rest) && (!values.palette || values.palette === palette));
  return found?.name ?? "";
};

const takePreset = (name) => {
  const { values } = studio.presets.find((preset) => preset.name === name) ?? { values: {} };
  const palette = look.palette && !values.palette ? { palette: look.palette } : {};
  replace({ ...palette, ...values, seed: look.seed });
};

const takePalette = (name) => { turn("palette", name || null, true); };

const tools = () => {
  const bare = { bare: true };
  parts.undo = button("undo", "Undo", undo, { ...bare, title: "Undo (U)", "aria-keyshortcuts": "U Control+Z" });
  parts.redo = button("redo", "Redo", redo, { ...bare, title: "Redo (R)", "aria-keyshortcuts": "R Control+Shift+Z" });
  parts.compare = button("compare", "Compare with the picture before, while held", () => {}, { ...bare, title: "Hold to see the picture before (C)", "aria-keyshortcuts": "C" });
  const hold = (on) => () => compare(on);
  parts.compare.onpointerdown = hold(true);
  parts.compare.onpointerup = parts.compare.onpointerleave = parts.compare.onpointercancel = parts.compare.onblur = hold(false);
  parts.compare.onkeydown = (event) => { if ([" ", "Enter"].includes(event.key)) compare(true); };
  parts.compare.onkeyup = hold(false);
  parts.seed = textField({ inputMode: "numeric", className: "number", "aria-label": "Seed", onchange: () => takeSeed(parts.seed.value.trim()) });
  parts.seed.onkeydown = (event) => { const by = { ArrowUp: 1, ArrowDown: -1 }[event.key]; if (by) { event.preventDefault(); nextSeed(by); parts.seed.value = look.seed; } };
  parts.seedLabel = h("label", { className: "seed" }, h("span", {}, "Seed"), parts.seed);
  parts.keep = button("heart", "Keep", () => toggle(look), { className: "main keep", "aria-keyshortcuts": "K" });
  parts.wall = h("a", { className: "button", title: "Other seeds whose pictures resemble it (L)", "aria-keyshortcuts": "L" }, icon("wall"), h("span", {}, "More like this"));
  parts.wall.onclick = async (event) => {
    if (isDescribed()) return;
    event.preventDefault();  // what the seed chooses is not known yet
    await describe();
    location.hash = parts.wall.hash;
  };
  parts.vary = h("a", { className: "button", title: "Vary it, and go on from the best (V; B to cross it with another)", "aria-keyshortcuts": "V" }, icon("breed"), h("span", { className: "spare" }, "Vary"));
  parts.zoom = h("a", { className: "button", title: "Zoom in (Z)", "aria-keyshortcuts": "Z" }, icon("zoom"), h("span", { className: "spare" }, "Zoom"));
  return h("div", { className: "tools" },
    h("div", { className: "cluster" }, parts.undo, parts.redo, parts.compare),
    h("div", { className: "cluster" }, parts.dice = button("dice", "New seed", newSeed, { "aria-keyshortcuts": "N", title: "Another picture in this manner (N)" })),
    h("div", { className: "cluster" }, parts.wall, parts.vary, parts.zoom, button("save", "Save file", save, { "aria-keyshortcuts": "S", title: "Save a file, of any size (S)" }), parts.keep));
};

const takeSeed = (text) => {
  if (/^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 64n) replace({ ...look, seed: String(BigInt(text)) });
  else {
    parts.seed.value = look.seed;
    say("A seed is a whole number from 0 to 18446744073709551615.");
  }
};

/** Show several values of knobs. */
const sweep = (values) => { location.hash = sweepOf(look, { ...values, shape }); };

/** Take a knob that is dropped onto an edge of the picture. */
const takeKnobs = (element) => {
  const isKnob = ({ dataTransfer }) => dataTransfer.types.includes(KNOB);
  element.ondragover = (event) => element.classList.toggle("taking", isKnob(event));
  element.ondragleave = () => element.classList.remove("taking");
  element.ondrop = (event) => {
    element.classList.remove("taking");
    if (!isKnob(event)) return;
    event.stopPropagation();
    event.preventDefault();
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height];
    sweep({ [Math.abs(x - 0.5) > Math.abs(y - 0.5) ? "down" : "across"]: event.dataTransfer.getData(KNOB) });
  };
};

export const compare = (on) => { if (state().before) stage.compare(on ? state().before : null); };

const made = (knob) => {
  const built = row(knob, (value, final) => turn(knob.name, value, final), () => lock(knob.name), isSwept(knob) ? () => sweep({ across: knob.name }) : null);
  rows.set(knob.name, built);
  return built.element;
};

const knobs = () => {
  const own = studio.knobs.filter((knob) => knob.option && !["seed", "palette"].includes(knob.name));
  const first = own.filter((knob) => knob.first), rest = own.filter((knob) => !knob.first);
  const groups = studio.groups.map((group) => [group, rest.filter((knob) => knob.group === group)]).filter(([, all]) => all.length);
  return [
    h("div", { className: "group" }, h("h2", {}, "Basics"), first.map(made)),
    ...groups.map(([group, all]) => h("details", { className: "group" }, h("summary", {}, h("h2", {}, group)), all.map(made))),
  ];
};

const shapes = () => {
  const list = h("select", { "aria-label": "Shape of the picture", onchange: () => { setShape(list.value); enter(); settle(); } }, Object.entries(SHAPES).map(([value, words]) => h("option", { value }, words)));
  parts.shape = list;
  return list;
};

/** Show pictures in a shape; in the one that is there if it has no such name. */
const setShape = (name) => {
  if (isShape(name)) remember("shape", shape = name);
  parts.shape.value = shape ?? "1:1";
  stage.setShape(parts.shape.value);
};

const words = () => {
  parts.words = {};
  const block = (name, title) => {
    const code = parts.words[name] = h("code", {});
    return h("div", { className: "words" }, h("div", { className: "top" }, h("h3", {}, title), button("", "Copy", () => copy(code.textContent, title), { className: "small-button", "aria-label": `Copy ${title}` })), h("pre", { tabIndex: 0, role: "region", "aria-label": title }, code));
  };
  return h("details", { className: "group" }, h("summary", {}, h("h2", {}, "Command, recipe, Python")),
    block("command", "Command"), block("toml", "Recipe"), block("python", "Python"), block("code", "Code"));
};

/** Make the view once. */
export const build = (element, about) => {
  [studio, section, stage] = [about, element, new Stage()];
  takeKnobs(stage.element);
  parts.title = h("h1", {}, "Tune");
  parts.about = h("p", { className: "soft about" });
  parts.hold = padlock("Palette", () => lock("palette"));
  parts.palette = palettes(studio, takePalette, parts.hold.element);
  parts.paletteOwn = textField({ id: "own-colours", placeholder: "navy,gold or #0b132b,#f5cb5c", onchange: () => takePalette(parts.paletteOwn.value.trim()) });
  parts.preset = presets(studio, (item) => ({ ...item.values, seed: look.seed, ...(look.palette && !item.values.palette ? { palette: look.palette } : {}) }), takePreset);
  parts.wrong = h("p", { className: "wrong-note", role: "alert", hidden: true });
  const manner = h("details", { className: "group" }, h("summary", {}, h("h2", {}, "Manner")), parts.preset.element);
  manner.addEventListener("toggle", () => parts.preset.renew());
  const colours = h("div", { className: "group" }, parts.palette.element, h("label", { className: "own", htmlFor: "own-colours" }, "Own colours"), parts.paletteOwn);
  const head = h("div", { className: "group head" }, parts.title, shapes(), parts.about, parts.wrong);
  const panel = h("div", { className: "panel" }, h("div", { className: "fields" }, head, colours, manner, ...knobs(), words()));
  parts.renew = later(() => parts.preset.renew(), 400);
  section.append(h("div", { className: "work" }, h("div", { className: "staged" }, stage.element, tools()), panel));
  const narrow = matchMedia("(max-width: 639px)");  // where the tools have no room for the seed, it stands for the title
  const fit = () => (narrow.matches ? parts.shape : parts.dice).before(parts.seedLabel);
  narrow.addEventListener("change", fit);
  fit();
  document.addEventListener("kept", drawKept);
  addEventListener("resize", later(() => { if (!section.hidden) stage.full(); }, 300));
};

export const leave = () => { stage.leave(); parts.asking?.abort(); };

/** Show the look of an address; without a seed, the one that was seen last. */
export const show = ({ shape: name, size: given, changed: turned_, ...address }) => {
  if (!address.seed) {
    const last = recall("last", "#tune?seed=0");
    history.replaceState(state(), "", last);
    ({ shape: name, ...address } = read(last.split("?")[1]));
  }
  [look, changed] = [address, turned_ ?? null];
  parts.final = true;
  parts.moving = null;
  turned = { name: null, at: 0 };
  setShape(name ?? (given && shapeOf(given)));
  enter();
  settle();
  parts.renew();
};

export const current = () => look;

/** Return the size of the picture with a longer side of so many pixels. */
export const size = (side) => stage.size(side);

/** Take colours as the palette of the picture that is shown. */
export const take = (palette) => turn("palette", palette, true);

export const keys = {
  v: () => parts.vary.click(), b: () => pick(write(look)), w: () => sweep({ across: "layers" }), z: () => parts.zoom.click(), l: () => parts.wall.click(), s: save, n: newSeed, k: () => toggle(look), u: undo, r: redo, ",": () => nextSeed(-1), ".": () => nextSeed(1),
  escape: () => one("to-find").click(),
};
