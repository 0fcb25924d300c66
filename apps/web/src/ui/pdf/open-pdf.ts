import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, version } from 'pdfjs-dist/legacy/build/pdf.mjs';
import worker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

export { TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs';

GlobalWorkerOptions.workerSrc = worker;

/** Beside the pages (pdf-data.config.ts): what files need that name a font or an encoding of Chinese without carrying it. */
const data = `/assets/pdf-${version}`;

/** Points a picture inside a file may have; a larger one is left out of its page. */
const maxPicture = 40_000_000;

/**
 * A PDF somebody sent in: read in a worker of our own origin, nothing of it is run (no script, no eval, no form logic), and it fetches nothing.
 * The caller ends it with `document.loadingTask.destroy()`.
 */
export function openPdf(bytes: ArrayBuffer): Promise<PDFDocumentProxy> {
  return getDocument({
    data: bytes,
    isEvalSupported: false,
    enableXfa: false,
    useWasm: false,
    maxImageSize: maxPicture,
    canvasMaxAreaInBytes: maxPicture * 4,
    cMapUrl: `${data}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${data}/standard_fonts/`,
    wasmUrl: `${data}/wasm/`,
    stopAtErrors: false,
    verbosity: 0,
  }).promise;
}
