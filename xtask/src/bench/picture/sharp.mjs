// What a script does with sharp: `node sharp.mjs MODE RUNS OUT IN…` puts the pictures into the folder OUT, all at once,
// and prints the median time of a run and its share of the processors' time.
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import sharp from "sharp";

const [mode, runs, out, ...inputs] = process.argv.slice(2);
const MAX_BYTES = (1 << 20) - 1;

const inside = { width: 1920, height: 1920, fit: "inside" };
const jpeg = (input, quality) => sharp(input).jpeg({ quality }).toBuffer();

const modes = {
  1920: (input) => sharp(input).resize(inside).jpeg().toBuffer(),
  // The quality that fits, by tens.
  async steps(input) {
    for (let quality = 80; quality > 0; quality -= 10) {
      const file = await jpeg(input, quality);
      if (file.length <= MAX_BYTES) return file;
    }
    throw new Error("nothing fits");
  },
  // The best quality that fits.
  async bisection(input) {
    let [low, high, best] = [1, 100, undefined];
    while (low <= high) {
      const quality = (low + high) >> 1;
      const file = await jpeg(input, quality);
      if (file.length <= MAX_BYTES) [low, best] = [quality + 1, file];
      else high = quality - 1;
    }
    return best;
  },
  palette: (input) => sharp(input).png({ palette: true }).toBuffer(),
  // What reduced pictures are compared with: every pixel decoded, then Lanczos3, without loss.
  reference: (input) => sharp(input).resize({ ...inside, fastShrinkOnLoad: false }).png().toBuffer(),
};

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const [times, shares] = [[], []];
for (let run = 0; run < Number(runs); run += 1) {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await Promise.all(inputs.map(async (input) => writeFile(join(out, basename(input)), await modes[mode](input))));
  const { user, system } = process.cpuUsage(before);
  times.push(performance.now() - started);
  shares.push((user + system) / 1000);
}
console.log(JSON.stringify({ median_ms: median(times), cpu_ms: median(shares) }));
