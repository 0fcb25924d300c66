import { uploadSealFile } from '@miaopi/contracts';
import { api } from './api.ts';

/** Most pixels a side that are sent; a larger photo is made smaller, and its resolution with it is the maker's to correct. */
const most = 2400;

/** Whatever picture the browser can read, sent as the PNG that the maker works from. */
export async function uploadImpression(file: File): Promise<{ fileId: string }> {
  const data = file.type === 'image/png' ? file : await asPng(file);
  const { fileId } = await api.call(uploadSealFile, { file: { name: 'impression.png', data } });
  return { fileId };
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
