import jsQR from 'jsqr';

/** Longest side a picture is looked at with: enough for a code on a whole page, bounded for the rest. */
const longest = 2400;

/** The text of a QR code in a picture; undefined when there is none or it is no picture. */
export async function codeInPicture(file: Blob): Promise<string | undefined> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    // small first, which is quick; then sharper
    for (const side of [1000, longest]) {
      const found = codeIn(image, image.naturalWidth, image.naturalHeight, side);
      if (found) return found;
    }
    return undefined;
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(url);
  }
}

const canvas = document.createElement('canvas');

export function codeIn(source: CanvasImageSource, width: number, height: number, side = 1000): string | undefined {
  const scale = Math.min(1, side / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return jsQR(data, canvas.width, canvas.height)?.data || undefined;
}

/** Looks through the camera until a code is seen or `stop` is called. Rejects when there is no camera or no permission. */
export async function watchCamera(video: HTMLVideoElement, found: (text: string) => void): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  video.srcObject = stream;
  await video.play();
  let timer = 0;
  const stop = () => {
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
  };
  const look = () => {
    const text = video.videoWidth > 0 ? codeIn(video, video.videoWidth, video.videoHeight) : undefined;
    if (text) {
      stop();
      found(text);
    } else timer = window.setTimeout(look, 200);
  };
  look();
  return stop;
}
