// A grid of pictures: tiles that are painted while they are near to what is seen, and keys that move among them.

import { button, h } from "./parts.js";
import { Small } from "./queue.js";
import { find as isKept, toggle } from "./kept.js";
import { isPicked, litterOf, pick } from "./breeders.js";

/** A place for one picture. It shows `item` {look, query, words, href} when it has one; `tag` is shorter words for it. */
export class Tile {
  constructor() {
    this.item = null;
    this.link = h("a", { tabIndex: -1, role: "img", "aria-label": "Not painted yet" });
    const corner = (icon, words, act, className) => {
      const made = button(icon, words, act, { bare: true, tabIndex: -1, hidden: true });
      made.classList.add(className);
      return made;
    };
    this.heart = corner("heart", "Keep", () => toggle(this.item.look), "heart");
    this.breed = corner("breed", "Breed", () => pick(this.item.query), "breed");
    this.more = corner("wall", "More like this", () => this.other(this.item), "more");
    this.element = h("li", {}, this.link, this.heart, this.breed, this.more);
    this.element.tile = this;
    this.small = new Small(this.link, () => this.item?.query ?? null, (found) => this.judge(found));
    this.small.failed = (error) => this.say(error.message);
  }

  put(item) {
    this.item = item;
    this.link.href = item.href;
    this.link.removeAttribute("role");
    this.link.setAttribute("aria-label", item.words);
    this.link.setAttribute("aria-keyshortcuts", "K B V L");
    this.link.replaceChildren(...this.link.querySelectorAll("img"), h("span", { className: "tag" }, item.tag ?? item.words));
    this.mark();
    this.small.fill();
  }

  /** What happens when somebody does something with it. */
  choose() {}

  /** Refuse a picture by returning true. */
  judge() { this.heart.hidden = this.breed.hidden = this.more.hidden = false; return false; }

  say(words) { this.link.querySelector(".tag")?.replaceChildren(words); }

  mark() {
    const there = Boolean(this.item && isKept(this.item.look)), picked = Boolean(this.item && isPicked(this.item.query));
    this.heart.classList.toggle("on", there);
    this.heart.setAttribute("aria-label", there ? "Remove from kept" : "Keep");
    this.heart.setAttribute("aria-pressed", String(there));
    this.breed.classList.toggle("on", picked);
    this.breed.setAttribute("aria-pressed", String(picked));
    this.element.classList.toggle("picked", picked);
  }
}

/** The grid: its element, its tiles in order, and which of them the keys are at. */
export class Grid {
  constructor(words) {
    this.element = h("ul", { className: "wall", role: "list", "aria-label": words });
    this.tiles = [];
    this.element.addEventListener("focusin", (event) => this.enter(event.target.closest("li").tile));
    for (const name of ["kept", "picked"]) document.addEventListener(name, () => this.tiles.forEach((tile) => tile.mark()));
  }

  clear() { this.tiles = []; this.element.replaceChildren(); }

  add(tile) {
    this.tiles.push(tile);
    this.element.append(tile.element);
    if (this.tiles.length === 1) tile.link.tabIndex = 0;
  }

  enter(tile) {
    for (const other of this.element.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
    tile.link.tabIndex = 0;
  }

  /** Return a function that does something with what the tile that has the focus shows. */
  on(act) {
    return () => {
      const { tile } = document.activeElement.closest?.("li") ?? {};
      if (!tile?.item) return;
      tile.choose();
      act(tile.item);
    };
  }

  /** Move by a key; return whether it did. */
  arrows(event) {
    const last = this.tiles.length - 1, at = this.tiles.findIndex(({ link }) => link === document.activeElement);
    if (at < 0) {
      if (last < 0 || !["ArrowRight", "ArrowDown"].includes(event.key) || document.activeElement !== document.body) return false;
      this.tiles[0].link.focus();
      return true;
    }
    const columns = getComputedStyle(this.element).gridTemplateColumns.split(" ").length;
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns, Home: -at, End: last - at }[event.key];
    if (by === undefined) return false;
    this.tiles[Math.min(last, Math.max(0, at + by))].link.focus();
    return true;
  }

  /** The keys of every grid; `more` shows what is like an item. */
  keys(more) {
    return {
      k: this.on(({ look }) => toggle(look)), b: this.on(({ query }) => pick(query)), l: this.on(more),
      v: this.on(({ query }) => { location.hash = litterOf([query]); }),
    };
  }
}
