/* Pasting: words from Word, Google Docs or a web page come in as this site writes them.
   `memorial/text/pasting.py` does the same for what comes in by another way. */
import { Extension, Plugin } from "django-prose-editor/editor";

const TRACKING = /^(utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|_openstat|igshid|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|vero_id|ref_src|twclid|ttclid|li_fat_id|srsltid)$/i;
const REDIRECTS = { "www.google.com/url": ["q", "url"], "google.com/url": ["q", "url"], "l.facebook.com/l.php": ["u"], "lm.facebook.com/l.php": ["u"] };
const BULLET = /^[\s\u00a0]*(?:[·•▪◦‣§●○■o–-]|\(?[0-9A-Za-z]{1,4}[.)])[\s\u00a0]+/;
const NUMBERED = /^\(?(?:[0-9]{1,3}|[A-Za-zА-Яа-я]|[ivxlc]{1,6})[.)]$/;
const STYLES = [
  ["strong", /(?<![-\w])font-weight:\s*(?:bold|[6-9]00)/],
  ["em", /(?<![-\w])font-style:\s*italic/],
  ["sup", /(?<![-\w])vertical-align:\s*super/],
  ["sub", /(?<![-\w])vertical-align:\s*sub(?!er)\b/],
];
const NOT_BOLD = /(?<![-\w])font-weight:\s*(?:normal|400)/;

// The policy forbids inline styles: they are read as text, never applied.
const styleOf = (element) => element.getAttribute("style") || "";
const rename = (element, tag) => {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
};
const unwrap = (element) => element.replaceWith(...element.childNodes);

const plainAddress = (address) => {
  if (!/^https?:\/\//i.test(address)) return address;
  let url;
  try { url = new URL(address); } catch { return address; }
  for (const name of REDIRECTS[url.host + url.pathname] || []) {
    const target = url.searchParams.get(name) || "";
    if (/^https?:\/\//.test(target)) return plainAddress(target);
  }
  const asked = url.search.slice(1).split("&");
  const kept = asked.filter((pair) => !TRACKING.test(pair.split("=")[0]));
  if (kept.length === asked.length) return address;
  url.search = kept.join("&");
  return url.href;
};

/* Lists of Word: paragraphs that begin with a sign. */
const isEntry = (element) => element?.tagName === "P" && (
  styleOf(element).includes("mso-list:")
  || (element.className.startsWith("MsoListParagraph") && BULLET.test(element.textContent))
);
const levelOf = (entry) => Number(/mso-list:[^;]*level([1-9])/.exec(styleOf(entry))?.[1] || 1);
const takeSign = (entry) => {
  const ignored = [...entry.querySelectorAll("[style]")].find((each) => /mso-list:\s*Ignore/.test(styleOf(each)));
  if (ignored) {
    const sign = ignored.textContent.trim();
    ignored.remove();
    return sign;
  }
  const texts = entry.ownerDocument.createTreeWalker(entry, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const found = BULLET.exec(texts.currentNode.data);
    if (found) texts.currentNode.data = texts.currentNode.data.slice(found[0].length);
    if (found || texts.currentNode.data.trim()) return (found?.[0] || "").trim();
  }
  return "";
};
const makeLists = (root) => {
  const make = (tag) => root.ownerDocument.createElement(tag);
  let open = [];
  for (const entry of [...root.querySelectorAll("p")].filter(isEntry)) {
    let before = entry.previousElementSibling;
    if (before !== open[0]?.list) open = [];
    const level = levelOf(entry);
    const kind = NUMBERED.test(takeSign(entry)) ? "OL" : "UL";
    while (open.length && open.at(-1).level > level) open.pop();
    if (open.length && open.at(-1).level === level && open.at(-1).list.tagName !== kind) open.pop();
    if (!open.length || open.at(-1).level < level) {
      const list = make(kind);
      if (open.length) open.at(-1).list.lastElementChild.append(list);
      else entry.before(list);
      open.push({ level, list });
    }
    const line = make("li");
    open.at(-1).list.append(line);
    line.append(entry);
  }
};

/* Headings: the highest that was pasted becomes an h3, all below it an h4. */
const headingLevel = (element) => {
  const word = /^Mso(?:Heading([1-9])|Title)/.exec(element.className);
  return /^H[1-6]$/.test(element.tagName) ? Number(element.tagName[1]) : word ? Number(word[1] || 1) : 0;
};
const rankHeadings = (root) => {
  const found = [...root.querySelectorAll("h1, h2, h3, h4, h5, h6, p[class^=Mso]")].filter(headingLevel);
  const highest = Math.min(...found.map(headingLevel));
  for (const element of found) {
    const level = highest >= 3 ? Math.min(headingLevel(element), 4) : headingLevel(element) === highest ? 3 : 4;
    rename(element, `h${level}`);
  }
};

const emphasise = (span) => {
  for (const [tag, style] of STYLES) {
    if (!style.test(styleOf(span)) || !span.textContent.trim()) continue;
    const inner = span.ownerDocument.createElement(tag);
    inner.append(...span.childNodes);
    span.append(inner);
  }
  unwrap(span);
};

/** Return pasted HTML as this site writes it; what it was like is lost, its words are not. */
export const tidyPaste = (html) => {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const element of body.querySelectorAll("script, style, title, xml, meta, link, br[class]")) element.remove();
  makeLists(body);
  rankHeadings(body);
  for (const bold of body.querySelectorAll("b, strong")) if (NOT_BOLD.test(styleOf(bold))) unwrap(bold);
  for (const caption of body.querySelectorAll("caption")) caption.closest("table").before(rename(caption, "p"));
  for (const link of body.querySelectorAll("a:not([href^=http])")) if (!/^(mailto|tel|record|source|\/|#)/.test(link.getAttribute("href") || "")) unwrap(link);
  for (const link of body.querySelectorAll("a[href]")) link.setAttribute("href", plainAddress(link.getAttribute("href")));
  for (const span of [...body.querySelectorAll("span[style], span[class], font")].reverse()) emphasise(span);
  for (const element of body.querySelectorAll("*")) {
    for (const name of ["style", "class", "id"]) element.removeAttribute(name);
  }
  return body.innerHTML;
};

/* Plain text: two lines or more that begin with a sign, or with numbers that go on, are a list. */
const ENTRY = /^\s*(?:[-•▪◦‣·●*]|([0-9]{1,3})[.)])\s+(?=\S)/;
const entryOf = (line) => {
  const found = ENTRY.exec(line);
  return found && { number: found[1] ? Number(found[1]) : null, words: line.slice(found[0].length) };
};
const goesOn = (one, next) => next && (one.number === null ? next.number === null : next.number === one.number + 1);

/** Part lines into runs: one line each, or the entries of a list. */
const runsOf = (lines) => {
  const runs = [];
  let before = null;
  for (const line of lines) {
    const entry = entryOf(line);
    if (before && goesOn(before, entry)) runs.at(-1).push({ line, entry });
    else runs.push([{ line, entry }]);
    before = entry;
  }
  return runs;
};

/** Return plain text as HTML with its lists; nothing where it has none. */
export const listsInText = (text) => {
  const runs = runsOf(text.split(/(?:\r\n?|\n)+/).filter((line) => line.trim()));
  if (!runs.some((run) => run.length > 1)) return "";
  const { body } = new DOMParser().parseFromString("", "text/html");
  const make = (tag, words) => Object.assign(body.ownerDocument.createElement(tag), words === undefined ? {} : { textContent: words });
  for (const run of runs) {
    if (run.length === 1) {
      body.append(make("p", run[0].line));
      continue;
    }
    const { number } = run[0].entry;
    const list = make(number === null ? "ul" : "ol");
    if (number !== null && number !== 1) list.setAttribute("start", number);
    for (const { entry } of run) {
      const line = make("li");
      line.append(make("p", entry.words));
      list.append(line);
    }
    body.append(list);
  }
  return body.innerHTML;
};

const pasteLists = (view, { clipboardData }) => {
  const html = clipboardData && !clipboardData.getData("text/html") && listsInText(clipboardData.getData("text/plain"));
  // Pasted anew as HTML it comes without a clipboard, and is not asked again.
  return Boolean(html) && view.pasteHTML(html);
};

// What was copied in an editor of this site says so, and stays as it is.
const isOurs = (html) => html.includes("data-pm-slice");

export const TidyPaste = Extension.create({
  name: "tidyPaste",
  addProseMirrorPlugins() {
    const transformPastedHTML = (html) => (isOurs(html) ? html : tidyPaste(html));
    return [new Plugin({ props: { transformPastedHTML, handlePaste: pasteLists } })];
  },
});
