"use strict";
const element = (id) => document.getElementById(id);
const box = element("_box"), stage = element("_stage"), about = element("_about");
const exhibits = [...document.querySelectorAll(".wall li[id]")];
const links = exhibits.map((exhibit) => exhibit.querySelector("a"));
let shown = -1;  // which of them is; below 0 none
let left = false;  // whether the address closed the box
let pushed = false;  // whether the page without a picture is one step back

const place = () => exhibits.findIndex((exhibit) => `#${exhibit.id}` === location.hash);

const titleOf = (index) => links[index].querySelector(".title").textContent;
const isFilm = (link) => "poster" in link.dataset;
const calm = matchMedia("(prefers-reduced-motion: reduce)");  // whether nothing may move by itself

// The film of a link. It has no sound.
const filmOf = (link) => {
  const film = document.createElement("video");
  film.muted = film.playsInline = true;
  film.loop = "loop" in link.dataset;
  film.src = link.href;
  return film;
};

// One film plays on the wall at a time: under the pointer, or by a key.
let playing = null;  // its link
const stop = () => {
  if (!playing) return;
  const frame = playing.querySelector(".frame"), film = frame.querySelector("video");
  playing = null;
  frame.classList.remove("plays");
  film.pause();
  setTimeout(() => film.remove(), 250);  // when it has faded
};
const play = (link) => {
  if (link === playing) return;
  stop();
  playing = link;
  const frame = link.querySelector(".frame"), film = filmOf(link);
  film.setAttribute("aria-hidden", "true");
  film.addEventListener("playing", () => frame.classList.toggle("plays", link === playing));
  film.addEventListener("ended", () => { if (link === playing) stop(); });
  frame.querySelector("picture").after(film);
  film.play().catch(() => {});  // where it may not, or was stopped meanwhile
};

// The picture of an exhibit, to be as large as the window has room for.
const large = (index) => {
  const picture = exhibits[index].querySelector("picture").cloneNode(true);
  const [source, image] = picture.children;
  source.sizes = source.dataset.whole;
  image.loading = "eager";
  image.alt = titleOf(index);
  return picture;
};

const largeFilm = (index) => {
  const link = links[index], film = filmOf(link);
  film.controls = true;
  film.autoplay = !calm.matches;
  film.poster = link.dataset.poster;
  film.style.setProperty("--ratio", link.dataset.ratio);
  film.setAttribute("aria-label", titleOf(index));
  return film;
};

const show = (index) => {
  if (index === shown) return;
  shown = index;
  left = false;
  stop();
  const open = about.querySelector("details")?.open;
  const small = links[index].querySelector("img");
  if (isFilm(links[index])) stage.replaceChildren(largeFilm(index));
  else {
    const picture = large(index), image = picture.lastElementChild;
    if (small.complete && small.currentSrc) image.style.backgroundImage = `url("${small.currentSrc}")`;
    image.onload = () => { image.style.backgroundImage = ""; };
    stage.replaceChildren(picture);
  }
  about.replaceChildren(exhibits[index].querySelector("template").content.cloneNode(true));
  about.scrollTop = box.scrollTop = 0;
  const details = about.querySelector("details");
  if (details && open) details.open = true;
  const title = document.createElement("span");
  title.className = "hidden";
  title.textContent = `${titleOf(index)}, `;
  element("_count").replaceChildren(title, `${index + 1} / ${exhibits.length}`);
  if (!box.open) box.showModal();
  for (const near of [index + 1, index - 1]) if (exhibits[near] && !isFilm(links[near])) large(near);  // which fetches it
};

// What is shown is what the address says, so that a picture can be linked to, and Back closes it.
const sync = () => {
  const index = place();
  if (index >= 0) show(index);
  else if (box.open) {
    left = true;
    box.close();
  }
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
  if (place() >= 0 && !left) {  // after Back, the address may be that of Forward by now
    if (pushed) history.back();
    else history.replaceState(null, "", location.pathname + location.search);
  }
  pushed = left = false;
  link?.focus();
});
addEventListener("popstate", () => { history.scrollRestoration = "auto"; sync(); });
addEventListener("hashchange", sync);

links.forEach((link, index) => link.addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(index);
}));
links.filter(isFilm).forEach((link) => {
  link.setAttribute("aria-keyshortcuts", "Space P");
  link.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse" && !calm.matches) play(link); });
  link.addEventListener("pointerleave", () => { if (link === playing) stop(); });
  link.addEventListener("blur", () => { if (link === playing) stop(); });
  link.addEventListener("keydown", (event) => {
    if (!["p", "P", " "].includes(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (link === playing) stop();
    else play(link);
  });
});
element("_previous").onclick = () => go(shown - 1);
element("_next").onclick = () => go(shown + 1);
element("_close").onclick = () => box.close();
const toggle = () => {
  const film = stage.querySelector("video");
  if (film?.paused) film.play().catch(() => {});
  else film?.pause();
};
const keys = {
  p: toggle, P: toggle,
  ArrowLeft: () => go(shown - 1), ArrowRight: () => go(shown + 1), Home: () => go(0), End: () => go(exhibits.length - 1),
};
box.addEventListener("keydown", (event) => {
  const action = keys[event.key];
  if (event.target.tagName === "VIDEO") return;  // whose own keys go back and forth in it
  if (!action || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  action();
});

const CONTROLS = 80;  // pixels at the bottom of a film, where a finger moves through it
let start = null;  // where a finger was put
stage.addEventListener("touchstart", (event) => {
  const film = event.target.tagName === "VIDEO" && event.target.getBoundingClientRect();
  if (film && event.touches[0].clientY > film.bottom - CONTROLS) return;
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
