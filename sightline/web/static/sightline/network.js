// Draws the picture of a network where the server says that everybody stands. The table beside it says the same without it.
import cytoscape from "./vendor/cytoscape.js";

const box = document.querySelector("[data-network]");
const canvas = box.querySelector("[data-canvas]");
const slider = box.querySelector("input[type=range]");
const SHAPES = { child: "ellipse", adult: "rectangle", vehicle: "triangle", phone: "diamond", place: "pentagon", account: "hexagon",
  unidentified: "rectangle", person: "round-rectangle", group: "octagon" };
const MANY = 1000;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const inWords = (month) => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;

// `grown`: how much larger names and shapes are made, so that they can be read where all of a picture is in view.
const style = (grown) => [
  { selector: "node", style: { shape: "data(shape)", width: 22 * grown, height: 22 * grown,
    "background-color": "#fff", "border-width": 2.5 * grown, "border-color": "#123b4a" } },
  // Of very many nodes only the one that is chosen has its name: names are what takes the browser longest.
  { selector: "node.named, node:selected", style: { label: "data(label)", "font-size": 13 * grown,
    "font-family": "arial, sans-serif", color: "#0b0c0c", "text-valign": "bottom", "text-margin-y": 4,
    "text-wrap": "ellipsis", "text-max-width": `${130 * grown}px`, "min-zoomed-font-size": 8 } },
  // Of very many each is a dot, which can be seen from far away.
  { selector: "node.dot", style: { width: 60, height: 60, "background-color": "#123b4a" } },
  { selector: "node[kind = 'added'], node[kind = 'unidentified']", style: { "border-style": "dashed", "border-color": "#505a5f" } },
  { selector: "node.centre", style: { "border-width": 5 } },
  { selector: "node:selected", style: { "background-color": "#fd0", "border-color": "#0b0c0c" } },
  { selector: "edge", style: { width: 1.5 * grown, "line-color": "#767676" } },
  { selector: "edge[?added]", style: { "line-style": "dashed" } },
  { selector: "edge[?missing]", style: { "line-style": "dotted" } },
  { selector: "edge[?path]", style: { width: 5, "line-color": "#0b0c0c" } },
  { selector: ".later", style: { display: "none" } },
];

function elements(said, many) {
  const nodes = said.nodes.map(([id, kind, words, label, x, y, url, shape]) => ({
    data: { id, kind, words, label, url, shape: SHAPES[shape] || "round-rectangle" }, position: { x, y },
    classes: `${many ? "dot" : "named"} ${id === said.centre ? "centre" : ""}` }));
  const lines = said.lines.map(([source, target, first, last, records, added, path, missing]) => ({
    data: { source, target, first, last, records, added, path, missing } }));
  return { nodes, edges: lines };
}

// Where to stand so that all is in view: reckoned from where the nodes are, which is quicker than measuring each of them.
function fitted(nodes) {
  const xs = nodes.map((node) => node[4]), ys = nodes.map((node) => node[5]);
  const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const [left, top, right, bottom] = nodes.length ? [least(xs) - 90, least(ys) - 40, most(xs) + 90, most(ys) + 60] : [0, 0, 1, 1];
  const zoom = Math.min(1.2, canvas.clientWidth / (right - left), canvas.clientHeight / (bottom - top));
  return { zoom, pan: { x: (canvas.clientWidth - zoom * (left + right)) / 2, y: (canvas.clientHeight - zoom * (top + bottom)) / 2 } };
}

function name(chosen) {
  const told = box.querySelector("[data-chosen]");
  const data = chosen.data();
  told.textContent = `${data.words}: `;
  if (!data.url) { told.append(data.label); return; }
  const page = document.createElement("a");
  page.className = "govuk-link";
  page.href = data.url;
  page.textContent = data.label;
  told.append(page);
  if (location.pathname.endsWith(`/${data.id}/picture/`) || !document.querySelector("form[method=get] #since")) return;
  const query = new URLSearchParams(location.search);
  query.append("also", data.id);
  const more = document.createElement("a");
  more.className = "govuk-link";
  more.href = `?${query}`;
  more.textContent = "expand";
  told.append(", ", more);
}

function follow(cy, said) {
  const months = said.months;
  const show = box.querySelector("[data-month]");
  if (months.length < 2) { slider.closest(".sl-network__time").hidden = true; return; }
  slider.max = String(months.length - 1);
  slider.value = slider.max;
  const update = () => {
    const until = months[Number(slider.value)];
    show.textContent = inWords(until);
    slider.setAttribute("aria-valuetext", inWords(until));
    cy.batch(() => {
      cy.elements().removeClass("later");
      cy.edges().filter((edge) => edge.data("first") > until).addClass("later");
      cy.nodes().filter((node) => !node.hasClass("centre") && node.connectedEdges().every((edge) => edge.hasClass("later"))).addClass("later");
    });
  };
  slider.addEventListener("input", update);
  show.textContent = inWords(months[months.length - 1]);
  slider.setAttribute("aria-valuetext", show.textContent);
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

async function draw(said) {
  box.hidden = false;
  const many = said.nodes.length > MANY;
  const view = fitted(said.nodes);
  const grown = many ? 1 : Math.min(2, Math.max(1, 0.9 / view.zoom));
  const first = many ? sketch(said, view) : null;
  if (first) { await shown(); performance.mark("network-seen"); }
  const cy = cytoscape({ container: canvas, elements: elements(said, many), style: style(grown), layout: { name: "preset", fit: false }, ...view,
    minZoom: 0.01, maxZoom: 3, boxSelectionEnabled: false, autoungrabify: true,
    hideEdgesOnViewport: many, textureOnViewport: many, pixelRatio: many ? 1 : "auto" });
  cy.on("select", "node", (event) => name(event.target));
  for (const button of box.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      const middle = { x: cy.width() / 2, y: cy.height() / 2 };
      if (button.dataset.zoom === "all") cy.viewport(fitted(said.nodes));
      else cy.zoom({ level: cy.zoom() * (button.dataset.zoom === "in" ? 1.5 : 1 / 1.5), renderedPosition: middle });
    });
  }
  follow(cy, said);
  const left = document.querySelector("[data-left-out]");
  if (left && said.left_out) left.textContent = `${said.left_out} connections are not drawn.`;
  const aside = document.querySelector("[data-set-aside]");
  if (aside) aside.textContent = said.set_aside;
  cy.one("render", () => { first?.remove(); box.dataset.drawn = String(said.nodes.length); performance.mark("network-drawn"); });
}

const answer = await fetch(box.dataset.network, { credentials: "same-origin" });
if (answer.ok) await draw(await answer.json());
