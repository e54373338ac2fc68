// Finds the way of each line past everybody whom it does not tie, as the server does for the printed chart.
const ROW = 80, CLEAR = 30, STEPS = 24, FROM = 60, MOST = 600, STEP = 45;
const SHARES = [0.5, 0.25, 0.75];

function distance(node, [x1, y1], [x2, y2]) {
  const across = x2 - x1, down = y2 - y1, squared = across * across + down * down;
  const share = squared ? Math.max(0, Math.min(1, ((node.x - x1) * across + (node.y - y1) * down) / squared)) : 0;
  return Math.hypot(node.x - x1 - share * across, node.y - y1 - share * down);
}

// The points of a line that is bent towards a point so far beside its straight way, after a share of it.
export function course(one, other, far, share, steps = STEPS) {
  const across = other.x - one.x, down = other.y - one.y, long = Math.hypot(across, down) || 1;
  const x = one.x + across * share - down / long * far, y = one.y + down * share + across / long * far;
  return Array.from({ length: steps + 1 }, (_, nth) => {
    const done = nth / steps, rest = 1 - done;
    return [rest * rest * one.x + 2 * rest * done * x + done * done * other.x, rest * rest * one.y + 2 * rest * done * y + done * done * other.y];
  });
}

// How near a line comes to the nearest of these; no more than CLEAR.
function clearance(points, nodes) {
  const xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs) - CLEAR, Math.max(...xs) + CLEAR, Math.min(...ys) - CLEAR, Math.max(...ys) + CLEAR];
  const near = nodes.filter(({ x, y }) => x > left && x < right && y > top && y < bottom);
  return near.reduce((least, node) => points.slice(1).reduce((least, to, nth) => Math.min(least, distance(node, points[nth], to)), least), CLEAR);
}

function* ways(one, other) {
  const isRow = Math.abs(one.y - other.y) <= ROW;
  yield isRow ? [(one.x < other.x ? -1 : 1) * (FROM + Math.abs(one.x - other.x) / 12), 0.5] : [0, 0.5];
  for (let far = FROM; far <= MOST; far += STEP) for (const share of SHARES) for (const sign of [1, -1]) yield [sign * far, share];
}

// How far beside its straight way, and after which share of it, stands the point that the server bends a line towards.
function asSent(one, other, [x, y]) {
  const across = other.x - one.x, down = other.y - one.y, squared = across * across + down * down || 1;
  const share = ((x - one.x) * across + (y - one.y) * down) / squared;
  return [((y - one.y) * across - (x - one.x) * down) / Math.sqrt(squared), share];
}

// A label stands where the server found room for it, as long as both ends stand where the server put them.
function seat(edge, still) {
  if (!still || !edge.data("seat")) { edge.removeData("across down home"); return; }
  const [x, y] = edge.data("seat"), middle = edge.midpoint(), home = { across: x - middle.x, down: y - middle.y };
  edge.data({ ...home, home });
}

// As the server says while both ends stand where it put them. Else straight where that passes nobody, else bent; a line
// between two of one row is always bent, upwards at first.
export function bend(cy, first) {
  const at = new Map(cy.nodes().map((node) => [node.id(), node.position()]));
  cy.edges().forEach((edge) => {
    const source = edge.source().id(), target = edge.target().id(), one = at.get(source), other = at.get(target);
    const still = [source, target].every((id) => { const { x, y } = first.get(id), now = at.get(id); return x === now.x && y === now.y; });
    const via = still ? edge.data("via") : undefined;
    const others = [...at].filter(([id]) => id !== source && id !== target).map(([, node]) => node);
    let best = via ? asSent(one, other, via) : [0, 0.5], most = via === undefined ? -1 : CLEAR;
    for (const [far, share] of ways(one, other)) {
      if (most >= CLEAR) break;
      const clear = clearance(course(one, other, far, share), others);
      if (clear > most) [best, most] = [[far, share], clear];
    }
    edge.data({ bend: best[0], share: best[1] });
    edge.toggleClass("bent", best[0] !== 0);
    seat(edge, still);
  });
}
