// Writes a drawn sheet as a PNG of few colours: a chart has few, and a file of megabytes cannot be sent or pasted.
const MOST_BYTES = 150000, COLOURS = [64, 32], SCALES = [2, 1.5, 1.25, 1];

// The largest scale at which the file is small enough, with as many colours as then fit; `draw` gives the sheet at a scale.
export async function smallPng(draw) {
  let least = null;
  for (const scale of SCALES) {
    const sheet = await draw(scale);
    if (!globalThis.CompressionStream) return new Promise((made) => sheet.toBlob(made));
    for (const colours of COLOURS) {
      const file = await write(sheet, colours);
      if (file.size < MOST_BYTES) return file;
      if (!least || file.size < least.size) least = file;
    }
  }
  return least;
}

// Colours of one shade of 32 in each channel are counted as one; white stays white.
const shade = (pixel) => ((pixel >> 3) & 31) | ((pixel >> 6) & 992) | ((pixel >> 9) & 31744);

// The colours that matter: the most frequent, then each time the one that is frequent and far from all that are chosen.
function choose(counts, most) {
  const used = [...counts.keys()].filter((at) => counts[at]).map((at) => ({ at, many: counts[at], rgb: middle(at), far: Infinity, own: 0 }));
  const palette = [];
  while (palette.length < Math.min(most, used.length)) {
    const next = used.reduce((best, one) => (one.many * one.far > best.many * best.far || (one.far === Infinity && one.many > best.many) ? one : best));
    if (next.far === 0) break;
    used.forEach((one) => { const far = apart(one.rgb, next.rgb); if (far < one.far) [one.far, one.own] = [far, palette.length]; });
    palette.push(next.rgb);
  }
  const own = new Uint8Array(32768);
  used.forEach((one) => { own[one.at] = one.own; });
  return { palette, own };
}
const middle = (at) => [at & 31, (at >> 5) & 31, at >> 10].map((part) => Math.round((part * 255) / 31));
const apart = (one, other) => one.reduce((sum, part, place) => sum + (part - other[place]) ** 2, 0);

async function write(sheet, colours) {
  const { width, height } = sheet;
  const pixels = new Uint32Array(sheet.getContext("2d").getImageData(0, 0, width, height).data.buffer);
  const counts = new Uint32Array(32768);
  for (const pixel of pixels) counts[shade(pixel)] += 1;
  const { palette, own } = choose(counts, colours), rows = new Uint8Array(height * (width + 1));
  for (let y = 0, at = 0; y < height; y += 1) {
    const row = y * (width + 1) + 1;
    for (let x = 0; x < width; x += 1, at += 1) rows[row + x] = own[shade(pixels[at])];
  }
  const packed = new Uint8Array(await new Response(new Blob([rows]).stream().pipeThrough(new CompressionStream("deflate"))).arrayBuffer());
  const head = new Uint8Array(13), view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, 3], 8);  // eight bits a pixel, each the number of a colour
  return new Blob([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]), part("IHDR", head), part("PLTE", new Uint8Array(palette.flat())),
    part("IDAT", packed), part("IEND", new Uint8Array())], { type: "image/png" });
}

// A part of a PNG: its length, its name, what it holds, and a sum by which a reader knows that it is whole.
function part(name, held) {
  const bytes = new Uint8Array(held.length + 12), view = new DataView(bytes.buffer);
  view.setUint32(0, held.length);
  bytes.set([...name].map((letter) => letter.charCodeAt(0)), 4);
  bytes.set(held, 8);
  view.setUint32(held.length + 8, sum(bytes.subarray(4, held.length + 8)));
  return bytes;
}
const TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
  let value = at;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
const sum = (bytes) => ~bytes.reduce((value, byte) => TABLE[(value ^ byte) & 255] ^ (value >>> 8), -1) >>> 0;
