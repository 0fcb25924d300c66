import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';

/** mm */
export interface SheetSize {
  readonly width: number;
  readonly height: number;
}

/** Points of one canvas: about what a page of A4 has at 400 dots an inch, and 64 MB of memory. */
const mostPoints = 16_000_000;

/** One page: drawn when it is near the window and given back when it is far, with its text over it to select and to be read aloud. */
export function PdfSheet(props: {
  document: PDFDocumentProxy;
  page: number;
  size: SheetSize;
  label: string;
  children?: ReactNode;
}) {
  const { document, page, size } = props;
  const sheet = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const width = useShownWidth(sheet);
  useEffect(() => {
    const ink = canvas.current;
    const text = words.current;
    if (!width || !ink || !text) return;
    const drawing = drawPage(document, page + 1, width, ink, text);
    return () => {
      drawing.stop();
      ink.width = 0;
      ink.height = 0;
      text.replaceChildren();
    };
  }, [document, page, width]);
  return (
    <figure ref={sheet} className="pdf__sheet">
      <canvas ref={canvas} className="pdf__ink" />
      <div ref={words} className="pdf__words" />
      <svg className="pdf__over" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={props.label}>
        {props.children}
      </svg>
    </figure>
  );
}

/** CSS px the element is wide while it is near the window, else 0. */
function useShownWidth(element: RefObject<HTMLElement | null>): number {
  const [near, setNear] = useState(false);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const one = element.current;
    if (!one) return;
    const seen = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: '600px',
    });
    const sized = new ResizeObserver(() => setWidth(Math.round(one.clientWidth)));
    seen.observe(one);
    sized.observe(one);
    return () => {
      seen.disconnect();
      sized.disconnect();
    };
  }, [element]);
  return near ? width : 0;
}

function drawPage(
  document: PDFDocumentProxy,
  number: number,
  width: number,
  ink: HTMLCanvasElement,
  text: HTMLElement,
): { stop(): void } {
  let stopped = false;
  const running: { cancel(): void }[] = [];
  const draw = async () => {
    const [{ TextLayer }, page] = await Promise.all([import('./open-pdf.ts'), document.getPage(number)]);
    if (stopped) return;
    const plain = page.getViewport({ scale: 1 });
    const scale = width / plain.width;
    const finest = Math.sqrt(mostPoints / (plain.width * plain.height));
    const viewport = page.getViewport({ scale: Math.min(scale * Math.max(2, devicePixelRatio), finest) });
    ink.width = Math.floor(viewport.width);
    ink.height = Math.floor(viewport.height);
    const rendering = page.render({ canvas: ink, viewport });
    running.push(rendering);
    text.style.setProperty('--total-scale-factor', String(scale));
    const layer = new TextLayer({
      textContentSource: page.streamTextContent(),
      container: text,
      viewport: page.getViewport({ scale }),
    });
    running.push(layer);
    await Promise.all([rendering.promise, layer.render()]);
  };
  // what is broken on one page leaves that page as far as it came; the others are drawn
  draw().catch(() => {});
  return {
    stop() {
      stopped = true;
      for (const one of running) one.cancel();
    },
  };
}
