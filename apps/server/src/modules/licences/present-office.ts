import type { OfficeLicence, OfficeLicenceDetail } from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import { maskNumber } from '../identity/index.ts';
import type { LicencesDeps } from './deps.ts';
import { groundOf, grounds } from './domain/grounds.ts';
import { actionRules, type OfficialAction, officialActions } from './domain/life.ts';
import { gradeRules } from './domain/trust-grade.ts';
import { mayAct, mayCheckOriginal, mayConfirm } from './policy.ts';
import { presentCard, presentFields, presentUses } from './present.ts';
import { presentEvent } from './present-history.ts';
import { findSuccessor, listHistory } from './store/life.ts';
import { findOpenProposal } from './store/proposals.ts';
import { listVersions } from './store/read-licences.ts';
import type { IssuedRow } from './store/rows.ts';
import { actionFacts } from './use-cases/act-on-licence.ts';

export function presentOfficeCard(row: IssuedRow, today: string): OfficeLicence {
  return { ...presentCard(row, today), holderNumber: maskNumber(row.holderNumber) };
}

/** A licence as officials of its issuer see it: what may be done, and what not and why. */
export async function presentOfficeLicence(
  deps: LicencesDeps,
  actor: StaffActor,
  row: IssuedRow,
): Promise<OfficeLicenceDetail> {
  const { read, clock } = deps.kernel;
  const today = clock.today();
  const [facts, proposal, history, versions] = await Promise.all([
    actionFacts(deps, read, row),
    findOpenProposal(read, row.id),
    listHistory(read, row.id),
    listVersions(read, row),
  ]);
  const successor = facts.beingReplaced ? await findSuccessor(read, row.id) : undefined;
  const keeper = successor && (await deps.seals.keeperUseOf(successor.id));
  const action = proposal?.action as OfficialAction | undefined;
  const ground = groundOf(proposal?.ground ?? '');
  return {
    ...presentOfficeCard(row, today),
    fields: presentFields(row),
    trust: {
      from: gradeRules[row.grade].from,
      uses: presentUses(row),
      check: mayCheckOriginal(actor, row, today),
    },
    verifyUrl: row.content.verifyUrl,
    history: history.map((h) => presentEvent(h, true)),
    versions: versions.map((v) => presentCard(v, today)),
    actions: officialActions.map((one) => ({
      action: one,
      name: actionRules[one].name,
      ...mayAct(actor, one, facts),
      twoPersons: actionRules[one].twoPersons,
      document: actionRules[one].document,
      grounds: grounds
        .filter((g) => g.action === one)
        .map(({ id, law, article, text }) => ({ id, law, article, text })),
    })),
    ...(proposal && action && ground
      ? {
          proposal: {
            action,
            name: actionRules[action].name,
            ground: {
              zh: `${ground.text.zh}（《${ground.law}》${ground.article}）`,
              en: `${ground.text.en} (${ground.law} ${ground.article})`,
            },
            note: proposal.note,
            document: proposal.document,
            by: proposal.proposedName,
            at: proposal.proposedAt.toISOString(),
            mine: proposal.proposedBy === `staff:${actor.staffId}`,
            confirm: mayConfirm(actor, { ...proposal, action }),
          },
        }
      : {}),
    ...(keeper && (keeper.state === 'waiting' || keeper.state === 'rejected')
      ? {
          waitsForKeeper: {
            requestId: keeper.requestId,
            seal: keeper.sealName,
            since: keeper.since.toISOString(),
            ...(keeper.state === 'rejected' ? { rejected: keeper.reason ?? '' } : {}),
          },
        }
      : {}),
    ...(row.validTo ? { suggestedValidTo: sameTimeAgain(row.validFrom, row.validTo) } : {}),
  };
}

/** The last day if it were valid as long again. */
function sameTimeAgain(from: string, to: string): string {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  if (years >= 1) {
    const next = new Date(day(to));
    next.setUTCFullYear(next.getUTCFullYear() + years);
    return next.toISOString().slice(0, 10);
  }
  return new Date(day(to) + (day(to) - day(from)) + 86_400_000).toISOString().slice(0, 10);
}
