// Compares any two versions: clauses are paired by their permanent names, words as the redlines of the archive mark them.
import { heaviest, redline } from "./redline.js";

const place = document.querySelector(".compared");
const said = place.dataset;

const read = async (version) => {
  const path = `versions/${version}.${said.language}.json`;
  const answer = await fetch(new URL(path, new URL(said.api, location.href)));
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return answer.json();
};

const element = (name, text = "", className = "") => {
  const node = document.createElement(name);
  node.textContent = text;
  if (className) node.className = className;
  return node;
};

function marked(op, words) {
  const kind = op === "add" ? "added" : "removed";
  const node = element(op === "add" ? "ins" : "del");
  node.append(element("span", `[${said[kind]} `, "said"), words, element("span", ` ${said[`${kind}End`]}]`, "said"));
  return node;
}

function block(clause) {
  const names = { heading: "h2", quote: "blockquote", code: "pre", html: "pre" };
  const node = element(names[clause.kind] ?? "p");
  if (clause.kind === "item") node.append(`${/^\d/.test(clause.marker) ? clause.marker : "•"} `);
  return node;
}

// What became of a clause, in its words, with a note where words alone do not tell it.
function told({ was, is, moved }) {
  const node = block(is ?? was);
  node.dataset.clause = (is ?? was).id;
  if (moved) node.prepend(element("span", said.moved, "moved"), " ");
  for (const [op, before, after] of redline(was?.text ?? "", is?.text ?? ""))
    node.append(op === "keep" ? after : marked(op, op === "add" ? after : before));
  if (was?.text === is?.text && !moved) node.append(" ", element("span", said.dressed, "moved"));
  return node;
}

// Which names stand in another order: all but the longest run of text that kept it.
function wanderers(before, after) {
  const places = new Map(after.map((clause, at) => [clause.id, at]));
  const pairs = before.flatMap(({ id }, at) => (places.has(id) ? [[at, places.get(id)]] : []));
  const weigh = ([at]) => (before[at].text.length > 2 ? 1 + 0.2 * before[at].text.length : 0.5);
  const stand = new Set(heaviest(pairs, weigh).map(([at]) => before[at].id));
  return new Set(pairs.map(([at]) => before[at].id).filter((id) => !stand.has(id)));
}

// Every clause of both versions in the order of the later one; what was removed stands after what stood before it.
function paired(before, after) {
  const old = new Map(before.map((clause) => [clause.id, clause]));
  const names = new Set(after.map((clause) => clause.id));
  const moved = wanderers(before, after);
  const gone = new Map();
  let last = "";
  for (const clause of before) {
    if (!names.has(clause.id)) gone.set(last, [...(gone.get(last) ?? []), { was: clause }]);
    else if (!moved.has(clause.id)) last = clause.id;
  }
  const pairs = after.flatMap((is) => [
    { was: old.get(is.id), is, moved: moved.has(is.id) },
    ...(gone.get(is.id) ?? []),
  ]);
  return [...(gone.get("") ?? []), ...pairs];
}

function compare(before, after) {
  const parts = [];
  let heading = null;
  let open = null;
  let count = 0;
  for (const pair of paired(before.clauses, after.clauses)) {
    const { was, is, moved } = pair;
    const clause = is ?? was;
    const differs = moved || was?.text !== is?.text || was?.html !== is?.html;
    if (clause.kind === "heading") [heading, open] = [clause, null];
    if (!differs) continue;
    count += 1;
    if (!open) {
      open = element("section", "", "part");
      if (heading && heading !== clause) open.append(element("h2", heading.text));
      parts.push(open);
    }
    open.append(told(pair));
  }
  return { parts, count };
}

const choices = () => [...document.querySelectorAll(".choose select")];

// The link of a notice leads from the version that binds a person to the one they were told of, or to the one in force.
function wanted() {
  const asked = new URLSearchParams(location.search);
  const bound = asked.get("since");
  if (bound) {
    document.getElementById("compare_").textContent = said.since.replace("{version}", bound);
    asked.set("from", bound);
    asked.set("to", asked.get("to") ?? said.now);
  }
  for (const select of choices()) {
    const version = asked.get(select.name);
    if ([...select.options].some((option) => option.value === version)) select.value = version;
  }
  return asked.has("from");
}

async function show() {
  if (!wanted()) return;
  const [from, to] = choices().map((select) => select.value);
  const sum = place.querySelector(".compared__sum");
  place.hidden = false;
  try {
    const { parts, count } = compare(...(await Promise.all([read(from), read(to)])));
    place.querySelector(".compared__text").replaceChildren(...parts);
    const sentence = count === 1 ? said.one : said.some;
    sum.textContent = count
      ? sentence.replace("{count}", count).replace("{before}", from).replace("{after}", to)
      : said.same;
  } catch (error) {
    sum.textContent = said.lost;
    throw error;
  } finally {
    said.done = "yes";
  }
}

show();
