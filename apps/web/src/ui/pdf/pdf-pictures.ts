import { openPdf } from './open-pdf.ts';

/** A page as a picture; mm. The address is of this document and ends with `URL.revokeObjectURL`. */
export interface PagePicture {
  readonly href: string;
  readonly width: number;
  readonly height: number;
}

/** Sheets of one print-out. */
const mostSheets = 60;
const dotsPerPoint = 200 / 72;
const mostPoints = 16_000_000;

/** Every page as paper shows it, for printing. */
export async function pdfPictures(file: Blob): Promise<PagePicture[]> {
  const document = await openPdf(await file.arrayBuffer());
  try {
    const pictures: PagePicture[] = [];
    for (let n = 1; n <= Math.min(document.numPages, mostSheets); n++) {
      const page = await document.getPage(n);
      const plain = page.getViewport({ scale: 1 });
      const scale = Math.min(dotsPerPoint, Math.sqrt(mostPoints / (plain.width * plain.height)));
      const viewport = page.getViewport({ scale });
      const canvas = window.document.createElement('canvas');
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      await page.render({ canvas, viewport, intent: 'print' }).promise;
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
      canvas.width = 0;
      if (!blob) throw new Error(`page ${n} could not be drawn`);
      pictures.push({
        href: URL.createObjectURL(blob),
        width: (plain.width * 25.4) / 72,
        height: (plain.height * 25.4) / 72,
      });
    }
    return pictures;
  } finally {
    await document.loadingTask.destroy();
  }
}
