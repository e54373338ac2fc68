// How a chart looks: shapes and icons by kind, line styles by certainty, thickness by records, labels on lines.
import { fill, words } from "./network-words.js";

const INK = "#0b0c0c", DEEP = "#123b4a", GREY = "#505a5f", PALE = "#868a8c", FOCUS = "#fd0";
const SHAPES = { child: "ellipse", adult: "rectangle", vehicle: "round-rectangle", phone: "diamond", place: "polygon", account: "hexagon",
  unidentified: "rectangle", person: "round-rectangle", group: "octagon" };
const HOUSE = "0 -1 1 -0.2 0.8 0.9 -0.8 0.9 -1 -0.2";
export const thickness = (records) => (records >= 6 ? 5.5 : records >= 2 ? 3.2 : 1.6);

// The icon of each kind, as the key of the page draws it: one drawing for the key, the printed chart and this one.
function icons(box) {
  const found = {};
  for (const drawn of box.querySelectorAll("svg[data-glyph]")) {
    const icon = drawn.querySelector("[data-icon]").cloneNode();
    const alone = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    alone.setAttribute("viewBox", "-28 -28 56 56");
    alone.setAttribute("width", "112");
    alone.setAttribute("height", "112");
    alone.append(icon);
    found[drawn.dataset.glyph] = `data:image/svg+xml;utf8,${encodeURIComponent(new XMLSerializer().serializeToString(alone))}`;
  }
  return found;
}

// What the label of a connection says: all of it today; as known at an earlier month how many records there were then.
export function connectionLabel(data, until, drawn = false) {
  if (!data.how) return "";
  const known = data.known.filter((month) => !until || month <= until).length;
  if (until && known < data.known.length) return fill(words.known_then, { how: data.how, number: known });
  const first = drawn && data.wrapped ? data.wrapped : data.records ? `${data.how} · ${data.counted}` : data.how;
  const second = [data.days, data.letters].filter(Boolean).join("  ");
  return second ? `${first}\n${second}` : first;
}

export function elements(said, box, many) {
  const drawn = icons(box);
  const nodes = said.nodes.map(([id, kind, words, label, x, y, url, shape, below]) => ({
    data: { id, kind, words, label, shown: below ? `${label}\n${below}` : label, url, shape: SHAPES[shape] || "round-rectangle", icon: drawn[shape] || drawn.person, of: shape,
      wide: shape === "vehicle" ? 54 : 44 }, position: { x, y },
    classes: `${many ? "dot" : "named"} ${id === said.centre ? "centre" : ""} ${kind === "added" || kind === "unidentified" ? "unsure" : ""}` }));
  // The server knows how each line runs and where its label has room: in words, or as a number that a list explains.
  const seat = (via, at) => ({ via, ...(at ? { seat: [at[0], at[1]], short: at[2] || 0, wrapped: at[3] || "" } : {}) });
  const lines = said.lines.map(([source, target, first, count, added, path, missing, loose, how, days, letters, known, number, via, at]) => (
    { data: { source, target, first, records: count, counted: said.records[count], added, path, missing, loose, how: how || "", days, letters, known: known || [],
      wide: thickness(count), number, ...seat(via, at) }, classes: said.rows && number && !at ? "pale" : "" }));
  const same = said.same.map(([source, target, via, at]) => ({ data: { source, target, first: "", same: 1, records: 0, how: words.same, known: [], ...seat(via, at) } }));
  return { nodes, edges: [...lines, ...same] };
}

export const style = (rows, many) => [
  { selector: "node", style: { shape: "data(shape)", width: "data(wide)", height: 44, "background-color": "#fff", "border-width": 2.5, "border-color": DEEP } },
  { selector: "node[of = 'vehicle']", style: { height: 32 } },
  { selector: "node[of = 'place']", style: { "shape-polygon-points": HOUSE, width: 50, height: 48 } },
  { selector: "node[of = 'phone'], node[of = 'account']", style: { width: 52, height: 52 } },
  { selector: "node.named", style: { "background-image": "data(icon)", "background-width": 56, "background-height": 56,
    "background-clip": "none", "bounds-expansion": 4 } },
  // Of very many nodes only those that are near or chosen have names: names are what takes the browser longest.
  { selector: "node.named, node.near, node:selected", style: { label: "data(shown)", "font-size": 13, "font-weight": "bold",
    "font-family": "arial, sans-serif", color: INK, "text-valign": rows ? "center" : "bottom", "text-halign": rows ? "right" : "center",
    "text-margin-x": rows ? 6 : 0, "text-margin-y": rows ? 0 : 4, "text-justification": rows ? "left" : "center", "text-wrap": "wrap",
    "text-max-width": rows ? "150px" : "170px", "text-background-color": "#fff", "text-background-opacity": 1, "text-background-padding": 1, "min-zoomed-font-size": 7 } },
  // Of very many each is a dot, which can be seen from far away.
  { selector: "node.dot", style: { width: 60, height: 60, "background-color": DEEP } },
  { selector: "node.unsure", style: { "border-style": "dashed" } },
  { selector: "node.centre", style: { "border-width": 5 } },
  { selector: "node.pinned", style: { "underlay-color": "#b1b4b6", "underlay-opacity": 0.5, "underlay-padding": 5 } },
  { selector: "node:selected", style: { "background-color": FOCUS, "border-color": INK } },
  { selector: "edge", style: { width: 1.6, "line-color": GREY, "curve-style": many ? "haystack" : "straight" } },
  { selector: "edge[wide]", style: { width: "data(wide)" } },
  // Of a chart with many lines those without words are paler; their words are in the table, and shown when an item is chosen.
  { selector: "edge.pale", style: { "line-color": PALE } },
  { selector: "edge.bent", style: { "curve-style": "unbundled-bezier", "edge-distances": "node-position",
    "control-point-distances": "data(bend)", "control-point-weights": "data(share)" } },
  { selector: "edge[?loose]", style: { "line-style": "dashed", "line-dash-pattern": [9, 6] } },
  { selector: "edge[loose = 2]", style: { "line-dash-pattern": [3, 3] } },
  { selector: "edge[?missing]", style: { "line-style": "dashed", "line-dash-pattern": [12, 4, 2, 4] } },
  { selector: "edge[?added]", style: { width: 3, "line-style": "dashed", "line-dash-pattern": [2, 2], "line-outline-width": 1.5, "line-outline-color": GREY, "line-color": "#fff" } },
  { selector: "edge[?same]", style: { width: 4, "line-color": INK, "line-style": "dashed", "line-dash-pattern": [0.5, 9], "line-cap": "round" } },
  { selector: "edge[?path]", style: { width: 6, "line-color": INK } },
  { selector: "edge[path = 2]", style: { width: (edge) => edge.data("wide") + 2 } },
  { selector: "edge.said", style: { label: "data(label)", "z-index": 9, "font-size": 13, "font-family": "arial, sans-serif", color: INK, "text-wrap": "wrap",
    "text-max-width": "185px", "text-background-color": "#fff", "text-background-opacity": 1, "text-background-padding": 4,
    "text-background-shape": "round-rectangle", "text-border-width": 1, "text-border-color": "#b1b4b6", "text-border-opacity": 1, "min-zoomed-font-size": 7 } },
  // Where the server found room for a label, so that none lies on another.
  { selector: "edge.said[across]", style: { "text-margin-x": "data(across)", "text-margin-y": "data(down)", "text-max-width": "320px" } },
  { selector: "edge.said.numbered", style: { "font-weight": "bold", "text-background-padding": 2 } },
  // Lines of the item that is chosen run above all others, and beneath items and their names.
  { selector: "edge.chosen", style: { "line-color": INK, "z-index": 20, "text-max-width": "220px" } },
  { selector: "edge.aside", style: { "line-opacity": 0.3 } },
  { selector: ".unsaid", style: { "text-opacity": 0, "text-background-opacity": 0, "text-border-opacity": 0 } },
  { selector: "edge.pointed", style: { "line-color": INK, "z-index": 30, "text-opacity": 1, "text-background-opacity": 1, "text-border-opacity": 1 } },
  { selector: ".later, .off", style: { display: "none" } },
];
