export type Medium = 'audio' | 'video';
export type DeviceTrouble = 'refused' | 'missing' | 'busy' | 'insecure';

/** Microphone, and for video the camera, of whoever sits here. @throws DeviceError with what is in the way */
export async function openDevices(medium: Medium): Promise<MediaStream> {
  // browsers hide them from pages that did not come over TLS
  if (!navigator.mediaDevices?.getUserMedia) throw new DeviceError('insecure');
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true },
      video: medium === 'video' ? { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'user' } : false,
    });
  } catch (error) {
    throw new DeviceError(troubleOf((error as DOMException).name));
  }
}

export class DeviceError extends Error {
  readonly trouble: DeviceTrouble;
  constructor(trouble: DeviceTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

function troubleOf(name: string): DeviceTrouble {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing';
}

export function closeDevices(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
