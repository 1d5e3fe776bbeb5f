// What all widgets are made of: elements, keys of their own, and the still that they hide.

const h = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name in made && name !== "style") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
};

/** Keep JupyterLab's shortcuts of one letter from keys that are meant for the widget; those with Ctrl still work. */
const keepKeys = (root) => {
  const heard = (event) => { root.toggleAttribute("data-lm-suppress-shortcuts", !event.ctrlKey && !event.metaKey); };
  addEventListener("keydown", heard, true);
  return () => removeEventListener("keydown", heard, true);
};

/** Hide the still below the widget, which is for notebooks without a kernel. */
const hideStill = (mark) => {
  const sheet = h("style", {}, `.jp-OutputArea-child:has(.${mark}), .${mark} { display: none !important; }`);
  document.head.append(sheet);
  return () => sheet.remove();
};
