// The stage: one large picture. A draft comes first; an answer that is overtaken is never shown.

import { h, later } from "./parts.js";
import { sides } from "./looks.js";
import { decoded, draftPath, pathOf, soon } from "./queue.js";

const MIN_SIDE = 256, MAX_SIDE = 1600;  // pixels of the longer side
const REST = 140;  // milliseconds without a new value, after which the full picture is asked for
const MAX_MEMORY = 24;  // pictures to which undo and compare go back at once

export class Stage {
  constructor() {
    this.box = h("div", { className: "picture" });
    this.note = h("p", { className: "note", hidden: true });
    this.mark = h("p", { className: "mark", hidden: true }, "Before");
    this.element = h("div", { className: "stage" }, this.box, this.note, this.mark);
    this.serial = this.shown = 0;  // of the value that was wanted last, and of what is seen
    this.wanted = null;
    this.memory = new Map();  // full pictures, by their look
    this.settle = later(() => this.full(), REST);
  }

  get side() {
    const longest = Math.max(this.box.clientWidth, this.box.clientHeight) * devicePixelRatio;
    return Math.min(MAX_SIDE, Math.max(MIN_SIDE, Math.ceil(longest / 64) * 64));
  }

  size(side) { return sides(this.shape, side).join("x"); }

  setShape(shape) {
    if (shape !== this.shape) this.isFull = false;
    this.shape = shape;
    this.box.style.setProperty("--ratio", shape.replace(":", " / "));
  }

  /** Show a look while a knob moves: its draft, one request at a time, the newest next. */
  move(query) {
    this.serial += 1;
    this.stop();
    this.wanted = { query, serial: this.serial };
    this.latest = query;
    this.pump();
    this.settle();
  }

  /** Show a look that stays: what is known at once, or else its draft, then full. */
  rest(query) {
    if (query === this.latest && this.shown === this.serial && this.isFull) return;
    const there = this.memory.get(query);
    if (!(there?.side >= this.side && there.shape === this.shape)) { this.move(query); return; }
    this.serial += 1;
    this.stop();
    [this.wanted, this.latest] = [null, query];
    this.put(there.image, query, this.serial, true);
  }

  async pump() {
    if (this.busy || !this.wanted) return;
    const { query, serial } = this.wanted;
    this.wanted = null;
    this.busy = true;
    this.draft = new AbortController();
    try { await this.load(draftPath(query, this.size(this.side)), query, serial, this.draft.signal); } catch (error) { this.fail(error, serial); }
    this.busy = false;
    this.pump();
  }

  async full() {
    const serial = this.serial, query = this.latest, side = this.side;
    this.fine = new AbortController();
    this.element.setAttribute("aria-busy", "true");
    try {
      const image = await this.load(pathOf(query, this.size(side)), query, serial, this.fine.signal, true);
      if (image) this.learn(serial === this.serial ? this.latest : query, { image, side, shape: this.shape });
    } catch (error) { this.fail(error, serial); }
    if (serial === this.serial) this.element.setAttribute("aria-busy", "false");
  }

  /** Know the look that is shown by another query too. */
  rename(query, other) {
    if (this.latest === query) this.latest = other;
    if (this.box.dataset.look === query) this.box.dataset.look = other;
    if (this.memory.has(query)) this.learn(other, this.memory.get(query));
  }

  learn(query, picture_) {
    this.memory.delete(query);
    this.memory.set(query, picture_);
    if (this.memory.size > MAX_MEMORY) this.memory.delete(this.memory.keys().next().value);
  }

  async load(path, query, serial, signal, full = false) {
    const image = await decoded(await soon(path, signal));
    if (signal.aborted) return null;
    this.put(image, query, serial, full);
    return image;
  }

  /** Put an image on the stage, unless a newer value or a finer picture is there. */
  put(image, query, serial, full) {
    if (serial < this.shown || (serial === this.shown && this.isFull && !full)) return;
    [this.shown, this.isFull] = [serial, full];
    this.note.hidden = true;
    this.seen = image;
    this.box.dataset.look = serial === this.serial ? this.latest : query;
    this.box.dataset.state = full ? "full" : "coarse";
    if (!this.comparing) this.draw(image);
  }

  draw(image) {
    image.alt = this.title ?? "";
    this.box.replaceChildren(image);
  }

  fail(error, serial) {
    if (error.name === "AbortError" || serial !== this.serial) return;
    this.note.textContent = error.message;
    this.note.hidden = false;
  }

  stop() { this.settle.stop(); this.fine?.abort(); this.element.setAttribute("aria-busy", "false"); }

  /** Leave: nothing more is wanted. */
  leave() { this.stop(); this.wanted = null; this.draft?.abort(); this.compare(null); this.latest = null; }

  /** Show another look in place of this one; null shows this one again. */
  async compare(query) {
    this.comparing = query;
    this.mark.hidden = !query;
    this.other?.abort();
    if (!query) { if (this.seen && this.latest) this.draw(this.seen); return; }
    let there = this.memory.get(query)?.image;
    if (!there) {
      this.other = new AbortController();
      try { there = await decoded(await soon(pathOf(query, this.size(this.side)), this.other.signal)); } catch { return; }
    }
    if (this.comparing === query) this.box.replaceChildren(there);
  }
}
