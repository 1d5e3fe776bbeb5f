// Saving pictures into files: size and format, what it takes, and how far it is. Files are those of `nnart render`,
// or of `nnart sheet`, of several favourites.

import { post } from "./api.js";
import { list, leftOut, put, sayIn, time, watch } from "./files.js";
import { button, h, icon, later, one, pictures, textField } from "./parts.js";

const OWN = "own", AS_SEEN = 3840;  // pixels of the longer side
const RECIPES = "toml";  // the format of a folder in which nothing is painted
const squares = (words, ...sides) => sides.map((side) => [String(side), `${side} × ${side} pixels${words}`]);

// What there is to save: its words, its fields, and its sizes beside the named ones.
const KINDS = {
  picture: { title: () => "Save a file", act: "Save the file", about: "", fields: ["size", "format", "bits", "name", "dpi"], name: "made of the seed" },
  sheet: { title: (count) => `A sheet of ${pictures(count)}`, act: "Save the sheet", about: "One PNG with all of them side by side, and their recipes in it.",
    fields: ["size", "name"], sizes: squares(" each", 160, 320, 640), name: "nnart-sheet" },
  list: { title: (count) => `A gallery list of ${pictures(count)}`, act: "Save the list", about: "A text with their names and notes. The command “nnart gallery” makes a web page of it.", fields: ["name"], name: "nnart-gallery" },
  folder: { title: (count) => `A folder of ${pictures(count)}`, act: "Save the folder", about: "A new folder with a file for each.", fields: ["size", "format", "bits", "name", "dpi"], sizes: squares("", 1024, 2048, 4096), name: "nnart-pictures" },
};

let studio, box, form = {}, home, now = () => null, wish, asking = new AbortController();

const amount = (bytes) => {
  const power = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${["bytes", "kB", "MB", "GB"][power]}`;
};

/** Return what the form says, without what it does not show. */
const wanted = () => {
  const { seen, ...asked } = wish, [dpi, name] = [form.dpi.value.trim(), form.name.value.trim()];
  const size = form.size.value === OWN ? form.own.value.trim() : form.size.value || (seen?.(AS_SEEN) ?? "");
  const values = { size, format: form.format.value, bits: Number(form.bits.value), dpi: dpi && Number(dpi), name };
  return { ...asked, ...Object.fromEntries(Object.entries(values).filter(([field, value]) => value !== "" && !form[field].parentElement.hidden)) };
};

/** Show the fields that there are something to say in. */
const arrange = () => {
  const { fields } = KINDS[wish.kind], copied = fields.includes("format") && form.format.value === RECIPES;
  for (const name of ["size", "format", "bits", "name", "dpi"]) form[name].parentElement.hidden = !fields.includes(name) || (copied && !["format", "name"].includes(name));
  form.name.placeholder = copied ? "nnart-recipes" : KINDS[wish.kind].name;
  form.own.parentElement.hidden = form.size.parentElement.hidden || form.size.value !== OWN;
};

const estimate = async () => {
  arrange();
  const deep = studio.formats.find(({ name }) => name === form.format.value)?.bits.includes(16);
  for (const option of form.bits.options) option.disabled = option.value === "16" && !deep;
  if (!deep) form.bits.value = "8";
  asking.abort();
  const { signal } = asking = new AbortController();
  let words, wrong = false;
  try {
    const { seconds, bytes, path, left_out: others } = await post("/api/estimate", wanted(), signal);
    words = [`About ${amount(bytes)}, in ${time(seconds)}, as `, h("code", {}, path), h("span", { className: "left-out" }, leftOut(others))];
  } catch (error) { [words, wrong] = [[h("span", { className: "wrong-note" }, error.message)], true]; }
  if (signal.aborted) return;
  form.takes.replaceChildren(...words);
  form.save.disabled = wrong;
};
const estimateLater = later(estimate, 200);

const begin = async (event) => {
  event.preventDefault();
  try { put(await post("/api/exports", wanted())); } catch (error) { form.takes.replaceChildren(h("span", { className: "wrong-note" }, error.message)); }
  watch();
};

const field = (words, control) => {
  control.id = `save-${words.split(" ")[0].toLowerCase()}`;
  return h("div", { className: "row" }, h("label", { className: "label", htmlFor: control.id }, words), control);
};

/** Return the elements of choices, [value, words, group]; those without a group come first. */
const optionsOf = (all) => {
  const groups = new Set(["", ...all.map(([, , group]) => group ?? "")]);
  return [...groups].flatMap((label) => {
    const options = all.filter(([, , group = ""]) => group === label).map(([value, words]) => h("option", { value }, words));
    return label ? h("optgroup", { label }, options) : options;
  });
};

/** Give a select other options; it keeps what is chosen if that is still there. */
const offer = (select, all) => {
  const before = select.value;
  select.replaceChildren(...optionsOf(all));
  if (all.some(([value]) => value === before)) select.value = before;
};

/** Make the drawer once; `about` returns the look, and its size as it is seen with a longer side. */
export const build = (about_studio, about) => {
  [studio, now, box] = [about_studio, about, one("save")];
  const choice = (all, more) => h("select", { ...more, onchange: estimateLater }, optionsOf(all));
  const text = (placeholder) => textField({ placeholder, oninput: estimateLater });
  form = {
    title: h("h2", { id: "save-title" }), about: h("p", { className: "soft" }),
    size: choice([], { autofocus: true }),
    own: text("1920x1080, 16:9, 30x40cm, a3@200dpi"),
    format: choice([]),
    bits: choice([["8", "8 bit"], ["16", "16 bit"]]),
    dpi: text("none"), name: text(""),
    takes: h("p", { className: "soft takes", role: "status" }),
    save: h("button", { className: "main" }, icon("save"), h("span", {}, "Save the file")),
  };
  form.name.autofocus = true;  // where there is no size
  box.append(h("div", { className: "top" }, form.title, button("close", "Close", () => box.close(), { bare: true })), form.about,
    h("form", { onsubmit: begin }, field("Size", form.size), field("Own size", form.own), h("div", { className: "pair" }, field("Format", form.format), field("Depth", form.bits)),
      h("div", { className: "pair" }, field("Name", form.name), field("Dots per inch", form.dpi)), form.takes, form.save));
  box.onclose = () => {
    estimateLater.stop();
    if (box.contains(document.activeElement)) document.activeElement.blur();  // else keys go to a field that nobody sees
    home.append(list);
  };
  box.onclick = (event) => { if (event.target === box) box.close(); };
  sayIn(() => box.open, () => { if (document.body.dataset.view === "keep") list.scrollIntoView(); else open(); });
  document.addEventListener("saved", () => { if (box.open) estimateLater(); });
  watch();  // what was being saved before the page was loaded again
};

/** Show the list of files at the end of an element, while the drawer is closed. */
export const showFilesIn = (element) => { home = element; home.append(list); };

const openFor = (asked) => {
  wish = asked;
  const { title, act, about, sizes } = KINDS[wish.kind];
  form.title.textContent = title(wish.names?.length);
  form.about.textContent = about;
  form.save.lastChild.textContent = act;
  form.takes.replaceChildren("Estimating …");
  form.save.disabled = false;
  const named = wish.kind === "sheet" ? [] : studio.sizes.map(({ name: size, words, group }) => [size, `${size}: ${words}`, group]);
  offer(form.size, [...(sizes ?? [["", `As seen, ${wish.seen?.(AS_SEEN).replace("x", " × ")} pixels`]]), [OWN, "Own size …"], ...named]);
  offer(form.format, [...studio.formats.map(({ name: ending }) => [ending, ending.toUpperCase()]), ...(wish.kind === "folder" ? [[RECIPES, "Recipes only"]] : [])]);
  arrange();  // before what comes first there gets the focus
  box.append(list);
  box.showModal();
  estimate();
  watch();
};

/** Open the drawer for the picture of now. */
export const open = () => openFor({ kind: "picture", ...now() });

/** Open it for favourites by their names: as a sheet, a list or a folder. */
export const saveFavourites = (kind, names) => openFor({ kind, names });
