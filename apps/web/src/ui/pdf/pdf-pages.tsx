import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type ReactNode, useEffect, useState } from 'react';
import { Button, Notice } from '../kit.tsx';
import { Skeleton } from '../states.tsx';
import { PdfSheet, type SheetSize } from './pdf-sheet.tsx';
import { usePdfTexts } from './pdf-texts.ts';
import './pdf.css';

/** Pages that are drawn; a longer document says so and is read as a file. */
const mostPages = 300;
const zooms = [1, 1.5, 2] as const;

type Reading =
  | { readonly at: 'opening' }
  | { readonly at: 'open'; readonly document: PDFDocumentProxy; readonly sizes: readonly SheetSize[] }
  | { readonly at: 'failed'; readonly why: 'locked' | 'unreadable' };

/**
 * A PDF drawn in the page, sheet under sheet, each when it comes near the window. `over` draws upon a sheet, in mm from its upper left corner.
 * The reader of PDF is loaded with the first file.
 */
export function PdfPages(props: { file: Blob; over?: (page: number) => ReactNode; fallback?: ReactNode }) {
  const t = usePdfTexts();
  const reading = usePdf(props.file);
  const [zoom, setZoom] = useState(0);
  if (reading.at === 'opening') return <Skeleton shape="paper" />;
  if (reading.at === 'failed')
    return (
      <Notice tone="unknown" title={t[reading.why]} live="alert">
        <p>{t[`${reading.why}Text`]}</p>
        {props.fallback}
      </Notice>
    );
  const pages = reading.document.numPages;
  return (
    <div className="pdf">
      <div className="pdf__bar">
        <span className="quiet tabular">{t.pages(pages)}</span>
        <Button kind="text" icon="minus" disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
          {t.smaller}
        </Button>
        <Button kind="text" icon="plus" disabled={zoom === zooms.length - 1} onClick={() => setZoom(zoom + 1)}>
          {t.larger}
        </Button>
        <span className="quiet tabular" role="status">
          {Math.round(zooms[zoom]! * 100)}%
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section className={`pdf__sheets pdf__sheets--${zoom}`} tabIndex={0} aria-label={t.sheets}>
        {reading.sizes.map((size, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pages of one document never move
          <PdfSheet key={n} document={reading.document} page={n} size={size} label={t.page(n + 1, pages)}>
            {props.over?.(n)}
          </PdfSheet>
        ))}
      </section>
      {pages > mostPages && (
        <Notice tone="info" title={t.long(mostPages)}>
          {props.fallback}
        </Notice>
      )}
    </div>
  );
}

/** The document while the component stands, with the size of each sheet in mm. */
function usePdf(file: Blob): Reading {
  const [reading, setReading] = useState<Reading>({ at: 'opening' });
  useEffect(() => {
    let gone = false;
    let document: PDFDocumentProxy | undefined;
    const close = () => void document?.loadingTask.destroy();
    const open = async () => {
      const [{ openPdf }, bytes] = await Promise.all([import('./open-pdf.ts'), file.arrayBuffer()]);
      document = await openPdf(bytes);
      const sizes: SheetSize[] = [];
      for (let n = 1; n <= Math.min(document.numPages, mostPages); n++) {
        const { width, height } = (await document.getPage(n)).getViewport({ scale: 25.4 / 72 });
        sizes.push({ width, height });
      }
      if (gone) return close();
      setReading({ at: 'open', document, sizes });
    };
    open().catch((error: unknown) => {
      if (!gone)
        setReading({
          at: 'failed',
          why: (error as { name?: string }).name === 'PasswordException' ? 'locked' : 'unreadable',
        });
    });
    return () => {
      gone = true;
      close();
    };
  }, [file]);
  return reading;
}
