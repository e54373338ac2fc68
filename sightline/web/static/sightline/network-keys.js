// Arrow keys move from item to item of a chart, Enter opens the page of the one that is chosen. Tab leaves the chart.
import { byImportance } from "./network-labels.js";

const TOWARDS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ASIDE = 2;  // how much further it counts to go aside than ahead

// The nearest item that lies more ahead than aside.
function next(cy, from, [x, y]) {
  const at = from.position();
  let best = null, least = Infinity;
  cy.nodes().forEach((node) => {
    if (node.same(from) || !node.visible()) return;
    const across = node.position("x") - at.x, down = node.position("y") - at.y;
    const ahead = across * x + down * y, aside = Math.abs(across * y) + Math.abs(down * x);
    if (ahead > 0 && ahead >= aside / ASIDE && ahead + ASIDE * aside < least) { best = node; least = ahead + ASIDE * aside; }
  });
  return best;
}

export function walk(cy, canvas) {
  canvas.addEventListener("keydown", (event) => {
    const chosen = cy.$("node:selected").first();
    if (event.key === "Enter" && chosen.nonempty() && chosen.data("url")) { location.href = chosen.data("url"); return; }
    if (!TOWARDS[event.key]) return;
    event.preventDefault();
    const to = chosen.nonempty() ? next(cy, chosen, TOWARDS[event.key]) : byImportance(cy.nodes().filter((node) => node.visible()))[0];
    if (!to) return;
    cy.elements().unselect();
    to.select();
    const view = cy.extent(), at = to.position();
    if (at.x < view.x1 || at.x > view.x2 || at.y < view.y1 || at.y > view.y2) cy.center(to);
  });
}
