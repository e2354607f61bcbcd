// The language switch leads to the same place of the page; without this script, to the page.

function keepPlace(event) {
  const link = event.target.closest(".language-switch a");
  if (!link) return;
  const current = document.querySelector(".toc-tree .scroll-current > a");
  link.hash = location.hash || (current ? current.hash : "");
  try {
    // The root page sends the reader here next time.
    localStorage.setItem("language", link.hreflang);
  } catch {
    // The reader has forbidden storage: then nothing is remembered.
  }
}

document.addEventListener("click", keepPlace);
document.addEventListener("auxclick", keepPlace);
