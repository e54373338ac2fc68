// Which names and labels are shown: the most important first, each only where it lies on no other and on no item.
import { course } from "./network-bends.js";

const ONLY = { includeNodes: false, includeEdges: false, includeOverlays: false, includeUnderlays: false, includeOutlines: false };
const SIZE = 13, WIDE = 170, BESIDE = 200, FINE = 96;  // of a name on the screen; and how far outside a name may reach in

const hits = (one, other) => one.x1 < other.x2 && one.x2 > other.x1 && one.y1 < other.y2 && one.y2 > other.y1;
const newest = (node) => node.connectedEdges().reduce((last, edge) => { const month = edge.data("known").at(-1) || ""; return month > last ? month : last; }, "");
const weight = (node) => [node.hasClass("centre") ? 1 : 0, node.selected() ? 1 : 0, newest(node), node.degree(false)];

// Those that a reader looks for first: the centre, what is chosen, what became known last, who has most lines.
export function byImportance(nodes) {
  const weights = new Map(nodes.map((node) => [node.id(), weight(node)]));
  return nodes.toArray().sort((one, other) => {
    const a = weights.get(one.id()), b = weights.get(other.id());
    for (let place = 0; place < a.length; place += 1) if (a[place] !== b[place]) return a[place] > b[place] ? -1 : 1;
    return one.data("label").localeCompare(other.data("label"));
  });
}

// In rows the server found room for each name at full size; anywhere else names keep their size on the screen, so that moving closer makes room.
function size(cy, nodes) {
  const zoom = cy.zoom();
  nodes.style({ "font-size": SIZE / zoom, "text-max-width": `${WIDE / zoom}px`, "text-margin-y": 4 / zoom });
}

// The points of a line as it is drawn.
const way = (edge) => course(edge.source().position(), edge.target().position(), edge.data("bend") || 0, edge.data("share") || 0.5, FINE);

// Where on its line a label lies on nothing and no other line of the chosen item runs through it: the nearest to the middle.
function seekRoom(edge, ways, blocked) {
  const { w, h } = edge.boundingBox(ONLY), points = ways.get(edge.id());
  const others = [...ways].filter(([id]) => id !== edge.id()).flatMap(([, other]) => other);
  for (let off = 0; off <= FINE * 0.42; off += 1) {
    for (const [x, y] of off ? [points[FINE / 2 + off], points[FINE / 2 - off]] : [points[FINE / 2]]) {
      for (const aside of [0, 0.3, -0.3]) {
        const box = { x1: x + (aside - 0.5) * w, x2: x + (aside + 0.5) * w, y1: y - h / 2, y2: y + h / 2, x: x + aside * w, y };
        if (!blocked(box) && !others.some(([a, b]) => a > box.x1 - 3 && a < box.x2 + 3 && b > box.y1 - 3 && b < box.y2 + 3)) return box;
      }
    }
  }
  return null;
}

// Lines of the chosen item, the shortest first: each has its words where there is room, else its number. Not in a batch,
// because a label is measured as it is drawn.
function placeChosen(chosen, blocked, taken) {
  const ways = new Map(chosen.map((edge) => [edge.id(), way(edge)]));
  chosen.sort(shorter).forEach((edge) => {
    const box = seekRoom(edge, ways, blocked) || (edge.data("number") && seekRoom(asNumber(edge), ways, blocked));
    edge.toggleClass("unsaid", !box);
    if (!box) return;
    const middle = edge.midpoint();
    edge.data({ across: box.x - middle.x, down: box.y - middle.y });
    taken.push(box);
  });
}

export function declutter(cy, rows) {
  const view = cy.extent(), within = (node) => rows || inView(node);
  function inView(node) { const at = node.position(); return at.x > view.x1 - BESIDE && at.x < view.x2 + BESIDE && at.y > view.y1 - BESIDE && at.y < view.y2 + BESIDE; }
  const named = cy.$("node.named, node.near, node:selected").filter((node) => node.visible() && within(node));
  if (named.empty()) return;  // of very many none has a name from far away
  const nodes = cy.nodes().filter((node) => within(node) && node.visible());
  if (!rows) size(cy, named);
  const bodies = nodes.map((node) => [node.id(), node.boundingBox({ includeLabels: false })]);
  const taken = [];
  const blocked = (box, own) => taken.some((other) => hits(box, other)) || bodies.some(([id, body]) => id !== own && hits(box, body));
  const place = (element, own) => {
    const box = element.boundingBox(ONLY), free = !blocked(box, own);
    element.toggleClass("unsaid", !free);
    if (free) taken.push(box);
    return free;
  };
  const placeOrNumber = (edge) => { if (!place(edge, "") && edge.data("number") && !edge.hasClass("numbered")) place(asNumber(edge), ""); };
  const said = cy.edges(".said").filter((edge) => edge.visible()), chosen = rows ? said.filter(".chosen") : cy.collection();
  cy.batch(() => byImportance(named).forEach((node) => place(node, node.id())));
  placeChosen(chosen, (box) => blocked(box, ""), taken);
  cy.batch(() => said.difference(chosen).sort((one, other) => other.hasClass("chosen") - one.hasClass("chosen")).forEach(placeOrNumber));
  cy.container().dataset.labels = String(taken.length);
}

const long = (edge) => Math.hypot(edge.source().position("x") - edge.target().position("x"), edge.source().position("y") - edge.target().position("y"));
const shorter = (one, other) => long(one) - long(other);

// A line without room for its words has its number, which the list below the chart explains.
export function asNumber(edge) {
  edge.addClass("numbered").data("label", String(edge.data("number")));
  return edge;
}

// Once nothing has moved for a moment.
export function keepClear(cy, rows, cleared) {
  let waiting = 0;
  const tidy = () => { clearTimeout(waiting); waiting = setTimeout(() => { declutter(cy, rows); cleared(); }, 120); };
  cy.on("viewport dragfree layoutstop select unselect", tidy);
  tidy();
  return tidy;
}
