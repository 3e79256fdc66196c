/** The page /sparql with scripts: the form asks without leaving the page. Without scripts the same form works plainly. */

import { ask, faultIn } from "./answer";
import { takePlaceOf, type Editor } from "./editor";
import { readSettings, say, seconds, type Settings } from "./settings";

const TICK_MS = 100;

class Page {
  private readonly settings: Settings = readSettings();
  private readonly form = element<HTMLFormElement>("ask");
  private readonly box = element<HTMLTextAreaElement>("query");
  private readonly status = element("status");
  private readonly clock = element("clock");
  private readonly stop = element<HTMLButtonElement>("stop");
  private readonly share = element<HTMLButtonElement>("share");
  private readonly link = element<HTMLInputElement>("link");
  private readonly editor: Editor = takePlaceOf(this.box, this.settings, () => this.run());
  private running: AbortController | undefined;

  start(): void {
    for (const hidden of document.querySelectorAll<HTMLElement>("[data-scripted]")) hidden.hidden = false;
    for (const plain of document.querySelectorAll<HTMLElement>("[data-plain]")) plain.hidden = true;
    this.form.addEventListener("submit", (event) => this.take(event, () => this.run()));
    this.stop.addEventListener("click", () => this.running?.abort());
    this.share.addEventListener("click", () => void this.copyLink());
    document.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("submit", (event) => this.submitted(event));
    let search = location.search;
    addEventListener("popstate", () => {
      if (location.search !== search) location.reload(); // what the address names is what the service shows for it
    });
    this.moved = () => (search = location.search);
    const fault = faultIn(document.getElementById("answer") ?? this.form);
    if (fault) this.editor.mark(fault);
  }

  private moved: () => void = () => undefined;

  private take(event: Event, then: () => void): void {
    event.preventDefault();
    then();
  }

  /** The parameters of the form that are filled in, but for the form of the answer. */
  private parameters(): URLSearchParams {
    const parameters = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && value !== "" && name !== "format") parameters.append(name, value);
    }
    return parameters;
  }

  private run(): void {
    this.running?.abort();
    const stopping = new AbortController();
    this.running = stopping;
    void this.answer(stopping);
  }

  private async answer(stopping: AbortController): Promise<void> {
    const parameters = this.parameters();
    this.goTo(parameters);
    this.editor.unmark();
    this.busy(true);
    const begun = performance.now();
    const ticking = setInterval(() => this.tell(performance.now() - begun), TICK_MS);
    try {
      const outcome = await ask(this.settings, parameters, stopping.signal);
      if (this.running !== stopping) return;
      this.show(outcome.shown);
      const took = outcome.fault ? "" : say(this.settings, "took", { seconds: seconds(this.settings, performance.now() - begun) });
      this.clock.textContent = took;
      this.status.textContent = `${outcome.summary} ${took}`.trim();
      if (outcome.fault) {
        this.editor.mark(outcome.fault);
        this.editor.focus();
      }
    } catch (error) {
      if (this.running !== stopping) return;
      document.getElementById("answer")?.remove(); // what it shows is the answer to another query
      const told = stopping.signal.aborted ? "stopped" : "failed";
      if (!stopping.signal.aborted) console.info(error);
      this.clock.textContent = say(this.settings, told, { seconds: seconds(this.settings, performance.now() - begun) });
      this.status.textContent = this.clock.textContent;
    } finally {
      clearInterval(ticking);
      if (this.running === stopping) {
        this.running = undefined;
        this.busy(false);
      }
    }
  }

  private busy(is: boolean): void {
    if (!is && document.activeElement === this.stop) this.editor.focus(); // a control that goes takes no focus with it
    this.stop.hidden = !is;
    this.form.toggleAttribute("data-busy", is);
    if (is) this.status.textContent = say(this.settings, "running", { seconds: "" }).trim();
  }

  private tell(milliseconds: number): void {
    const form = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    const passed = (milliseconds / 1000).toLocaleString(this.settings.language, form);
    this.clock.textContent = say(this.settings, "running", { seconds: `${passed} s` });
  }

  private show(answer: HTMLElement): void {
    document.getElementById("answer")?.remove();
    document.getElementById("note")?.remove();
    this.form.after(answer);
    if (answer.getBoundingClientRect().top > innerHeight * 0.8) answer.scrollIntoView({ block: "start" });
  }

  /** Have the address name the query, so that it can be shared, bookmarked and gone back to. */
  private goTo(parameters: URLSearchParams): void {
    const address = `${location.pathname}?${parameters}`;
    if (address !== `${location.pathname}${location.search}`) history.pushState(null, "", address);
    this.moved();
    const other = document.querySelector<HTMLAnchorElement>("a[hreflang][lang]");
    if (other === null) return;
    const translated = new URLSearchParams(parameters);
    translated.set("lang", other.hreflang);
    other.href = `?${translated}`;
  }

  private async copyLink(): Promise<void> {
    const address = `${location.origin}${location.pathname}?${this.parameters()}`;
    this.goTo(this.parameters());
    try {
      await navigator.clipboard.writeText(address);
      this.clock.textContent = say(this.settings, "shared");
      this.status.textContent = this.clock.textContent;
    } catch {
      // Without a clipboard, as on a plain http address, the link stands ready to be copied by hand.
      this.link.hidden = false;
      this.link.value = address;
      this.link.focus();
      this.link.select();
    }
  }

  /** A stored question is put in the editor without leaving the page. */
  private clicked(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href*='?question=']") : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    this.take(event, () => void this.fetchQuestion(link));
  }

  private async fetchQuestion(link: HTMLAnchorElement): Promise<void> {
    try {
      const response = await fetch(link.href, { headers: { Accept: "text/html", "Accept-Language": this.settings.language } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const query = page.querySelector<HTMLTextAreaElement>("textarea#query")?.value;
      if (!response.ok || query === undefined) throw new Error(`${response.status}`);
      this.put(query, page.getElementById("note"));
      history.pushState(null, "", link.href);
      this.moved();
    } catch {
      location.assign(link.href);
    }
  }

  /** An example is put in the editor and asked. */
  private submitted(event: SubmitEvent): void {
    const query = event.target instanceof HTMLFormElement ? event.target.querySelector<HTMLInputElement>("input[type='hidden'][name='query']") : null;
    if (query === null) return;
    this.take(event, () => {
      this.put(query.value, null);
      this.run();
    });
  }

  private put(query: string, note: HTMLElement | null): void {
    this.editor.fill(query);
    document.getElementById("answer")?.remove();
    document.getElementById("note")?.remove();
    if (note) this.form.after(document.adoptNode(note));
    this.clock.textContent = "";
    this.status.textContent = `${say(this.settings, "filled")} ${note?.textContent ?? ""}`.trim();
    this.form.scrollIntoView({ block: "nearest" });
    this.editor.focus();
  }
}

function element<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element ${id}`);
  return found as Kind;
}

new Page().start();
