import type { FlowState } from './flow.ts';
import { wrapText } from './wrap-text.ts';

/** One shape of the picture; attributes as SVG has them, in camel case. */
export interface Shape {
  readonly tag: 'rect' | 'path' | 'text' | 'circle';
  readonly attrs: Readonly<Record<string, string | number>>;
  readonly text?: string;
}

/** Colours of the design. Each stands beside a word or a kind of line, never alone. */
export const ink = {
  primary: '#0b57a4',
  tint: '#eaf2fb',
  title: '#111a24',
  text: '#2a3440',
  second: '#5b6472',
  line: '#7b8796',
  soft: '#c9d3df',
  ground: '#f5f7fa',
  paper: '#ffffff',
  ok: '#1b7f4b',
  okTint: '#e9f6ef',
  wait: '#8f5500',
  waitTint: '#fdf4e4',
  end: '#c4281c',
} as const;

interface Look {
  readonly stroke: string;
  readonly fill: string;
  readonly dash?: string;
}

/** How a box of this state is drawn. */
export function lookOf(state: FlowState, end = false): Look {
  if (state === 'done') return end ? { stroke: ink.end, fill: ink.paper } : { stroke: ink.ok, fill: ink.okTint };
  if (state === 'now') return { stroke: ink.wait, fill: ink.waitTint };
  if (state === 'plan') return end ? { stroke: ink.end, fill: ink.paper } : { stroke: ink.primary, fill: ink.paper };
  if (state === 'todo') return { stroke: ink.line, fill: ink.paper };
  return { stroke: ink.soft, fill: ink.ground, dash: '5 4' };
}

/** Whether a case has gone this way, or would: else the line is thin and grey. */
export const isLive = (state: FlowState): boolean => state === 'done' || state === 'now' || state === 'plan';

export function box(
  x: number,
  y: number,
  w: number,
  h: number,
  state: FlowState,
  more: Partial<Look> & { end?: boolean; round?: number } = {},
): Shape {
  const { stroke, fill, dash } = { ...lookOf(state, more.end), ...more };
  return {
    tag: 'rect',
    attrs: {
      x,
      y,
      width: w,
      height: h,
      rx: more.round ?? 8,
      fill,
      stroke,
      strokeWidth: state === 'now' ? 2.5 : 1.5,
      ...(dash ? { strokeDasharray: dash } : {}),
    },
  };
}

/** A line with its head at the last point; `d` in absolute H and V only, so that the head's direction is that of the last leg. */
export function arrow(
  d: string,
  o: { readonly color: string; readonly dash?: boolean; readonly head?: 'down' | 'right' | 'left' },
): Shape[] {
  const line: Shape = {
    tag: 'path',
    attrs: { d, fill: 'none', stroke: o.color, strokeWidth: 1.5, ...(o.dash ? { strokeDasharray: '5 4' } : {}) },
  };
  if (!o.head) return [line];
  const { x, y } = endOf(d);
  const tip = {
    down: `M${x - 4.5} ${y - 7}H${x + 4.5}L${x} ${y}Z`,
    right: `M${x - 7} ${y - 4.5}V${y + 4.5}L${x} ${y}Z`,
    left: `M${x + 7} ${y - 4.5}V${y + 4.5}L${x} ${y}Z`,
  };
  return [line, { tag: 'path', attrs: { d: tip[o.head], fill: o.color } }];
}

function endOf(d: string): { x: number; y: number } {
  let [x, y] = [0, 0];
  for (const [, command, first, second] of d.matchAll(/([MHV])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
    if (command === 'V') y = Number(first);
    else x = Number(first);
    if (command === 'M') y = Number(second);
  }
  return { x, y };
}

/** A paragraph to be set: wrapped to its width. */
export interface Line {
  readonly text: string;
  readonly size: number;
  readonly color: string;
  readonly weight?: number;
}

const leading = (size: number): number => Math.round(size * 1.5);

export function heightOf(lines: readonly Line[], width: number): number {
  return lines.reduce((sum, l) => sum + wrapText(l.text, l.size, width).length * leading(l.size), 0);
}

/** Sets paragraphs from `y` downwards, at the left edge or around the middle. */
export function setText(lines: readonly Line[], x: number, y: number, width: number, middle = false): Shape[] {
  let at = y;
  return lines.flatMap((l) =>
    wrapText(l.text, l.size, width).map((text): Shape => {
      at += leading(l.size);
      return {
        tag: 'text',
        text,
        attrs: {
          x: middle ? x + width / 2 : x,
          y: at - Math.round(l.size * 0.42),
          fontSize: l.size,
          fill: l.color,
          ...(l.weight ? { fontWeight: l.weight } : {}),
          ...(middle ? { textAnchor: 'middle' } : {}),
        },
      };
    }),
  );
}
