/** SPARQL as a row of tokens (SPARQL 1.1 Query Language, section 19.8), also where the text ends inside one. */

export type TokenKind = "comment" | "iri" | "open-iri" | "string" | "open-string" | "variable" | "name" | "word" | "number" | "tag" | "sign";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offsets in UTF-16 units, as CodeMirror counts. */
  readonly from: number;
  readonly to: number;
}

const LEXEMES: readonly (readonly [TokenKind, RegExp])[] = [
  ["comment", /#[^\n]*/y],
  ["iri", /<[^\s<>"{}|^`\\]*>/y],
  ["string", /"""(?:[^"\\]|\\[^]|"(?!""))*"""|'''(?:[^'\\]|\\[^]|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y],
  ["open-string", /(?:"""[^]*|'''[^]*|"[^\n]*|'[^\n]*)$/y],
  ["open-iri", /<[\p{L}\p{N}][^<>"{}|^`\\\n]*$/uy], // what is being typed behind <; a comparison has a space there
  ["variable", /[?$][\p{L}\p{N}_]*/uy],
  ["name", /(?:\p{L}[\p{L}\p{N}_.-]*)?:(?:(?:[\p{L}\p{N}_:%\\-]|\.(?=[\p{L}\p{N}_:%\\-]))*)/uy],
  ["number", /\d+(?:\.\d+)*(?:[eE][+-]?\d+)?/y],
  ["tag", /@[A-Za-z-]+/y],
  ["word", /[\p{L}_][\p{L}\p{N}_-]*/uy],
];

/** The tokens of a text; white space stands between them. */
export function* tokens(text: string): Generator<Token> {
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    yield token;
    at = token.to;
  }
}

function tokenAt(text: string, at: number): Token {
  for (const [kind, form] of LEXEMES) {
    form.lastIndex = at;
    const found = form.exec(text);
    // A lone ? behind a path is a sign.
    if (found && !(kind === "variable" && found[0].length === 1 && at + 1 < text.length)) {
      return { kind, text: found[0], from: at, to: at + found[0].length };
    }
  }
  return { kind: "sign", text: text[at]!, from: at, to: at + 1 };
}
