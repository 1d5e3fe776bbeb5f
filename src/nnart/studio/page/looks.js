// A look is what a picture is painted of: the names and values of a recipe, as text. An address has them in one order.

let order = ["seed"];
export const setOrder = (names) => { order = names; };

export const read = (text) => Object.fromEntries(new URLSearchParams(text));

const place = (name) => { const at = order.indexOf(name); return at < 0 ? order.length : at; };
const plain = (text) => encodeURIComponent(text).replace(/%2C/g, ",").replace(/%20/g, "+").replace(/%3A/g, ":");

/** Return a look as the query of an address, the same for the same picture. */
export const write = (look) => Object.entries(look)
  .filter(([, value]) => value !== null && value !== undefined && value !== "")
  .sort(([one], [other]) => place(one) - place(other) || (one < other ? -1 : 1))
  .map(([name, value]) => `${plain(name)}=${plain(value)}`).join("&");

/** Return a look with some values changed; null takes a value away. */
export const change = (look, values) => {
  const changed = { ...look, ...values };
  for (const [name, value] of Object.entries(changed)) if (value === null) delete changed[name];
  return changed;
};

/** Return the hash of the wall of pictures like a look's: of its preset, or else of its values, and in its palette. */
export const alike = (look, preset, palette) => {
  // The wall turns pictures and reverses colours by itself.
  const { seed, genome, reverse, rotate, ...values } = look;
  const manner = preset ? { preset } : { ...values, preset: "none", rotate: rotate % 90 ? rotate : null };
  return `#find?${write({ ...manner, palette: look.palette ?? palette, like: write(look) })}`;
};

/** Return the view and the values that the hash of an address names. */
export const placeOf = (hash) => {
  const [view, ...rest] = hash.replace(/^#/, "").split("?");
  return { view, look: read(rest.join("?")) };
};

/** Return width and height of a shape, such as "3:2", with a longer side of so many pixels; what is none is a square. */
export const sides = (shape, longest) => {
  const [width, height] = (/^[1-9]\d?:[1-9]\d?$/.test(shape) ? shape : "1:1").split(":").map(Number);
  return [width, height].map((side) => Math.round((side * longest) / Math.max(width, height)));
};

/** Return a seed a number of steps away; seeds are larger than JavaScript's numbers, and go round. */
export const step = (seed, by) => String(BigInt.asUintN(64, BigInt(seed) + BigInt(by)));

export const anySeed = () => String(Math.floor(Math.random() * 1e6));
