// Choosing one thing among pictures or colours: radio buttons that one sees, so arrows choose too.

import { gradient, h } from "./parts.js";
import { Small } from "./queue.js";
import { write } from "./looks.js";

let groups = 0;

/** Return a group of radio buttons: its element, `set(value)` and the items' labels.
 *  Items are {value, label, title, content}; `act` has the value that was chosen. */
export const radios = (words, items, act, className) => {
  const name = `group-${groups += 1}`;
  const labels = new Map(items.map((item) => [item.value, h("label", { title: item.title ?? "" },
    h("input", { type: "radio", name, value: item.value, onchange: () => act(item.value) }),
    item.content ?? null, h("span", { className: "label" }, item.label))]));
  const element = h("div", { className, role: "radiogroup", "aria-label": words }, ...labels.values());
  const set = (value) => {
    for (const input of element.querySelectorAll("input")) input.checked = input.value === value;
  };
  return { element, set, labels };
};

const strip = (colours) => {
  const made = h("span", { className: "strip" });
  made.style.background = gradient(colours);
  return made;
};

/** Return a group of palettes as strips, under a heading that names one, with more beside it; "" is the seed's choice.
 *  `set(value, chosen)` also has the name of the seed's. */
export const palettes = (studio, act, more = null) => {
  const named = new Map(studio.palettes.map((palette) => [palette.name, palette.colours]));
  const mixed = [...named.values()].filter((_, index) => index % 4 === 1).map((colours) => colours[colours.length >> 1]);
  const any = { value: "", label: "The seed chooses", title: "The seed chooses", content: strip(mixed) };
  const all = [...named].map(([name, colours]) => ({ value: name, label: name, title: name, content: strip(colours) }));
  const group = radios("Palette", [any, ...all], act, "strips");
  const words = h("span", { className: "soft" });
  let shown = "";
  group.element.onpointerover = (event) => { words.textContent = event.target.closest("label")?.title ?? shown; };
  group.element.onpointerleave = () => { words.textContent = shown; };
  const set = (value, chosen = "") => {
    group.set(value);
    if (!value) any.content.style.background = gradient(named.get(chosen) ?? mixed);
    shown = value || (chosen ? `${chosen}, the seed’s` : "any");
    words.textContent = named.has(value) || !value ? shown : "own colours";
  };
  return { element: h("div", {}, h("div", { className: "top" }, h("h2", {}, "Palette ", words), more), group.element), set };
};

const PLAIN = { name: "none", reason: "All values at their defaults", values: {} };

/** Return a group of presets as small pictures of the look that `base` returns; `any` only where seeds may choose. */
export const presets = (studio, base, act, any) => {
  const all = [...studio.presets.filter((preset) => any && preset.name === "any"), PLAIN, ...studio.presets.filter((preset) => preset.name !== "any")];
  const items = all.map(({ name, reason, values }) => ({
    value: name, label: name === "none" ? "plain" : name, title: reason, content: h("span", { className: "small" }), values,
  }));
  const group = radios("Manner", items, act, "pictures");
  const smalls = items.filter((item) => item.value !== "any").map((item) => new Small(item.content, () => write(base(item))));
  if (any) items[0].content.append(...[..."abcd"].map(() => h("i")));
  return { ...group, renew: () => smalls.forEach((small) => small.fill()) };
};
