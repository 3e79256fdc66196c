/** The editor: CodeMirror with SPARQL, in the place of the box of the form. Asks nothing. */

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completing } from "./completion";
import { declareWhileTyping } from "./prefixes";
import { say, type Settings } from "./settings";
import { Terms } from "./terms";

/** A place in a query as the service tells it: line and column from 1, the column in code points. */
export interface Fault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface Editor {
  readonly query: string;
  /** Replace the query; the reader can undo it. */
  fill(query: string): void;
  focus(): void;
  mark(fault: Fault): void;
  unmark(): void;
}

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "#8a1f6a", fontWeight: "600" },
  { tag: tags.standard(tags.variableName), color: "#8a1f6a" },
  { tag: tags.local(tags.variableName), color: "#0b5394" },
  { tag: tags.atom, color: "#1f6b3a" },
  { tag: tags.string, color: "#8a4b00" },
  { tag: tags.comment, color: "#4e5d6c", fontStyle: "italic" },
  { tag: tags.meta, color: "#6a3fa0" },
]);

const LOOKS = EditorView.theme({
  "&": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "8px", fontSize: ".95rem" },
  "&.cm-focused": { outline: "3px solid #b35900", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace', lineHeight: "1.5", maxHeight: "min(36rem, 70vh)" },
  ".cm-content, .cm-gutter": { minHeight: "14rem" },
  ".cm-content": { padding: ".6rem 0" },
  ".cm-gutters": { backgroundColor: "#eaeff4", color: "var(--quiet)", border: "none", borderRadius: "8px 0 0 8px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "rgba(21, 66, 115, .06)" },
  ".cm-tooltip": { border: "1px solid var(--line)", borderRadius: "6px", backgroundColor: "var(--paper)", boxShadow: "0 4px 14px rgba(27, 39, 51, .18)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16rem", maxWidth: "min(44rem, 92vw)", borderRadius: "6px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".2rem .6rem", lineHeight: "1.5" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--brand)", color: "#fff" },
  ".cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail": { color: "#fff" },
  ".cm-completionDetail": { fontStyle: "normal", marginLeft: ".7rem", color: "var(--quiet)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-completionInfo": { padding: ".5rem .7rem", maxWidth: "22rem", fontFamily: "system-ui, sans-serif", lineHeight: "1.45" },
  "@media (max-width: 48rem)": { ".cm-completionInfo": { display: "none" } }, // there it would cover the list
  ".cm-diagnostic": { fontFamily: "system-ui, sans-serif", padding: ".4rem .7rem" },
  ".cm-diagnostic-error": { borderLeft: "5px solid #a5371b" },
});

// Where typing replaces a selection, Chromium would carry its looks over in a style attribute, which the page's policy
// forbids; so the text is put there by the editor instead.
const TYPING_OVER = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { main, ranges } = view.state.selection;
    const text = event.data;
    if (event.inputType !== "insertText" || text === null || main.empty || ranges.length > 1 || view.composing) return false;
    const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, main.from, main.to, text, insert))) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});

/** Put an editor with the query of a box in its place; the box stays in the form, out of sight, with the same query. */
export function takePlaceOf(box: HTMLTextAreaElement, settings: Settings, run: () => void): Editor {
  const host = document.createElement("div");
  host.className = "editor";
  box.before(host);
  // In a shadow tree CodeMirror adopts its style sheet; outside of one it adds an element, which the page's policy forbids.
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({ state: stateOf(box, settings, run), root, parent: root });
  box.hidden = true;
  for (const label of box.labels ?? []) label.addEventListener("click", () => view.focus());
  box.form?.addEventListener("reset", () => setTimeout(() => fill(view, box.value)));
  return {
    get query() {
      return view.state.doc.toString();
    },
    fill: (query) => fill(view, query),
    focus: () => view.focus(),
    mark: (fault) => mark(view, fault),
    unmark: () => view.dispatch(setDiagnostics(view.state, [])),
  };
}

function stateOf(box: HTMLTextAreaElement, settings: Settings, run: () => void): EditorState {
  const asking = { preventDefault: true, run: () => (run(), true) };
  const extensions: Extension = [
    lineNumbers(),
    lintGutter(),
    history(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    EditorView.lineWrapping,
    TYPING_OVER,
    StreamLanguage.define(sparql),
    syntaxHighlighting(COLOURS),
    declareWhileTyping(settings),
    LOOKS,
    autocompletion({ override: [completing(settings, new Terms(settings))], icons: false, activateOnTypingDelay: 150 }),
    // No key for Tab: it leads on to the next control, as everywhere on the page.
    keymap.of([
      { key: "Mod-Enter", ...asking },
      { key: "Ctrl-Enter", ...asking },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...historyKeymap,
      ...lintKeymap,
      ...defaultKeymap,
    ]),
    EditorView.contentAttributes.of({
      "aria-label": say(settings, "label"),
      "aria-description": say(settings, "hint"),
      spellcheck: "false",
      autocapitalize: "off",
      lang: "en",
    }),
    EditorState.phrases.of({ ...settings.phrases }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) box.value = update.state.doc.toString();
    }),
  ];
  return EditorState.create({ doc: box.value, extensions });
}

function fill(view: EditorView, query: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: query }, selection: { anchor: 0 }, scrollIntoView: true });
  view.dispatch(setDiagnostics(view.state, []));
}

function mark(view: EditorView, fault: Fault): void {
  const line = view.state.doc.line(Math.min(Math.max(fault.line, 1), view.state.doc.lines));
  const ahead = [...line.text].slice(0, Math.max(fault.column - 1, 0)).join("").length;
  const from = Math.min(line.from + ahead, line.to);
  const word = /^(?:[\p{L}\p{N}_:?$.-]+|.)/u.exec(line.text.slice(from - line.from))?.[0].length ?? 0;
  // At the end of a line there is nothing to underline but what stands before it.
  const range = word > 0 ? { from, to: from + word } : { from: Math.max(from - 1, line.from), to: from };
  view.dispatch(setDiagnostics(view.state, [{ ...range, severity: "error", message: fault.message }]));
  view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
}
