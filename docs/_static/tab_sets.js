// Tabs: by keyboard, one choice for all sets of a kind, opened by links into them.
"use strict";
{
  const lists = [...document.querySelectorAll('[role="tablist"]')];
  const selected = (list) => list.querySelector('[aria-selected="true"]');

  // The reader may have forbidden storage: then nothing is remembered, and nothing breaks.
  function remembered(storage, use) {
    try {
      return use(window[storage]);
    } catch {
      return null;
    }
  }

  function open(tab) {
    for (const other of tab.parentElement.children) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", chosen);
      other.tabIndex = chosen ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !chosen;
    }
  }

  // A set that shows something fit for the choice stays as it is: versions may be grouped otherwise.
  function follow(kind, values) {
    const fits = (tab) => tab.dataset.values.split(" ").some((value) => values.includes(value));
    for (const list of lists.filter((it) => it.dataset.kind === kind)) {
      const tab = [selected(list), ...list.children].find(fits);
      if (tab) open(tab);
    }
  }

  function choose(tab) {
    const list = tab.parentElement;
    const { kind } = list.dataset;
    const before = list.getBoundingClientRect().top;
    open(tab);
    if (kind) {
      follow(kind, tab.dataset.values.split(" "));
      remembered("localStorage", (s) => s.setItem(`tab-${kind}`, tab.dataset.values));
    }
    // What the reader looks at stays where it is, whatever opened or closed above it.
    scrollBy({ top: list.getBoundingClientRect().top - before, behavior: "instant" });
  }

  // A #hash may lead into a panel that is not open.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let panel = target?.closest(".sphinx-tabs-panel[hidden]");
    if (!panel) return;
    for (; panel; panel = panel.parentElement.closest(".sphinx-tabs-panel[hidden]")) {
      open(document.getElementById(panel.getAttribute("aria-labelledby")));
    }
    target.scrollIntoView();
  }

  function onKey(event) {
    const tab = event.target.closest('[role="tab"]');
    if (!tab || event.altKey || event.ctrlKey || event.metaKey) return;
    const tabs = [...tab.parentElement.children];
    const at = tabs.indexOf(tab);
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const found = tabs.at(next % tabs.length);
    choose(found);
    found.focus({ preventScroll: true });
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const tab = event.target.closest('[role="tab"]');
    if (tab) choose(tab);
    // The other language opens the same tabs.
    if (event.target.closest(".language-switch a")) {
      const ids = JSON.stringify(lists.map((list) => selected(list).id));
      remembered("sessionStorage", (s) => s.setItem("open-tabs", ids));
    }
  });
  addEventListener("hashchange", reveal);

  for (const kind of new Set(lists.map((list) => list.dataset.kind).filter(Boolean))) {
    const values = remembered("localStorage", (s) => s.getItem(`tab-${kind}`));
    if (values) follow(kind, values.split(" "));
  }
  const ids = remembered("sessionStorage", (s) => s.getItem("open-tabs"));
  remembered("sessionStorage", (s) => s.removeItem("open-tabs"));
  for (const id of JSON.parse(ids || "[]")) {
    const tab = document.getElementById(id);
    if (tab) open(tab);
  }
  reveal();
}
