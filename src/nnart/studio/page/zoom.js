// Zoom: the picture with a longer side of 1,000,000 pixels, in tiles that are painted where one looks.

import { button, h, later } from "./parts.js";
import { change, sides, write } from "./looks.js";
import { get } from "./api.js";
import { picture, tilePath } from "./queue.js";
import { replace } from "./tune.js";

const SIDE = 1_000_000, TILE = 256, MIN_LEVEL = 8, MAX_LEVEL = 20;
const ONE_COLOUR = "From here on it is one colour";
const FLAT = 4;  // levels of 255 that a tile spans: below, it looks like one colour
const still = matchMedia("(prefers-reduced-motion: reduce)");

let section, place, frame, note, scale, viewer = null, look = {}, shape = null, whole = [SIDE, SIDE], ranges = new Map(), latest = 0, wrong = "";

const hash = (view, values, more = {}) => `#${view}?${write({ ...values, shape, ...more })}`;

const script = () => new Promise((done, fail) => {
  if (globalThis.OpenSeadragon) { done(); return; }
  // It would add a style, which the page's policy forbids; studio.css has it. This element, of no namespace, is taken for it.
  const instead = document.createElementNS("", "style");
  instead.setAttribute("data-openseadragon-mobile-css", "");
  document.head.append(instead);
  document.head.append(h("script", { src: "/page/openseadragon.min.js", onload: done, onerror: () => fail(new Error("The zoom’s viewer is not there")) }));
});

/** Return the tiles' source: the newest is asked for first, what nobody looks at any more is not. */
const source = (query) => ({
  width: whole[0], height: whole[1], tileSize: TILE, tileOverlap: 0, minLevel: MIN_LEVEL, maxLevel: MAX_LEVEL,
  getTileUrl: (level, column, row) => tilePath(level, column, row, query, whole.join("x")),
  downloadTileStart: (job) => {
    const abort = job.userData.abort = new AbortController(), number = latest += 1;
    picture(job.src, abort.signal, () => -number).then(({ blob, range }) => {
      ranges.set(job.src.split("?")[0], Number(range));
      job.finish(blob, null, "rasterBlob");
      tell();
    }).catch((error) => {
      if (!abort.signal.aborted) { wrong = error.message; tell(); }
      job.fail(error.message, null);
    });
  },
  downloadTileAbort: (job) => job.userData.abort?.abort(),
});

// In widths of the picture, as the viewer counts.
const bounds = () => viewer.viewport.getBounds(true);

const ratio = () => whole[1] / whole[0];

/** Return what has the shape of the picture within what is seen: its left and upper edge, and its width. */
const framed = () => {
  const { x, y, width, height } = bounds(), side = Math.min(width, height / ratio());
  return [x + (width - side) / 2, y + (height - side * ratio()) / 2, side];
};

/** Show what a frame holds, in a window of any shape. */
const showFrame = ([x, y, side]) => {
  const high = place.clientHeight / place.clientWidth, width = Math.max(side, (side * ratio()) / high);
  viewer.viewport.fitBounds(new OpenSeadragon.Rect(x + (side - width) / 2, y + (side * ratio() - width * high) / 2, width, width * high), true);
};
const home = () => viewer.viewport.goHome(still.matches);
const zoomBy = (factor) => { viewer.viewport.zoomBy(factor, still.matches).applyConstraints(still.matches); };
const pan = (right, down) => {
  const { width, height } = bounds();
  viewer.viewport.panBy(new OpenSeadragon.Point((right * width) / 4, (down * height) / 4), still.matches).applyConstraints(still.matches);
};

/** Return the ranges of the tiles in sight, at the level that is seen; undefined for those to come. */
const rangesInSight = () => {
  const { x, y, width, height } = bounds(), wide = viewer.viewport.getContainerSize().x * devicePixelRatio;
  const level = Math.min(MAX_LEVEL, Math.max(MIN_LEVEL, Math.round(MAX_LEVEL + Math.log2(wide / width / whole[0]))));
  const step = TILE * 2 ** (MAX_LEVEL - level), found = [];
  const clip = (at, side) => Math.min(Math.ceil(side / step) - 1, Math.max(0, Math.floor((at * whole[0]) / step)));
  for (let row = clip(y, whole[1]); row <= clip(y + height, whole[1]); row += 1) {
    for (let column = clip(x, whole[0]); column <= clip(x + width, whole[0]); column += 1) found.push(ranges.get(`/api/zoom/${level}/${column}_${row}`));
  }
  return found;
};

const tell = later(() => {
  if (!viewer || section.hidden) return;
  const frame_ = framed(), times = 1 / frame_[2];
  scale.textContent = `× ${times < 10 ? Math.max(1, times).toFixed(1) : Math.round(times)}`;
  note.textContent = wrong || ONE_COLOUR;
  note.hidden = !wrong && !rangesInSight().every((range) => range < FLAT);
  const at = frame_.map((number) => Number(number.toPrecision(7))).join(",");
  history.replaceState(history.state, "", hash("zoom", look, { at: times > 1.01 ? at : null }));
}, 120);

/** Put what is seen into the recipe. */
const take = async () => {
  const [x, y, side] = framed(), short = Math.min(...whole) / whole[0];
  try {
    const { values } = await get(`/api/look?${write(look)}`);
    const zoom = Number(values.zoom), turn = (Number(values.rotate) * Math.PI) / 180, [right, up] = values.center.split(",").map(Number);
    const u = (2 * x + side - 1) / short / zoom, v = (ratio() - 2 * y - side * ratio()) / short / zoom;
    const center = [right + u * Math.cos(turn) + v * Math.sin(turn), up - u * Math.sin(turn) + v * Math.cos(turn)];
    const digits = (number) => String(Number(number.toPrecision(9)));
    const seen = change(look, { center: center.map(digits).join(","), zoom: digits(zoom / side) });
    await get(`/api/look?${write(seen)}`);  // seamless pictures have few zooms
    location.hash = hash("tune", look);
    setTimeout(() => replace(seen));  // so that a step back leads to the whole picture
  } catch (error) { complain(error); }
};

const complain = (error) => { wrong = note.textContent = error.message; note.hidden = false; };

/** Make the view once. */
export const build = (element) => {
  section = element;
  place = h("div", { className: "viewer" });
  frame = h("div", { className: "frame" });
  scale = h("span", { className: "scale", role: "status" });
  note = h("p", { className: "mark", role: "status", hidden: true });
  const bare = (name, words, act, key) => button(name, words, act, { bare: true, title: `${words} (${key})`, "aria-keyshortcuts": key });
  section.append(h("h1", { className: "hidden" }, "Zoom"), h("div", { className: "zoomed" }, place, frame), note, h("div", { className: "card-bar" },
    bare("minus", "Zoom out", () => zoomBy(1 / 2), "-"), scale, bare("plus", "Zoom in", () => zoomBy(2), "+"), bare("whole", "Whole picture", home, "0"),
    button("", "Back", keys.escape), button("", "Take this view", take, { className: "main", "aria-keyshortcuts": "Enter", title: "Make what the frame holds the picture (Enter)" })));
};

const open = async (query, at) => {
  await script();
  if (section.hidden) return;
  [ranges, wrong] = [new Map(), ""];
  viewer?.destroy();
  viewer = OpenSeadragon({
    element: place, tileSources: source(query), drawer: "canvas", showNavigationControl: false, keyboardNavEnabled: false,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true }, visibilityRatio: 1, minZoomImageRatio: 1, maxZoomPixelRatio: 1,
    animationTime: still.matches ? 0 : 0.6, imageLoaderLimit: 12, timeout: 120_000,
  });
  viewer.canvas.setAttribute("role", "application");
  viewer.canvas.setAttribute("aria-label", "The picture. Arrow keys move, plus and minus zoom, 0 shows all of it.");
  viewer.addHandler("viewport-change", tell);
  viewer.addHandler("open", () => {
    if (Number(at[2])) showFrame(at.map(Number));
    tell();
  });
};

let opened = "";
export const show = ({ at = "", shape: name = null, ...values }) => {
  [look, shape] = [values, name];
  whole = sides(shape, SIDE);
  frame.style.setProperty("--ratio", whole.join(" / "));
  const query = write(look), asked = `${query} ${whole}`;
  if (viewer && opened === asked && !at) return;
  opened = asked;
  open(query, at.split(",")).catch(complain);
};

export const leave = () => { tell.stop(); viewer?.destroy(); viewer = null; };

export const keys = {
  "+": () => zoomBy(2), "=": () => zoomBy(2), "-": () => zoomBy(1 / 2), "0": home, enter: take,
  arrowleft: () => pan(-1, 0), arrowright: () => pan(1, 0), arrowup: () => pan(0, -1), arrowdown: () => pan(0, 1),
  escape: () => { location.hash = hash("tune", look); },
};
