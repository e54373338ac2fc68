// Which names and labels are shown: the most important first, each only where it lies on no other and on no item.
const ONLY = { includeNodes: false, includeEdges: false, includeOverlays: false, includeUnderlays: false, includeOutlines: false };
const SIZE = 13, WIDE = 170, BESIDE = 200;  // of a name on the screen; and how far outside a name may reach in

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

export function declutter(cy, rows) {
  const view = cy.extent(), within = (node) => rows || inView(node);
  function inView(node) { const at = node.position(); return at.x > view.x1 - BESIDE && at.x < view.x2 + BESIDE && at.y > view.y1 - BESIDE && at.y < view.y2 + BESIDE; }
  const named = cy.$("node.named, node.near, node:selected").filter((node) => node.visible() && within(node));
  if (named.empty()) return;  // of very many none has a name from far away
  const nodes = cy.nodes().filter((node) => within(node) && node.visible());
  if (!rows) size(cy, named);
  const bodies = nodes.map((node) => [node.id(), node.boundingBox({ includeLabels: false })]);
  const taken = [];
  const place = (element, own) => {
    const box = element.boundingBox(ONLY);
    const free = !taken.some((other) => hits(box, other)) && !bodies.some(([id, body]) => id !== own && hits(box, body));
    element.toggleClass("unsaid", !free);
    if (free) taken.push(box);
    return free;
  };
  cy.batch(() => {
    byImportance(named).forEach((node) => place(node, node.id()));
    const said = cy.edges(".said").filter((edge) => edge.visible()).sort((one, other) => other.hasClass("chosen") - one.hasClass("chosen"));
    said.forEach((edge) => { if (!place(edge, "") && edge.data("number") && !edge.hasClass("numbered")) place(asNumber(edge), ""); });
  });
  cy.container().dataset.labels = String(taken.length);
}

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
