import type { CommandContext } from '../../kernel/command.ts';
import { newId } from '../../kernel/ids.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
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
  return {
    module: { name: 'rules' },
    keep(ctx, dossier) {
      const id = newId();
      insertDossier(ctx.tx, { ...dossier, id, at: ctx.now });
      return id;
    },
    dossiersOf: (subject) => listDossiers(kernel.read, subject),
  };
}
