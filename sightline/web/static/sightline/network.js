// Draws a chart of a network where the server says that everybody stands. The table on its page says the same without it.
import { bend } from "./network-bends.js";
import { walk } from "./network-keys.js";
import { keepClear } from "./network-labels.js";
import { elements, style } from "./network-look.js";
import { follow, hideKinds, label, layOut, listItems, nameNear, point, tell, tellNumbers } from "./network-tools.js";

// The first sight of many does not wait for the library that lets a reader choose among them.
const library = import("./vendor/cytoscape.js");

const box = document.querySelector("[data-network]");
const canvas = box.querySelector("[data-canvas]");
const MANY = 1000, LISTED = 500, TALLEST = 2400;

// From where on most items are in view: where nobody is in the middle, a narrow screen would open on empty paper.
function fullest(xs, wide) {
  const held = (left) => xs.filter((x) => x >= left && x <= left + wide).length;
  return xs.reduce((best, left) => (held(left) > held(best) ? left : best), xs[0]);
}

// Where to stand so that all is in view: reckoned from where the nodes are, which is quicker than measuring each of them.
function fitted(said) {
  const xs = said.nodes.map((node) => node[4]), ys = said.nodes.map((node) => node[5]);
  const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const beside = said.rows ? 190 : 90;
  const [left, top, right, bottom] = said.nodes.length ? [least(xs) - 106, least(ys) - 70, most(xs) + beside, most(ys) + 60] : [0, 0, 1, 1];
  if (said.rows) {  // names are read at full size: the chart is as tall as it must be, and moved sideways where it is too wide
    const zoom = Math.min(1.2, Math.max(0.92, canvas.clientWidth / (right - left)));
    canvas.style.height = `${Math.min(TALLEST, Math.max(420, zoom * (bottom - top)))}px`;
    const centre = said.nodes.find((node) => node[0] === said.centre), middle = (left + right) / 2;
    const wide = canvas.clientWidth / zoom;
    const x = right - left <= wide ? middle : centre ? centre[4] + 60 : fullest(xs, wide - 150) - 60 + wide / 2;
    return { zoom, pan: { x: canvas.clientWidth / 2 - zoom * x, y: -zoom * top } };
  }
  const zoom = Math.min(1.2, canvas.clientWidth / (right - left), canvas.clientHeight / (bottom - top));
  return { zoom, pan: { x: (canvas.clientWidth - zoom * (left + right)) / 2, y: (canvas.clientHeight - zoom * (top + bottom)) / 2 } };
}

// Of very many nodes a first sight, as plain lines and dots, while Cytoscape.js makes them into something to choose from.
function sketch(said, view) {
  const first = document.createElement("canvas");
  first.className = "sl-network__sketch";
  first.width = canvas.clientWidth;
  first.height = canvas.clientHeight;
  const at = new Map(said.nodes.map((node) => [node[0], [node[4] * view.zoom + view.pan.x, node[5] * view.zoom + view.pan.y]]));
  const pen = first.getContext("2d");
  pen.strokeStyle = "#767676";
  pen.lineWidth = Math.max(0.4, 1.5 * view.zoom);
  pen.beginPath();
  for (const [one, other] of said.lines) { pen.moveTo(...at.get(one)); pen.lineTo(...at.get(other)); }
  pen.stroke();
  pen.fillStyle = "#123b4a";
  const size = Math.max(1.5, 60 * view.zoom);
  for (const [x, y] of at.values()) pen.fillRect(x - size / 2, y - size / 2, size, size);
  canvas.append(first);
  return first;
}

const shown = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });

function zoomButtons(cy, said) {
  for (const button of box.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      const middle = { x: cy.width() / 2, y: cy.height() / 2 };
      if (button.dataset.zoom === "all") cy.viewport(fitted(said));
      else cy.zoom({ level: cy.zoom() * (button.dataset.zoom === "in" ? 1.5 : 1 / 1.5), renderedPosition: middle });
    });
  }
}

// The key names what is in the chart, and nothing else.
function trimKey(said) {
  const kinds = new Set(said.nodes.map((node) => node[7])), has = (place, value = 1) => said.lines.some((line) => line[place] === value);
  const lines = { unsure: has(7), weak: has(7, 2), missing: has(6), added: has(4), fresh: has(5, 2), same: said.same.length > 0 };
  box.querySelectorAll(".sl-network__key svg[data-glyph]").forEach((one) => { one.closest("li").hidden = !kinds.has(one.dataset.glyph); });
  box.querySelectorAll(".sl-network__key [data-line]").forEach((one) => { one.hidden = !lines[one.dataset.line]; });
}

function equip(cy, said, first) {
  trimKey(said);
  let until = "";
  const renew = () => { label(cy, until); tell(cy, box, until); };
  cy.on("select unselect", "node", renew);
  const tidy = keepClear(cy, said.rows, () => tellNumbers(cy, box, until));
  follow(cy, box, said, (month) => { until = month; renew(); tidy(); });
  zoomButtons(cy, said);
  layOut(cy, box, first);
  hideKinds(cy, box, tidy);
  walk(cy, canvas);
  if (said.rows) point(cy, () => until);
  box.querySelector("[data-pale]").hidden = cy.edges(".pale").empty();
  if (said.nodes.length <= LISTED) listItems(cy, box); else box.querySelector(".sl-network__side").hidden = true;
  if (said.nodes.length > MANY) nameNear(cy, tidy); else label(cy, until);
}

async function draw(said) {
  box.hidden = false;
  document.querySelector("[data-still]")?.classList.add("sl-print-only");
  const many = said.nodes.length > MANY;
  const view = fitted(said);
  const sight = many ? sketch(said, view) : null;
  if (sight) { await shown(); performance.mark("network-seen"); }
  const { default: cytoscape } = await library;
  const cy = cytoscape({ container: canvas, elements: elements(said, box, many), style: style(said.rows, many), layout: { name: "preset", fit: false }, ...view,
    minZoom: 0.01, maxZoom: 3, boxSelectionEnabled: false, autoungrabify: many,
    hideEdgesOnViewport: many, textureOnViewport: many, pixelRatio: many ? 1 : "auto" });
  const first = new Map(said.nodes.map((node) => [node[0], { x: node[4], y: node[5] }]));
  if (said.rows) { bend(cy, first); cy.on("dragfree layoutstop", () => bend(cy, first)); }
  equip(cy, said, first);
  const left = document.querySelector("[data-left-out]");
  if (left && said.left_out) left.textContent = said.left_out;
  const aside = document.querySelector("[data-set-aside]");
  if (aside) aside.textContent = said.set_aside;
  cy.one("render", () => { sight?.remove(); box.dataset.drawn = String(said.nodes.length); performance.mark("network-drawn"); });
}

// On a phone the chart is folded, and has no size to be drawn in, until a reader opens it or turns the phone.
async function unfolded(fold) {
  const wide = matchMedia("(min-width: 47.5625em)");
  if (fold.open || wide.matches) return;
  await new Promise((done) => { fold.addEventListener("toggle", done, { once: true }); wide.addEventListener("change", done, { once: true }); });
}

await unfolded(box.closest("details"));
const answer = await fetch(box.dataset.network, { credentials: "same-origin" });
if (answer.ok) await draw(await answer.json());
