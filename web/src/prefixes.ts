/** The prefixes of a query: which it declares, and how one that the service knows is added. */

import { EditorState, type ChangeSpec, type Extension } from "@codemirror/state";
import { placeAt } from "./place";
import type { Settings } from "./settings";
import { tokens } from "./tokens";

/** The prefixes that a query declares, without their colons. */
export function declared(query: string): Set<string> {
  const found = new Set<string>();
  let afterPrefix = false;
  for (const token of tokens(query)) {
    if (afterPrefix && token.kind === "name") found.add(token.text.slice(0, -1));
    afterPrefix = token.kind === "word" && /^PREFIX$/i.test(token.text);
  }
  return found;
}

/** The change that declares the prefix of a name such as dg:refersTo; undefined where it is declared, or unknown. */
export function declaring(settings: Settings, query: string, name: string): ChangeSpec | undefined {
  const prefix = /^([a-z]+):/.exec(name)?.[1];
  const namespace = prefix === undefined ? undefined : settings.prefixes[prefix];
  if (prefix === undefined || namespace === undefined || declared(query).has(prefix)) return undefined;
  const from = behindDeclarations(query);
  const begin = from > 0 && query[from - 1] !== "\n" ? "\n" : "";
  return { from, insert: `${begin}PREFIX ${prefix}: <${namespace}>\n` };
}

/** The begin of the line below the last declaration, or behind the comments with which a query begins. */
function behindDeclarations(query: string): number {
  let at = 0;
  let inDeclaration = false;
  for (const token of tokens(query)) {
    if (token.kind === "word" && /^(PREFIX|BASE)$/i.test(token.text)) inDeclaration = true;
    else if (token.kind !== "comment" && !inDeclaration) break;
    if (token.kind === "iri") inDeclaration = false;
    at = query.indexOf("\n", token.to) + 1 || query.length;
  }
  return at;
}

/** Declares a known prefix as soon as its colon is typed, in the same step, so that one undo takes back both. */
export function declareWhileTyping(settings: Settings): Extension {
  return EditorState.transactionFilter.of((transaction) => {
    if (!transaction.isUserEvent("input.type")) return transaction;
    const query = transaction.newDoc.toString();
    const at = transaction.newSelection.main.head;
    if (query[at - 1] !== ":") return transaction;
    const { role, typed } = placeAt(query, at);
    if (role === "prefix" || role === "text" || role === "iri" || role === "nothing") return transaction;
    const declaration = declaring(settings, query, typed);
    return declaration ? [transaction, { changes: declaration, sequential: true }] : transaction;
  });
}
