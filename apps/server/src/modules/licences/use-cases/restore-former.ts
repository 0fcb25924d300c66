import { inBoth, told } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { LicencesDeps } from '../deps.ts';
import { stateOn } from '../domain/licence-state.ts';
import { afterAction } from '../domain/life.ts';
import { changeState, findChanged, setAside } from '../store/life.ts';
import type { IssuedRow } from '../store/rows.ts';
import { tellHolder } from './tell-holder.ts';

/**
 * What is 撤销 is void from the beginning, and so is the change it made: the licence that a case had changed is in force again, at once and within its own time. Versions made
 * in between without a case (更正、补领) fall with the grant they belong to. A licence that changed nothing, or that ended otherwise, restores nothing.
 */
export async function restoreFormer(
  deps: Pick<LicencesDeps, 'contactsOf'>,
  ctx: CommandContext,
  withdrawn: IssuedRow,
  why: { readonly by: string; readonly name: string; readonly document: string | null },
): Promise<void> {
  const chain = [withdrawn.id];
  let former = withdrawn.replaces ? await findChanged(ctx.tx, withdrawn.replaces) : undefined;
  while (former && former.by !== 'change') {
    chain.push(former.row.id);
    former = former.row.replaces ? await findChanged(ctx.tx, former.row.replaces) : undefined;
  }
  if (!former) return;
  const { row } = former;
  const state = afterAction(stateOn(row, ctx.today), 'restore');
  if (!state) return;
  await setAside(ctx.tx, chain, row.id, ctx.now);
  await changeState(ctx.tx, {
    licenceId: row.id,
    region: row.region,
    at: ctx.now,
    state,
    action: 'restore',
    reason: {
      zh: `变更后的证照 ${withdrawn.number} 已被撤销，恢复效力`,
      en: `licence ${withdrawn.number}, which had changed it, was withdrawn; in force again`,
    },
    ground: null,
    note: null,
    document: why.document,
    operator: why.by,
    operatorName: why.name,
    confirmedBy: null,
    confirmedName: null,
  });
  ctx.audit({
    action: 'licences.restored',
    subject: `licence:${row.id}`,
    data: { from: row.state, to: state, withdrawn: withdrawn.id, document: why.document },
  });
  ctx.emit({
    name: 'licences.state_changed',
    payload: { licenceId: row.id, identifier: row.identifier, action: 'restore', from: row.state, to: state },
  });
  const holds = stateOn({ ...row, state }, ctx.today) === 'valid';
  await tellHolder(
    ctx,
    deps.contactsOf,
    row,
    told('licenceRestored', {
      result: row.typeName,
      licence: inBoth(withdrawn.number),
      former: inBoth(row.number),
      note: holds
        ? { zh: '自即时起恢复效力', en: 'is in force again from now' }
        : { zh: '恢复为变更前的状态，但已过有效期', en: 'is as it was before, but has run out' },
    }),
    true,
  );
}
