import type { CommandContext } from '../../kernel/command.ts';
import { jsonb, sql } from '../../kernel/db/sql.ts';
import { newId } from '../../kernel/ids.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';

export interface KeptDossier<Body = unknown> {
  readonly id: string;
  readonly seq: number;
  readonly decidedBy: 'machine' | 'official';
  readonly verdict: string;
  readonly at: Date;
  readonly body: Body;
}

export interface Rules {
  readonly module: ServerModule;
  /** Appends to the dossiers of a subject (`case:…`), in the caller's transaction. */
  keep(
    ctx: CommandContext,
    dossier: {
      readonly subject: string;
      readonly slug: string;
      readonly itemVersion: number;
      readonly packageDigest: string;
      readonly decidedBy: 'machine' | 'official';
      readonly verdict: string;
      readonly region: string;
      readonly body: unknown;
    },
  ): Promise<string>;
  /** Newest last. */
  dossiersOf<Body>(subject: string): Promise<KeptDossier<Body>[]>;
}

export function createRules(kernel: Kernel): Rules {
  return {
    module: { name: 'rules' },
    async keep(ctx, d) {
      const id = newId();
      await ctx.tx.run(sql`insert into rules.dossier (id, subject, seq, slug, item_version, package_digest, decided_by, verdict, at, body, region)
        values (${id}, ${d.subject}, (select count(*) from rules.dossier where subject = ${d.subject}), ${d.slug}, ${d.itemVersion}, ${d.packageDigest},
          ${d.decidedBy}, ${d.verdict}, ${ctx.now}, ${jsonb(d.body)}::jsonb, ${d.region})`);
      return id;
    },
    dossiersOf: (subject) =>
      kernel.read.rows(
        sql`select id, seq, decided_by as "decidedBy", verdict, at, body from rules.dossier where subject = ${subject} order by seq`,
      ),
  };
}
