/** How nodes and edges look in the map, by the looks that the service gives. Colour is never the only sign. */

import type { NodeSingular, EdgeSingular, StylesheetJson } from "cytoscape";
import type { EdgeData, NodeData, Settings } from "./settings";

const INK = "#1b2733";
const QUIET = "#4e5d6c";
const PAPER = "#ffffff";
const GROUND = "#f4f6f8";
const CHOSEN = "#b35900";
const FONT = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';
const FADED = 0.13;

/** Below this zoom names can't be read, so that only numbers are shown, larger. */
export const FAR = 0.55;

export function stylesheet(settings: Settings): StylesheetJson {
  const look = (node: NodeSingular) => settings.looks[data(node).kind] ?? { fill: PAPER, line: QUIET, corners: "" };
  const line = (edge: EdgeSingular) => settings.lines[edgeData(edge).kind] ?? { stroke: QUIET, dashes: [], arrow: "triangle" as const };
  return [
    {
      selector: "core",
      // the shade under the pointer says nothing here
      style: { "active-bg-opacity": 0 } as never,
    },
    {
      selector: "node.box",
      style: {
        shape: "round-rectangle",
        "background-color": GROUND,
        "border-color": "#c3ccd5",
        "border-width": 1,
        width: "data(width)",
        height: "data(height)",
        "z-index": -1,
        "z-index-compare": "manual",
        label: "data(title)",
        "font-family": FONT,
        "font-size": 19,
        "font-weight": "bold",
        color: QUIET,
        "text-valign": "top",
        "text-halign": "center",
        "text-margin-y": 30,
        "text-wrap": "ellipsis",
        "text-max-width": "data(width)",
        events: "no",
      },
    },
    {
      selector: "node.spot",
      style: {
        width: settings.width,
        height: settings.height,
        shape: (node: NodeSingular) => shape(data(node).kind, look(node).corners) as never,
        "shape-polygon-points": (node: NodeSingular) => (look(node).corners || "-1 -1 1 -1 1 1 -1 1") as never,
        "background-color": (node: NodeSingular) => (data(node).loaded ? look(node).fill : PAPER),
        "border-color": (node: NodeSingular) => look(node).line,
        "border-width": (node: NodeSingular) => (data(node).kind === "programme" || data(node).kind === "group" ? 5 : 1.6),
        "border-style": (node: NodeSingular) => (data(node).loaded ? (data(node).kind === "programme" || data(node).kind === "group" ? "double" : "solid") : "dashed") as never,
        label: (node: NodeSingular) => near(data(node)),
        "font-family": FONT,
        "font-size": 15,
        "line-height": 1.15,
        color: INK,
        "text-wrap": "wrap",
        "text-max-width": `${settings.width}px`,
        "text-valign": "center",
        "text-halign": "center",
      },
    },
    {
      selector: "node.spot.far",
      style: { label: (node: NodeSingular) => far(data(node)), "font-size": 30, "font-weight": "bold" },
    },
    {
      selector: "node.spot.unnumbered.far",
      style: { label: (node: NodeSingular) => near(data(node)), "font-size": 17 },
    },
    { selector: "node.box.far", style: { "font-size": 28 } },
    {
      selector: "edge",
      style: {
        width: (edge: EdgeSingular) => 1.5 + Math.min(Math.log2(edgeData(edge).weight), 5) * 0.8,
        "curve-style": "unbundled-bezier",
        "edge-distances": "node-position",
        "control-point-distances": (edge: EdgeSingular) => [edgeData(edge).bend] as never,
        "control-point-weights": [0.5] as never,
        "line-color": (edge: EdgeSingular) => (edgeData(edge).suspect ? settings.suspect.stroke : line(edge).stroke),
        "line-style": (edge: EdgeSingular) => (edgeData(edge).suspect || line(edge).dashes.length ? "dashed" : "solid"),
        "line-dash-pattern": (edge: EdgeSingular) => dashes(edgeData(edge).suspect ? settings.suspect.dashes : line(edge).dashes) as never,
        "target-arrow-shape": (edge: EdgeSingular) => line(edge).arrow,
        "target-arrow-color": (edge: EdgeSingular) => (edgeData(edge).suspect ? settings.suspect.stroke : line(edge).stroke),
        "arrow-scale": 1.1,
        opacity: 0.75,
        label: (edge: EdgeSingular) => mark(edgeData(edge)),
        "font-family": FONT,
        "font-size": 15,
        "font-weight": "bold",
        color: INK,
        "text-background-color": PAPER,
        "text-background-opacity": 0.95,
        "text-background-padding": "2px",
        "text-background-shape": "roundrectangle",
        events: "no",
      },
    },
    { selector: "edge.loop", style: { "curve-style": "bezier", "loop-direction": "0deg", "loop-sweep": "60deg" } },
    { selector: "edge.lit", style: { opacity: 1, width: 3.2, label: (edge: EdgeSingular) => told(edgeData(edge)), "font-size": 17, "z-index": 20 } },
    { selector: "edge.lit.far", style: { "font-size": 24 } },
    { selector: ".faded", style: { opacity: FADED } },
    { selector: "edge.faded", style: { label: "" } },
    { selector: "node.match", style: { "border-color": INK, "border-width": 4, "border-style": "solid" } },
    {
      selector: "node.chosen",
      style: { "outline-color": CHOSEN, "outline-width": 5, "outline-offset": 2, "outline-style": "solid", "z-index": 30 } as never,
    },
    {
      selector: "node.current",
      style: { "outline-color": INK, "outline-width": 4, "outline-offset": 6, "outline-style": "dotted", "z-index": 31 } as never,
    },
    { selector: "node.chosen.current", style: { "outline-color": CHOSEN, "outline-style": "double", "outline-width": 9 } as never },
  ] as StylesheetJson;
}

export function data(node: NodeSingular): NodeData {
  return node.data("of") as NodeData;
}

function edgeData(edge: EdgeSingular): EdgeData {
  return edge.data("of") as EdgeData;
}

function shape(kind: string, corners: string): string {
  if (corners) return "polygon";
  if (kind === "person") return "ellipse";
  return kind === "programme" || kind === "group" ? "rectangle" : "round-rectangle";
}

function near(node: NodeData): string {
  return [node.number, ...node.lines].filter((line) => line !== "").join("\n");
}

function far(node: NodeData): string {
  return node.number || (node.lines[0] ?? "");
}

/** What always stands at an edge: that it may not fit. */
function mark(edge: EdgeData): string {
  return edge.suspect ? "?" : "";
}

function told(edge: EdgeData): string {
  if (edge.kind === "references") return String(edge.weight);
  return `${edge.word}${edge.weight > 1 ? ` ×${edge.weight}` : ""}${edge.suspect ? " ?" : ""}`;
}

function dashes(pattern: readonly number[]): number[] {
  return pattern.length ? [...pattern] : [6, 3];
}
