// Kept: the favourites, with their names and notes; those that are selected become a sheet, a list or a folder.

import { button, h, one, pictures } from "./parts.js";
import { write } from "./looks.js";
import { Small } from "./queue.js";
import { edit, kept, remove } from "./kept.js";
import { watch } from "./files.js";
import { saveFavourites, showFilesIn } from "./save.js";
import { litterOf } from "./breeders.js";

let list, foot, empty, above, every, bar, breeds, count, said;
const cards = new Map();  // by what they show
const chosen = new Set();  // names of those that are selected
let anchor = null;  // the name at which a range begins

/** Return a field that saves what is typed: its element and `set(value)`. `save` may return what is shown instead. */
const field = (words, save, properties) => {
  let saved = "";
  const input = h("input", { type: "text", "aria-label": words, autocomplete: "off", spellcheck: false, ...properties });
  const wrong = h("p", { className: "wrong-note", role: "alert", hidden: true });
  input.onchange = async () => {
    if (input.required && !input.value.trim()) { input.value = saved; return; }
    try {
      wrong.hidden = true;
      input.value = (await save(input.value.trim())) ?? input.value;
    } catch (error) { wrong.textContent = error.message; wrong.hidden = false; }
  };
  input.onkeydown = (event) => {
    if (event.key === "Escape") { input.value = saved; wrong.hidden = true; event.stopPropagation(); }
    if (["Enter", "Escape"].includes(event.key)) input.blur();
  };
  const set = (value) => { if (document.activeElement !== input && wrong.hidden) input.value = value; saved = value; };
  return { element: [input, wrong], set };
};

const all = () => kept.favourites.map(({ name }) => name);
const selected = () => all().filter((name) => chosen.has(name));

/** Show which are selected. */
const mark = () => {
  for (const { pick, name } of cards.values()) pick.checked = chosen.has(name);
  const words = pictures(chosen.size);
  if (bar.hidden && chosen.size === 0) return;
  bar.hidden = chosen.size === 0;
  count.textContent = words;
  said.textContent = `${words} selected`;
  breeds.disabled = !parents();
  every.lastChild.textContent = chosen.size === cards.size ? "Select none" : "Select all";
};

const choose = (names) => { chosen.clear(); for (const name of names) chosen.add(name); mark(); };

/** Select a picture or not, and with Shift all from the one before. */
const pickOne = ({ shiftKey, target }, name) => {
  const names = all(), at = names.indexOf(name), other = shiftKey ? names.indexOf(anchor) : -1;
  const [from, to] = [Math.min(at, other < 0 ? at : other), Math.max(at, other)];
  for (const each of names.slice(from, to + 1)) chosen[target.checked ? "add" : "delete"](each);
  anchor = name;
  mark();
};

/** Select nothing; what had the focus in the bar leaves it to where the selection began. */
const clear = () => {
  const [first] = [...cards.values()].filter(({ pick }) => pick.checked);
  if (bar.contains(document.activeElement)) first?.pick.focus();
  choose([]);
};

const selectEvery = () => { if (chosen.size === cards.size) clear(); else choose(all()); };
/** Return the looks of one or two that are selected, as parents; null for other numbers. */
const parents = () => {
  const looks = kept.favourites.filter(({ name, look }) => look && chosen.has(name)).map(({ look }) => write(look));
  return [1, 2].includes(looks.length) && looks.length === chosen.size ? looks : null;
};
const breed = () => { if (parents()) location.hash = litterOf(parents()); };
const save = (kind) => { if (chosen.size) saveFavourites(kind, selected()); };

const removeSelected = async () => {
  if (!chosen.size) return;
  one("main").focus({ preventScroll: true });
  await remove(...selected());
};

/** Return the nearest name that the command line takes: letters, digits, - and _, not only digits. */
const nameOf = (text) => {
  const plain = [...text.replace(/[^\p{L}\p{N}_]+/gu, "-").replace(/^-+|-+$/g, "")].slice(0, 60).join("");
  return /^\p{N}*$/u.test(plain) ? `my-${plain || "picture"}` : plain;
};

const rename = async (name, typed) => {
  const text = nameOf(typed);
  if (text === name) return name;
  const was = chosen.has(name);
  await edit(name, { name: text });
  if (was) { chosen.add(text); mark(); }
  return text;
};

const card = ({ name, look, why }) => {
  const link = look
    ? h("a", { href: `#tune?${write(look)}`, "aria-label": `Tune ${name}` })
    : h("div", { className: "unseen" }, h("p", {}, why ?? "The studio cannot show it."));
  const pick = h("input", { type: "checkbox", className: "pick", "aria-label": `Select ${name}`, title: "Select (Shift: a range)", onclick: (event) => pickOne(event, name) });
  const title = field(`Name of ${name}`, (text) => rename(name, text), { className: "card-name", required: true });
  const note = field(`Note on ${name}`, (text) => edit(name, { note: text }), { className: "card-note", placeholder: "Add a note" });
  title.set(name);
  const element = h("li", { className: "card" }, pick, link, h("div", { className: "caption" },
    h("div", { className: "texts" }, title.element, note.element), button("bin", `Remove ${name}`, () => remove(name), { bare: true })));
  return { element, small: look ? new Small(link, () => write(look)) : null, note, pick, name };
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
  for (const name of chosen) if (!all().includes(name)) chosen.delete(name);
  mark();
  above.firstChild.textContent = pictures(there.size);
  empty.hidden = there.size > 0;
  above.hidden = list.hidden = foot.hidden = there.size === 0;
  foot.replaceChildren("Kept pictures are recipes in ", h("code", {}, kept.folder), ". ", h("code", {}, `nnart render ${kept.favourites[0]?.name ?? "NAME"}`), " paints one.");
};

const makeBar = () => {
  count = h("strong");
  const act = (icon, words, kind, key) => button(icon, words, () => save(kind), { "aria-keyshortcuts": key, title: `${words} (${key})` });
  return h("div", { className: "selection", role: "group", "aria-label": "Selected pictures", hidden: true },
    button("close", "Select nothing", clear, { bare: true }), count,
    breeds = button("breed", "Breed", breed, { "aria-keyshortcuts": "B", title: "Cross two, or vary one (B)" }),
    act("wall", "Sheet", "sheet", "S"), act("list", "Gallery list", "list", "G"), act("folder", "Folder", "folder", "F"),
    button("bin", "Remove", removeSelected, { "aria-keyshortcuts": "Delete" }));
};

/** Make the view once. */
export const build = (section) => {
  list = h("ul", { className: "cards", role: "list" });
  foot = h("p", { className: "soft foot" });
  every = button("", "Select all", selectEvery, { "aria-keyshortcuts": "Control+A" });
  above = h("div", { className: "above" }, h("p", { className: "soft" }), every);
  said = h("p", { className: "hidden", role: "status" });
  bar = makeBar();
  empty = h("div", { className: "empty" }, h("h2", {}, "Nothing is kept yet"),
    h("p", { className: "soft" }, "Keep a picture by its heart, or by the key K. It stays here, and on the command line by its name."),
    h("a", { className: "button main", href: "#find" }, "Find a picture"));
  const files = h("div", { className: "files" }, h("h2", {}, "Saved files"));
  showFilesIn(files);
  section.append(h("h1", { className: "hidden" }, "Kept pictures"), empty, above, list, foot, files, bar, said);
  document.addEventListener("kept", draw);
  draw();
};

export const show = () => { scrollTo(0, 0); watch(); };
export const leave = () => {};
export const selectAll = () => choose(all());
export const keys = { b: breed, v: breed, escape: clear, delete: removeSelected, s: () => save("sheet"), g: () => save("list"), f: () => save("folder") };
