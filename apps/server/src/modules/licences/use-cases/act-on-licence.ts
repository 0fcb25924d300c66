import { inBoth, told } from '@miaopi/items';
import type { StaffActor } from '../../../kernel/actor.ts';
import { actorKey } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { LicencesDeps } from '../deps.ts';
import { groundOf } from '../domain/grounds.ts';
import { stateOn } from '../domain/licence-state.ts';
import { actionRules, afterAction, headRole, type OfficialAction } from '../domain/life.ts';
import { licencesErrors } from '../errors.ts';
import { type ActionFacts, mayAct, mayConfirm, mayRead } from '../policy.ts';
import { changeState, findSuccessor, lockOfOffice } from '../store/life.ts';
import { closeProposal, findOpenProposal, insertProposal, type ProposalRow } from '../store/proposals.ts';
import type { IssuedRow } from '../store/rows.ts';
import { finishReissue, reserveVersion } from './reissue-licence.ts';
import { restoreFormer } from './restore-former.ts';
import { tellHolder } from './tell-holder.ts';

export interface ActInput {
  readonly action: OfficialAction;
  /** Id of the statutory ground. */
  readonly ground: string;
  /** What the official writes; the holder reads it, strangers don't. */
  readonly note: string;
  /** 文书号 */
  readonly document?: string;
  /** New last day of validity, when it is renewed. */
  readonly validTo?: string;
  readonly requestId: string;
}

/**
 * An official of the issuing office acts on a licence, or proposes what takes two persons.
 * @throws licences.licence_missing, licences.not_lawful, licences.action_incomplete, licences.being_replaced
 */
export async function actOnLicence(
  deps: LicencesDeps,
  actor: StaffActor,
  licenceId: string,
  input: ActInput,
): Promise<void> {
  const rule = actionRules[input.action];
  const made = await deps.kernel.command(
    `licences.${input.action}`,
    { actor, requestId: input.requestId },
    async (ctx) => {
      const row = await lockOfOffice(ctx.tx, licenceId, actor.office);
      if (!row || !mayRead(actor)) throw licencesErrors.licence_missing();
      const facts = await actionFacts(deps, ctx.tx, row);
      const answer = mayAct(actor, input.action, facts);
      if (!answer.allowed)
        throw facts.beingReplaced
          ? licencesErrors.being_replaced()
          : licencesErrors.not_lawful({ detail: answer.reason });
      const stated = complete(input, row, ctx.today);
      if (rule.twoPersons) {
        await insertProposal(ctx.tx, {
          id: newId('prop'),
          licenceId,
          region: row.region,
          action: input.action,
          ground: stated.ground,
          note: stated.note,
          document: stated.document ?? '',
          proposedBy: actorKey(actor),
          proposedName: actor.name,
          proposedByHead: actor.roles.includes(headRole),
          proposedAt: ctx.now,
        });
        ctx.audit({
          action: 'licences.proposed',
          subject: `licence:${licenceId}`,
          data: { action: input.action, ground: stated.ground },
        });
        return undefined;
      }
      if (rule.makesVersion)
        return reserveVersion(ctx, deps, row, {
          action: input.action as 'renew' | 'replace' | 'transfer-in',
          ...stated,
          ...(input.validTo ? { validTo: input.validTo } : {}),
        });
      await apply(deps, ctx, row, input.action, stated, { by: actorKey(actor), name: actor.name });
      return undefined;
    },
  );
  if (made) await finishReissue(deps, made);
}

/**
 * The second person confirms or refuses what the first proposed; whoever proposed it may take it back.
 * @throws licences.licence_missing, licences.proposal_missing, licences.not_lawful
 */
export function decideProposal(
  deps: LicencesDeps,
  actor: StaffActor,
  licenceId: string,
  decision: { readonly verdict: 'confirm' | 'refuse' | 'drop'; readonly note?: string; readonly requestId: string },
): Promise<void> {
  return deps.kernel.command(
    'licences.decide_proposal',
    { actor, requestId: decision.requestId },
    async (ctx): Promise<void> => {
      const row = await lockOfOffice(ctx.tx, licenceId, actor.office);
      if (!row || !mayRead(actor)) throw licencesErrors.licence_missing();
      const proposal = await findOpenProposal(ctx.tx, licenceId);
      if (!proposal) throw licencesErrors.proposal_missing();
      const action = proposal.action as OfficialAction;
      if (decision.verdict === 'drop') {
        if (proposal.proposedBy !== actorKey(actor))
          throw licencesErrors.not_lawful({
            detail: { zh: '只有提出人可以撤回', en: 'Only who proposed it may take it back' },
          });
      } else {
        const answer = mayConfirm(actor, { ...proposal, action });
        if (!answer.allowed) throw licencesErrors.not_lawful({ detail: answer.reason });
      }
      const states = { confirm: 'confirmed', refuse: 'refused', drop: 'dropped' } as const;
      await closeProposal(ctx.tx, proposal.id, {
        state: states[decision.verdict],
        who: actorKey(actor),
        name: actor.name,
        at: ctx.now,
        note: decision.note ?? null,
      });
      ctx.audit({
        action: `licences.proposal_${states[decision.verdict]}`,
        subject: `licence:${licenceId}`,
        data: { action },
      });
      if (decision.verdict === 'confirm') await confirmed(deps, ctx, actor, row, proposal, action);
    },
  );
}

async function confirmed(
  deps: LicencesDeps,
  ctx: CommandContext,
  actor: StaffActor,
  row: IssuedRow,
  proposal: ProposalRow,
  action: OfficialAction,
): Promise<void> {
  // the licence may have run out or been replaced since it was proposed
  if (afterAction(stateOn(row, ctx.today), action) === undefined)
    throw licencesErrors.not_lawful({ log: `${action} of ${row.id} in ${row.state}` });
  if ((await findSuccessor(ctx.tx, row.id))?.state === 'reserved') throw licencesErrors.being_replaced();
  await apply(
    deps,
    ctx,
    row,
    action,
    { ground: proposal.ground, note: proposal.note, document: proposal.document },
    { by: proposal.proposedBy, name: proposal.proposedName, confirmedBy: actorKey(actor), confirmedName: actor.name },
  );
}

export interface Stated {
  readonly ground: string;
  readonly note: string;
  readonly document: string | null;
}

/** Its new state with the row of its history; the holder is told unless the caller does that. */
export async function apply(
  deps: Pick<LicencesDeps, 'contactsOf'>,
  ctx: CommandContext,
  row: IssuedRow,
  action: OfficialAction,
  stated: Stated,
  who: { readonly by: string; readonly name: string; readonly confirmedBy?: string; readonly confirmedName?: string },
  tell = true,
): Promise<void> {
  const state = afterAction(stateOn(row, ctx.today), action)!;
  const ground = groundOf(stated.ground)!;
  const reason = {
    zh: `${ground.text.zh}（${ground.law}${ground.article}）`,
    en: `${ground.text.en} (${ground.law} ${ground.article})`,
  };
  await changeState(ctx.tx, {
    licenceId: row.id,
    region: row.region,
    at: ctx.now,
    state,
    action,
    reason,
    ground: stated.ground,
    note: stated.note,
    document: stated.document,
    operator: who.by,
    operatorName: who.name,
    confirmedBy: who.confirmedBy ?? null,
    confirmedName: who.confirmedName ?? null,
  });
  ctx.audit({
    action: `licences.${action}`,
    subject: `licence:${row.id}`,
    data: { from: row.state, to: state, ground: stated.ground, document: stated.document },
  });
  ctx.emit({
    name: 'licences.state_changed',
    payload: { licenceId: row.id, identifier: row.identifier, action, from: row.state, to: state },
  });
  // 撤销: void from the beginning, and with it the change it made
  if (action === 'withdraw')
    await restoreFormer(deps, ctx, row, { by: who.by, name: who.name, document: stated.document });
  if (!tell) return;
  const { name } = actionRules[action];
  await tellHolder(
    ctx,
    deps.contactsOf,
    row,
    told('licenceActed', {
      result: row.typeName,
      licence: inBoth(row.number),
      office: row.officeName,
      act: { zh: name.zh, en: name.en.toLowerCase() },
      ground: reason,
      note: {
        zh: `${stated.note}${stated.document ? `（文书号 ${stated.document}）` : ''}`,
        en: `${stated.note}${stated.document ? ` (decision ${stated.document})` : ''}`,
      },
    }),
    action !== 'resume',
  );
}

/** Everything the action needs, or an error that names what is lacking. */
function complete(input: ActInput, row: IssuedRow, today: string): Stated {
  const issues = [];
  const ground = groundOf(input.ground);
  if (ground?.action !== input.action)
    issues.push(issue('ground', '请选择法定理由', 'Choose a ground that the law gives for this'));
  const note = input.note.trim();
  if (note.length < 4)
    issues.push(issue('note', '请写明具体情况（至少4个字）', 'Say what happened (at least 4 characters)'));
  const document = input.document?.trim() || null;
  if (actionRules[input.action].document && !document)
    issues.push(issue('document', '请填写决定书文号', 'Give the number of the written decision'));
  if (input.action === 'renew') {
    if (!input.validTo || input.validTo <= (row.validTo ?? '') || input.validTo <= today)
      issues.push(
        issue('validTo', '新的有效期止应晚于原有效期止', 'The new last day must be later than the present one'),
      );
    else if (Number(input.validTo.slice(0, 4)) > Number(today.slice(0, 4)) + 30)
      issues.push(issue('validTo', '延续不得超过30年', 'No more than thirty years'));
  }
  if (issues.length > 0) throw licencesErrors.action_incomplete({ issues });
  return { ground: input.ground, note, document };
}

function issue(field: string, zh: string, en: string) {
  return { path: `body.${field}`, code: 'needed', message: { zh, en } };
}

/** What the policy needs to know of a licence. */
export async function actionFacts(
  { kernel }: LicencesDeps,
  db: Parameters<typeof findSuccessor>[0],
  row: IssuedRow,
): Promise<ActionFacts> {
  const [proposal, successor] = [await findOpenProposal(db, row.id), await findSuccessor(db, row.id)];
  return {
    state: stateOn(row, kernel.clock.today()),
    proposed: proposal !== undefined,
    beingReplaced: successor?.state === 'reserved',
    validTo: row.validTo,
  };
}
