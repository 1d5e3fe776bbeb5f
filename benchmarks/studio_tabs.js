// What the studio's page shows, and when: added to the page by benchmarks/studio_tabs.py before its own scripts.
//
// watched.inputs: {at, knob, value} for each value that a slider takes.
// watched.frames: {at, asked, look} for each picture on the stage: when the frame began in which it was first
// seen, decoded; and when it was asked for, with which values.
// watched.tiles: when the frame began in which the first, second, … tile of the wall was first seen.

globalThis.watched = { inputs: [], frames: [], tiles: [] };
const requests = new WeakMap(), images = new Map();  // what pictures were asked for as, by their bytes and addresses

const fetch_ = globalThis.fetch;
globalThis.fetch = async (path, options) => {
  const asked = performance.now(), reply = await fetch_(path, options);
  const blob_ = reply.blob.bind(reply);
  reply.blob = async () => {
    const blob = await blob_();
    requests.set(blob, { asked, look: String(path) });
    return blob;
  };
  return reply;
};
const create = URL.createObjectURL.bind(URL);
URL.createObjectURL = (blob) => {
  const address = create(blob);
  images.set(address, requests.get(blob));
  return address;
};

let moved = 0;
const isSlider = ({ target }) => target.type === "range" && target.closest(".row");
addEventListener("input", (event) => { if (isSlider(event)) moved = performance.now(); }, true);
addEventListener("input", (event) => {  // by now, the page has written the value that the slider stands for
  const row = isSlider(event);
  if (row) watched.inputs.push({ at: moved, knob: row.dataset.knob, value: parseFloat(event.target.getAttribute("aria-valuetext")) });
});

const framed = (keep) => requestAnimationFrame(() => keep(performance.now()));
const onStage = (records) => {
  for (const { target, addedNodes } of records) {
    if (!target.matches?.(".picture")) continue;
    for (const image of addedNodes) framed((at) => watched.frames.push({ at, ...images.get(image.src) }));
  }
};
const onWall = (records) => {
  for (const { target } of records) {
    if (target.matches?.(".wall a.painted:not([data-seen])")) {
      target.dataset.seen = "";
      framed((at) => watched.tiles.push(at));
    }
  }
};
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(onStage).observe(document.body, { childList: true, subtree: true });
  new MutationObserver(onWall).observe(document.body, { attributes: true, attributeFilter: ["class"], subtree: true });
});
