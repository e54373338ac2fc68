// Draws the picture of a network where the server says that everybody stands. The table beside it says the same without it.
import cytoscape from "./vendor/cytoscape.js";

const box = document.querySelector("[data-network]");
const canvas = box.querySelector("[data-canvas]");
const slider = box.querySelector("input[type=range]");
const SHAPES = { child: "ellipse", adult: "rectangle", vehicle: "triangle", phone: "diamond", place: "pentagon", account: "hexagon",
  unidentified: "rectangle", added: "ellipse" };
const MANY = 1000;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const inWords = (month) => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;

const style = [
  { selector: "node", style: { shape: (node) => SHAPES[node.data("kind")] || "ellipse", width: 22, height: 22,
    "background-color": "#fff", "border-width": 2.5, "border-color": "#123b4a", label: "data(label)", "font-size": 13,
    "font-family": "arial, sans-serif", color: "#0b0c0c", "text-valign": "bottom", "text-margin-y": 4,
    "text-wrap": "ellipsis", "text-max-width": "170px", "min-zoomed-font-size": 8 } },
  { selector: "node[kind = 'added'], node[kind = 'unidentified']", style: { "border-style": "dashed", "border-color": "#505a5f" } },
  { selector: "node.centre", style: { "border-width": 5 } },
  { selector: "node:selected", style: { "background-color": "#fd0", "border-color": "#0b0c0c" } },
  { selector: "edge", style: { width: 1.5, "line-color": "#767676" } },
  { selector: "edge[?added]", style: { "line-style": "dashed" } },
  { selector: "edge[?path]", style: { width: 5, "line-color": "#0b0c0c" } },
  { selector: ".later", style: { display: "none" } },
];

function elements(said) {
  const nodes = said.nodes.map(([id, kind, words, label, x, y, url]) => ({
    data: { id, kind, words, label, url }, position: { x, y }, classes: id === said.centre ? "centre" : "" }));
  const lines = said.lines.map(([source, target, first, last, records, added, path]) => ({
    data: { source, target, first, last, records, added, path } }));
  return { nodes, edges: lines };
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

function draw(said) {
  box.hidden = false;
  const many = said.nodes.length > MANY;
  const cy = cytoscape({ container: canvas, elements: elements(said), style, layout: { name: "preset", fit: true, padding: 40 },
    minZoom: 0.01, maxZoom: 3, boxSelectionEnabled: false, autoungrabify: true,
    hideEdgesOnViewport: many, textureOnViewport: many, pixelRatio: many ? 1 : "auto" });
  if (cy.zoom() > 1.2) { cy.zoom(1.2); cy.center(); }
  cy.on("select", "node", (event) => name(event.target));
  for (const button of box.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      const middle = { x: cy.width() / 2, y: cy.height() / 2 };
      if (button.dataset.zoom === "all") cy.fit(undefined, 40);
      else cy.zoom({ level: cy.zoom() * (button.dataset.zoom === "in" ? 1.5 : 1 / 1.5), renderedPosition: middle });
    });
  }
  follow(cy, said);
  const left = document.querySelector("[data-left-out]");
  if (left && said.left_out) left.textContent = `${said.left_out} connections are not drawn.`;
  cy.one("render", () => { box.dataset.drawn = String(said.nodes.length); });
}

const answer = await fetch(box.dataset.network, { credentials: "same-origin" });
if (answer.ok) draw(await answer.json());
