// What all views are made of: elements, icons, messages.

export const one = (id) => document.getElementById(id);

/** Return a new element: its properties and attributes, then its children. */
export const h = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name in made && name !== "list") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
};

const SVG = "http://www.w3.org/2000/svg";
export const icon = (name) => {
  const drawn = document.createElementNS(SVG, "svg"), use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  drawn.setAttribute("class", "icon");
  drawn.setAttribute("aria-hidden", "true");
  drawn.append(use);
  return drawn;
};

export const setIcon = (button, name) => button.querySelector("use").setAttribute("href", `#i-${name}`);

/** Return a button with an icon, if it has one; the words of a bare one are said, but not seen. */
export const button = (name, words, onclick, { bare, ...properties } = {}) => h("button", {
  type: "button", onclick, ...(bare ? { className: "round", "aria-label": words, title: words } : {}), ...properties,
}, name ? icon(name) : null, bare ? null : h("span", {}, words));

export const pictures = (count) => `${count} picture${count === 1 ? "" : "s"}`;
export const textField = (properties) => h("input", { type: "text", autocomplete: "off", spellcheck: false, ...properties });

export const gradient = (colours) => `linear-gradient(90deg, ${colours.join(", ")})`;

/** Return a function that runs another when it was not asked again for some milliseconds. */
export const later = (run, wait) => {
  let timer = 0;
  const asked = (...all) => { clearTimeout(timer); timer = setTimeout(run, wait, ...all); };
  asked.stop = () => clearTimeout(timer);
  return asked;
};

let timer = 0;
const hush = () => { one("said").replaceChildren(); };
const wait = (seconds) => { clearTimeout(timer); timer = setTimeout(hush, seconds * 1000); };

/** Say something for a while, with buttons [words, what they do] beside it; without any, it leaves those that are there. */
export const say = (text, ...actions) => {
  const box = one("said"), before = !actions.length && box.querySelector("button") ? [...box.children] : [];
  box.replaceChildren(h("p", {}, text), ...before, ...actions.map(([words, act]) => button("", words, () => { hush(); act(); })));
  box.onpointerenter = box.onfocusin = () => clearTimeout(timer);
  box.onpointerleave = box.onfocusout = () => wait(4);
  wait(actions.length || before.length ? 12 : 6);
};

export const copy = async (text, what) => {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied`);
  } catch { say("This browser does not let the page copy; select the text instead"); }
};

/** Remember something in this browser, or find it again; pages without storage forget. */
export const remember = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* full or forbidden */ } };
export const recall = (name, otherwise) => { try { return JSON.parse(localStorage.getItem(name)) ?? otherwise; } catch { return otherwise; } };
