/** Where in a query somebody types: what may stand there, and what stands there already. Knows no terms. */

import { tokens, type Token } from "./tokens";

export type Role =
  | "nothing" // inside a comment
  | "start" // outside braces: keywords and variables
  | "prefix" // behind PREFIX
  | "subject"
  | "predicate"
  | "class" // behind a
  | "object"
  | "expression"
  | "text" // inside a string
  | "iri"; // behind <

export interface Place {
  readonly role: Role;
  /** Where what is being typed begins, and the text of it as far as the cursor. */
  readonly from: number;
  readonly typed: string;
  /** The property whose value is typed, as written; empty elsewhere. */
  readonly property: string;
}

interface Frame {
  readonly kind: "start" | "pattern" | "values" | "expression" | "path" | "blank";
  slot: 0 | 1 | 2 | 3; // subject, predicate, object, behind the object
  property: string;
}

const BEGINS_EXPRESSION = /^(FILTER|BIND|HAVING)$/i;
const BEGINS_PATTERN = /^(OPTIONAL|MINUS|UNION|GRAPH|SERVICE|WHERE|EXISTS|NOT|SILENT)$/i;
const IS_TYPED: readonly string[] = ["name", "word", "variable", "number", "open-string", "open-iri"];

/** The place at an offset of a query. */
export function placeAt(query: string, offset: number): Place {
  const before = [...tokens(query.slice(0, offset))];
  const last = before.at(-1);
  if (last?.kind === "comment" && !query.slice(last.from, offset).includes("\n")) return nowhere(offset);
  const typed = last && last.to === offset && IS_TYPED.includes(last.kind) ? last : undefined;
  const reader = new Reader();
  const read = typed ? before.slice(0, -1) : before;
  for (const token of read) reader.take(token);
  const { role, property } = reader;
  const from = typed?.from ?? offset;
  const text = typed?.text ?? "";
  if (typed?.kind === "open-string") return { role: "text", from, typed: text, property };
  if (typed?.kind === "open-iri") return { role: "iri", from, typed: text, property };
  if (/^PREFIX$/i.test(read.at(-1)?.text ?? "")) return { role: "prefix", from, typed: text, property };
  return { role, from, typed: text, property };
}

function nowhere(offset: number): Place {
  return { role: "nothing", from: offset, typed: "", property: "" };
}

/** Reads tokens one by one and knows what may follow. It is lenient: a query that is being typed is seldom right. */
class Reader {
  private readonly frames: Frame[] = [{ kind: "start", slot: 0, property: "" }];
  private values = false;

  get role(): Role {
    const frame = this.frame;
    if (frame.kind === "start") return "start";
    if (frame.kind === "expression") return "expression";
    if (frame.kind === "path") return "predicate";
    if (frame.kind === "values") return "object";
    if (frame.slot === 1) return "predicate";
    if (frame.slot === 2) return frame.property === "a" ? "class" : "object";
    return "subject";
  }

  get property(): string {
    return this.frame.slot === 2 ? this.frame.property : "";
  }

  take(token: Token): void {
    if (token.kind === "comment") return;
    if (token.kind === "sign") this.takeSign(token.text);
    else if (token.kind === "word" && token.text !== "a" && !/^(true|false|undef)$/i.test(token.text)) this.takeWord(token.text);
    else if (token.kind !== "tag") this.takeTerm(token.text);
  }

  private get frame(): Frame {
    return this.frames.at(-1)!;
  }

  private open(kind: Frame["kind"], slot: Frame["slot"] = 0): void {
    this.frames.push({ kind, slot, property: "" });
  }

  private close(): void {
    if (this.frames.length > 1) this.frames.pop();
  }

  private takeWord(word: string): void {
    if (/^VALUES$/i.test(word)) this.values = true;
    else if (BEGINS_EXPRESSION.test(word) || BEGINS_PATTERN.test(word)) this.frame.slot = 0;
  }

  private takeTerm(text: string): void {
    const frame = this.frame;
    if (frame.kind !== "pattern" && frame.kind !== "blank") return;
    if (frame.slot === 1) frame.property = /^(rdf:type|a)$/.test(text) ? "a" : text;
    if (frame.slot < 3) frame.slot += 1;
  }

  private takeSign(sign: string): void {
    const frame = this.frame;
    const inTriples = frame.kind === "pattern" || frame.kind === "blank";
    if (sign === "{") {
      this.open(this.values ? "values" : "pattern");
      this.values = false;
    } else if (sign === "}") {
      this.close();
      this.frame.slot = 0;
    } else if (sign === "(") {
      this.open(frame.kind === "values" ? "values" : inTriples && frame.slot === 1 ? "path" : "expression");
    } else if (sign === "[") {
      this.open("blank", 1);
    } else if (sign === ")" || sign === "]") {
      this.close();
      const outer = this.frame;
      if ((sign === "]" || frame.kind === "path") && outer.slot < 3) outer.slot += 1;
    } else if (inTriples) {
      if (sign === ".") frame.slot = frame.kind === "blank" ? 1 : 0;
      else if (sign === ";") frame.slot = 1;
      else if (sign === ",") frame.slot = 2;
      else if ((sign === "/" || sign === "|") && frame.slot === 2) frame.slot = 1;
    }
  }
}
