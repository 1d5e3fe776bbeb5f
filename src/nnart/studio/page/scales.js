// Scales of sliders: where a number lies on one, and how a number is written.

// What sliders show of a range; number fields take all of it.
const SLIDER = {
  detail: [1, 64], gain: [0.5, 50], bias: [0.1, 100], cells: [0.25, 16], zoom: [0.1, 100], rotate: [-180, 180],
  z: [-3, 3], width: [1, 512], steps: [2, 64], center: [-4, 4],
};
const MIN_RATIO = 30;  // of the ends of a range, from which on the scale is logarithmic

export const written = (number) => String(Number(Number(number).toPrecision(4)));

/** Return a knob's scale: `at(number)` is its place 0 … 1, `number(place)` the reverse, `step(number, by)` goes on by steps. */
export const scaleOf = (knob) => {
  const [low, high] = SLIDER[knob.name] ?? [knob.min, knob.max];
  const whole = knob.kind === "whole", also = knob.also ?? null;
  const log = low > 0 && high / low >= MIN_RATIO;
  const round = (number) => (whole ? Math.round(number) : Number(number.toPrecision(3)));
  const clip = (number) => Math.min(knob.max, Math.max(knob.min, number));
  const at = (number) => {
    if (number === also) return 0;
    const place = log ? Math.log(number / low) / Math.log(high / low) : (number - low) / (high - low);
    return Math.min(1, Math.max(0, place));
  };
  const number = (place) => {
    if (also !== null && place < 0.01) return also;
    return round(log ? low * (high / low) ** place : low + place * (high - low));
  };
  const step = (from, by) => {
    if (also !== null && from === also) return by > 0 ? knob.min : also;
    if (also !== null && from + by < knob.min) return also;
    const near = log ? Math.abs(from) * 0.05 : (high - low) / 100;
    const size = whole ? Math.max(1, log ? Math.round(near) : 1) : near;
    return clip(round(from + by * size));
  };
  return { at, number, step };
};
