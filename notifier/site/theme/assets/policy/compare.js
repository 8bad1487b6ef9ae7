// Compares any two versions: clauses are paired by their permanent names, words as the redlines of the archive mark them.
const place = document.querySelector(".compared");

const read = async (path) => {
  const answer = await fetch(new URL(path, new URL(place.dataset.api, location.href)));
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
  node.append(
    element("span", `[${place.dataset[kind]} `, "said"),
    words,
    element("span", ` ${place.dataset[`${kind}End`]}]`, "said"),
  );
  return node;
}

// A redline of the archive, told forwards or backwards.
function edits(node, redline, backwards) {
  for (const [op, before, after] of redline) {
    const [was, is] = backwards ? [after, before] : [before, after];
    if (op === "keep") node.append(is);
    else if (is) node.append(marked("add", is));
    else node.append(marked("remove", was));
  }
}

function block(clause) {
  const names = { heading: "h2", quote: "blockquote", code: "pre", html: "pre" };
  const node = element(names[clause.kind] ?? "p");
  node.dataset.clause = clause.id;
  if (clause.kind === "item") node.append(`${/^\d/.test(clause.marker) ? clause.marker : "•"} `);
  return node;
}

async function difference(before, after, paths) {
  const node = block(after ?? before);
  if (!before) node.append(marked("add", after.text));
  else if (!after) node.append(marked("remove", before.text));
  else {
    const name = encodeURIComponent(after.id);
    paths[name] ??= read(`wordings/${name}.${place.dataset.language}.json`);
    const { wordings, redlines } = await paths[name];
    const [one, two] = [wordings.indexOf(before.text), wordings.indexOf(after.text)];
    const redline = redlines[`${Math.min(one, two)}-${Math.max(one, two)}`];
    if (redline) edits(node, redline, one > two);
    else node.append(marked("remove", before.text), " ", marked("add", after.text));
  }
  return node;
}

async function compare(from, to) {
  const [before, after] = await Promise.all(
    [from, to].map((version) => read(`versions/${version}.${place.dataset.language}.json`)),
  );
  const old = new Map(before.clauses.map((clause) => [clause.id, clause]));
  const kept = new Set(after.clauses.map((clause) => clause.id));
  const nodes = [];
  const paths = {};
  let heading = null;
  let count = 0;
  const tell = async (was, is) => {
    if (heading && (is ?? was).kind !== "heading") nodes.push(heading);
    heading = null;
    count += 1;
    nodes.push(await difference(was, is, paths));
  };
  // What was removed stands after what stood before it.
  const gone = new Map();
  let last = "";
  for (const clause of before.clauses) {
    if (kept.has(clause.id)) last = clause.id;
    else gone.set(last, [...(gone.get(last) ?? []), clause]);
  }
  for (const lost of gone.get("") ?? []) await tell(lost, null);
  for (const clause of after.clauses) {
    const was = old.get(clause.id);
    if (was?.text !== clause.text) await tell(was, clause);
    else if (clause.kind === "heading") heading = element("h2", clause.text);
    for (const lost of gone.get(clause.id) ?? []) await tell(lost, null);
  }
  return { nodes, count };
}

async function show() {
  const asked = new URLSearchParams(location.search);
  if (asked.has("since")) {
    // The link of a notice: from the version a person accepted to the one in force on the day they look.
    const accepted = asked.get("since");
    document.getElementById("compare_").textContent = place.dataset.since.replace("{version}", accepted);
    asked.set("from", accepted);
    asked.set("to", place.dataset.now);
  }
  const selects = [...document.querySelectorAll(".choose select")];
  for (const select of selects) {
    const version = asked.get(select.name);
    if ([...select.options].some((option) => option.value === version)) select.value = version;
  }
  if (!asked.has("from")) return;
  const [from, to] = selects.map((select) => select.value);
  const sum = place.querySelector(".compared__sum");
  place.hidden = false;
  try {
    const { nodes, count } = await compare(from, to);
    place.querySelector(".compared__text").replaceChildren(...nodes);
    sum.textContent = count
      ? place.dataset.some.replace("{count}", count).replace("{before}", from).replace("{after}", to)
      : place.dataset.same;
  } catch (error) {
    sum.textContent = place.dataset.lost;
    throw error;
  } finally {
    place.dataset.done = "yes";
  }
}

show();
