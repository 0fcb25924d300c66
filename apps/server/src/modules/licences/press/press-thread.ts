// The press in a thread of its own (docs/decisions/0010): started by threaded-press.ts, a bundle beside the server's.
import { parentPort, workerData } from 'node:worker_threads';
import { compilePaper } from '@miaopi/items';
import { openFiles } from '../../../kernel/files.ts';
import type { PaperSource } from '../domain/content.ts';
import type { FromPress, PressData, ToPress } from './messages.ts';
import { draw, press } from './strokes.ts';

const files = openFiles((workerData as PressData).folder);
const papers = new Map<number, PaperSource>();
const seals = new Map<number, Uint8Array>();
/** Drawn, waiting for their signature. */
const waiting = new Map<number, { readonly fileKey: string; readonly complete: (signed: Uint8Array) => Uint8Array }>();
const tell = (message: FromPress): void => parentPort!.postMessage(message);

async function hear(message: ToPress): Promise<void> {
  switch (message.kind) {
    case 'paper':
      papers.set(message.paper, { paper: compilePaper(message.package), package: message.package });
      return;
    case 'seal':
      seals.set(message.seal, message.der);
      return;
    case 'forget':
      papers.clear();
      seals.clear();
      return;
    case 'drop':
      waiting.delete(message.id);
      return;
    case 'draw': {
      const { id, order } = message;
      const made = draw(papers.get(message.paper)!, seals.get(message.seal)!, order);
      if (made) waiting.set(id, { fileKey: order.fileKey, complete: made.complete });
      tell({ kind: 'drawn', id, drawn: made?.drawn });
      return;
    }
    case 'press': {
      const { id, signedValue } = message;
      const { fileKey, complete } = waiting.get(id)!;
      waiting.delete(id);
      tell({ kind: 'pressed', id, pressed: await press(files, fileKey, complete, signedValue) });
    }
  }
}

parentPort!.on('message', (message: ToPress) => {
  hear(message).catch((thrown: unknown) => {
    if (!('id' in message)) throw thrown;
    const { name, message: text, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
    tell({ kind: 'failed', id: message.id, error: { name, message: text, stack: stack ?? '' } });
  });
});
