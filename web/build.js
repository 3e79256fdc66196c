// Bundles the scripts of the pages, with the licences of what went into each beside it.
// An argument names another folder to write to, so that a test can compare.
import { build } from "esbuild";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "service", "web", "static");

// The editor of /sparql and the map of /network; each page loads its own only.
const scripts = { editor: "src/main.ts", network: "src/network/main.ts" };

for (const [name, entry] of Object.entries(scripts)) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    outfile: join(out, `${name}.js`),
  });
  writeFileSync(join(out, `${name}-licenses.txt`), licences(name, Object.keys(result.metafile.inputs)));
}

function licences(name, inputs) {
  const used = inputs
    .map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter((found) => found !== undefined);
  const texts = [...new Set(used)].sort().map((found) => {
    const folder = join(here, "node_modules", found);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].map((one) => join(folder, one)).find(existsSync);
    if (file === undefined) throw new Error(`${folder}: has no licence; leave it out, or add its licence by hand`);
    return `${found} ${version} (${license})\n\n${readFileSync(file, "utf8").trim()}\n`;
  });
  const heading = `${name}.js is made of web/ (EUPL-1.2) and of the packages below, under the licences that they state.\n`;
  return [heading, ...texts].join(`\n${"-".repeat(80)}\n\n`);
}
