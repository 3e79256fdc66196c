/** The page /network with scripts: choosing in the map asks for the part of the page that says what was found.
 *
 * Without scripts the same page has the picture, the tables and a form.
 */

import { NetworkMap } from "./map";
import { readSettings, say, type NodeData, type Settings } from "./settings";

type Chosen = [begin: string, end: string];

class Page {
  private readonly holder = element("map");
  private readonly status = element("network-status");
  private readonly map: NetworkMap;
  private chosen: Chosen;
  private asking: AbortController | undefined;

  constructor(private readonly settings: Settings) {
    for (const hidden of document.querySelectorAll<HTMLElement>("[data-scripted]")) hidden.hidden = false;
    for (const plain of document.querySelectorAll<HTMLElement>("[data-plain]")) plain.hidden = true;
    this.chosen = [...settings.chosen];
    this.map = new NetworkMap(settings, this.holder, (key) => this.choose(key), () => this.clear());
    this.map.show(this.chosen, pathsIn(element("found")));
    this.tell(this.chosenText());
  }

  start(): void {
    this.holder.addEventListener("keydown", (event) => this.pressed(event));
    this.holder.addEventListener("focus", () => this.map.enter());
    this.holder.addEventListener("blur", () => this.map.leave());
    // A wheel scrolls the page, as everywhere; with Ctrl it zooms.
    this.holder.parentElement?.addEventListener("wheel", (event) => event.ctrlKey || event.metaKey || event.stopPropagation(), { capture: true, passive: true });
    this.onClick("zoom-in", () => this.map.zoom(1));
    this.onClick("zoom-out", () => this.map.zoom(-1));
    this.onClick("fit", () => this.map.fit());
    this.onClick("clear", () => this.clear());
    document.addEventListener("click", (event) => this.clicked(event));
    this.search(element<HTMLInputElement>("network-search"));
    addEventListener("popstate", () => this.returned());
  }

  private onClick(id: string, then: () => void): void {
    element(id).addEventListener("click", then);
  }

  private search(box: HTMLInputElement): void {
    box.addEventListener("input", () => this.map.find(box.value, false));
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        box.value = "";
        this.map.find("", false);
      } else if (event.key === "Enter") {
        event.preventDefault();
        const found = this.map.find(box.value, true);
        this.tell(found ? say(this.settings, "found", { name: found.full }) : say(this.settings, "not_found"));
        if (found) this.holder.focus();
      }
    });
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const done = this.act(event.key);
    if (done) event.preventDefault();
  }

  private act(key: string): boolean {
    switch (key) {
      case "ArrowRight":
      case "ArrowDown":
        return this.arrive(this.map.move(1));
      case "ArrowLeft":
      case "ArrowUp":
        return this.arrive(this.map.move(-1));
      case "PageDown":
        return this.arrive(this.map.moveBox(1));
      case "PageUp":
        return this.arrive(this.map.moveBox(-1));
      case "Home":
        return this.arrive(this.map.goTo(0));
      case "End":
        return this.arrive(this.map.goTo(this.settings.nodes.length - 1));
      case "Enter":
      case " ":
        if (this.map.here) this.choose(this.map.here.key);
        return true;
      case "Escape":
        this.clear();
        return true;
      case "+":
      case "=":
        this.map.zoom(1);
        return true;
      case "-":
        this.map.zoom(-1);
        return true;
      case "0":
        this.map.fit();
        return true;
      default:
        return false;
    }
  }

  private arrive(node: NodeData | undefined): boolean {
    if (node) {
      const said = say(this.settings, "node", { kind: node.word, name: node.full, out: node.out, in: node.in });
      this.tell(node.loaded ? said : `${said} ${say(this.settings, "named")}`);
    }
    return true;
  }

  /** The first that is chosen is the begin, the second the end; after that a new begin. */
  private choose(key: string): void {
    const opens = this.map.node(key)?.opens;
    if (opens) return location.assign(opens);
    const [begin, end] = this.chosen;
    if (key === begin && end === "") return this.clear();
    this.chosen = begin === "" || end !== "" ? [key, ""] : [begin, key];
    void this.refresh(true);
  }

  private clear(): void {
    if (this.chosen[0] === "" && this.chosen[1] === "") return;
    this.chosen = ["", ""];
    void this.refresh(true);
  }

  private returned(): void {
    const asked = new URLSearchParams(location.search);
    this.chosen = [asked.get("from") ?? "", asked.get("to") ?? ""];
    void this.refresh(false);
  }

  /** Show what is chosen in the map at once, and what was found of it when that comes in. */
  private async refresh(isNew: boolean): Promise<void> {
    this.asking?.abort();
    const stopping = new AbortController();
    this.asking = stopping;
    this.map.show(this.chosen, []);
    const asked = this.parameters();
    if (isNew) history.pushState(null, "", `${this.settings.address}${asked.toString() && `?${asked}`}`);
    translate(asked);
    this.tell(this.chosenText());
    element("found").toggleAttribute("data-busy", true);
    try {
      const found = await fetchFound(this.settings, asked, stopping.signal);
      element("found").replaceWith(found);
      this.chosen = chosenIn(found);
      this.map.show(this.chosen, pathsIn(found));
      this.tell(`${this.chosenText()} ${found.querySelector(".summary")?.textContent ?? ""}`.trim());
    } catch (error) {
      if (stopping.signal.aborted) return;
      console.info(error);
      element("found").removeAttribute("data-busy");
      this.tell(say(this.settings, "failed"));
    }
  }

  private parameters(): URLSearchParams {
    const asked = new URLSearchParams(location.search);
    for (const name of ["from", "to", "offset", "part"]) asked.delete(name);
    if (this.chosen[0]) asked.set("from", this.chosen[0]);
    if (this.chosen[1]) asked.set("to", this.chosen[1]);
    // What a page chose by what was chosen first stays in the picture when that is cleared.
    if (!asked.has("document")) for (const path of this.settings.documents) asked.append("document", path);
    return asked;
  }

  private chosenText(): string {
    const [begin, end] = this.chosen;
    const name = (key: string) => this.map.node(key)?.full ?? key;
    if (end) return say(this.settings, "second", { begin: name(begin), end: name(end) });
    if (begin) return say(this.settings, "first", { name: name(begin) });
    return say(this.settings, "cleared");
  }

  private tell(text: string): void {
    this.status.textContent = text;
  }

  /** A link that chooses what is in the map does so without leaving the page. */
  private clicked(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-choose]") : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const [begin = "", end = ""] = (link.dataset.choose ?? "").split(" ");
    if (!this.map.has(begin) || (end && !this.map.has(end))) return;
    event.preventDefault();
    this.chosen = [begin, end];
    void this.refresh(true);
    element("map").scrollIntoView({ block: "nearest" });
  }
}

async function fetchFound(settings: Settings, asked: URLSearchParams, signal: AbortSignal): Promise<HTMLElement> {
  const parameters = new URLSearchParams(asked);
  parameters.set("part", "found");
  parameters.set("lang", settings.language);
  const response = await fetch(`${settings.address}?${parameters}`, { headers: { Accept: "text/html" }, signal });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const found = page.getElementById("found");
  if (found === null) throw new Error(`${response.status}: the page has no part that says what was found`);
  return document.adoptNode(found);
}

/** What a part of the page is about, by the keys that the map has; an address may name it shorter. */
function chosenIn(found: HTMLElement): Chosen {
  const [begin = "", end = ""] = (found.dataset.chosen ?? "").split(" ");
  return [begin, end];
}

/** The keys along each path that a part of the page lists. */
function pathsIn(found: HTMLElement): string[][] {
  return [...found.querySelectorAll<HTMLElement>("[data-path]")].map((path) => (path.dataset.path ?? "").split(" "));
}

/** Have the link to the other language keep what is chosen. */
function translate(asked: URLSearchParams): void {
  const other = document.querySelector<HTMLAnchorElement>("a[hreflang][lang]");
  if (other === null) return;
  const translated = new URLSearchParams(asked);
  translated.set("lang", other.hreflang);
  other.href = `?${translated}`;
}

function element<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element ${id}`);
  return found as Kind;
}

const settings = readSettings();
if (settings) new Page(settings).start();
