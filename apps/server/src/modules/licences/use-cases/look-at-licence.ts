import type { StaffActor } from '../../../kernel/actor.ts';
import type { LicencesDeps } from '../deps.ts';
import type { IssuedRow } from '../store/rows.ts';

/** An hour: a page that is loaded again is the same look. */
const once = 3_600_000;
const seen = new Map<string, number>();

/** An official opened somebody's licence: the holder sees it among the looks at his data. */
export async function lookAtLicence({ kernel }: LicencesDeps, actor: StaffActor, row: IssuedRow): Promise<void> {
  const now = kernel.clock.now().getTime();
  const key = `${actor.staffId} ${row.id}`;
  if ((seen.get(key) ?? 0) > now - once) return;
  if (seen.size > 10_000) seen.clear();
  seen.set(key, now);
  await kernel.command('licences.open', { actor }, async (ctx) => {
    ctx.access({
      subjectKind: row.holderKind,
      subjectId: row.holderId,
      who: { zh: `${row.officeName.zh} ${actor.name}`, en: `${row.officeName.en}, ${actor.name}` },
      what: { zh: `${row.typeName.zh} ${row.number}`, en: `${row.typeName.en} ${row.number}` },
      purpose: { zh: '发证机关管理证照', en: 'the issuing office looks after its licences' },
    });
  });
}
