// Sweep: several values of one knob beside each other, or of two as a table. A click takes one.

import { alike, read, write } from "./looks.js";
import { button, h } from "./parts.js";
import { Grid, Tile } from "./grid.js";
import { scaleOf, written } from "./scales.js";

export const KNOB = "application/x-nnart-knob";  // what is dragged
const STRIP = 12, WIDE = 6, NARROW = 4;  // numbers of one knob alone, and values of each of two in a window and on a phone
const MOST = { layers: 240 };  // what is painted in the time that people wait
const LEFT_OUT = new Set(["seed", "tolerance", "space", "sampling", "family", "after", "neuron"]);
const ORDER = "6";  // of the symmetries that have one
const narrow = matchMedia("(max-width: 639px)");

let grid, across, down, note, knobs = new Map(), address = {}, look = {};

const listed = ({ choices, name, kind }) => (kind === "names" || kind === "choice" || ["symmetry", "palette"].includes(name) ? choices : null);
export const isSwept = (knob) => knob.option && !LEFT_OUT.has(knob.name) && (["whole", "real", "flag"].includes(knob.kind) || listed(knob) !== null);
const words = (name) => name[0].toUpperCase() + name.slice(1);

/** Return the values of a knob that are shown: all names, or numbers evenly spaced on its slider. */
const valuesOf = (knob, count) => {
  if (knob.kind === "flag") return ["off", "on"];
  const names = listed(knob);
  if (names) return names.slice(0, count).map((name) => name.replace(/-N$/, `-${ORDER}`));
  const scale = scaleOf({ ...knob, max: Math.min(knob.max, MOST[knob.name] ?? Infinity) }), steps = Math.min(count, STRIP);
  return [...new Set(Array.from({ length: steps }, (_, at) => written(scale.number(at / (steps - 1)))))];
};

/** Return the hash of a sweep of a look. */
export const sweepOf = (look_, values) => `#sweep?${write({ ...look_, ...values })}`;

class Value extends Tile {
  constructor(values, name) {
    super();
    const found = { ...look, ...values }, query = write({ ...found, changed: name });
    const said = Object.entries(values).map(([knob, value]) => `${words(knob)} ${value}`).join(", ");
    this.put({ look: found, query, words: said, tag: Object.values(values).join(" · "), href: `#tune?${write({ ...found, changed: name, shape: address.shape })}` });
    if (Object.entries(values).every(([knob, value]) => look[knob] === value)) this.link.setAttribute("aria-current", "true");
    this.more.remove();
  }

  say(why) { super.say(why); this.link.classList.add("refused"); }
}

const draw = () => {
  for (const { small } of grid.tiles) small.stop();
  grid.clear();
  const [one, other] = [address.across, address.down].map((name) => knobs.get(name));
  note.hidden = Boolean(one || other);
  const pair = one && other && one !== other, count = pair ? (narrow.matches ? NARROW : WIDE) : Infinity;
  const columns = one ? valuesOf(one, count) : [], rows = other ? valuesOf(other, count) : [];
  grid.element.style.setProperty("--columns", pair ? String(columns.length) : "");
  grid.element.classList.toggle("table", Boolean(pair));
  if (pair) for (const row of rows) for (const column of columns) grid.add(new Value({ [one.name]: column, [other.name]: row }, other.name));
  else for (const value of one ? columns : rows) grid.add(new Value({ [(one ?? other).name]: value }, (one ?? other).name));
};

const turn = (values) => { location.hash = sweepOf(look, { across: address.across, down: address.down, shape: address.shape, ...values }); };

const chooser = (name) => {
  const list = h("select", { id: `sweep-${name}`, onchange: () => turn({ [name]: list.value || null }) });
  return { list, element: h("div", { className: "choose" }, h("label", { htmlFor: list.id }, words(name)), list) };
};

/** Make the view once. */
export const build = (section, studio) => {
  knobs = new Map(studio.knobs.filter(isSwept).map((knob) => [knob.name, knob]));
  [across, down] = [chooser("across"), chooser("down")];
  for (const { list } of [across, down]) list.append(h("option", { value: "" }, "nothing"), ...[...knobs.keys()].map((name) => h("option", { value: name }, words(name))));
  grid = new Grid("Values");
  note = h("p", { className: "soft end" }, "Choose a knob, or two.");
  Object.assign(keys, grid.keys(({ look: found }) => { location.hash = alike(found, null, null); }));
  section.append(h("h1", { className: "hidden" }, "Sweep"),
    h("div", { className: "above" }, across.element, down.element, button("", "Back", keys.escape)), h("div", { className: "walls" }, grid.element, note));
};

export const show = (values) => {
  const asked = write(values) !== write(address);
  address = values;
  const { across: one, down: other, shape, ...rest } = values;
  look = rest;
  [across.list.value, down.list.value] = [one ?? "", other ?? ""];
  document.title = `Sweep of seed ${read(write(look)).seed} – nnart studio`;
  if (asked || !grid.tiles.length) draw();
};
export const leave = () => {};
export const keys = { escape: () => { location.hash = `#tune?${write({ ...look, shape: address.shape })}`; } };
export const arrows = (event) => grid.arrows(event);
