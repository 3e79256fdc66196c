/** Asking, and what comes of it. The service makes the page of an answer; only its part with the answer is shown. */

import type { Fault } from "./editor";
import { say, type Settings } from "./settings";

export interface Outcome {
  /** What takes the place of the answer that is shown. */
  readonly shown: HTMLElement;
  /** What a screen reader is told of it. */
  readonly summary: string;
  /** Where the service says that the query is wrong. */
  readonly fault?: Fault;
}

// So much of a graph is shown; the links give all of it.
const MOST_TEXT = 200_000;
const GRAPH_FORMATS: Readonly<Record<string, string>> = { turtle: "Turtle", jsonld: "JSON-LD", nt: "N-Triples", rdfxml: "RDF/XML" };

/** Ask a query; `parameters` are those of the form.
 *
 * Stopping breaks the connection, at which the service stops the query.
 */
export async function ask(settings: Settings, parameters: URLSearchParams, stop: AbortSignal): Promise<Outcome> {
  const asked = new URLSearchParams(parameters);
  asked.set("format", "html");
  asked.set("lang", settings.language);
  const response = await fetch(`${settings.endpoint}?${asked}`, { headers: { Accept: "text/html" }, signal: stop });
  const type = response.headers.get("Content-Type") ?? "";
  if (type.startsWith("text/html")) return ofPage(settings, await response.text());
  if (response.ok && type.startsWith("text/")) return ofGraph(settings, parameters, await beginning(response));
  throw new Error(`${response.status} ${type}`);
}

function ofPage(settings: Settings, html: string): Outcome {
  const page = new DOMParser().parseFromString(html, "text/html");
  const shown = page.getElementById("answer");
  if (shown === null) throw new Error("the page has no answer");
  const fault = faultIn(shown);
  const summary = fault ? "" : (shown.querySelector(".said")?.textContent ?? shown.querySelector("h2")?.textContent ?? say(settings, "failed"));
  return { shown: document.adoptNode(shown), summary: summary.trim(), ...(fault ? { fault } : {}) };
}

/** The place of a fault in a part of a page, where it names one. */
export function faultIn(shown: HTMLElement): Fault | undefined {
  const { line, column } = shown.dataset;
  if (line === undefined || column === undefined) return undefined;
  return { line: Number(line), column: Number(column), message: shown.querySelector(".detail")?.textContent?.trim() ?? "" };
}

function ofGraph(settings: Settings, parameters: URLSearchParams, text: { words: string; whole: boolean }): Outcome {
  const shown = document.createElement("section");
  shown.id = "answer";
  const summary = say(settings, text.whole ? "graph" : "graph_begin");
  const said = document.createElement("p");
  said.className = "said";
  said.textContent = summary;
  const lines = document.createElement("pre");
  lines.tabIndex = 0; // what scrolls has to be reached by keyboard
  lines.textContent = text.words;
  const links = document.createElement("p");
  links.className = "downloads";
  links.append(`${say(settings, "download")} `);
  for (const [format, name] of Object.entries(GRAPH_FORMATS)) {
    const asked = new URLSearchParams(parameters);
    asked.set("format", format);
    const link = document.createElement("a");
    link.href = `${settings.endpoint}?${asked}`;
    link.textContent = name;
    link.download = "";
    links.append(link, " ");
  }
  shown.append(said, links, lines);
  return { shown, summary };
}

/** The begin of a text that may be long; the rest of it is not waited for. */
async function beginning(response: Response): Promise<{ words: string; whole: boolean }> {
  if (response.body === null) return { words: await response.text(), whole: true };
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let words = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { words, whole: true };
    words += value;
    if (words.length > MOST_TEXT) {
      await reader.cancel();
      return { words: words.slice(0, words.lastIndexOf("\n", MOST_TEXT) + 1), whole: false };
    }
  }
}
