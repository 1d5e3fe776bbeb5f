// What is kept: the files of `nnart keep`, the same in all tabs.

import { get, post, remove as erase } from "./api.js";
import { one, say } from "./parts.js";
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

const restore = async (name) => {
  try { await post(`${nameOf(name)}/restore`); await changed(); } catch (error) { say(error.message); }
};

/** Take a favourite away, for now: a button brings it back. */
export const remove = async (name) => {
  try {
    await erase(nameOf(name));
    await changed();
    say(`${name} removed`, ["Undo", () => restore(name)]);
  } catch (error) { say(error.message); }
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
