// Small comforts; every page works without them.
const root = document.documentElement;

function colours() {
  const button = document.querySelector("[data-theme-switch]");
  if (!button) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const now = () => root.dataset.theme || (system.matches ? "dark" : "light");
  const name = () => button.setAttribute("aria-label", button.dataset[now() === "dark" ? "light" : "dark"]);
  button.hidden = false;
  name();
  system.addEventListener("change", name);
  button.addEventListener("click", () => {
    root.dataset.theme = now() === "dark" ? "light" : "dark";
    name();
    try {
      localStorage.setItem("policy-colours", root.dataset.theme);
    } catch {
      // The choice lasts for this page only.
    }
  });
}

function languages() {
  for (const link of document.querySelectorAll("[data-tongue]")) {
    const address = link.getAttribute("href");
    const keep = () => link.setAttribute("href", address + location.hash);
    keep();
    addEventListener("hashchange", keep);
  }
}

// A link to a clause that is gone leads on to where it went.
function vanished() {
  const follow = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    const gone = name && document.querySelector(`.gone li[id="${CSS.escape(name)}"] a`);
    if (gone) location.replace(gone.href);
  };
  follow();
  addEventListener("hashchange", follow);
}

function jumping() {
  const bar = document.querySelector(".jump");
  if (!bar) return;
  const changes = [...document.querySelectorAll(".change")];
  const [back, next] = bar.querySelectorAll("a");
  const place = bar.querySelector(".jump__place");
  let at = -1;
  const shown = (change) => change.checkVisibility();
  const go = (step) => (event) => {
    event.preventDefault();
    for (let tries = 0; tries < changes.length; tries += 1) {
      at = (at + step + changes.length) % changes.length;
      if (shown(changes[at])) break;
    }
    const change = changes[at];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    history.replaceState(null, "", `#${change.id}`);
    for (const other of changes) other.classList.toggle("change--here", other === change);
    change.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
    place.textContent = bar.dataset.one.replace("{place}", at + 1).replace("{count}", changes.length);
  };
  back.addEventListener("click", (event) => {
    if (at < 0) at = 0;
    go(-1)(event);
  });
  next.addEventListener("click", go(1));
}

const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’]/g, "'");

function search() {
  const dialog = document.querySelector("dialog.find");
  const button = document.querySelector("[data-find]");
  if (!dialog || !button) return;
  const field = dialog.querySelector("input");
  const sum = dialog.querySelector(".find__sum");
  const list = dialog.querySelector(".find__found");
  const home = new URL(dialog.dataset.index, location.href);
  let index;
  const look = async () => {
    index ??= fetch(home).then((answer) => answer.json());
    const clauses = (await index).clauses;
    const asked = plain(field.value).split(/\s+/).filter(Boolean);
    const found = asked.length
      ? clauses.filter((clause) => asked.every((word) => (clause.folded ??= plain(`${clause.title} ${clause.text}`)).includes(word)))
      : [];
    list.replaceChildren(...found.slice(0, 30).map((clause) => entry(clause, asked)));
    sum.textContent = !asked.length ? "" : found.length
      ? dialog.dataset.some.replace("{count}", found.length)
      : dialog.dataset.none.replace("{words}", field.value);
  };
  const entry = (clause, asked) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = new URL(clause.url, home);
    link.textContent = clause.title;
    link.addEventListener("click", () => dialog.close());
    const text = document.createElement("p");
    const first = Math.max(0, ...asked.slice(0, 1).map((word) => plain(clause.text).indexOf(word)));
    const from = clause.text.lastIndexOf(" ", Math.max(0, first - 60)) + 1;
    text.textContent = (from ? "… " : "") + clause.text.slice(from, from + 180);
    item.append(link, text);
    return item;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    dialog.showModal();
    field.focus();
  });
  field.addEventListener("input", look);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      list.querySelector("a")?.focus();
    }
  });
}

// Only the page that compares needs to know how.
if (document.querySelector(".compared")) {
  const script = document.createElement("script");
  script.type = "module";
  script.src = new URL("compare.js", document.currentScript.src);
  document.head.append(script);
}
colours();
languages();
vanished();
jumping();
search();
