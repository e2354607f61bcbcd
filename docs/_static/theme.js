// What furo's own script does, in a third of its bytes: light and dark, the section being read in
// the contents of the page, and the way back to the top.
{
  // From what is seen now to its opposite; the third is what the system says.
  const changeMode = () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const order = dark ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    const mode = order[(order.indexOf(document.body.dataset.theme) + 1) % order.length];
    document.body.dataset.theme = mode;
    try {
      localStorage.setItem("theme", mode);
    } catch {
      // Storage is forbidden: the choice is for this page only.
    }
  };

  const root = document.documentElement;
  const header = document.querySelector(".mobile-header");
  const contents = document.querySelector(".toc-scroll");
  const links = [...document.querySelectorAll(".toc-tree a")];
  const sections = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let height = scrollY;
  let waiting = false;

  // The last section that has begun: above the text at the top of the window, or, at the end of the
  // page, anywhere in it.
  const current = () => {
    const atEnd = innerHeight + scrollY >= root.scrollHeight - 1;
    const line = header.getBoundingClientRect().bottom + 2.5 * parseFloat(getComputedStyle(root).fontSize) + 1;
    const begun = (section) => section?.getBoundingClientRect().top <= (atEnd ? innerHeight : line);
    return links[sections.findLastIndex(begun)]?.closest("li");
  };

  const follow = () => {
    waiting = false;
    header.classList.toggle("scrolled", scrollY > 0);
    // Who turns back may want to go to the top.
    if (scrollY < 64 || scrollY > height) root.classList.remove("show-back-to-top");
    else if (scrollY < height) root.classList.add("show-back-to-top");
    height = scrollY;
    const item = current();
    const old = document.querySelector(".toc-tree .scroll-current");
    if (item === old) return;
    old?.classList.remove("scroll-current");
    item?.classList.add("scroll-current");
    if (!item) return;
    const [inner, outer] = [item.getBoundingClientRect(), contents.getBoundingClientRect()];
    const outside = inner.top < outer.top || inner.bottom > outer.bottom;
    if (outside) contents.scrollTop += inner.top - outer.top - outer.height / 3;
  };

  const followSoon = () => {
    if (!waiting) requestAnimationFrame(follow);
    waiting = true;
  };

  // Escape closes a menu, and leads back to its button.
  addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector(".sidebar-toggle:checked");
    if (!open) return;
    open.checked = false;
    open.focus();
  });

  for (const button of document.querySelectorAll(".theme-toggle")) button.addEventListener("click", changeMode);
  addEventListener("scroll", followSoon, { passive: true });
  addEventListener("resize", followSoon, { passive: true });
  followSoon();
}
