/** Longest side of a portrait sent, in pixels; enough for a face, and far below what the server takes. */
const longest = 960;

/** What the camera shows or a picture holds, as a JPEG in base64; undefined when it is no picture that this browser reads. Nothing about the camera goes with it. */
export async function portraitOf(source: HTMLVideoElement | File): Promise<string | undefined> {
  try {
    const picture = await createImageBitmap(source);
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return canvas.toDataURL('image/jpeg', 0.85).split(',')[1];
  } catch {
    return undefined;
  }
}
