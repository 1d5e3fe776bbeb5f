// Saving pictures into files: size and format, what it takes, and how far it is. Files are those of `nnart render`.

import { get, post, remove, worded } from "./api.js";
import { button, h, icon, later, one, say, textField } from "./parts.js";

const PAUSE = 500;  // milliseconds between looks at what is being saved
const OWN = "own", AS_SEEN = 3840;  // pixels of the longer side

let studio, box, form = {}, list, wish = () => null, asking = null, watching = false, due = false;
const lines = new Map();  // of what is being saved or has ended, by its id

const amount = (bytes) => {
  const power = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${["bytes", "kB", "MB", "GB"][power]}`;
};
const time = (seconds) => (seconds < 1 ? "a second" : seconds < 90 ? `${Math.round(seconds)} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Number((seconds / 3600).toPrecision(2))} h`);
const fileOf = (path) => path.split(/[/\\]/).at(-1);

const wanted = () => ({
  look: wish().look, size: form.size.value === OWN ? form.own.value.trim() || "1024" : form.size.value || wish().seen(AS_SEEN), format: form.format.value,
  bits: Number(form.bits.value), ...(form.dpi.value.trim() ? { dpi: Number(form.dpi.value) } : {}), ...(form.name.value.trim() ? { name: form.name.value.trim() } : {}),
});

const estimate = async () => {
  form.own.parentElement.hidden = form.size.value !== OWN;
  const deep = studio.formats.find(({ name }) => name === form.format.value).bits.includes(16);
  for (const option of form.bits.options) option.disabled = option.value === "16" && !deep;
  if (!deep) form.bits.value = "8";
  const serial = asking = Symbol("estimate");
  let words, wrong = false;
  try {
    const { seconds, bytes, path } = await post("/api/estimate", wanted());
    words = [`About ${amount(bytes)}, in ${time(seconds)}, as `, h("code", {}, path)];
  } catch (error) { [words, wrong] = [[h("span", { className: "wrong-note" }, error.message)], true]; }
  if (serial !== asking) return;
  form.takes.replaceChildren(...words);
  form.save.disabled = wrong;
};
const estimateLater = later(estimate, 200);

const begin = async (event) => {
  event.preventDefault();
  try { put(await post("/api/exports", wanted())); } catch (error) { form.takes.replaceChildren(h("span", { className: "wrong-note" }, error.message)); }
  watch();
};

const forget = async (id) => { try { await remove(`/api/exports/${id}`); } catch (error) { say(error.message); } watch(); };

const isBusy = ({ state }) => ["waiting", "running"].includes(state);
const WORDS = { waiting: () => "waits", done: () => "saved", cancelled: () => "cancelled", failed: () => "failed",
  running: ({ seconds_left: left, share }) => `${Math.round(100 * share)} %${left === null ? "" : `, ${time(left)} left`}` };
const whyOf = ({ faults }) => `${faults.map(worded).join(". ")}.`;

/** Return the line of a job: it stays the same element, so that its button keeps the focus. */
const line = ({ id }) => {
  const name = h("span", { className: "label" }), words = h("span", { className: "soft" }), progress = h("progress", { max: 1 }), wrong = h("p", { className: "wrong-note" });
  const end = button("close", "", () => forget(id), { bare: true, className: "round tiny" });
  const set = (job) => {
    const file = fileOf(job.path);
    [name.textContent, name.title, words.textContent, wrong.textContent] = [file, job.path, WORDS[job.state](job), whyOf(job)];
    [progress.value, progress.hidden, wrong.hidden] = [job.share, !isBusy(job), job.state !== "failed"];
    progress.setAttribute("aria-label", `Progress of ${file}`);
    end.title = `${isBusy(job) ? "Cancel" : "Forget"} ${file}`;
    end.setAttribute("aria-label", end.title);
  };
  return { element: h("li", {}, h("div", { className: "top" }, name, words, end), progress, wrong), set };
};

/** Show a job; return whether it has just ended. */
const put = (job) => {
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
  for (const [id, { element }] of lines) if (!ids.has(id)) { element.remove(); lines.delete(id); }
  const ended = jobs.filter(put);
  if (box.open) return;
  const failed = ended.filter(({ state }) => state === "failed").map((job) => `Saving ${fileOf(job.path)} failed. ${whyOf(job)}`);
  const saved = ended.filter(({ state }) => state === "done").map(({ path }) => `Saved ${path}`);
  if (failed.length) say([...failed, ...saved].join(" "), ["Show", open]);
  else if (saved.length) say(saved.join(", "));
};

/** Look at what is being saved until all of it has ended. */
const watch = async () => {
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
  if (box.open) estimateLater();
};

const field = (words, control) => {
  control.id = `save-${words.split(" ")[0].toLowerCase()}`;
  return h("div", { className: "row" }, h("label", { className: "label", htmlFor: control.id }, words), control);
};

/** Make the drawer once; `about` returns the look, and its size as it is seen with a longer side. */
export const build = (about_studio, about) => {
  [studio, wish, box] = [about_studio, about, one("save")];
  const choice = (all, more) => h("select", { ...more, onchange: estimateLater }, all.map(([value, words]) => h("option", { value }, words)));
  const text = (placeholder) => textField({ placeholder, oninput: estimateLater });
  form = {
    size: choice([["", "As seen, large"], ...studio.sizes.map(({ name, words }) => [name, `${name}: ${words}`]), [OWN, "Own size …"]], { autofocus: true }),
    own: text("1920x1080, 16:9, 30x40cm, a3@200dpi"),
    format: choice(studio.formats.map(({ name }) => [name, name.toUpperCase()])),
    bits: choice([["8", "8 bit"], ["16", "16 bit"]]),
    dpi: text("none"), name: text("made of the seed"),
    takes: h("p", { className: "soft takes", role: "status" }),
    save: h("button", { className: "main" }, icon("save"), h("span", {}, "Save the file")),
  };
  list = h("ul", { className: "exports", role: "list", "aria-label": "Files" });
  box.append(h("div", { className: "top" }, h("h2", { id: "save-title" }, "Save a file"), button("close", "Close", () => box.close(), { bare: true })),
    h("form", { onsubmit: begin }, field("Size", form.size), field("Own size", form.own), h("div", { className: "pair" }, field("Format", form.format), field("Depth", form.bits)),
      h("div", { className: "pair" }, field("Name", form.name), field("Dots per inch", form.dpi)), form.takes, form.save), list);
  box.onclick = (event) => { if (event.target === box) box.close(); };
  watch();  // what was being saved before the page was loaded again
};

export const open = () => {
  box.showModal();
  form.size.options[0].textContent = `As seen, ${wish().seen(AS_SEEN).replace("x", " × ")} pixels`;
  estimate();
  watch();
};
