// Files: what is being saved, how far it is, and what has ended. The list is in the drawer, or under what is kept.

import { get, remove, worded } from "./api.js";
import { button, h, say } from "./parts.js";

const PAUSE = 500;  // milliseconds between looks at what is being saved
const lines = new Map();  // of what is being saved or has ended, by its id
let watching = false, due = false, isOpen = () => false, act = () => {};

export const list = h("ul", { className: "exports", role: "list", "aria-label": "Files" });

export const time = (seconds) => (seconds < 1 ? "a second" : seconds < 90 ? `${Math.round(seconds)} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Number((seconds / 3600).toPrecision(2))} h`);
const fileOf = (path) => path.split(/[/\\]/).at(-1);

const forget = async (id) => { try { await remove(`/api/exports/${id}`); } catch (error) { say(error.message); } watch(); };

const isBusy = ({ state }) => ["waiting", "running"].includes(state);
const WORDS = { waiting: () => "waits", done: () => "saved", cancelled: () => "cancelled", failed: () => "failed",
  running: ({ seconds_left: left, share }) => `${Math.round(100 * share)} %${left === null ? "" : `, ${time(left)} left`}` };
const whyOf = ({ faults }) => `${faults.map(worded).join(". ")}.`;

const PARTLY = "What is finished is kept. To go on, save the same picture again.";
export const leftOut = (others) => (others.length ? `Left out: ${others.join("; ")}` : "");

/** Return the line of a job: it stays the same element, so that its button keeps the focus. */
const line = ({ id }) => {
  const name = h("span", { className: "label" }), words = h("span", { className: "soft" }), progress = h("progress", { max: 1 }), wrong = h("p", { className: "wrong-note" }), others = h("span", { className: "left-out soft" }), place = h("code", { className: "soft" });
  const end = button("close", "", () => forget(id), { bare: true, className: "round tiny" });
  const element = h("li", {}, h("div", { className: "top" }, name, words, end), progress, wrong, place, others);
  const set = (job) => {
    const file = fileOf(job.path);
    element.className = job.state;
    [name.textContent, name.title, words.textContent, wrong.textContent] = [file, job.path, WORDS[job.state](job), whyOf(job)];
    [progress.value, progress.hidden, wrong.hidden] = [job.share, !isBusy(job), job.state !== "failed"];
    [place.textContent, place.hidden] = [job.path, job.state !== "done"];
    others.textContent = job.begun ? PARTLY : leftOut(job.left_out);
    others.hidden = !others.textContent;
    progress.setAttribute("aria-label", `Progress of ${file}`);
    end.title = `${isBusy(job) ? "Cancel" : "Hide"} ${file}`;
    end.setAttribute("aria-label", end.title);
  };
  return { element, set };
};

/** Show a job; return whether it has just ended. */
export const put = (job) => {
  if (!lines.has(job.id)) {
    lines.set(job.id, line(job));
    list.prepend(lines.get(job.id).element);
  }
  const there = lines.get(job.id), before = there.job;
  there.set(there.job = job);
  return Boolean(before) && isBusy(before) && !isBusy(job);
};

/** Show all jobs, and say what has just ended where the drawer does not show it. */
const show = (jobs) => {
  const ids = new Set(jobs.map(({ id }) => id));
  const gone = [...lines].filter(([id]) => !ids.has(id)), lost = gone.filter(([, { job }]) => isBusy(job)).map(([, { job }]) => fileOf(job.path));
  for (const [id, { element }] of gone) { element.remove(); lines.delete(id); }
  if (lost.length) say(`The studio ended before it had saved ${lost.join(", ")}. Save again.`);
  const ended = jobs.filter(put);
  if (ended.length) document.dispatchEvent(new Event("saved"));
  if (isOpen()) return;
  const failed = ended.filter(({ state }) => state === "failed").map((job) => `Saving ${fileOf(job.path)} failed. ${whyOf(job)}`);
  const saved = ended.filter(({ state }) => state === "done").map(({ path }) => `Saved ${path}`);
  if (failed.length) say([...failed, ...saved].join(" "), ["Show", act]);
  else if (saved.length) say(saved.join(", "));
};

/** Look at what is being saved until all of it has ended; the end of each is an event "saved". */
export const watch = async () => {
  due = true;
  if (watching) return;
  watching = true;
  try {
    while (due) {
      due = false;
      const jobs = await get("/api/exports");
      if (due) continue;  // something has changed since it was asked
      show(jobs);
      if (!jobs.some(isBusy)) break;
      await new Promise((done) => setTimeout(done, PAUSE));
      due = true;
    }
  } catch (error) { say(error.message); } finally { watching = false; }
};

/** Have the list say what ends where a drawer does not show it: whether it is open, and how it opens. */
export const sayIn = (open, opening) => { [isOpen, act] = [open, opening]; };
