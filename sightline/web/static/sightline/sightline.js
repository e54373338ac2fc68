// Starts GOV.UK's components, and keeps the keyboard in its place when more entries arrive. Pages work without it.
import { initAll } from "./vendor/govuk-frontend.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// After "Show more entries" the button is gone; the first new entry takes the focus, so that reading goes on there.
document.addEventListener("htmx:afterSettle", (event) => {
  const first = event.detail.elt?.matches?.(".sl-entry[tabindex]") ? event.detail.elt : null;
  if (first) first.focus({ preventScroll: true });
});

// What a phone folds away behind its count stands open where there is room.
const isWide = matchMedia("(min-width: 47.56em)").matches;
document.querySelectorAll("details[data-open-wide]").forEach((one) => one.toggleAttribute("open", isWide));

// A link to what is folded away opens its fold, in browsers that do not do so themselves.
const unfold = () => document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
addEventListener("hashchange", unfold);
unfold();

// What is folded away belongs on paper too, save what may be long: the table of the timeline and the filter.
const folded = () => document.querySelectorAll("details.sl-more");
// The watermark says the minute of printing; the day is the server's.
const printedAt = document.querySelector("[data-printed-at]");
window.addEventListener("beforeprint", () => {
  if (printedAt) printedAt.textContent = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
});
// Print leaves as a file does: the server keeps who printed which page. Without scripts the paper says that nobody knows.
window.addEventListener("beforeprint", () => {
  const csrf = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!printedAt || !csrf) return;
  const body = new URLSearchParams({ csrfmiddlewaretoken: csrf.value, page: location.pathname + location.search });
  fetch(printedAt.dataset.printedTo, { method: "POST", body, keepalive: true }).catch(() => {});
});
window.addEventListener("beforeprint", () => folded().forEach((one) => one.setAttribute("open", "")));

// On a narrow screen the tabs scroll sideways: the one that is open is brought into sight.
const tabs = document.querySelector(".sl-tabs ul"), current = tabs?.querySelector("[aria-current]");
if (current) tabs.scrollLeft = current.offsetLeft - tabs.offsetLeft - 20;

// A picture is kept as PNG by the browser itself, up to twice as large as it is drawn; without scripts there is the SVG file.
async function keepAsPng(link) {
  const { smallPng } = await import("./small-png.js");
  const answer = await fetch(link.href || location.href, link.form ? { method: "POST", body: new FormData(link.form) } : {});
  if (!answer.headers.get("Content-Type").startsWith("image/svg")) { link.form.submit(); return; } // the page says why not
  const drawn = await answer.text(), picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn)}`;
  await picture.decode();
  const file = document.createElement("a");
  file.href = URL.createObjectURL(await smallPng((scale) => {
    const sheet = document.createElement("canvas");
    [sheet.width, sheet.height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    sheet.getContext("2d").drawImage(picture, 0, 0, sheet.width, sheet.height);
    return sheet;
  }));
  file.download = `${link.dataset.png}.png`;
  file.click();
  setTimeout(() => URL.revokeObjectURL(file.href), 1000);
}
// Also of a picture that came into the page later, such as the map of another month.
const offerPng = () => document.querySelectorAll("[data-png]").forEach((link) => { link.hidden = false; });
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-png]");
  if (link) { event.preventDefault(); keepAsPng(link); }
});
document.addEventListener("htmx:afterSettle", offerPng);
offerPng();

// A slider of months says which month it is at, while it moves too.
for (const slider of document.querySelectorAll("input[data-said-by]")) {
  const said = document.getElementById(slider.dataset.saidBy);
  const say = (words) => { said.textContent = words; slider.setAttribute("aria-valuetext", words); };
  const ofValue = () => [...slider.list.options].find((one) => one.value === slider.value).label;
  slider.addEventListener("input", () => say(ofValue()));
  say(said.dataset.begin || ofValue());
}

// A slider of days fills the box of its day, and the box moves the slider: what was changed last is what is asked for.
for (const slider of document.querySelectorAll("input[data-day-box]")) {
  const box = document.getElementById(slider.dataset.dayBox), days = [...slider.list.options].map((one) => one.dataset.day);
  slider.addEventListener("input", () => { box.value = days[slider.value]; });
  box.addEventListener("input", () => {
    if (box.value) slider.value = Math.max(days.filter((day) => day <= box.value).length - 1, 0);
  });
}

// Arrow keys move between the entries of a picture: left and right in their order, up and down to the nearest of the next
// row. One of them is reached by Tab; without scripts each is.
const middle = (entry) => { const box = entry.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; };
const SAME_ROW = 8;
function nextRow(entries, from, down) {
  const [x, y] = middle(from);
  const beyond = entries.map((entry) => [entry, ...middle(entry)]).filter(([, , at]) => (at - y) * down > SAME_ROW);
  const near = Math.min(...beyond.map(([, , at]) => Math.abs(at - y)));
  const row = beyond.filter(([, , at]) => Math.abs(at - y) <= near + SAME_ROW);
  return row.reduce((best, one) => (!best || Math.abs(one[1] - x) < Math.abs(best[1] - x) ? one : best), null)?.[0];
}
const MOVES = {
  ArrowRight: (entries, at) => entries[entries.indexOf(at) + 1],
  ArrowLeft: (entries, at) => entries[entries.indexOf(at) - 1],
  ArrowDown: (entries, at) => nextRow(entries, at, 1),
  ArrowUp: (entries, at) => nextRow(entries, at, -1),
  Home: (entries) => entries[0],
  End: (entries) => entries.at(-1),
};
for (const drawn of document.querySelectorAll("[data-arrows]")) {
  const entries = [...drawn.querySelectorAll("a")];
  if (entries.length < 2) continue;
  document.getElementById(drawn.getAttribute("aria-describedby")).hidden = false;
  const rove = (to) => entries.forEach((entry) => entry.setAttribute("tabindex", entry === to ? "0" : "-1"));
  rove(entries[0]);
  drawn.addEventListener("focusin", (event) => { if (entries.includes(event.target)) rove(event.target); });
  drawn.addEventListener("keydown", (event) => {
    const to = entries.includes(event.target) && MOVES[event.key]?.(entries, event.target);
    if (to) { event.preventDefault(); to.focus(); }
  });
}
