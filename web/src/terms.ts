/** Terms of the release as the service gives them: the vocabulary at once, the rest by what is typed. */

import type { Settings } from "./settings";

export interface Term {
  /** As it stands in a query: dg:refersTo, <http://...>, "2.2.2". */
  readonly insert: string;
  readonly kind: string;
  readonly label: string;
  readonly also?: string;
  readonly about?: string;
}

const VOCABULARY = ["class", "property", "code", "list"];
export const THINGS = ["goal", "ambition", "programme", "document", "organisation", "person", "domain", "project", "spending-proposal"];

export class Terms {
  private whole: Promise<readonly Term[]> | undefined;

  constructor(private readonly settings: Settings) {}

  /** Classes, properties, codes and code lists; asked for once, and again after a failure. */
  vocabulary(): Promise<readonly Term[]> {
    this.whole ??= this.ask("", VOCABULARY, 2000).catch(() => {
      this.whole = undefined;
      return [];
    });
    return this.whole;
  }

  /** What begins with the words that somebody typed; nothing where the service does not answer. */
  async find(words: string, kinds: readonly string[], given?: AbortSignal): Promise<readonly Term[]> {
    return this.ask(words, kinds, 30, given).catch(() => []);
  }

  private async ask(words: string, kinds: readonly string[], most: number, given?: AbortSignal): Promise<readonly Term[]> {
    const asked = new URLSearchParams({ q: words.slice(0, 200), limit: String(most), lang: this.settings.language });
    for (const kind of kinds) asked.append("kind", kind);
    if (this.settings.release !== undefined) asked.set("release", this.settings.release);
    const response = await fetch(`${this.settings.terms}?${asked}`, given ? { signal: given } : {});
    if (!response.ok) throw new Error(`${response.status}`);
    return ((await response.json()) as { terms: Term[] }).terms;
  }
}

/** The words of a text without case and accents, as the service folds them. */
export function fold(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.match(/[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*/gu) ?? [];
}

/** Whether each of some words begins a word of a term: of its names, or of what it is called in a query. */
export function fits(term: Term, words: readonly string[]): boolean {
  const local = term.insert.replace(/^.*[#/:]|>$/g, "").replace(/>$/, "");
  const parts = local.replace(/([a-z])([A-Z])/g, "$1 $2");
  const names = fold(`${term.label} ${term.also ?? ""} ${local} ${parts}`);
  return words.every((word) => names.some((name) => name.startsWith(word)));
}
