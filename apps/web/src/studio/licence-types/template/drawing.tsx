import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { type Box, boxOf, pageSize } from './item-box.ts';
import { itemName } from './item-name.ts';
import {
  itemAt,
  keyOf,
  moveBy,
  parts,
  replaceItem,
  resizeBy,
  type Spot,
  spotsOf,
  type Template,
} from './template-doc.ts';
import { useTemplateTexts } from './template-texts.ts';

/** mm a drag snaps to, and one press of an arrow moves. */
const grid = 0.5;
const snap = (value: number) => Math.round(value / grid) * grid;

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Drag {
  readonly spot: Spot;
  readonly how: 'move' | 'resize';
  readonly from: { readonly x: number; readonly y: number };
  readonly before: Template;
}

/** The paper as it is drawn, with a frame for each element: selected, moved and resized with the mouse or by keys. */
export function Drawing(props: {
  template: Template;
  svg: string | undefined;
  selected: Spot | undefined;
  faulty: ReadonlySet<string>;
  disabled: boolean;
  select: (spot: Spot | undefined) => void;
  change: (template: Template, what: string) => void;
}) {
  const { template, selected, disabled } = props;
  const t = useTemplateTexts();
  const paper = useRef<SVGSVGElement>(null);
  const drag = useRef<Drag>(undefined);
  const page = pageSize(template);
  const chosen = selected && keyOf(selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is selected in the list is where the keys go on the paper
  useEffect(() => {
    if (document.activeElement?.closest('.template-drawing')) focusOn(chosen);
  }, [chosen]);
  const focusOn = (key: string | undefined) =>
    paper.current?.querySelector<SVGGElement>(`[data-key="${key}"]`)?.focus({ preventScroll: true });
  const at = (event: PointerEvent) => {
    const frame = paper.current!.getBoundingClientRect();
    const scale = page.width / frame.width;
    return { x: (event.clientX - frame.left) * scale, y: (event.clientY - frame.top) * scale };
  };
  const replace = (of: Template, spot: Spot, make: typeof moveBy, dx: number, dy: number): Template =>
    replaceItem(of, spot, (item) => make(item, dx, dy));
  const begin = (event: PointerEvent<SVGElement>, spot: Spot, how: Drag['how']) => {
    event.stopPropagation();
    props.select(spot);
    if (disabled) return;
    paper.current?.setPointerCapture(event.pointerId);
    drag.current = { spot, how, from: at(event), before: template };
  };
  const move = (event: PointerEvent) => {
    const { current } = drag;
    if (!current) return;
    const to = at(event);
    const [dx, dy] = [snap(to.x - current.from.x), snap(to.y - current.from.y)];
    const make = current.how === 'move' ? moveBy : resizeBy;
    props.change(replace(current.before, current.spot, make, dx, dy), `drag ${keyOf(current.spot)}`);
  };
  const keys = (event: KeyboardEvent, spot: Spot) => {
    const arrow = arrows[event.key];
    if (!arrow || disabled || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const by = event.shiftKey ? 5 : grid;
    const make = event.altKey ? resizeBy : moveBy;
    props.change(replace(template, spot, make, arrow[0] * by, arrow[1] * by), `keys ${keyOf(spot)}`);
  };
  // the background lies below; seals on top, then what is selected, so that its handle can be reached
  const order = (['background', 'elements', 'sealPlaces'] as const).flatMap((part) => spotsOf(template, part));
  const frames = [
    ...order.filter((spot) => keyOf(spot) !== chosen),
    ...order.filter((spot) => keyOf(spot) === chosen),
  ].flatMap((spot) => {
    const box = boxOf(template, spot);
    return box ? [{ spot, box }] : [];
  });
  const first = frames.find(({ spot }) => spot.part === parts[0]) ?? frames[0];
  return (
    <section className="template-drawing" aria-label={t.drawing}>
      <svg
        ref={paper}
        viewBox={`0 0 ${page.width} ${page.height}`}
        onPointerDown={() => props.select(undefined)}
        onPointerMove={move}
        onPointerUp={() => {
          drag.current = undefined;
        }}
      >
        <title>{t.drawing}</title>
        <rect width={page.width} height={page.height} fill="#fff" />
        {props.svg && (
          <image
            href={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(props.svg)}`}
            width={page.width}
            height={page.height}
          />
        )}
        {frames.map(({ spot, box }) => {
          const key = keyOf(spot);
          const item = itemAt(template, spot)!;
          return (
            // biome-ignore lint/a11y/useSemanticElements: SVG has no button
            <g
              key={key}
              data-key={key}
              role="button"
              tabIndex={key === chosen || (!chosen && spot === first?.spot) ? 0 : -1}
              aria-pressed={key === chosen}
              aria-label={`${itemName(t, spot, item)}${props.faulty.has(key) ? ` · ${t.faults}` : ''}`}
              className={classOf(key === chosen, props.faulty.has(key), spot.part === 'background')}
              onPointerDown={(event) => begin(event, spot, 'move')}
              onFocus={() => props.select(spot)}
              onKeyDown={(event) => keys(event, spot)}
            >
              <Frame box={box} page={page} />
              {key === chosen && !disabled && (
                <rect
                  className="template-handle"
                  x={box.x + box.width - page.width / 120}
                  y={box.y + box.height - page.width / 120}
                  width={page.width / 60}
                  height={page.width / 60}
                  onPointerDown={(event) => begin(event, spot, 'resize')}
                />
              )}
            </g>
          );
        })}
      </svg>
      <p className="quiet template-drawing__help">{t.drawingHelp}</p>
    </section>
  );
}

/** Thin things are made wide enough to be hit. */
function Frame({ box, page }: { box: Box; page: { width: number } }) {
  const least = page.width / 90;
  const width = Math.max(box.width, least);
  const height = Math.max(box.height, least);
  return (
    <rect
      x={box.x - (width - box.width) / 2}
      y={box.y - (height - box.height) / 2}
      width={width}
      height={height}
      vectorEffect="non-scaling-stroke"
    />
  );
}

function classOf(chosen: boolean, faulty: boolean, below: boolean): string {
  return `template-frame${chosen ? ' template-frame--chosen' : ''}${faulty ? ' template-frame--faulty' : ''}${below ? ' template-frame--below' : ''}`;
}
