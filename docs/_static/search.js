// Search, as a dialog on every page and as a page of its own. site.js loads this when it is opened.

const FIRST = 3; // results that come with an answer: each costs a kilobyte
const STEP = 5; // results that come at a time when more are wanted
const FEW = 1; // with fewer, the other language is asked too
const PAUSE = 120; // ms without a key before an answer is looked for

// The folder of this language; the other one is beside it.
const here = new URL(document.documentElement.dataset.content_root, location.href);
const [other] = ["zh", "en"].filter((name) => !here.pathname.endsWith(`/${name}/`));

// The index of a language, in a worker that is started with the first question.
class Index {
  constructor(folder) {
    this.folder = folder;
    this.waiting = new Map();
    this.questions = 0;
  }

  ask(query, from, to) {
    this.worker ??= this.start();
    return new Promise((resolve, reject) => {
      this.waiting.set((this.questions += 1), { resolve, reject });
      this.worker.postMessage({ id: this.questions, query, from, to });
    });
  }

  start() {
    const worker = new Worker(new URL("pagefind/worker.js", this.folder), { type: "module" });
    worker.onmessage = ({ data }) => {
      if (data.error) return this.giveUp(data.error);
      this.waiting.get(data.id).resolve(data);
      this.waiting.delete(data.id);
    };
    worker.onerror = () => this.giveUp("the worker could not be loaded");
    return worker;
  }

  // The next question starts anew: the connection may be back.
  giveUp(reason) {
    this.worker.terminate();
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(new Error(reason));
    this.waiting.clear();
  }
}

const indexes = { own: new Index(here), other: new Index(new URL(`../${other}/`, here)) };

function marked(pieces) {
  return pieces.map(([text, found]) => {
    if (!found) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

class Box {
  constructor(root, asDialog) {
    const find = (selector) => root.querySelector(selector);
    this.asDialog = asDialog;
    this.words = root.dataset;
    this.input = find("input");
    this.form = find("form");
    this.status = find(".search-status");
    this.failed = find(".search-failed");
    this.own = find("#search-results");
    this.others = find("#search-results-other");
    this.more = find(".search-more");
    this.askOther = find(".search-other");
    this.working = 0; // questions that are being answered
    this.last = ""; // the query that is being answered, or was
    if (asDialog) this.becomeCombobox();
    this.input.addEventListener("input", (event) => event.isComposing || this.soon());
    // Chrome tells of the last input while it still is composing.
    this.input.addEventListener("compositionend", () => this.soon());
    this.more.addEventListener("click", () => this.showMore());
    this.askOther.addEventListener("click", () => this.showOther());
    this.ready = this.style();
  }

  // Without its style sheet the dialog would be drawn twice; the page of results has it already.
  style() {
    if (!this.words.style) return Promise.resolve();
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: this.words.style });
    return new Promise((done) => {
      link.onload = link.onerror = done;
      document.head.append(link);
    });
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), PAUSE);
    this.tellBusy();
  }

  // For assistive technology, which may wait until the list is complete.
  tellBusy() {
    this.own.ariaBusy = String(this.timer !== undefined || this.working > 0);
  }

  get query() {
    return this.input.value.trim();
  }

  async search() {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { query } = this;
    if (query === this.last) return this.tellBusy();
    this.last = query;
    this.clear();
    this.onquery?.(query);
    if (!query) return this.tellBusy();
    this.status.textContent = this.words.searching;
    await this.answer(query, async () => {
      const { count, results } = await indexes.own.ask(query, 0, FIRST);
      if (query !== this.last) return;
      this.count = count;
      this.show(results, this.own, here);
      this.choose(this.options[0]);
      this.tell(count);
      this.more.hidden = count <= FIRST;
      this.askOther.hidden = false;
      if (count < FEW) await this.showOther();
    });
  }

  async showMore() {
    const query = this.last;
    const from = this.own.children.length;
    await this.answer(query, async () => {
      const { results } = await indexes.own.ask(query, from, from + STEP);
      if (query !== this.last || this.own.children.length > from) return;
      this.show(results, this.own, here);
      const first = this.own.children[from];
      this.more.hidden = this.own.children.length >= this.count;
      if (this.asDialog) this.choose(first);
      else first.querySelector("a").focus();
    });
  }

  async showOther() {
    const query = this.last;
    await this.answer(query, async () => {
      const { count, results } = await indexes.other.ask(query, 0, STEP);
      if (query !== this.last) return;
      this.askOther.hidden = true;
      this.show(results, this.others, indexes.other.folder);
      this.others.hidden = !count;
      if (!this.active) this.choose(this.options[0]);
      const found = this.words.other.replace("%s", this.counted(count));
      this.status.textContent += count ? found : this.words.otherNone;
    });
  }

  // Whatever goes wrong, the reader is told, and offered another way.
  async answer(query, work) {
    this.working += 1;
    this.tellBusy();
    try {
      await work();
      if (query === this.last) this.failed.hidden = true;
    } catch {
      if (query === this.last) {
        this.clear();
        this.failed.hidden = false;
        this.last = "";
      }
    }
    this.working -= 1;
    this.tellBusy();
  }

  counted(count) {
    return count === 1 ? this.words.one : this.words.many.replace("%d", count);
  }

  tell(count) {
    this.status.textContent = count ? this.counted(count) : this.words.none.replace("%s", this.last);
  }

  clear() {
    this.own.replaceChildren();
    this.others.replaceChildren();
    this.status.textContent = "";
    this.others.hidden = this.more.hidden = this.askOther.hidden = true;
    this.choose(undefined);
  }

  show(results, list, folder) {
    for (const { address, title, page, excerpt } of results) {
      const link = element("a", "search-result");
      link.href = new URL(address, folder);
      link.append(element("span", "search-title", ...marked(title)));
      if (page) link.append(element("span", "search-page", page));
      link.append(element("span", "search-excerpt", ...marked(excerpt)));
      if (folder !== here) link.hreflang = link.lang = { zh: "zh-CN", en: "en" }[other];
      list.append(this.asDialog ? this.option(link) : element("div", "", link));
    }
    if (this.asDialog) this.input.ariaExpanded = String(this.options.length > 0);
  }

  // ---- the dialog: a combobox whose options are the results ----

  becomeCombobox() {
    const { input } = this;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", [this.own.id, this.others.id].join(" "));
    input.ariaExpanded = "false";
    for (const list of [this.own, this.others]) list.setAttribute("role", "listbox");
    this.own.ariaLabel = input.ariaLabel;
    input.addEventListener("keydown", (event) => this.move(event));
  }

  get options() {
    return this.asDialog ? [...this.own.children, ...this.others.children] : [];
  }

  option(link) {
    link.id = `search-result-${this.options.length}`;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.ariaSelected = "false";
    return link;
  }

  choose(option) {
    if (this.active) this.active.ariaSelected = "false";
    this.active = option;
    if (!this.asDialog) return;
    this.input.setAttribute("aria-activedescendant", option?.id ?? "");
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.ariaSelected = "true";
    option.scrollIntoView({ block: "nearest" });
  }

  move(event) {
    if (event.isComposing) return;
    const { options } = this;
    const at = options.indexOf(this.active);
    if (event.key === "Enter" && this.active && this.query === this.last) this.active.click();
    else if (event.key === "ArrowDown" && at === this.own.children.length - 1 && !this.more.hidden) this.showMore();
    else if (event.key === "ArrowDown" && options.length) this.choose(options[(at + 1) % options.length]);
    else if (event.key === "ArrowUp" && options.length) this.choose(options.at(at - 1));
    else return;
    event.preventDefault();
  }
}

let box;

// Open the dialog, with what was typed elsewhere.
export async function open(query = "") {
  const dialog = document.getElementById("search-dialog");
  if (!box) {
    box = new Box(dialog.firstElementChild, true);
    dialog.querySelector(".search-close").addEventListener("click", () => dialog.close());
    // A click beside it closes it; a result may be on this very page.
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog || target.closest("a")) dialog.close();
    });
  }
  await box.ready;
  if (!dialog.open) dialog.showModal();
  if (query) box.input.value = query;
  box.input.select();
  await box.search();
}

// Be the page of results: its address holds the query.
export async function page(root) {
  box = new Box(root, false);
  const address = () => new URL(location.href).searchParams.get("q") ?? "";
  const contents = document.getElementById("search-contents");
  box.onquery = (query) => {
    contents.hidden = Boolean(query);
    const target = new URL(location.href);
    target.searchParams.set("q", query);
    if (query !== address()) history[box.submitted ? "pushState" : "replaceState"](null, "", target);
    box.submitted = false;
  };
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    box.submitted = true;
    box.search();
  });
  addEventListener("popstate", () => {
    box.input.value = address();
    box.search();
  });
  box.input.value = address();
  if (!box.input.value) box.input.focus();
  await box.search();
}
