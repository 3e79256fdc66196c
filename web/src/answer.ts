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
