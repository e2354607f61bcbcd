// Search is loaded when it is opened. Where it cannot be, as from a disk, its page says so.

{
  const form = document.querySelector(".sidebar-search-container");
  // Only the page of results has this.
  const box = document.querySelector("article .search-box");
  const load = () => import(new URL(form.dataset.script, document.baseURI));

  const open = (event) => {
    event.preventDefault();
    if (box) return box.querySelector("input").focus();
    const query = form.q.value;
    form.q.value = "";
    load().then(
      (search) => search.open(query),
      () => location.assign(`${form.action}?q=${encodeURIComponent(query)}`),
    );
  };

  const openByKey = (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (altKey || document.querySelector("dialog[open]")) return;
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = key === "/" && !ctrlKey && !metaKey && !typing;
    if (slash || (key.toLowerCase() === "k" && (ctrlKey || metaKey) && !shiftKey)) open(event);
  };

  if (box) {
    load().then(
      (search) => search.page(box),
      () => (box.querySelector(".search-failed").hidden = false),
    );
  }
  for (const type of ["click", "input"]) form.q.addEventListener(type, open);
  form.addEventListener("submit", open);
  document.querySelector(".search-link").addEventListener("click", open);
  addEventListener("keydown", openByKey);
}
