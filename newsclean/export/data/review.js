"use strict";
// Everything of a page or a record is put in as text: nothing here sets HTML.
const $ = (id) => document.getElementById(id);
const make = (name, attributes, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {}))
    if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
  element.append(...inside.filter((each) => each !== null && each !== undefined));
  return element;
};
const records = [];
for (const script of document.querySelectorAll("script.record")) {
  const record = JSON.parse(script.textContent);
  record.order = records.length;
  record.data = script.nextElementSibling;
  records.push(record);
}
for (const reject of JSON.parse($("rejects").textContent))
  records.push({ order: records.length, reject, flags: [], missing: [], title: reject.reason,
    path: reject.path, authors: [], confidence: null, worst: 1000 });
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
for (const record of records)
  record.sought = fold([record.title, record.publisher, record.path, record.url, record.kind,
    record.excerpt, ...record.authors, ...(record.tags || [])].filter(Boolean).join(" "));

const FILTERS = [
  ["All", () => true],
  ["Low confidence", (r) => r.flags.includes("low confidence")],
  ["Empty fields", (r) => r.missing.length > 0],
  ["Duplicates", (r) => r.duplicate],
  ["Rejects", (r) => !!r.reject],
  ["Nothing to remark", (r) => !r.reject && !r.duplicate && !r.missing.length && !r.flags.length],
];
const ABC = new Intl.Collator();
const text = (key) => (a, b) => ABC.compare(a[key] || "\uffff", b[key] || "\uffff");
const SORTS = {
  worst: (a, b) => b.worst - a.worst,
  order: () => 0,
  confidence: (a, b) => (a.confidence ?? -1) - (b.confidence ?? -1),
  published: (a, b) => (b.published || "").localeCompare(a.published || ""),
  publisher: text("publisher"),
  title: text("title"),
  words: (a, b) => (b.words || 0) - (a.words || 0),
};
let filter = 0, shown = [], drawn = 0, current = null;
const CHUNK = 200, LINES = 2000;

function choose() {
  const words = fold($("search").value).split(/\s+/).filter(Boolean);
  shown = records.filter((r) => FILTERS[filter][1](r) && words.every((w) => r.sought.includes(w)));
  shown.sort((a, b) => SORTS[$("sort").value](a, b) || a.order - b.order);
  drawn = 0;
  $("list").querySelector("ol").replaceChildren();
  $("count").textContent = `${shown.length.toLocaleString("en")} of ${records.length.toLocaleString("en")}`;
  more();
  [...$("filters").children].forEach((b, i) => b.setAttribute("aria-pressed", i === filter));
}
function more() {
  const rows = document.createDocumentFragment();
  for (const record of shown.slice(drawn, drawn + CHUNK)) rows.append(row(record));
  drawn = Math.min(shown.length, drawn + CHUNK);
  $("list").querySelector("ol").append(rows);
}
function row(record) {
  const facts = record.reject
    ? [record.path, record.reject.stage]
    : [record.publisher, (record.published || "").slice(0, 10), record.authors.join(", "),
      record.words ? `${record.words.toLocaleString("en")} words` : ""];
  const flags = [...record.flags, ...record.missing.map((name) => `no ${name}`)];
  const link = make("a", { href: `#${record.order}`, class: record.reject ? "reject" : null,
    "aria-current": record === current ? "true" : null },
    make("b", { dir: "auto" }, record.title || record.url || "(no title)"),
    make("small", null, facts.filter(Boolean).join(" · ")),
    flags.length ? make("small", null, ...flags.map((f) => make("span", { class: "flag" }, f))) : null);
  record.link = link;
  return make("li", null, link);
}
$("list").addEventListener("scroll", () => {
  const list = $("list");
  if (drawn < shown.length && list.scrollTop + 2 * list.clientHeight > list.scrollHeight) more();
});

async function unpacked(script) {
  const bytes = Uint8Array.from(atob(script.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}
const safe = (url) => (/^https?:\/\/[^\s]+$/i.test(url || "") ? url : null);
const address = (url) => safe(url)
  ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, url)
  : document.createTextNode(url || "");

async function open(record) {
  if (current && current.link) current.link.removeAttribute("aria-current");
  current = record;
  document.body.dataset.view = "record";
  if (record.link) {
    record.link.setAttribute("aria-current", "true");
    record.link.scrollIntoView({ block: "nearest" });
  }
  $("file").textContent = record.path || "";
  if (record.reject) {
    $("article").replaceChildren(make("article", null, make("h2", null, "Not extracted"),
      make("p", { class: "empty" }, record.reject.reason), make("p", null, record.path)));
    $("page").replaceChildren();
    return;
  }
  const [data, page] = await Promise.all([unpacked(record.data),
    record.page === null ? null : unpacked($(`page-${record.page}`))]);
  if (current !== record) return; // another was opened meanwhile
  $("article").replaceChildren(article(data, record));
  $("page").replaceChildren(...lines(page, data, record));
  $("article").scrollTop = $("page").scrollTop = 0;
  const kept = $("page").querySelector("li.kept");
  if (kept) $("page").scrollTop = kept.getBoundingClientRect().top - $("page").getBoundingClientRect().top - 90;
}

const HIDDEN = new Set(["title", "body", "evidence", "id", "source", "notes", "extra"]);
const WANTED = ["authors", "publisher", "published", "url"];
function said(value) {
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) return value.map(said).join(typeof value[0] === "object" ? "; " : ", ");
  if (typeof value === "object")
    return Object.entries(value).filter((e) => said(e[1])).map((e) => `${e[0]}: ${said(e[1])}`).join(", ");
  return String(value);
}
function origin(evidence) {
  if (!evidence) return [];
  const raw = said(evidence.raw);
  const found = [];
  if (evidence.source) found.push(make("span", { class: "from" },
    `${evidence.source.startsWith("detected") ? "" : "from "}${evidence.source}${raw ? `: “${raw.slice(0, 300)}”` : ""}`));
  for (const lost of (evidence.rejected || []).slice(0, 5))
    found.push(make("span", { class: "from lost" },
      `not “${said(lost.raw).slice(0, 200)}” ${said(lost.source)} – ${said(lost.reason)}`));
  for (const note of evidence.notes || []) found.push(make("span", { class: "from empty" }, note));
  return found;
}
function article(data, record) {
  const evidence = data.evidence || {};
  const fields = make("dl");
  const names = [...new Set([...WANTED, ...Object.keys(data.record)])];
  for (const name of names) {
    if (HIDDEN.has(name)) continue;
    const value = said(data.record[name]);
    if (!value && !WANTED.includes(name)) continue;
    fields.append(make("dt", null, name.replaceAll("_", " ")), make("dd", { "data-field": name, dir: "auto" },
      ...(value ? drawnValue(name, data.record[name], value) : [make("span", { class: "empty" }, "empty")]),
      ...origin(evidence[name])));
  }
  const title = make("h2", { "data-field": "title", class: "block", dir: "auto" }, data.record.title || "(no title)");
  const language = /^[A-Za-z-]+$/.test(data.record.language || "") ? data.record.language : null;
  return make("article", { lang: language }, title, ...origin(evidence.title), fields,
    ...data.record.body.map((block, at) => drawnBlock(block, `body[${at}]`)));
}
function drawnValue(name, value, text) {
  if (name === "url") return [address(text)];
  if (name !== "also") return [text];
  return value.map((other) => make("div", null,
    [other.publisher, other.title, other.published].filter(Boolean).join(" · "), " ", address(other.url)));
}
function drawnBlock(block, field) {
  const of = { "data-field": field, class: "block", dir: "auto" };
  const broken = (name, value) => {
    const element = make(name, of);
    value.split("\n").forEach((line, at) => element.append(...(at ? [make("br")] : []), line));
    return element;
  };
  if (block.type === "heading") return make(`h${Math.min(Math.max(block.level || 3, 3), 6)}`, of, block.text);
  if (block.type === "quote") return broken("blockquote", block.text);
  if (block.type === "code") return make("pre", of, block.text);
  if (block.type === "list_item") return broken("p", `${block.ordered ? "–" : "•"} ${block.text}`);
  if (block.type === "table") return make("div", { ...of, class: "block scroll" }, make("table", null,
    block.caption ? make("caption", null, block.caption) : null,
    ...block.text.split("\n").map((line) => make("tr", null, ...line.split("\t").map((c) => make("td", null, c))))));
  if (block.type === "image") return make("p", { ...of, class: "block about" },
    `[image] ${[block.alt, block.caption, block.text].filter(Boolean).join(" – ")} `, address(block.url));
  return broken("p", block.text);
}
function lines(page, data, record) {
  const dropped = ((data.evidence || {}).dropped || {}).rejected || [];
  if (!page && !dropped.length)
    return [make("p", { class: "about" }, "The page's lines are not known here. They are when one command " +
      "reads the pages and writes this file, without --state: newsclean extract PAGES normalize export -o review.html")];
  const items = page || dropped.map((lost) => [said(lost.source), said(lost.raw), said(lost.reason), null, null, ""]);
  const list = make("ol", { id: "lines" });
  const put = (from) => {
    const part = document.createDocumentFragment();
    for (const item of items.slice(from, from + LINES)) part.append(line(item, record));
    list.append(part);
    if (from + LINES < items.length) {
      const button = make("button", { type: "button" }, `… ${items.length - from - LINES} more lines`);
      button.addEventListener("click", () => { button.parentNode.remove(); put(from + LINES); });
      list.append(make("li", null, button));
    }
  };
  put(0);
  const kept = items.filter((item) => item[3]).length;
  return [make("p", { class: "about" }, page
    ? `${items.length} lines or blocks of the page, ${kept} kept`
    : `${items.length} lines that were dropped; what was kept is on the left`), list];
}
function line([where, value, role, field, of, reason], record) {
  const own = field && (of === null || of === record.position);
  const element = make("li", { class: field ? (own ? "kept" : "kept other") : "gone", title: where });
  const tag = field ? (own ? field : `record ${of + 1}: ${field}`) : role || "dropped";
  const inside = [make("span", { class: "tag" }, tag), make("span", { class: "text", dir: "auto" }, value),
    make("span", { class: "why" }, ` ${[where, reason].filter(Boolean).join(" · ")}`)];
  if (!own) { element.append(...inside); return element; }
  element.dataset.field = field;
  const button = make("button", { type: "button" }, ...inside);
  button.addEventListener("click", () => hit(field, $("article")));
  element.append(button);
  return element;
}
function hit(field, pane) {
  for (const old of document.querySelectorAll(".hit")) old.classList.remove("hit");
  const name = field.split("[")[0];
  const match = (e) => e.dataset.field === field;
  for (const side of [$("article"), $("page")]) {
    const all = [...side.querySelectorAll("[data-field]")];
    const found = all.filter(match);
    const near = found.length ? found : all.filter((e) => e.dataset.field.split("[")[0] === name && name !== "body");
    for (const e of near) e.classList.add("hit");
    if (side === pane && near[0]) near[0].scrollIntoView({ block: "center" });
  }
}
$("article").addEventListener("click", (event) => {
  const element = event.target.closest("[data-field]");
  if (element && !event.target.closest("a")) hit(element.dataset.field, $("page"));
});

FILTERS.forEach(([name, test], at) => {
  const number = records.filter(test).length;
  const button = make("button", { type: "button" }, `${name} ${number.toLocaleString("en")}`);
  button.addEventListener("click", () => { filter = at; choose(); });
  $("filters").append(button);
});
function step(by) {
  const at = current ? shown.indexOf(current) + by : 0;
  if (at < 0 || at >= shown.length) return;
  while (at >= drawn) more();
  location.hash = shown[at].order;
}
function pane(name) {
  document.querySelector("main").dataset.pane = name;
  for (const b of document.querySelectorAll("button[data-pane]")) b.setAttribute("aria-pressed", b.dataset.pane === name);
}
function furniture() {
  const hidden = document.body.classList.toggle("nofurniture");
  $("furniture").setAttribute("aria-pressed", !hidden);
}
function route() {
  const record = /^#\d+$/.test(location.hash) ? records[Number(location.hash.slice(1))] : null;
  if (record) open(record);
  else document.body.dataset.view = "list";
}
const back = () => { document.body.dataset.view = "list"; if (current && current.link) current.link.focus(); };
$("search").addEventListener("input", choose);
$("sort").addEventListener("change", choose);
$("previous").addEventListener("click", () => step(-1));
$("next").addEventListener("click", () => step(1));
$("back").addEventListener("click", back);
$("furniture").addEventListener("click", furniture);
$("help").addEventListener("click", () => $("keys").showModal());
$("theme").addEventListener("click", () => {
  const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = (root.dataset.theme || (dark ? "dark" : "light")) === "dark" ? "light" : "dark";
});
for (const b of document.querySelectorAll("button[data-pane]")) b.addEventListener("click", () => pane(b.dataset.pane));
addEventListener("hashchange", route);
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "Escape") { if (typing) event.target.blur(); else back(); return; }
  if (typing) return;
  const number = Number(event.key);
  if (event.key === "j" || event.key === "ArrowDown") step(1);
  else if (event.key === "k" || event.key === "ArrowUp") step(-1);
  else if (event.key === "/") $("search").focus();
  else if (event.key === "s") $("sort").focus();
  else if (event.key === "p") pane(document.querySelector("main").dataset.pane === "page" ? "article" : "page");
  else if (event.key === "f") furniture();
  else if (event.key === "?") $("keys").showModal();
  else if (number >= 1 && number <= FILTERS.length) { filter = number - 1; choose(); }
  else return;
  event.preventDefault();
});
choose();
route();
if (!current && shown.length && matchMedia("(min-width: 42.01rem)").matches) open(shown[0]);
