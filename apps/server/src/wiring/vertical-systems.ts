import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileSigner, fromBase64 } from '@miaopi/gm';
import type { Config } from '../kernel/config.ts';
import {
  createVerticalSystems,
  noVerticals,
  type VerticalSystem,
  type VerticalSystems,
} from '../modules/exchange/index.ts';
import type { ExchangeIdentity, OutsideSystems } from './outside-systems.ts';

interface RealVertical extends Omit<VerticalSystem, 'certificates'> {
  /** Of its interface for the exchange. */
  readonly url: string;
  /** Of its page for who comes over. */
  readonly entry: string;
  /** Base64 DER. */
  readonly certificates: readonly string[];
}

/** Real vertical systems, of `DATA_DIR/keys/verticals.json` (docs/guides/vertical-systems.md). */
export function realVerticals(config: Config): {
  readonly verticals: readonly VerticalSystem[];
  readonly urls: Readonly<Record<string, string>>;
  readonly entries: Readonly<Record<string, string>>;
} {
  const file = join(config.dataDir, 'keys/verticals.json');
  const real = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RealVertical[]) : [];
  return {
    verticals: real.map(({ id, name, uscc, certificates }) => ({
      id,
      name,
      uscc,
      certificates: certificates.map(fromBase64),
    })),
    urls: Object.fromEntries(real.map((one) => [one.id, one.url])),
    entries: Object.fromEntries(real.map((one) => [one.id, one.entry])),
  };
}

/** What the modules see of them; none where there are no outside systems. */
export function verticalsOver(
  outside: (ExchangeIdentity & Partial<Pick<OutsideSystems, 'ready' | 'verticals' | 'entries'>>) | undefined,
  now: () => Date,
): VerticalSystems {
  if (!outside) return createVerticalSystems({ ...noVerticals, now });
  return createVerticalSystems({
    systems: outside.verticals ?? [],
    entry: async (id) => {
      await outside.ready;
      return outside.entries?.[id];
    },
    anchors: [fromBase64(outside.trust)],
    signer: fileSigner({
      privateKey: fromBase64(outside.caller.privateKey),
      certificate: fromBase64(outside.caller.certificate),
    }),
    now,
  });
}
