import type { Flow, FlowNode, FlowPart, FlowSide } from './flow.ts';
import { arrow, box, heightOf, ink, isLive, type Line, lookOf, type Shape, setText } from './flow-shapes.ts';
import { type FlowLang, flowWords } from './flow-words.ts';

/** A picture of a flow in units of which a line of text has 15: as wide as it was asked for, as high as it comes. */
export interface FlowPicture {
  readonly width: number;
  readonly height: number;
  /** Lines between the steps, and the words at them. */
  readonly ways: readonly Shape[];
  readonly nodes: readonly {
    readonly id: string;
    readonly number: number;
    readonly label: string;
    readonly shapes: readonly Shape[];
  }[];
}

export interface FlowLook {
  readonly lang: FlowLang;
  readonly width: number;
  /** An instant or a day in words. */
  readonly when: (at: string) => string;
}

/** Left of the steps: the way of what the machine grants, and around a step that is left out. */
const [gutter, shortcutX, aroundX] = [26, 7, 17];
const [pad, gap, sideGap] = [12, 30, 36];

/**
 * Sets a flow from top to bottom: steps in one column, offices of one step side by side where there is room, loops and ends beside them on a wide picture and
 * beneath on a narrow one. Text is wrapped, never shrunk: a narrower picture is higher.
 */
export function layFlow(flow: Flow, look: FlowLook): FlowPicture {
  const width = Math.max(look.width, 240);
  const wide = width >= 600;
  const mainW = wide ? Math.min(460, width - gutter - sideGap - 190) : width - gutter - 4;
  const sideW = wide ? Math.min(300, width - gutter - mainW - sideGap - 4) : mainW - 24;
  const axis = gutter + mainW / 2;
  const ways: Shape[] = [];
  const nodes: FlowPicture['nodes'][number][] = [];
  const places = new Map<
    string,
    { readonly top: number; readonly middle: number; readonly block: number; readonly bottom: number }
  >();
  let y = 4;
  flow.nodes.forEach((node, i) => {
    const before = flow.nodes[i - 1];
    if (before) {
      const top = y;
      y += betweenOf(flow, before, look, { axis, mainW, top, ways });
      // behind what hangs beside or beneath the step above
      const from = places.get(before.id)?.block ?? top;
      const passed = isLive(node.state);
      ways.push(
        ...arrow(`M${axis} ${from}V${y}`, { color: passed ? ink.primary : ink.line, dash: !passed, head: 'down' }),
      );
    }
    const set = setNode(node, i + 1, look, { x: gutter, y, mainW, sideW, wide });
    nodes.push({ id: node.id, number: i + 1, label: labelOf(node, i + 1, look), shapes: set.shapes });
    places.set(node.id, { top: y, middle: y + 22, block: y + set.block, bottom: y + set.height });
    y += set.height;
  });
  for (const [i, node] of flow.nodes.entries()) {
    const place = places.get(node.id);
    // around a step that is, or may be, left out
    if (!place || i === 0 || !(node.unless || node.when || node.state === 'skipped') || i === flow.nodes.length - 1)
      continue;
    const taken = node.state === 'skipped';
    const d = `M${axis} ${place.top - 11}H${aroundX}V${place.bottom + 9}H${axis}`;
    ways.push(...arrow(d, { color: taken ? ink.primary : ink.line, dash: !taken }));
  }
  const cut = flow.shortcut;
  const [from, to] = [cut && places.get(cut.from), cut && places.get(cut.to)];
  if (cut && from && to) {
    const color = cut.state === 'done' ? ink.ok : cut.state === 'plan' ? ink.primary : ink.soft;
    const d = `M${gutter} ${from.middle}H${shortcutX}V${to.middle}H${gutter - 1}`;
    ways.push(...arrow(d, { color, dash: cut.state !== 'done' && cut.state !== 'plan', head: 'right' }));
  }
  return { width, height: Math.ceil(y + 4), ways, nodes };
}

/** The gap below a step; where the machine may grant, what leads which way stands in it. @returns its height */
function betweenOf(
  flow: Flow,
  above: FlowNode,
  { lang }: FlowLook,
  at: { readonly axis: number; readonly mainW: number; readonly top: number; readonly ways: Shape[] },
): number {
  if (flow.shortcut?.from !== above.id) return gap;
  const words = flowWords[lang];
  const half = at.mainW / 2 - 14;
  const granted = flow.shortcut.state !== 'void' && flow.shortcut.state !== 'todo';
  const left: Line[] = [{ text: words.shortcut, size: 13, color: granted ? ink.ok : ink.second }];
  const right: Line[] = [
    { text: words.otherwise, size: 13, color: flow.shortcut.state === 'done' ? ink.second : ink.wait },
  ];
  at.ways.push(...setText(left, gutter, at.top + 4, half), ...setText(right, at.axis + 12, at.top + 4, half));
  return Math.max(heightOf(left, half), heightOf(right, half)) + 26;
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly mainW: number;
  readonly sideW: number;
  readonly wide: boolean;
}

function setNode(
  node: FlowNode,
  number: number,
  look: FlowLook,
  f: Frame,
): { shapes: Shape[]; height: number; block: number } {
  const several = node.parts.length > 1;
  const inner = f.mainW - 2 * pad - 34;
  const head = headOf(node, look);
  const headH = Math.max(heightOf(head, inner), 24);
  const parts = several ? setParts(node.parts, look, { ...f, y: f.y + pad + headH + 8 }) : { shapes: [], height: 0 };
  const blockH = pad + headH + (several ? 8 + parts.height : 0) + pad;
  const shapes: Shape[] = [
    box(f.x, f.y, f.mainW, blockH, node.state, { round: node.by === 'official' ? 8 : 22 }),
    ...numbered(number, node, f.x + pad + 11, f.y + pad + 12),
    ...setText(head, f.x + pad + 32, f.y + pad, inner),
    ...parts.shapes,
  ];
  let sideY = f.wide ? f.y : f.y + blockH + 12;
  for (const side of node.sides) {
    const x = f.wide ? f.x + f.mainW + sideGap : f.x + 24;
    const set = setSide(side, look, {
      x,
      y: sideY,
      width: f.sideW,
      from: f.wide ? f.x + f.mainW : f.x + 10,
      wide: f.wide,
      bottom: f.y + blockH,
    });
    shapes.push(...set.shapes);
    sideY += set.height + 12;
  }
  const sidesEnd = node.sides.length > 0 ? sideY - 12 : f.y;
  return { shapes, height: Math.max(f.y + blockH, sidesEnd) - f.y, block: blockH };
}

/** Name, whose it is, how far it is, and why it is left out. */
function headOf(node: FlowNode, { lang, when }: FlowLook): Line[] {
  const words = flowWords[lang];
  const [only] = node.parts;
  const meta = [
    node.parts.length === 1 && only ? only.name[lang] : node.parts.length === 0 ? words.by[node.by] : '',
    node.parts.length === 1 && only?.outside ? words.outside : '',
    node.decides ? words.decides : '',
    node.days !== undefined && node.days > 0 && node.state !== 'skipped' ? words.days(node.days) : '',
  ];
  const own = node.parts.length === 1 ? only : undefined;
  const done = [
    words.states[node.state],
    own?.said?.[lang],
    words.who(own?.who ?? node.who ?? '') || (node.state === 'now' && own ? words.waits : ''),
    node.state === 'done' && (own?.at ?? node.at) ? when(own?.at ?? node.at ?? '') : '',
  ];
  const grey = node.state === 'skipped' || node.state === 'void';
  return [
    { text: node.name[lang], size: 15, weight: 600, color: grey ? ink.second : ink.title },
    ...dotted(meta).map((text) => ({ text, size: 13, color: ink.second })),
    ...(node.mode !== 'one' && node.parts.length > 1 ? [{ text: words[node.mode], size: 13, color: ink.second }] : []),
    ...dotted(done).map((text) => ({ text, size: 13, color: node.state === 'now' ? ink.wait : ink.text })),
    ...(node.when && node.state === 'plan' ? [{ text: words.when(node.when[lang]), size: 13, color: ink.second }] : []),
    ...(node.unless && node.state === 'plan'
      ? [{ text: words.unless(node.unless[lang]), size: 13, color: ink.second }]
      : []),
    ...(node.why ? [{ text: words.why(node.why[lang]), size: 13, color: ink.second }] : []),
  ];
}

/** The step's number, with a tick once it is done. */
function numbered(number: number, node: FlowNode, x: number, y: number): Shape[] {
  const { stroke } = lookOf(node.state);
  const filled = node.state === 'done' || node.state === 'now';
  return [
    { tag: 'circle', attrs: { cx: x, cy: y, r: 11, fill: filled ? stroke : ink.paper, stroke, strokeWidth: 1.5 } },
    node.state === 'done'
      ? { tag: 'path', attrs: { d: `M${x - 5} ${y}l3.5 4l6.5 -7.5`, fill: 'none', stroke: ink.paper, strokeWidth: 2 } }
      : {
          tag: 'text',
          text: String(number),
          attrs: {
            x,
            y: y + 4.5,
            fontSize: 13,
            fontWeight: 600,
            textAnchor: 'middle',
            fill: filled ? ink.paper : ink.second,
          },
        },
  ];
}

/** Offices of one step: split before them and joined behind, side by side while each has room for its name. */
function setParts(parts: readonly FlowPart[], look: FlowLook, f: Frame): { shapes: Shape[]; height: number } {
  const [x, full] = [f.x + pad, f.mainW - 2 * pad];
  const columns = (full - (parts.length - 1) * 10) / parts.length >= 130 ? parts.length : 1;
  const w = columns === 1 ? full - 14 : (full - (columns - 1) * 10) / columns;
  const left = columns === 1 ? x + 14 : x;
  const lines = parts.map((p) => partLines(p, look));
  const heights = lines.map((l) => heightOf(l, w - 16) + 12);
  const tallest = Math.max(...heights);
  const shapes: Shape[] = [];
  let y = f.y + (columns === 1 ? 4 : 12);
  const railTop = y + (heights[0] ?? tallest) / 2;
  parts.forEach((part, i) => {
    const h = columns === 1 ? (heights[i] ?? tallest) : tallest;
    const px = columns === 1 ? left : left + i * (w + 10);
    const color = isLive(part.state) ? ink.primary : ink.soft;
    const way = columns === 1 ? `M${x + 4} ${y + h / 2}H${px}` : `M${px + w / 2} ${f.y + 2}V${y}`;
    shapes.push(
      ...arrow(way, { color }),
      box(px, y, w, h, part.state, { round: 6 }),
      ...setText(lines[i] ?? [], px + 8, y + 6, w - 16),
    );
    if (columns > 1) shapes.push(...arrow(`M${px + w / 2} ${y + h}V${y + h + 10}`, { color }));
    if (columns === 1) y += h + 8;
  });
  const mid = w / 2;
  if (columns === 1) {
    const last = heights.at(-1) ?? tallest;
    shapes.push(...arrow(`M${x + 4} ${railTop}V${y - 8 - last / 2}`, { color: ink.primary }));
    return { shapes, height: y - 8 - f.y };
  }
  for (const bar of [f.y + 2, y + tallest + 10])
    shapes.push(...arrow(`M${left + mid} ${bar}H${left + (columns - 1) * (w + 10) + mid}`, { color: ink.primary }));
  return { shapes, height: y + tallest + 12 - f.y };
}

function partLines(part: FlowPart, { lang, when }: FlowLook): Line[] {
  const words = flowWords[lang];
  const meta = [part.outside ? words.outside : '', part.days === undefined ? '' : words.days(part.days)];
  const done = [
    words.states[part.state],
    part.said?.[lang],
    part.who ? words.who(part.who) : part.state === 'now' && !part.outside ? words.waits : '',
    part.state === 'done' && part.at ? when(part.at) : '',
  ];
  return [
    { text: part.name[lang], size: 13, color: ink.title },
    ...dotted(meta).map((text) => ({ text, size: 12, color: ink.second })),
    ...dotted(done).map((text) => ({ text, size: 12, color: part.state === 'now' ? ink.wait : ink.text })),
  ];
}

function setSide(
  side: FlowSide,
  look: FlowLook,
  f: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly from: number;
    readonly wide: boolean;
    readonly bottom: number;
  },
): { shapes: Shape[]; height: number } {
  const { lang } = look;
  const words = flowWords[lang];
  const end = side.kind === 'end';
  const span = [side.at && look.when(side.at), side.until && look.when(side.until)].filter(Boolean).join(' – ');
  const lines: Line[] = [
    { text: side.name[lang], size: 13, weight: 600, color: end && isLive(side.state) ? ink.end : ink.title },
    ...(side.note ? [{ text: side.note[lang], size: 12, color: ink.second }] : []),
    ...dotted([words.states[side.state], span, side.state === 'plan' ? (end ? words.end : words.loop) : '']).map(
      (text) => ({
        text,
        size: 12,
        color: side.state === 'now' ? ink.wait : ink.second,
      }),
    ),
  ];
  const h = heightOf(lines, f.width - 16) + 12;
  const { stroke } = lookOf(side.state, end);
  const dash = side.state === 'plan' || side.state === 'void';
  const shapes: Shape[] = [
    box(f.x, f.y, f.width, h, side.state, { end, round: 6, ...(dash ? { dash: '5 4' } : {}) }),
    ...setText(lines, f.x + 8, f.y + 6, f.width - 16),
  ];
  if (f.wide) {
    const [out, back] = [f.y + Math.min(16, h / 3), f.y + Math.min(30, h - 8)];
    // a side lower than its step hangs on a line along the step's edge
    const hang = out > f.bottom - 4;
    const start = hang ? `M${f.from - 24} ${f.bottom}V${out}` : `M${f.from} ${out}`;
    shapes.push(...arrow(`${start}H${f.x}`, { color: stroke, head: 'right' }));
    if (!end && !hang && back < f.bottom)
      shapes.push(...arrow(`M${f.x} ${back}H${f.from}`, { color: stroke, head: 'left' }));
  } else {
    shapes.push(...arrow(`M${f.from} ${f.bottom}V${f.y + h / 2}H${f.x}`, { color: stroke, head: 'right' }));
  }
  return { shapes, height: h };
}

/** What there is, with dots between; nothing when there is nothing. */
function dotted(words: readonly (string | false | undefined)[]): string[] {
  const said = words.filter(Boolean);
  return said.length > 0 ? [said.join(' · ')] : [];
}

/** A step in one line, for who hears it. */
function labelOf(node: FlowNode, number: number, { lang }: FlowLook): string {
  return [`${number} ${node.name[lang]}`, flowWords[lang].states[node.state]]
    .filter(Boolean)
    .join(lang === 'zh' ? '，' : ', ');
}
