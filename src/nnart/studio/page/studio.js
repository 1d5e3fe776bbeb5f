// The studio: which view the address names, what is typed, pasted and dropped, and the keys.

import { get, understand } from "./api.js";
import { h, one, say } from "./parts.js";
import { placeOf, setOrder, write } from "./looks.js";
import { load } from "./kept.js";
import { setVersion } from "./queue.js";
import * as find from "./find.js";
import * as tune from "./tune.js";
import * as breed from "./breed.js";
import * as sweep from "./sweep.js";
import { build as buildBreeders } from "./breeders.js";
import * as keep from "./keep.js";
import * as zoom from "./zoom.js";
import * as save from "./save.js";

const VIEWS = { find, tune, sweep, breed, keep, zoom };
const MAX_FILE = 32 * 2 ** 20;  // bytes
let view = null;

const route = () => {
  const { view: name, look } = placeOf(location.hash), known = name in VIEWS ? name : "find";
  if (view && known !== view) {
    VIEWS[view].leave();
    document.title = "nnart studio";
  }
  for (const other of Object.keys(VIEWS)) {
    one(`view-${other}`).hidden = other !== known;
    one(`to-${other}`)?.setAttribute("aria-current", other === known ? "page" : String(other === "tune" && ["zoom", "sweep"].includes(known)));
  }
  document.body.dataset.view = known;
  if (known === "tune" && view !== "tune") scrollTo(0, 0);
  view = known;
  VIEWS[view].show(look);
  one("to-find").href = find.last();
  one("to-breed").href = breed.last();
};

const KEYS = [
  ["Everywhere", [["1 2 3 4", "Find, Tune, Breed, Kept"], ["/", "Open a seed, command, recipe …"], ["K", "Keep, or remove"], ["N", "New pictures, or a new seed"], ["?", "These keys"]]],
  ["Find", [["← → ↑ ↓", "Move on the wall"], ["Enter", "Tune the picture"], ["B  V", "Breed it, vary it"], ["L", "More like this"]]],
  ["Tune", [["C", "Hold: the picture before"], ["U  R", "Undo, redo"], [",  .", "Seed before, seed after"], ["← →", "Turn a knob (Shift: faster)"], ["Double click", "Reset a knob"], ["W", "Sweep a knob: several values"], ["Z", "Zoom"], ["B  V", "Breed it, vary it"], ["L", "More like this"], ["S", "Save a file"], ["Esc", "Back to the wall"]]],
  ["Breed", [["Enter  V", "Go on with the child"], ["B", "Pick it, to cross it with another"], ["T", "Tune it"], ["N", "Another litter"]]],
  ["Kept", [["Space", "Select (Shift: a range)"], ["Ctrl A  Esc", "Select all, or nothing"], ["B", "Cross two, or vary one"], ["S  G  F", "Sheet, gallery list, folder"], ["Delete", "Remove the selected"]]],
  ["Zoom", [["+  -  0", "Nearer, farther, whole"], ["← → ↑ ↓", "Move"], ["Enter", "Take this view"]]],
];

const showKeys = () => {
  const box = one("keys");
  const table = ([title, all]) => [h("h3", {}, title), h("dl", {}, all.map(([key, words]) => h("div", {}, h("dt", {}, key), h("dd", {}, words))))];
  box.replaceChildren(h("h2", { id: "keys-title" }, "Keys"), ...KEYS.flatMap(table), h("form", { method: "dialog" }, h("button", { className: "main", autofocus: true }, "Close")));
  box.showModal();
  box.scrollTop = 0;  // the button that has the focus is at its end
};

/** Open what a text or a file holds; return whether that is something. */
const open = async (body) => {
  try {
    const { look, shape, size, palette } = await understand(body);
    if (look) { location.hash = `#tune?${write({ ...look, shape, size })}`; return true; }
    if (view !== "tune") location.hash = "#tune";
    setTimeout(() => {
      tune.take(palette);
      say(typeof body === "string" ? "These colours are the palette now." : "This picture has no recipe. Its colours are the palette now.", ["Undo", tune.undo]);
    });
    return true;
  } catch (error) { say(error.message); return false; }
};

const openFile = (file) => {
  if (file.size > MAX_FILE) say("This file is larger than 32 MiB; the studio reads smaller ones only.");
  else open(file);
};

/** Open what was pasted or dropped. */
const openAny = (data) => {
  const [file] = data.files, text = data.getData("text").trim();
  if (file) openFile(file);
  else if (text) open(text);
};

const isField = (element) => element.matches?.("input:not([type=range], [type=checkbox], [type=radio]), textarea, select");
const isControl = (element) => element.matches?.("input, textarea, select");

const ALWAYS = {
  1: () => one("to-find").click(), 2: () => one("to-tune").click(), 3: () => one("to-breed").click(), 4: () => one("to-keep").click(),
  "?": showKeys, "/": () => one("text").focus(),
};

const keydown = (event) => {
  if (document.querySelector("dialog[open]")) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a" && view === "keep" && !isField(event.target)) {
    event.preventDefault();
    keep.selectAll();
    return;
  }
  const undoes = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
  if (event.altKey || ((event.ctrlKey || event.metaKey) && !undoes) || isField(event.target)) return;
  if (undoes) {
    if (view === "tune") { event.preventDefault(); (event.shiftKey ? tune.redo : tune.undo)(); }
    return;
  }
  if (event.key === "c" && view === "tune") { if (!event.repeat) tune.compare(true); return; }
  if (!isControl(event.target) && VIEWS[view].arrows?.(event)) { event.preventDefault(); return; }
  if (event.key === "Enter" && event.target.matches?.("a, button, summary")) return;  // it does what it is for
  const act = VIEWS[view].keys[event.key.toLowerCase()] ?? ALWAYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
};

const listen = () => {
  addEventListener("popstate", route);
  document.addEventListener("keydown", keydown);
  document.addEventListener("keyup", (event) => { if (event.key === "c" && view === "tune") tune.compare(false); });
  addEventListener("blur", () => { if (view === "tune") tune.compare(false); });
  one("help").onclick = showKeys;
  one("open").onsubmit = async (event) => {
    event.preventDefault();
    const field = one("text"), text = field.value.trim();
    if (text && !(await open(text))) return;  // it can be mended
    field.value = "";
    field.blur();
  };
  one("text").onkeydown = (event) => { if (event.key === "Escape") event.target.blur(); };
  one("browse").onclick = () => one("file").click();
  one("file").onchange = (event) => { if (event.target.files[0]) openFile(event.target.files[0]); event.target.value = ""; };
  document.addEventListener("paste", (event) => {
    if (!isField(event.target)) openAny(event.clipboardData);
  });
  let inside = 0;
  const over = (by) => (event) => { event.preventDefault(); if (event.dataTransfer.types.includes(sweep.KNOB)) return; inside = Math.max(0, inside + by); one("drop").hidden = inside === 0; };
  addEventListener("dragenter", over(1));
  addEventListener("dragleave", over(-1));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    inside = 0;
    one("drop").hidden = true;
    openAny(event.dataTransfer);
  });
  document.addEventListener("back", () => { load().catch(() => {}); route(); });
};

const start = async () => {
  history.scrollRestoration = "manual";
  const studio = await get("/api/studio");
  studio.byName = new Map(studio.knobs.map((knob) => [knob.name, knob]));
  setVersion(studio.version);
  setOrder(studio.knobs.map((knob) => knob.name));
  for (const [name, { build }] of Object.entries(VIEWS)) build(one(`view-${name}`), studio);
  buildBreeders();
  one("wait").remove();
  save.build(studio, () => ({ look: tune.current(), seen: tune.size }));
  listen();
  route();
  load().catch((error) => say(error.message));
};

start().catch((error) => { one("wait").textContent = error.message; });
