/** What the page tells the map: nodes with their places, edges, looks and words. Knows no element else. */

export interface NodeData {
  /** Its name in addresses. */
  readonly key: string;
  readonly kind: string;
  /** What the kind is called. */
  readonly word: string;
  readonly number: string;
  /** Its short name, by line. */
  readonly lines: readonly string[];
  readonly full: string;
  readonly x: number;
  readonly y: number;
  /** The place of the box that it stands in. */
  readonly box: number;
  readonly loaded: boolean;
  readonly out: number;
  readonly in: number;
  /** The address that shows what it stands for, where that is a whole document. */
  readonly opens: string | null;
}

export interface EdgeData {
  /** Places of nodes. */
  readonly source: number;
  readonly target: number;
  readonly kind: string;
  readonly word: string;
  readonly suspect: boolean;
  readonly weight: number;
  /** How far the curve bends aside. */
  readonly bend: number;
}

export interface BoxData {
  readonly title: string;
  /** Its upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Look {
  readonly fill: string;
  readonly line: string;
  /** Corners in a square from -1 to 1; empty for a rectangle or round. */
  readonly corners: string;
}

export interface LineLook {
  readonly stroke: string;
  readonly dashes: readonly number[];
  readonly arrow: "triangle" | "circle" | "diamond" | "none";
}

export interface Settings {
  readonly language: "nl" | "en";
  /** Texts by name; `{name}` in them is a place for a value. */
  readonly words: Readonly<Record<string, string>>;
  /** Where the page is, of which the part `found` is asked. */
  readonly address: string;
  /** The keys of what is chosen as begin and end; empty for nothing. */
  readonly chosen: readonly [string, string];
  /** The documents that the page chose itself, where its address names none; empty where it shows all. */
  readonly documents: readonly string[];
  /** What a node is: `each`, or `programmes` or `documents` together. */
  readonly detail: string;
  /** The size of a node. */
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly NodeData[];
  readonly edges: readonly EdgeData[];
  readonly boxes: readonly BoxData[];
  readonly looks: Readonly<Record<string, Look>>;
  readonly lines: Readonly<Record<string, LineLook>>;
  readonly suspect: { readonly stroke: string; readonly dashes: readonly number[] };
}

export function readSettings(): Settings | undefined {
  const text = document.getElementById("network-settings")?.textContent;
  return text ? (JSON.parse(text) as Settings) : undefined;
}

/** A text of the page with its values filled in. */
export function say(settings: Settings, name: string, values: Record<string, string | number> = {}): string {
  const text = settings.words[name];
  if (text === undefined) throw new Error(`the page has no text ${name}`);
  return text.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
}
