// Small helps for reading; without them every page still reads in full.

const TABS = "chosen-tabs";

// The reader may have forbidden storage: then nothing is remembered, and nothing breaks.
function stored(storage, use) {
  try {
    return use(window[storage]);
  } catch {
    return null;
  }
}

// The language switch leads to the same place of the page, with the same tabs open.
function keepPlace(event) {
  const link = event.target.closest(".language-switch a");
  if (!link) return;
  const current = document.querySelector(".toc-tree .scroll-current > a");
  link.hash = location.hash || (current ? current.hash : "");
  const chosen = [...document.querySelectorAll('.sphinx-tabs-tab[aria-selected="true"]')];
  stored("sessionStorage", (s) => s.setItem(TABS, JSON.stringify(chosen.map((tab) => tab.id))));
  // The root page sends the reader here next time.
  stored("localStorage", (s) => s.setItem("language", link.hreflang));
}

function openChosenTabs() {
  const chosen = stored("sessionStorage", (s) => s.getItem(TABS));
  stored("sessionStorage", (s) => s.removeItem(TABS));
  for (const id of JSON.parse(chosen || "[]")) {
    const tab = document.getElementById(id);
    if (tab && tab.getAttribute("aria-selected") === "false") tab.click();
  }
}

// A #hash may lead into a panel that is not open.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const panel = target && target.closest(".sphinx-tabs-panel[hidden]");
  if (!panel) return;
  document.getElementById(panel.getAttribute("aria-labelledby")).click();
  target.scrollIntoView();
}

// Arrows move between tabs already; Home and End go to the first and the last.
function jumpInTabs(event) {
  const list = event.target.closest('[role="tablist"]');
  if (!list || (event.key !== "Home" && event.key !== "End")) return;
  const tab = event.key === "Home" ? list.firstElementChild : list.lastElementChild;
  event.target.tabIndex = -1;
  tab.tabIndex = 0;
  tab.focus();
  event.preventDefault();
}

// Code wider than the page can be scrolled by keyboard, and says which file it is.
const wide = new ResizeObserver((entries) => {
  for (const { target: pre } of entries) {
    const caption = pre.closest(".literal-block-wrapper")?.querySelector(".caption-text code");
    if (pre.scrollWidth > pre.clientWidth) {
      pre.tabIndex = 0;
      pre.setAttribute("role", "region");
      pre.setAttribute("aria-label", caption ? caption.textContent : "");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) pre.removeAttribute(name);
    }
  }
});

document.addEventListener("click", keepPlace);
document.addEventListener("auxclick", keepPlace);
document.addEventListener("keydown", jumpInTabs);
addEventListener("hashchange", reveal);
// After sphinx-tabs, which starts on DOMContentLoaded too.
addEventListener("load", () => {
  openChosenTabs();
  reveal();
  document.querySelectorAll(".highlight pre").forEach((pre) => wide.observe(pre));
});
