"use strict";
const element = (id) => document.getElementById(id);
const box = element("_box"), stage = element("_stage"), about = element("_about");
const exhibits = [...document.querySelectorAll(".wall li[id]")];
const links = exhibits.map((exhibit) => exhibit.querySelector("a"));
let shown = -1;  // which of them is; below 0 none
let pushed = false;  // whether the page without a picture is one step back

const place = () => exhibits.findIndex((exhibit) => `#${exhibit.id}` === location.hash);

// The picture of an exhibit, to be as large as the window has room for.
const large = (index) => {
  const picture = exhibits[index].querySelector("picture").cloneNode(true);
  const [source, image] = picture.children;
  source.sizes = source.dataset.whole;
  image.loading = "eager";
  image.alt = links[index].textContent.trim();
  return picture;
};

const show = (index) => {
  if (index === shown) return;
  shown = index;
  const open = about.querySelector("details")?.open;
  const small = links[index].querySelector("img");
  const picture = large(index), image = picture.lastElementChild;
  if (small.complete && small.currentSrc) image.style.backgroundImage = `url("${small.currentSrc}")`;
  image.onload = () => { image.style.backgroundImage = ""; };
  stage.replaceChildren(picture);
  about.replaceChildren(exhibits[index].querySelector("template").content.cloneNode(true));
  about.scrollTop = box.scrollTop = 0;
  const details = about.querySelector("details");
  if (details && open) details.open = true;
  const title = document.createElement("span");
  title.className = "hidden";
  title.textContent = `${image.alt}, `;
  element("_count").replaceChildren(title, `${index + 1} / ${exhibits.length}`);
  if (!box.open) box.showModal();
  for (const near of [index + 1, index - 1]) if (exhibits[near]) large(near);  // which fetches it
};

// What is shown is what the address says, so that a picture can be linked to, and Back closes it.
const sync = () => {
  const index = place();
  if (index >= 0) show(index);
  else if (box.open) box.close();
};
const go = (to) => {  // after the last comes the first
  const index = (to + exhibits.length) % exhibits.length;
  const address = `#${exhibits[index].id}`;
  if (box.open) history.replaceState(null, "", address);
  else {
    history.scrollRestoration = "manual";  // closing shows the picture that was seen last
    history.pushState(null, "", address);
    pushed = true;
  }
  sync();
};

box.addEventListener("close", () => {
  if (box.open) return;  // back and forth: opened again before this came
  const link = links[shown];
  shown = -1;
  stage.replaceChildren();
  about.replaceChildren();
  if (place() >= 0) {
    if (pushed) history.back();
    else history.replaceState(null, "", location.pathname + location.search);
  }
  pushed = false;
  link?.focus();
});
addEventListener("popstate", () => { history.scrollRestoration = "auto"; sync(); });
addEventListener("hashchange", sync);

links.forEach((link, index) => link.addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(index);
}));
element("_previous").onclick = () => go(shown - 1);
element("_next").onclick = () => go(shown + 1);
element("_close").onclick = () => box.close();
const keys = {
  ArrowLeft: () => go(shown - 1), ArrowRight: () => go(shown + 1), Home: () => go(0), End: () => go(exhibits.length - 1),
};
box.addEventListener("keydown", (event) => {
  const action = keys[event.key];
  if (!action || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  action();
});

let start = null;  // where a finger was put
stage.addEventListener("touchstart", (event) => {
  start = event.touches.length === 1 && (visualViewport?.scale ?? 1) === 1 ? event.touches[0] : null;
}, { passive: true });
stage.addEventListener("touchend", (event) => {
  if (!start) return;
  const end = event.changedTouches[0], right = end.clientX - start.clientX, down = end.clientY - start.clientY;
  start = null;
  if (Math.abs(right) > 48 && Math.abs(right) > 2 * Math.abs(down)) go(shown - Math.sign(right));
});

const copied = async (code) => {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {  // where pages may not, what is selected still can be copied
    getSelection().selectAllChildren(code);
    return document.execCommand("copy");
  }
};
about.addEventListener("click", async (event) => {
  const button = event.target.closest(".copy");
  if (!button) return;
  button.textContent = await copied(button.previousElementSibling) ? "Copied" : "Selected";
  setTimeout(() => { button.textContent = "Copy"; }, 2000);
});

if (exhibits.length < 2) element("_previous").hidden = element("_next").hidden = true;
sync();
