import type { FlowView } from '@miaopi/contracts';
import { type Flow, flowWords, layFlow, type Shape } from '@miaopi/items';
import { createElement, useId, useLayoutEffect, useRef, useState } from 'react';
import { formatDate } from '../texts/format.ts';
import { useLang } from '../texts/lang.tsx';
import { FLOW } from './flow-texts.ts';
import { type Place, useFlowPlace } from './use-flow-place.ts';
import './flow.css';

/** With a space between lines of text: what a screen reader says of a step is what stands in it. */
const drawn = (shapes: readonly Shape[]) =>
  shapes.flatMap(({ tag, attrs, text }, i) => [createElement(tag, { key: i, ...attrs }, text), text ? ' ' : '']);

/** Where no script measures it: the width of the guide's column. */
const usual = 640;

/** Width of the place in units of the picture, sixteen to the text size there: large type makes a narrower picture with more lines. */
function useRoom() {
  const ref = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(usual);
  useLayoutEffect(() => {
    const { current } = ref;
    if (!current || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      const size = Number.parseFloat(getComputedStyle(current).fontSize) || 16;
      setRoom(Math.floor((current.clientWidth / size) * 16));
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return { ref, room };
}

/**
 * The flow of an item, or of a case, as a picture.
 * @param linked each step leads to its entries in the line of time on the same page
 */
export function FlowPicture({ flow, name, linked }: { flow: FlowView; name: string; linked?: boolean }) {
  const { lang } = useLang();
  const { ref, room } = useRoom();
  const { at, go } = useFlowPlace();
  const id = useId();
  const words = flowWords[lang];
  const { width, height, ways, nodes } = layFlow(flow as Flow, {
    lang,
    width: room,
    when: (instant) => formatDate(instant, lang),
  });
  return (
    <div className="flow-picture" ref={ref}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={`${width / 16}em`}
        role={linked ? 'group' : 'img'}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
      >
        <title id={`${id}-title`}>{words.title(name)}</title>
        <desc id={`${id}-text`}>{words.text(nodes.map((n) => n.label).join(words.between))}</desc>
        {linked && <desc id={`${id}-time`}>{FLOW[lang].toTime}</desc>}
        {drawn(ways)}
        {nodes.map((node) => {
          const time: Place = { kind: 'time', id: node.id };
          return linked ? (
            <a
              key={node.id}
              id={`flow-${node.id}`}
              href={`#time-${node.id}`}
              className="flow-picture__step"
              aria-describedby={`${id}-time`}
              data-at={at === node.id ? '' : undefined}
              onClick={(event) => {
                event.preventDefault();
                go(time);
              }}
            >
              {drawn(node.shapes)}
            </a>
          ) : (
            <g key={node.id}>{drawn(node.shapes)}</g>
          );
        })}
      </svg>
    </div>
  );
}
