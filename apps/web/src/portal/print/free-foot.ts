import { useEffect, useState } from 'react';
import { footHeight } from './sheet.tsx';
import type { SheetSize } from './sheet-size.ts';

const dotsPerMm = 2;

/** Whether nothing stands at the foot of a page, where the note goes; undefined while it is looked at. */
export function useFreeFoot(href: string, { width, height }: SheetSize): boolean | undefined {
  const [free, setFree] = useState<boolean>();
  useEffect(() => {
    let gone = false;
    const image = new Image();
    image.src = href;
    image.decode().then(
      () => !gone && setFree(isFree(image, width, height)),
      () => !gone && setFree(false),
    );
    return () => {
      gone = true;
    };
  }, [href, width, height]);
  return free;
}

function isFree(image: HTMLImageElement, width: number, height: number): boolean {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * dotsPerMm);
  canvas.height = footHeight * dotsPerMm;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return false;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, -(height - footHeight) * dotsPerMm, canvas.width, height * dotsPerMm);
  return pen.getImageData(0, 0, canvas.width, canvas.height).data.every((value) => value > 240);
}
