// Kept: the favourites, with their names and notes.

import { button, h } from "./parts.js";
import { write } from "./looks.js";
import { Small } from "./queue.js";
import { edit, kept, remove } from "./kept.js";

let list, foot, empty;
const cards = new Map();  // by what they show

/** Return a field that saves what is typed: its element and `set(value)`. */
const field = (words, save, properties) => {
  let saved = "";
  const input = h("input", { type: "text", "aria-label": words, autocomplete: "off", spellcheck: false, ...properties });
  const wrong = h("p", { className: "wrong-note", role: "alert", hidden: true });
  input.onchange = async () => {
    try {
      wrong.hidden = true;
      await save(input.value.trim());
    } catch (error) { wrong.textContent = error.message; wrong.hidden = false; }
  };
  input.onkeydown = (event) => {
    if (event.key === "Escape") { input.value = saved; wrong.hidden = true; event.stopPropagation(); }
    if (["Enter", "Escape"].includes(event.key)) input.blur();
  };
  const set = (value) => { if (document.activeElement !== input && wrong.hidden) input.value = value; saved = value; };
  return { element: [input, wrong], set };
};

const card = ({ name, look, why }) => {
  const link = look
    ? h("a", { href: `#tune?${write(look)}`, "aria-label": `Tune ${name}` })
    : h("div", { className: "unseen" }, h("p", {}, why ?? "The studio cannot show it."));
  const title = field(`Name of ${name}`, (text) => edit(name, { name: text }), { className: "card-name" });
  const note = field(`Note on ${name}`, (text) => edit(name, { note: text }), { className: "card-note", placeholder: "Add a note" });
  title.set(name);
  const element = h("li", { className: "card" }, link, h("div", { className: "caption" },
    h("div", { className: "texts" }, title.element, note.element), button("close", `Remove ${name}`, () => remove(name), { bare: true })));
  return { element, small: look ? new Small(link, () => write(look)) : null, note };
};

const keyOf = ({ name, look, why }) => JSON.stringify([name, look, why]);

const draw = () => {
  const there = new Set(kept.favourites.map(keyOf));
  for (const [key, { small, element }] of cards) if (!there.has(key)) { small?.stop(); element.remove(); cards.delete(key); }
  kept.favourites.forEach((favourite, index) => {
    const key = keyOf(favourite);
    if (!cards.has(key)) cards.set(key, card(favourite));
    const { element, note } = cards.get(key);
    note.set(favourite.note ?? "");
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
  });
  empty.hidden = there.size > 0;
  list.hidden = foot.hidden = there.size === 0;
  foot.replaceChildren("They are files in ", h("code", {}, kept.folder), ". ", h("code", {}, `nnart render ${kept.favourites[0]?.name ?? "NAME"}`), " paints one.");
};

/** Make the view once. */
export const build = (section) => {
  list = h("ul", { className: "cards", role: "list" });
  foot = h("p", { className: "soft foot" });
  empty = h("div", { className: "empty" }, h("h2", {}, "Nothing is kept yet"),
    h("p", { className: "soft" }, "Keep a picture by its heart, or by the key K. It stays here, and on the command line by its name."),
    h("a", { className: "button main", href: "#find" }, "Find a picture"));
  section.append(h("h1", { className: "hidden" }, "Kept pictures"), empty, list, foot);
  document.addEventListener("kept", draw);
  draw();
};

export const show = () => { scrollTo(0, 0); };
export const leave = () => {};
export const keys = {};
