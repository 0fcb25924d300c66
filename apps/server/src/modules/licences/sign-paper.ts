import { signPdf } from '@miaopi/pdf';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Seals } from '../seals/index.ts';
import type { Licences } from './door.ts';

/** A PDF signed in an office's name, by its document key and with a time stamp of the installation (PAdES B-T, F144); the seal's picture is its appearance. */
export async function signPaper(
  { kernel, seals }: { readonly kernel: Kernel; readonly seals: Seals },
  office: Parameters<Licences['signPaper']>[0],
  pdf: Uint8Array,
  { reason, seal }: Parameters<Licences['signPaper']>[2],
): Promise<Uint8Array> {
  const { picture } = await seals.sealerOf(office.uscc);
  return signPdf(pdf, {
    ...(await seals.pdfSignerOf(office)),
    time: kernel.clock.now(),
    name: office.name,
    reason,
    ...(seal ? { seal: { ...seal, picture: { format: 'png', data: picture } } } : {}),
  });
}
