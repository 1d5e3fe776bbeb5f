// Controls: made from the table of knobs. Each returns its element and `set(value)`, where values are text.

import { button, h, setIcon, textField } from "./parts.js";
import { radios } from "./pick.js";
import { scaleOf, written } from "./scales.js";
import { KNOB } from "./sweep.js";

const RESOLUTION = 1000;  // steps of a slider
const FAST = 10;  // steps at once, with Shift or the page keys
const MAX_BUTTONS = 4;  // choices beside each other; more are a list

const title = (name) => name[0].toUpperCase() + name.slice(1);

const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: FAST, PageDown: -FAST };

/** A slider and a field for one number. `turn(text, final)` has what it shows; a slider that moves is not final. */
const number = (knob, turn, words = title(knob.name)) => {
  const scale = scaleOf(knob), id = `knob-${knob.name}`;
  const field = textField({ id, inputMode: "decimal", className: "number" });
  const slider = h("input", { type: "range", min: "0", max: String(RESOLUTION), step: "1", "aria-label": words });
  let shown = 0;
  const tell = (value, place) => {
    shown = value;
    slider.style.setProperty("--at", `${100 * place}%`);
    slider.setAttribute("aria-valuetext", `${written(value)} ${knob.unit}`.trim());
  };
  const draw = (value) => {
    const place = scale.at(value);
    slider.value = String(Math.round(place * RESOLUTION));
    tell(value, place);
  };
  slider.oninput = () => {
    const place = Number(slider.value) / RESOLUTION;
    tell(scale.number(place), place);  // the slider stays where the finger is
    field.value = written(shown);
    turn(written(shown), false);
  };
  slider.onchange = () => turn(written(shown), true);
  slider.ondblclick = () => turn(null, true);
  const stepped = (event) => {
    const by = STEPS[event.key];
    if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target === field && !event.key.endsWith("Up") && !event.key.endsWith("Down")) return;
    event.preventDefault();
    draw(scale.step(shown, event.shiftKey && Math.abs(by) < FAST ? by * FAST : by));
    field.value = written(shown);
    turn(written(shown), true);
  };
  slider.onkeydown = field.onkeydown = stepped;
  field.onchange = () => turn(field.value.trim() || null, true);
  const set = (value, fallback) => {
    field.placeholder = value === null ? knob.default_words : "";
    if (document.activeElement !== field || field.value === "") field.value = value ?? "";
    if (value !== null) draw(Number(value));
    const mark = fallback === null || fallback === undefined ? null : scale.at(Number(fallback));
    slider.classList.toggle("marked", mark !== null);
    if (mark !== null) slider.style.setProperty("--default", String(mark));
  };
  return { field, element: slider, set, id };
};

const choice = (knob, turn) => {
  const meanings = knob.meanings ?? {};
  if (knob.choices.length <= MAX_BUTTONS) {
    const group = radios(title(knob.name), knob.choices.map((name) => ({ value: name, label: name, title: meanings[name] || name })), (name) => turn(name, true), "segments");
    return { element: group.element, set: group.set };
  }
  return select(knob, knob.choices, turn);
};

const select = (knob, names, turn) => {
  const element = h("select", { id: `knob-${knob.name}`, onchange: () => turn(element.value, true) }, names.map((name) => h("option", { value: name }, name)));
  return { field: element, set: (value) => { element.value = value ?? ""; }, id: element.id };
};

const flag = (knob, turn) => {
  const element = h("input", { type: "checkbox", role: "switch", id: `knob-${knob.name}`, className: "switch", onchange: () => turn(element.checked ? "on" : "off", true) });
  return { field: element, set: (value) => { element.checked = value === "on"; }, id: element.id };
};

const names = (knob, turn) => {
  const chosen = () => knob.choices.filter((_, index) => boxes[index].checked);
  const boxes = knob.choices.map((name) => h("input", { type: "checkbox", value: name, onchange: (event) => {
    if (!chosen().length) event.target.checked = true;
    else turn(chosen().join(","), true);
  } }));
  const element = h("div", { className: "chips toggles", role: "group", "aria-label": title(knob.name) }, boxes.map((box) => h("label", {}, box, h("span", {}, box.value))));
  return { element, set: (value) => { const there = new Set((value ?? "").split(",")); for (const box of boxes) box.checked = there.has(box.value); } };
};

const symmetry = (knob, turn) => {
  const plain = (name) => name.replace(/-N$/, ""), orders = new Set(knob.choices.filter((name) => name.endsWith("-N")).map(plain));
  const list = select(knob, knob.choices.map(plain), () => send());
  const order = textField({ inputMode: "numeric", className: "number", "aria-label": "Order of the symmetry, 2 … 64", value: "6", hidden: true });
  const send = () => turn(orders.has(list.field.value) ? `${list.field.value}-${order.value}` : list.field.value, true);
  order.onchange = send;
  order.onkeydown = (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (by) { event.preventDefault(); order.value = String(Math.max(2, Number(order.value) + by)); send(); }
  };
  const set = (value) => {
    const [, name, count] = /^(.*?)(?:-(\d+))?$/.exec(value ?? "none");
    list.set(name);
    order.hidden = !orders.has(name);
    if (count) order.value = count;
  };
  return { field: h("span", { className: "pair" }, list.field, order), set, id: list.id };
};

const text = (knob, turn) => {
  const field = textField({ id: `knob-${knob.name}`, placeholder: (knob.examples ?? [])[0] ?? knob.default_words, onchange: () => turn(field.value.trim() || null, true) });
  return { element: field, set: (value) => { if (document.activeElement !== field) field.value = value === "none" ? "" : value ?? ""; }, id: field.id };
};

/** A slider for the first of several numbers, and a field for all of them. */
const reals = (knob, turn) => {
  const all = text(knob, turn), rest = () => all.element.value.split(",").slice(1).map((part) => `,${part.trim()}`).join("");
  const first = number({ ...knob, kind: "real", unit: "" }, (value, final) => turn(value === null ? null : value + rest(), final), `${title(knob.name)}, the first number`);
  all.element.className = "number wide";
  const set = (value) => { all.set(value); first.set(value && value !== "none" ? value.split(",")[0] : "0", "0"); };
  return { field: all.element, element: first.element, set, id: all.id };
};

const point = (knob, turn) => {
  const send = (final) => turn(values.join(","), final);
  const values = ["0", "0"];
  const axes = ["x", "y"].map((axis, index) => number({ ...knob, name: `center-${axis}`, kind: "real", unit: "" }, (value, final) => { values[index] = value ?? "0"; send(final); }, `Center, ${axis}`));
  axes.forEach((axis, index) => axis.field.setAttribute("aria-label", `Center, ${"xy"[index]}`));
  const set = (value, fallback) => (value ?? "0,0").split(",").forEach((part, index) => { values[index] = part; axes[index].set(part, (fallback ?? "0,0").split(",")[index]); });
  return { field: h("span", { className: "pair" }, axes.map((axis) => axis.field)), element: h("div", { className: "pair" }, axes.map((axis) => axis.element)), set };
};

const MADE = { whole: number, real: number, choice, flag, names, reals, point, text: (knob, turn) => (knob.form === "symmetry" ? symmetry : text)(knob, turn) };

const MIN_WORDS = 40;  // characters of a help's first sentence, which says enough beside a control

const sentence = (knob) => {
  const [first, ...rest] = knob.help.split(/(?<=\.) /);
  return first.length < MIN_WORDS && rest.length ? `${first} ${rest[0]}` : first;
};

/** Return the lock of a value: its element and `set(free, there)`; it is seen only where there is a value to keep. */
export const padlock = (name, act) => {
  const element = button("locked", "", act, { bare: true, className: "round tiny" });
  const set = (free, there) => {
    const words = free ? `A new seed resets ${name}` : `A new seed keeps ${name}`;
    element.hidden = !there;
    setIcon(element, free ? "open" : "locked");
    element.title = words;
    element.setAttribute("aria-label", words);
    element.setAttribute("aria-pressed", String(!free));
  };
  return { element, set };
};

/** Return a knob's row: `set({value, fallback, differs, off, fault, free})` shows it.
 *  `turn(text, final)` has a new value, null for the default; `lock(free)` whether a new seed may change it;
 *  `sweep`, if there is one, shows several values. */
export const row = (knob, turn, lock, sweep = null) => {
  const control = MADE[knob.kind](knob, turn), name = title(knob.name);
  const reset = button("reset", `Reset ${name}`, () => turn(null, true), { bare: true, className: "round tiny", title: `Default: ${knob.default_words}` });
  const hold = padlock(name, lock);
  const several = sweep && button("sweep", `Several values of ${name}`, sweep, { bare: true, className: "round tiny several" });
  const help = h("p", { className: "help", id: `help-${knob.name}`, title: knob.help });
  const unit = knob.unit === "degrees" ? "°" : "";
  const label = h(control.id ? "label" : "span", control.id ? { htmlFor: control.id, className: "label" } : { className: "label" }, name);
  const element = h("div", { className: "row" },
    h("div", { className: "top" }, label, hold.element, reset, several, h("span", { className: "value" }, control.field ?? null, unit ? h("span", { className: "unit", "aria-hidden": "true" }, unit) : null)),
    control.element ?? null, help);
  element.dataset.knob = knob.name;
  if (sweep) {
    label.draggable = true;
    label.title = "Drag onto an edge of the picture to see several values";
    label.ondragstart = (event) => event.dataTransfer.setData(KNOB, knob.name);
  }
  const set = ({ value, fallback, differs, off, fault, free }) => {
    control.set(value, fallback);
    element.classList.toggle("off", Boolean(off));
    element.classList.toggle("wrong", Boolean(fault));
    help.textContent = fault ?? (off ? `${off[0].toUpperCase()}${off.slice(1)}` : sentence(knob));
    for (const input of element.querySelectorAll("input, select")) input.disabled = Boolean(off);
    reset.hidden = !differs;
    hold.set(free, differs);
  };
  return { element, set };
};
