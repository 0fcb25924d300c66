import { uploadSealFile } from '@miaopi/contracts';
import { api } from './api.ts';

/** Most pixels a side that are sent; a larger photo is made smaller, and its resolution with it is the maker's to correct. */
const most = 2400;

type Sent = Promise<{ readonly fileId: string }>;

/** What of the files chosen on this page was sent already: asked for once more, it is the same paper, and what is sent with it the same act. */
const sent = new WeakMap<File, Sent>();

function once(file: File, send: () => Sent): Sent {
  const known = sent.get(file);
  if (known) return known;
  const sending = send();
  sent.set(file, sending);
  sending.catch(() => sent.delete(file));
  return sending;
}

/** A proof that is kept with the application for a seal, as it was chosen. */
export function uploadPaper(file: File): Sent {
  return once(file, () => api.call(uploadSealFile, { file: { name: file.name, data: file } }));
}

/** Whatever picture the browser can read, sent as the PNG that the maker works from. */
export function uploadImpression(file: File): Sent {
  return once(file, async () => {
    const data = file.type === 'image/png' ? file : await asPng(file);
    const { fileId } = await api.call(uploadSealFile, { file: { name: 'impression.png', data } });
    return { fileId };
  });
}

async function asPng(file: File): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be read'))), 'image/png'),
  );
}
