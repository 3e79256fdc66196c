/** What the page tells the editor: its language, its words, the prefixes that the service knows. Knows no element else. */

export interface Settings {
  readonly language: "nl" | "en";
  /** Where terms are looked up, and where a query is asked. */
  readonly terms: string;
  readonly endpoint: string;
  /** The release that the address names, where it names one. */
  readonly release?: string;
  /** Namespaces by prefix, without the colon. */
  readonly prefixes: Readonly<Record<string, string>>;
  /** Texts by name; `{name}` in them is a place for a value. */
  readonly words: Readonly<Record<string, string>>;
  /** What the kinds of terms are called. */
  readonly kinds: Readonly<Record<string, string>>;
  /** The texts of CodeMirror itself, by their English form. */
  readonly phrases: Readonly<Record<string, string>>;
}

export function readSettings(): Settings {
  const text = document.getElementById("editor-settings")?.textContent;
  if (!text) throw new Error("the page has no settings for the editor");
  const settings = JSON.parse(text) as Settings;
  const release = new URLSearchParams(location.search).get("release");
  return release === null ? settings : { ...settings, release };
}

/** A text of the page with its values filled in. */
export function say(settings: Settings, name: string, values: Record<string, string | number> = {}): string {
  const text = settings.words[name];
  if (text === undefined) throw new Error(`the page has no text ${name}`);
  return text.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
}

/** A duration with so many digits that it says something: 0,34 or 12,1. */
export function seconds(settings: Settings, milliseconds: number): string {
  const digits = milliseconds < 9_950 ? 2 : 1;
  const form = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return (milliseconds / 1000).toLocaleString(settings.language, form);
}
