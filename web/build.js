// Bundles the editor for the page /sparql, with the licences of what went into it beside it.
// An argument names another folder to write to, so that a test can compare.
import { build } from "esbuild";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "service", "web", "static");

const result = await build({
  absWorkingDir: here,
  entryPoints: ["src/main.ts"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  outfile: join(out, "editor.js"),
});

const used = Object.keys(result.metafile.inputs)
  .map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
  .filter((name) => name !== undefined);

const texts = [...new Set(used)].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].map((one) => join(folder, one)).find(existsSync);
  if (file === undefined) throw new Error(`${folder}: has no licence; leave it out, or add its licence by hand`);
  return `${name} ${version} (${license})\n\n${readFileSync(file, "utf8").trim()}\n`;
});
const heading = "editor.js is made of web/ (EUPL-1.2) and of the packages below, under the licences that they state.\n";
writeFileSync(join(out, "editor-licenses.txt"), [heading, ...texts].join(`\n${"-".repeat(80)}\n\n`));
