// Narrow a list down: <form class="filter" data-items="selector" data-shown="%d of %d" hidden> holds
// selects, whose values are classes of the items, a search field, and an output. Without this script
// all items show.

function narrow(form) {
  const wanted = [...form.querySelectorAll("select")].map((select) => select.value).filter(Boolean);
  const word = form.querySelector("[type=search]")?.value.trim().toLowerCase() ?? "";
  const items = [...document.querySelectorAll(form.dataset.items)];
  for (const item of items) {
    const fits = wanted.every((name) => item.classList.contains(name));
    item.hidden = !fits || !item.textContent.toLowerCase().includes(word);
  }
  // A heading with nothing under it goes too.
  for (const section of new Set(items.map((item) => item.closest("section")))) {
    section.hidden = items.every((item) => item.hidden || !section.contains(item));
  }
  const shown = items.filter((item) => !item.hidden).length;
  const numbers = [shown, items.length];
  form.querySelector("output").textContent = form.dataset.shown.replace(/%d/g, () => numbers.shift());
}

for (const form of document.querySelectorAll("form.filter")) {
  form.hidden = false;
  form.addEventListener("input", () => narrow(form));
  form.addEventListener("submit", (event) => event.preventDefault());
  // Who follows a link to an item that is hidden wants to see it.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest("[hidden]")) return;
    form.reset();
    narrow(form);
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  // A browser may remember what was chosen before.
  narrow(form);
  reveal();
}
