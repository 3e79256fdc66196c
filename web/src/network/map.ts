/** The map: what the service laid out, drawn by cytoscape, with what is chosen and current. Asks nothing. */

import cytoscape, { type Core, type ElementDefinition, type NodeSingular } from "cytoscape";
import { data, FAR, stylesheet } from "./looks";
import type { NodeData, Settings } from "./settings";

const MANY = 300;
const STEP = 1.35;
const FIT_PADDING = 18;
const GLIDE_MS = 180;

export class NetworkMap {
  private readonly core: Core;
  private readonly spots: readonly NodeSingular[];
  private readonly place: ReadonlyMap<string, number>;
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)");
  private current: number | undefined;
  private isFar = false;

  constructor(
    private readonly settings: Settings,
    private readonly holder: HTMLElement,
    choose: (key: string) => void,
    clear: () => void,
  ) {
    const many = settings.nodes.length > MANY;
    fitHeight(holder, settings);
    this.core = cytoscape({
      container: holder,
      elements: elements(settings),
      style: stylesheet(settings),
      layout: { name: "preset", fit: true, padding: FIT_PADDING },
      minZoom: 0.04,
      maxZoom: 2.5,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
      textureOnViewport: many,
      hideEdgesOnViewport: many,
    });
    this.spots = settings.nodes.map((_, place) => this.core.getElementById(`n${place}`) as NodeSingular);
    this.place = new Map(settings.nodes.map((node, place) => [node.key, place]));
    this.core.on("tap", "node.spot", (event) => {
      const node = event.target as NodeSingular;
      this.stand(this.place.get(data(node).key));
      choose(data(node).key);
    });
    this.core.on("tap", (event) => {
      if (event.target === this.core) clear();
    });
    this.core.on("mouseover", "node.spot", (event) => this.hover(event.target as NodeSingular));
    this.core.on("mouseout", "node.spot", () => this.hover(undefined));
    this.core.on("zoom", () => this.setDistance());
    this.setDistance();
  }

  has(key: string): boolean {
    return this.place.has(key);
  }

  node(key: string): NodeData | undefined {
    const place = this.place.get(key);
    return place === undefined ? undefined : this.settings.nodes[place];
  }

  /** Light what is chosen with its neighbours, or the paths between two, and fade the rest.
   *
   * Of paths that are too far away to read, the map comes nearer.
   */
  show(chosen: readonly string[], paths: readonly (readonly string[])[]): void {
    const keys = chosen.filter((key) => this.place.has(key));
    this.core.batch(() => {
      this.core.elements().removeClass("faded lit chosen");
      if (keys.length === 0) return;
      const nodes = this.core.collection().union(keys.map((key) => this.spot(key)) as never);
      const lit = keys.length > 1 ? this.along(paths).union(nodes) : nodes.union(nodes.connectedEdges()).union(nodes.neighborhood("node"));
      this.core.elements().not(".box").difference(lit).addClass("faded");
      lit.edges().addClass("lit");
      nodes.addClass("chosen");
      if (paths.length > 0 && this.isFar) this.glide({ fit: { eles: lit.nodes(), padding: 4 * FIT_PADDING } });
    });
  }

  /** The nodes and edges of paths; an edge that is walked against is lit where none goes along. */
  private along(paths: readonly (readonly string[])[]) {
    let lit = this.core.collection();
    for (const path of paths) {
      for (let at = 0; at + 1 < path.length; at++) {
        const from = this.spot(path[at] ?? "");
        const to = this.spot(path[at + 1] ?? "");
        const along = from.edgesTo(to);
        lit = lit.union(from).union(to).union(along.empty() ? from.edgesWith(to) : along);
      }
    }
    return lit;
  }

  /** Mark what has some text in its number or name; returns how many those are, and goes to the first when told to. */
  find(text: string, go: boolean): NodeData | undefined {
    const sought = text.trim().toLocaleLowerCase(this.settings.language);
    const starts = this.settings.nodes.flatMap((node, place) => (matches(node, sought) ? [place] : []));
    this.core.batch(() => {
      this.core.nodes(".match").removeClass("match");
      for (const place of starts) this.spots[place]?.addClass("match");
    });
    const exact = starts.find((place) => this.settings.nodes[place]?.number.toLocaleLowerCase() === sought);
    const first = exact ?? starts[0];
    if (first === undefined) return undefined;
    if (go) this.goTo(first);
    return this.settings.nodes[first];
  }

  /** Go on to another node, in the order of the document; returns the one that is current then. */
  move(step: number): NodeData | undefined {
    const last = this.spots.length - 1;
    if (last < 0) return undefined;
    const next = this.current === undefined ? (step > 0 ? 0 : last) : Math.min(Math.max(this.current + step, 0), last);
    return this.goTo(next);
  }

  /** Go to the first node of the next or previous box. */
  moveBox(step: 1 | -1): NodeData | undefined {
    if (this.current === undefined) return this.move(step);
    const here = this.settings.nodes[this.current]?.box ?? 0;
    const there = Math.min(Math.max(here + step, 0), this.settings.boxes.length - 1);
    return this.goTo(this.settings.nodes.findIndex((node) => node.box === there));
  }

  /** The node that is current. */
  get here(): NodeData | undefined {
    return this.current === undefined ? undefined : this.settings.nodes[this.current];
  }

  goTo(place: number): NodeData | undefined {
    const spot = this.spots[place];
    if (spot === undefined) return undefined;
    this.stand(place);
    const box = spot.renderedBoundingBox({ includeLabels: false });
    const outside = box.x1 < 0 || box.y1 < 0 || box.x2 > this.holder.clientWidth || box.y2 > this.holder.clientHeight;
    if (this.core.zoom() < FAR / 2) this.glide({ center: { eles: spot }, zoom: FAR });
    else if (outside) this.glide({ center: { eles: spot } });
    return this.settings.nodes[place];
  }

  zoom(direction: 1 | -1): void {
    const level = this.core.zoom() * (direction > 0 ? STEP : 1 / STEP);
    const middle = { x: this.holder.clientWidth / 2, y: this.holder.clientHeight / 2 };
    const around = this.current === undefined ? middle : (this.spots[this.current]?.renderedPosition() ?? middle);
    this.core.zoom({ level, renderedPosition: around });
  }

  fit(): void {
    this.glide({ fit: { eles: this.core.elements(), padding: FIT_PADDING } });
  }

  /** The focus comes back to the node where it was. */
  enter(): void {
    this.stand(this.current);
  }

  /** The mark of the current node goes with the focus. */
  leave(): void {
    this.core.nodes(".current").removeClass("current");
  }

  private stand(place: number | undefined): void {
    this.core.nodes(".current").removeClass("current");
    this.current = place;
    if (place !== undefined) this.spots[place]?.addClass("current");
  }

  private spot(key: string): NodeSingular {
    const place = this.place.get(key);
    return (place === undefined ? this.core.collection() : this.spots[place]) as NodeSingular;
  }

  private hover(node: NodeSingular | undefined): void {
    this.holder.title = node ? data(node).full : "";
    this.holder.classList.toggle("over", node !== undefined);
  }

  private glide(options: object): void {
    if (this.still.matches) {
      const { fit, center, zoom } = options as { fit?: { eles: never; padding: number }; center?: { eles: never }; zoom?: number };
      if (fit) this.core.fit(fit.eles, fit.padding);
      if (zoom !== undefined) this.core.zoom(zoom);
      if (center) this.core.center(center.eles);
      return;
    }
    this.core.stop();
    this.core.animate(options as never, { duration: GLIDE_MS });
  }

  private setDistance(): void {
    const isFar = this.core.zoom() < FAR;
    if (isFar === this.isFar) return;
    this.isFar = isFar;
    this.core.batch(() => this.core.elements().toggleClass("far", isFar));
  }
}

function elements(settings: Settings): ElementDefinition[] {
  // Not parents in the sense of cytoscape, which would make them as small as what is in them.
  const boxes = settings.boxes.map(({ title, x, y, width, height }, place) => ({
    data: { id: `b${place}`, title, width, height },
    position: { x: x + width / 2, y: y + height / 2 },
    classes: "box",
  }));
  const nodes = settings.nodes.map((node, place) => ({
    data: { id: `n${place}`, of: node },
    position: { x: node.x, y: node.y },
    classes: node.number === "" ? "spot unnumbered" : "spot",
  }));
  const edges = settings.edges.map((edge, place) => ({
    data: { id: `e${place}`, source: `n${edge.source}`, target: `n${edge.target}`, of: edge },
    classes: edge.source === edge.target ? "loop" : "",
  }));
  return [...boxes, ...nodes, ...edges];
}

/** As high as the whole picture is at the width that there is, within what the style sheet allows. */
function fitHeight(holder: HTMLElement, { boxes }: Settings): void {
  const width = Math.max(...boxes.map((box) => box.x + box.width));
  const height = Math.max(...boxes.map((box) => box.y + box.height));
  holder.style.height = `${Math.ceil((holder.clientWidth * height) / width) + 2 * FIT_PADDING}px`;
}

function matches(node: NodeData, sought: string): boolean {
  if (sought === "") return false;
  const full = node.full.toLocaleLowerCase();
  return full === sought || node.number.toLocaleLowerCase().startsWith(sought) || (/\p{L}/u.test(sought) && full.includes(sought));
}
