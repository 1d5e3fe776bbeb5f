// Pictures: at most four small ones are asked for at once, the most wanted first; what nobody wants any more is not
// asked. The large one goes first.

import { ask } from "./api.js";

const MAX_ASKED = 4;  // of the six connections that a browser has for one server
const waiting = new Set();
let asked = 0, urgent = 0;

const next = () => {
  while (!urgent && asked < MAX_ASKED && waiting.size) {
    const first = [...waiting].reduce((best, job) => (job.rank() < best.rank() ? job : best));
    waiting.delete(first);
    asked += 1;
    first.run().finally(() => { asked -= 1; next(); });
  }
};

const measuresOf = (reply) => { try { return JSON.parse(reply.headers.get("Nnart-Measures")); } catch { return null; } };

const load = async (path, signal) => {
  const reply = await ask(path, { signal });
  const [measures, dull, range] = [measuresOf(reply), reply.headers.get("Nnart-Dull"), reply.headers.get("Nnart-Range")];
  return { blob: await reply.blob(), measures, dull, range };
};

/** Return what `run` asks for, in its turn: `rank` returns how soon it is wanted, and the lowest is asked first. */
export const inTurn = (run, signal, rank) => new Promise((done, fail) => {
  const job = { rank, run: () => run().then(done, fail) };
  if (signal?.aborted) { fail(signal.reason); return; }
  signal?.addEventListener("abort", () => { if (waiting.delete(job)) fail(signal.reason); }, { once: true });
  waiting.add(job);
  next();
});

/** Return a picture as {blob, measures, dull, range}. */
export const picture = (path, signal, rank = () => 0) => inTurn(() => load(path, signal), signal, rank);

/** Return a picture that is asked for at once; until it is there, no other is. */
export const soon = async (path, signal) => {
  urgent += 1;
  try { return await load(path, signal); } finally { urgent -= 1; next(); }
};

/** Return the image of a picture, decoded, so that it is seen at once. */
export const decoded = async ({ blob }) => {
  const image = new Image();
  image.alt = "";
  image.src = URL.createObjectURL(blob);
  try { await image.decode(); } finally { URL.revokeObjectURL(image.src); }
  return image;
};

const SIDES = [96, 160, 240, 320, 480, 640];
const squareFor = (pixels) => {
  const side = SIDES.find((side_) => side_ >= pixels * devicePixelRatio * 0.9) ?? SIDES.at(-1);
  return `${side}x${side}`;
};

let version = "";  // of nnart: browsers keep pictures for a year
export const setVersion = (text) => { version = encodeURIComponent(text); };
export const wallPath = (query) => `/api/wall?${query}&v=${version}`;
export const litterPath = (query) => `/api/litter?${query}&v=${version}`;
export const pathOf = (query, size) => `/api/picture?${query}&size=${size}&v=${version}`;
export const draftPath = (query, size) => `/api/draft?${query}&size=${size}`;
export const tilePath = (level, column, row, query, size) => `/api/zoom/${level}/${column}_${row}?${query}&size=${size}&format=jpeg&v=${version}`;

const seen = new Map();
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) seen.get(entry.target)?.(entry.isIntersecting);
}, { rootMargin: "60% 0px" });

/** Call `act` with whether an element is near to what is seen, whenever that changes. */
export const watch = (element, act) => { seen.set(element, act); watcher.observe(element); };
const unwatch = (element) => { seen.delete(element); watcher.unobserve(element); };

const MIDDLE = 2;
export const AFTER_SEEN = MIDDLE + 1;  // the rank of what waits for all pictures that are seen
const distance = (element) => {
  const box = element.getBoundingClientRect();
  return Math.max(0, -box.bottom, box.top - innerHeight) + box.top / 1e4 + box.left / 1e6 + MIDDLE;
};

/** Paint a small picture into an element while it is near to what is seen.
 *  `query` returns the look or null; `judge` may refuse the picture by returning true. */
export class Small {
  constructor(element, query, judge = () => false) {
    [this.element, this.query, this.judge] = [element, query, judge];
    this.near = false;
    this.shown = null;
    watch(element, (near) => { this.near = near; this.fill(); });
  }

  stop() { unwatch(this.element); this.near = false; this.abort?.abort(); }

  async fill() {
    const wanted = this.near ? this.query() : null;
    if (this.asked === wanted) return;
    this.abort?.abort();
    this.asked = wanted;
    if (!wanted || wanted === this.shown) return;
    const abort = this.abort = new AbortController();
    try {
      const found = await picture(pathOf(wanted, squareFor(this.element.clientWidth || 96)), abort.signal, () => distance(this.element));
      if (abort.signal.aborted || this.judge(found)) return;
      const image = await decoded(found);
      if (abort.signal.aborted) return;
      this.element.querySelector("img")?.remove();
      this.element.prepend(image);
      this.shown = wanted;
      this.element.classList.add("painted");
    } catch (error) {
      if (this.asked === wanted) this.asked = null;
      if (!abort.signal.aborted && error.name !== "AbortError") this.failed?.(error);
    }
  }
}
