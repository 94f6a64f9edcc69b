// Renders an article with a peer some times and prints the median: node peers.mjs PEER FILE RUNS
import { readFileSync } from "node:fs";

const [, , peer, file, runs] = process.argv;
const text = readFileSync(file, "utf8");

const highlighter = async () => {
  const { default: hljs } = await import("highlight.js");
  return (code, language) =>
    hljs.highlight(code, { language: hljs.getLanguage(language) ? language : "plaintext" }).value;
};

const inliner = async () => {
  const { default: juice } = await import("juice");
  const css = readFileSync(new URL("./peers.css", import.meta.url), "utf8");
  return (html) => juice.inlineContent(`<section id="article">${html}</section>`, css);
};

const peers = {
  async marked() {
    const { Marked } = await import("marked");
    const [highlight, inline] = [await highlighter(), await inliner()];
    const code = ({ text, lang }) => `<pre><code class="hljs">${highlight(text, lang)}</code></pre>`;
    const marked = new Marked({ renderer: { code } });
    return () => inline(marked.parse(text));
  },
  async "markdown-it"() {
    const { default: MarkdownIt } = await import("markdown-it");
    const [highlight, inline] = [await highlighter(), await inliner()];
    const markdown = new MarkdownIt({ html: true, linkify: true, highlight });
    return () => inline(markdown.render(text));
  },
  async wenyan() {
    const { renderStyledContent } = await import("@wenyan-md/core/wrapper");
    const options = { themeId: "default", hlThemeId: "github", isMacStyle: false, isAddFootnote: true };
    return () => renderStyledContent(text, options);
  },
};

const render = await peers[peer]();
const times = [];
let html = "";
for (let run = 0; run < Number(runs); run++) {
  const started = performance.now();
  html = await render();
  times.push(performance.now() - started);
}
times.sort((one, other) => one - other);
console.log(JSON.stringify({ median_ms: times[times.length >> 1], characters: [...html].length }));
