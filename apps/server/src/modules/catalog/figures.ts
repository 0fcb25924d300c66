import type { Kernel } from '../../kernel/kernel.ts';
import type { CatalogPlugs, Figures } from './door.ts';

const seconds = 10;
/** Days the figures by item go back. */
export const days = 30;

/** Counts of the last 30 days by item and of today, asked again at most every ten seconds. */
export interface LivingFigures {
  today(): Promise<Figures>;
  byItem(): Promise<ReadonlyMap<string, Figures>>;
}

export function createFigures(kernel: Kernel, plugs: CatalogPlugs): LivingFigures {
  const kept = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
    let last: { at: number; value: Promise<T> } | undefined;
    return () => {
      const now = kernel.clock.now().getTime();
      if (!last || now - last.at >= seconds * 1000 || now < last.at) {
        const value = ask();
        last = { at: now, value };
        // a failure is not kept
        value.catch(() => {
          if (last?.value === value) last = undefined;
        });
      }
      return last.value;
    };
  };
  return {
    today: kept(() => plugs.figuresOfDay(kernel.clock.today())),
    byItem: kept(async () => {
      const since = new Date(`${kernel.clock.today()}T00:00:00Z`);
      since.setUTCDate(since.getUTCDate() - days);
      const rows = await plugs.figuresByItem(since.toISOString().slice(0, 10));
      return new Map(rows.map((r) => [r.slug, r]));
    }),
  };
}

/** Share of automatic decisions and their median, as the pages show them; null where nothing was decided. */
export function shown(f: Figures | undefined): {
  decided: number;
  automaticShare: number | null;
  medianSeconds: number | null;
} {
  return {
    decided: f?.decided ?? 0,
    automaticShare: f && f.decided > 0 ? f.automatic / f.decided : null,
    medianSeconds: f?.medianMs == null ? null : Math.round(f.medianMs / 100) / 10,
  };
}
