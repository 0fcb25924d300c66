import type { CompiledItem } from '@miaopi/items';
import type { Files } from '../../../kernel/files.ts';
import { type Drawn, draw, type Pressed, type PressOrder, press } from './strokes.ts';

/** Gives the signature value over what was drawn. Keys stay where they are: a press never sees one. */
export type Sign = (drawn: Drawn) => Uint8Array | Promise<Uint8Array>;

/** Makes the files of licences. */
export interface Press {
  /**
   * Draws by the item's paper with the office's seal (DER), asks for the signature, writes the file under the order's key.
   * Safe to be done again: the file is then written over.
   * @returns undefined when the paper has no place for the seal
   */
  make(
    item: CompiledItem,
    seal: Uint8Array,
    order: PressOrder,
    sign: Sign,
  ): Promise<{ readonly drawn: Drawn; readonly pressed: Pressed } | undefined>;
  /** Nothing is being made any more. */
  close(): Promise<void>;
}

/** A press that works in the caller's thread. */
export function createPress(files: Files): Press {
  return {
    async make(item, seal, order, sign) {
      const made = draw(item, seal, order);
      if (!made) return undefined;
      return {
        drawn: made.drawn,
        pressed: await press(files, order.fileKey, made.complete, await sign(made.drawn)),
      };
    },
    close: async () => {},
  };
}
