// Copy what is shown; scroll, by keyboard too, what is wider than the page.
"use strict";
{
  // What one types into a session, without prompts and output.
  const PROMPT = /^(?:>>>|\.\.\.)(?: |$)/;

  function textOf(code) {
    const text = code.textContent;
    if (!code.closest(".highlight-pycon")) return text;
    const typed = text.split("\n").filter((line) => PROMPT.test(line));
    return typed.map((line) => `${line.replace(PROMPT, "")}\n`).join("");
  }

  // Browsers keep the clipboard from pages that came over plain HTTP; there the old way still works.
  function copyFromField(text) {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }

  async function copy(button, code) {
    const text = textOf(code);
    let copied = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copied = copyFromField(text);
      button.focus();
    }
    if (!copied) getSelection().selectAllChildren(code);
    const { done, failed } = button.dataset;
    button.textContent = copied ? done : failed;
    said.textContent = button.textContent;
    setTimeout(() => {
      button.textContent = button.dataset.name;
      said.textContent = "";
    }, 3000);
  }

  function addButton(place, code, name) {
    const button = document.getElementById("copy-button").content.firstElementChild.cloneNode(true);
    button.dataset.name = button.textContent;
    button.setAttribute("aria-label", `${button.textContent} ${name}`);
    button.addEventListener("click", () => copy(button, code));
    place.append(button);
  }

  // Heard by screen readers when its text changes.
  const said = document.createElement("div");
  said.setAttribute("role", "status");
  said.className = "visually-hidden";
  document.body.append(said);

  // Code wider than the page can be scrolled by keyboard, and says which file it is.
  const wide = new ResizeObserver((entries) => {
    for (const { target: pre } of entries) {
      const caption = pre.closest(".literal-block-wrapper")?.querySelector(".caption-text code");
      if (pre.scrollWidth > pre.clientWidth) {
        pre.tabIndex = 0;
        // Not a region: a page would have dozens of landmarks, some with one name.
        pre.setAttribute("role", "group");
        pre.setAttribute("aria-label", caption ? caption.textContent : "");
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) pre.removeAttribute(name);
      }
    }
  });

  for (const block of document.querySelectorAll(".literal-block-wrapper")) {
    const pre = block.querySelector("pre");
    const file = block.querySelector(".caption-text code").textContent;
    addButton(block.querySelector(".caption-text"), pre, file.slice(file.lastIndexOf("/") + 1));
    wide.observe(pre);
  }
  for (const code of document.querySelectorAll(".run code")) {
    addButton(code.parentElement, code, code.textContent);
  }
}
