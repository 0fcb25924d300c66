import type { CommandContext } from '../../kernel/command.ts';
import { newId } from '../../kernel/ids.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
import { createRecall } from '../../kernel/recall.ts';
import { insertDossier, listDossiers } from './store/dossiers.ts';

export interface KeptDossier<Body = unknown> {
  readonly id: string;
  readonly seq: number;
  readonly decidedBy: 'machine' | 'official';
  readonly verdict: string;
  readonly at: Date;
  readonly body: Body;
}

export interface NewDossier {
  /** `case:…` */
  readonly subject: string;
  readonly slug: string;
  readonly itemVersion: number;
  readonly packageDigest: string;
  readonly decidedBy: 'machine' | 'official';
  readonly verdict: string;
  readonly region: string;
  readonly body: unknown;
}

export interface Rules {
  readonly module: ServerModule;
  /** Appends to the dossiers of a subject, in the caller's transaction. */
  keep(ctx: CommandContext, dossier: NewDossier): string;
  /** Newest last. */
  dossiersOf<Body>(subject: string): Promise<KeptDossier<Body>[]>;
}

export function createRules(kernel: Kernel): Rules {
  // a dossier is never changed: what was written or read of one is not read again
  const bodies = createRecall<ReadonlyMap<string, unknown>>();
  return {
    module: { name: 'rules' },
    keep(ctx, dossier) {
      const id = newId();
      insertDossier(ctx.tx, { ...dossier, id, at: ctx.now });
      // by its id, which is found in the store only once this is committed
      bodies.set(dossier.subject, new Map([...(bodies.get(dossier.subject) ?? []), [id, dossier.body]]));
      return id;
    },
    async dossiersOf<Body>(subject: string) {
      const known = bodies.get(subject);
      const rows = await listDossiers(kernel.read, subject, [...(known?.keys() ?? [])]);
      const dossiers = rows.map((d) => ({ ...d, body: (known?.get(d.id) ?? d.body) as Body }));
      if (rows.length > (known?.size ?? 0)) bodies.set(subject, new Map(dossiers.map((d) => [d.id, d.body])));
      return dossiers;
    },
  };
}
