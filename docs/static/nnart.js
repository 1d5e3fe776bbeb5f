// What the theme leaves out, most of it for people who use a keyboard or a screen reader.

const MAX_SHORT = 32; // characters of code that a phone shows in one line

/** Let keys reach what scrolls: code and tables that are wider than the page. */
function focusScrollers() {
  for (const box of document.querySelectorAll("pre, .table-wrapper, .sig")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

/** Say what the page of the search is: the theme gives it no heading until something is found. */
function addHeading(main) {
  const heading = document.createElement("h1");
  heading.textContent = document.title.split(" - ")[0];
  main?.prepend(heading);
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector(".sidebar-drawer")?.setAttribute("aria-label", "Pages");
  document.querySelector(".toc-drawer")?.setAttribute("aria-label", "On this page");
  for (const caption of document.querySelectorAll(".caption[role=heading]")) caption.ariaLevel = "2";
  if (!document.querySelector("h1")) addHeading(document.querySelector("[role=main]"));
  for (const code of document.querySelectorAll("p > code, li > code")) {
    // Or an option would be broken at its hyphens.
    if (code.textContent.length <= MAX_SHORT && !code.closest("table")) code.classList.add("short");
  }
  focusScrollers();
});
addEventListener("load", focusScrollers);
addEventListener("resize", focusScrollers);
