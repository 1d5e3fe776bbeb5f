// A range of two ends on one line, such as calm … busy.

import { h, later } from "./parts.js";

const STEPS = 20;
const REST = 250;  // milliseconds without another step of a key

/** Return the control: its element and `set([low, high])`, each 0 … 1; `act` has the same when an end was moved. */
export const doubleRange = (low, high, act) => {
  const end = (words) => h("input", { type: "range", min: "0", max: String(STEPS), step: "1", "aria-label": words });
  const ends = [end(`At least so ${high}`), end(`At most so ${high}`)];
  const line = h("div", { className: "double" }, ...ends);
  const value = () => ends.map((input) => Number(input.value));
  const draw = () => {
    const [from, to] = value();
    line.style.setProperty("--from", `${(100 * from) / STEPS}%`);
    line.style.setProperty("--to", `${(100 * to) / STEPS}%`);
    ends.forEach((input) => input.setAttribute("aria-valuetext", `${5 * Number(input.value)} %`));
    ends[0].style.zIndex = from > STEPS / 2 ? 2 : 1;  // where both are at one end, the one that can move lies above
  };
  const done = later(() => act(value().map((at) => at / STEPS)), REST);
  ends.forEach((input, index) => {
    input.oninput = () => {
      const [from, to] = value();
      if (to - from < 2) input.value = String(index ? from + 2 : to - 2);
      draw();
    };
    input.onchange = done;
  });
  const set = (range) => { ends.forEach((input, index) => { input.value = String(Math.round(range[index] * STEPS)); }); draw(); };
  const element = h("div", { className: "row double-row" }, h("div", { className: "ends", "aria-hidden": "true" }, h("span", {}, low), h("span", {}, high)), line);
  return { element, set };
};
