// What is kept: the files of `nnart keep`, the same in all tabs.

import { get, post, remove as erase } from "./api.js";
import { one, pictures, say } from "./parts.js";
import { write } from "./looks.js";

export let kept = { folder: "", favourites: [] };
const others = new BroadcastChannel("nnart");

const tell = () => {
  one("count").textContent = kept.favourites.length || "";
  document.dispatchEvent(new Event("kept"));
};

export const load = async () => { kept = await get("/api/favourites"); tell(); };
const changed = async () => { others.postMessage("kept"); await load(); };
others.onmessage = () => { load().catch(() => {}); };
addEventListener("focus", () => { load().catch(() => {}); });

/** Return the favourite that is this look, if it is kept. */
export const find = (look) => {
  const query = write(look);
  return kept.favourites.find((one_) => one_.look && write(one_.look) === query);
};

const nameOf = (favourite) => `/api/favourites/${encodeURIComponent(favourite)}`;

/** Do something with several favourites; return those with which it went well, and what went wrong. */
const each = async (names, act) => {
  const done = [], wrong = new Map();
  for (const name of names) try { await act(nameOf(name)); done.push(name); } catch (error) { wrong.set(error.message, error.status); }
  if (![...wrong.values()].includes(0)) await changed();  // else it waits for a server that is away
  return [done, [...wrong.keys()]];
};

const restore = async (names) => {
  const [, wrong] = await each(names, (path) => post(`${path}/restore`));
  if (wrong.length) say(wrong.join(". "));
};

/** Take favourites away, for now: a button brings them back. */
export const remove = async (...names) => {
  const [gone, wrong] = await each(names, erase), words = `${gone.length > 1 ? pictures(gone.length) : gone[0]} removed`;
  if (gone.length) say([words, ...wrong].join(". "), ["Undo", () => restore(gone)]);
  else say(wrong.join(". "));
};

/** Keep a look, or take it away if it is kept. */
export const toggle = async (look) => {
  const there = find(look);
  if (there) { await remove(there.name); return; }
  try {
    const { name } = await post("/api/favourites", { look });
    await changed();
    say(`Kept as ${name}`, ["Undo", () => remove(name)], ["Show", () => { location.hash = "#keep"; }]);
  } catch (error) { say(error.message); }
};

/** Give a favourite another name or note; throws a Fault. */
export const edit = async (name, values) => { await post(nameOf(name), values); await changed(); };
