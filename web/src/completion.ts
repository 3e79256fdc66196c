/** Completion: what is offered at each place of a query, and what is done with what is chosen. */

import { insertCompletionText, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { placeAt, type Place, type Role } from "./place";
import { declaring } from "./prefixes";
import { say, type Settings } from "./settings";
import { fits, fold, THINGS, type Term, type Terms } from "./terms";
import { tokens } from "./tokens";

const START = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "DISTINCT", "WHERE", "FROM", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "PREFIX", "COUNT", "AS", "DESC", "ASC"];
const IN_PATTERN = ["FILTER", "OPTIONAL", "UNION", "MINUS", "BIND", "VALUES", "GRAPH", "SERVICE", "SELECT", "EXISTS", "NOT EXISTS"];
const IN_EXPRESSION = [
  "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "STR", "LANG", "DATATYPE", "BOUND", "IF", "COALESCE", "CONTAINS", "STRSTARTS",
  "STRENDS", "REGEX", "REPLACE", "CONCAT", "LCASE", "UCASE", "SUBSTR", "STRLEN", "YEAR", "ABS", "ROUND", "IN", "NOT IN", "EXISTS", "NOT EXISTS", "DISTINCT", "AS",
];
const KEYWORDS: Partial<Record<Role, readonly string[]>> = {
  start: START,
  subject: IN_PATTERN,
  expression: IN_EXPRESSION,
};
const VOCABULARY_OF: Partial<Record<Role, readonly string[]>> = {
  predicate: ["property"],
  class: ["class"],
  object: ["class", "code", "list"],
  subject: ["class"],
  expression: ["property", "class", "code"],
};

/** What CodeMirror asks for completions. */
export function completing(settings: Settings, terms: Terms) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const query = context.state.doc.toString();
    const place = placeAt(query, context.pos);
    if (place.role === "nothing" || (place.typed === "" && !context.explicit)) return null;
    const options = await offered(settings, terms, context, place, query);
    return options.length ? { from: place.from, options, filter: false } : null;
  };
}

async function offered(settings: Settings, terms: Terms, context: CompletionContext, place: Place, query: string): Promise<Completion[]> {
  if (place.role === "prefix") return prefixes(settings, place.typed);
  if (place.typed.startsWith("?") || place.typed.startsWith("$")) return variables(query, place);
  const stopping = new AbortController();
  context.addEventListener("abort", () => stopping.abort(), { onDocChange: true });
  if (place.role === "text") {
    const kinds = /:number$/.test(place.property) ? ["number"] : ["name", "number"];
    const found = await terms.find(place.typed.replace(/^["']+/, ""), kinds, stopping.signal);
    return found.map((term) => ofText(settings, term));
  }
  if (place.role === "iri") {
    const found = await terms.find(place.typed.slice(1), [...THINGS, "service"], stopping.signal);
    return found.map((term) => ofTerm(settings, term));
  }
  const ofVocabulary = await vocabulary(settings, terms, place);
  const named = place.role === "object" || place.role === "subject" ? await things(settings, terms, place, stopping.signal) : [];
  return [...keywords(place), ...ofVocabulary, ...named, ...(place.typed === "" ? variables(query, place) : [])];
}

async function vocabulary(settings: Settings, terms: Terms, place: Place): Promise<Completion[]> {
  const kinds = VOCABULARY_OF[place.role];
  if (kinds === undefined) return [];
  const colon = place.typed.indexOf(":");
  const prefix = place.typed.slice(0, colon + 1);
  const words = fold(place.typed.slice(colon + 1));
  const all = await terms.vocabulary();
  const fitting = all.filter((term) => kinds.includes(term.kind) && term.insert.startsWith(prefix) && fits(term, words));
  const rank = (term: Term): number => (words[0] && fold(term.label)[0]?.startsWith(words[0]) ? 0 : 1);
  const byName = new Intl.Collator(settings.language).compare;
  const ranked = fitting.sort(
    (one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind) || rank(one) - rank(other) || byName(one.label, other.label),
  );
  return ranked.map((term) => ofTerm(settings, term));
}

/** Goals, people and the like; nothing while a name with a prefix is typed, because they have none. */
async function things(settings: Settings, terms: Terms, place: Place, stop: AbortSignal): Promise<Completion[]> {
  if (place.typed.includes(":") || fold(place.typed).length === 0) return [];
  return (await terms.find(place.typed, THINGS, stop)).map((term) => ofTerm(settings, term));
}

function ofTerm(settings: Settings, term: Term): Completion {
  const hasPrefix = !term.insert.startsWith("<");
  const shown = hasPrefix ? { label: term.insert, detail: term.label } : { label: term.insert, displayLabel: term.label, detail: kindName(settings, term) };
  const info = term.about ? { info: term.about } : {};
  return { ...shown, ...info, type: term.kind, apply: (view, _, from, to) => fillIn(settings, view, term.insert, from, to) };
}

function ofText(settings: Settings, term: Term): Completion {
  const detail = kindName(settings, term);
  return { label: term.insert, displayLabel: term.label, detail, type: "text", apply: (view, _, from, to) => fillInText(view, term.insert, from, to) };
}

function kindName(settings: Settings, term: Term): string {
  return settings.kinds[term.kind] ?? term.kind;
}

/** Put a term in the place of what was typed, and declare its prefix where the query does not. */
function fillIn(settings: Settings, view: EditorView, insert: string, from: number, to: number): void {
  const behind = insert.startsWith("<") && view.state.sliceDoc(to, to + 1) === ">" ? to + 1 : to;
  const declaration = declaring(settings, view.state.doc.toString(), insert);
  const filled = insertCompletionText(view.state, insert, from, behind);
  view.dispatch(filled, ...(declaration ? [{ changes: declaration, sequential: true }] : []));
}

/** Put a string in the place of what was typed between quotes, with the quote that closes it. */
function fillInText(view: EditorView, insert: string, from: number, to: number): void {
  const closes = view.state.sliceDoc(to, to + 1) === view.state.sliceDoc(from, from + 1);
  view.dispatch(insertCompletionText(view.state, insert, from, closes ? to + 1 : to));
}

function keywords(place: Place): Completion[] {
  const typed = place.typed.toUpperCase();
  const fitting = (KEYWORDS[place.role] ?? []).filter((word) => typed !== "" && word.startsWith(typed));
  return fitting.map((label) => ({ label, type: "keyword" }));
}

function variables(query: string, place: Place): Completion[] {
  const names = new Set<string>();
  for (const token of tokens(query)) {
    if (token.kind === "variable" && token.text.length > 1 && token.from !== place.from) names.add(token.text);
  }
  return [...names].filter((name) => name.startsWith(place.typed) && name !== place.typed).map((label) => ({ label, type: "variable" }));
}

function prefixes(settings: Settings, typed: string): Completion[] {
  return Object.entries(settings.prefixes)
    .filter(([prefix]) => `${prefix}:`.startsWith(typed))
    .map(([prefix, namespace]) => ({ label: `${prefix}: <${namespace}>`, type: "namespace", detail: say(settings, "prefix") }));
}
