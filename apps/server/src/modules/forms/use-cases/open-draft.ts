import type { Draft } from '@miaopi/contracts';
import { CROSS_REGION_SCOPES, codeEntry, isReceivedAt } from '@miaopi/identifiers';
import type { CompiledItem } from '@miaopi/items';
import type { PersonActor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { type Applicant, type FormsDeps, keptApplicant } from '../deps.ts';
import { mayApply } from '../domain/draft-input.ts';
import { formsErrors, itemErrors, mustBeInUse } from '../errors.ts';
import { itemOf, mustOwn, ownerOf, pendingChange, presentDraft } from '../present.ts';
import { type DraftRow, findDraft, findOpenDraft, insertDraft, waitForOpenings } from '../store/drafts.ts';
import { logLookUps, lookUpAndFill } from './look-up.ts';
import { walkDraft } from './walk-draft.ts';

/** "Start a new one" opens no more than this of one item; the newest is given again then. */
const mostOpen = 20;

/** The filled form of an item: the person's open draft, walked to the version in force, or a new one filled by account, registers and earlier case. */
export async function openDraft(
  deps: FormsDeps,
  actor: PersonActor,
  body: { readonly requestId: string; readonly slug: string; readonly fresh?: boolean },
): Promise<Draft> {
  const { kernel, plugs } = deps;
  const item = plugs.item(body.slug);
  if (!item) throw itemErrors.item_missing();
  mustBeInUse(item.package.item.state);
  if (!mayApply(item, actor.principal.kind)) throw wrongKind(item);
  mustBeReceivedHere(item, actor);
  const applicant = await plugs.applicant(actor, body.slug);
  if (!applicant) throw noMandate();
  if (item.core.evidence.length > 0 && !(await plugs.consented(actor, body.slug))) throw consentNeeded(item);

  const owner = ownerOf(actor);
  const open = await findOpenDraft(kernel.read, owner, body.slug);
  // a system keeps count of its filings itself, and none of them may be taken for another
  if (open && !actor.through && (!body.fresh || open.count >= mostOpen))
    return reopen(deps, actor, item, applicant, open);

  const earlier = await plugs.earlierAnswers(actor, body.slug);
  const looked = await lookUpAndFill(deps, { item, applicant, current: undefined, known: [], usable: [], earlier });
  const now = kernel.clock.now();
  const { asked, ...content } = looked;
  const row: DraftRow = {
    id: newId(),
    ...owner,
    slug: body.slug,
    itemName: item.package.item.name,
    itemVersion: item.package.item.version,
    revision: 1,
    ...content,
    applicant: keptApplicant(applicant),
    formChanged: null,
    caseId: null,
    createdAt: now,
    savedAt: now,
    region: item.package.item.region,
  };
  const made = await kernel.command('forms.open_draft', { actor, requestId: body.requestId }, async (ctx) => {
    logLookUps(ctx, item, applicant, asked);
    await waitForOpenings(ctx.tx, owner, body.slug);
    const meanwhile = body.fresh || actor.through ? undefined : await findOpenDraft(ctx.tx, owner, body.slug);
    if (meanwhile) return { draftId: meanwhile.id };
    await insertDraft(ctx.tx, row);
    ctx.audit({
      action: 'forms.draft_opened',
      subject: `draft:${row.id}`,
      data: { slug: row.slug, version: row.itemVersion },
    });
    return { draftId: row.id };
  });
  if (made.draftId === row.id) return presentDraft(item, row, kernel.clock.today(), null);
  const other = mustOwn(await findDraft(kernel.read, made.draftId, actor.personId), actor);
  return reopen(deps, actor, item, applicant, other);
}

async function reopen(
  deps: FormsDeps,
  actor: PersonActor,
  item: CompiledItem,
  applicant: Applicant,
  row: DraftRow,
): Promise<Draft> {
  const today = deps.kernel.clock.today();
  const begun = await itemOf(deps, row.slug, row.itemVersion);
  if (row.caseId || row.itemVersion === item.package.item.version)
    return presentDraft(begun, row, today, row.formChanged);
  const walked = await walkDraft(deps, actor, { row, begun, item, applicant });
  return presentDraft(
    await itemOf(deps, walked.slug, walked.itemVersion),
    walked,
    today,
    pendingChange(deps, item, walked),
  );
}

/** F012 通办范围: a window receives what may be handled where it is; online everybody applies from anywhere. @throws forms.not_received_here */
export function mustBeReceivedHere({ package: { item } }: CompiledItem, { attended }: PersonActor): void {
  if (!attended || isReceivedAt(attended.region, item)) return;
  const scope = codeEntry(CROSS_REGION_SCOPES, item.area);
  throw formsErrors.not_received_here({
    detail: {
      zh: `“${item.name.zh}”由${item.office.name.zh}办理，通办范围是${scope?.zh ?? '本地'}，本窗口不在其中。请申请人到范围内的窗口，或者在网上申请。`,
      en: `“${item.name.en}” is handled by ${item.office.name.en} (${scope?.en ?? 'its own region'}), and this window lies outside. The applicant may go to a window inside, or apply online.`,
    },
  });
}

function wrongKind(item: CompiledItem) {
  const name = item.package.item.name;
  const forPeople = item.package.item.objects.includes('1');
  return formsErrors.wrong_applicant({
    detail: forPeople
      ? {
          zh: `“${name.zh}”由个人申请。您现在代表单位办事，请切换为本人后再申请。`,
          en: `“${name.en}” is for people. You act for a firm now; switch to yourself and apply again.`,
        }
      : {
          zh: `“${name.zh}”由企业等单位申请。您现在以个人身份办事，请切换为所代表的单位；没有单位的，请由法定代表人授权。`,
          en: `“${name.en}” is for firms and organisations. You act for yourself now; switch to the firm, or ask its legal representative for a mandate.`,
        },
  });
}

export function noMandate() {
  return formsErrors.wrong_applicant({
    detail: {
      zh: '您没有代该单位办理此事项的有效授权，请由法定代表人授权后再申请。',
      en: 'You hold no valid mandate of this firm for this service. Ask its legal representative for one.',
    },
  });
}

/** With what will be asked of whom and for what, so that the person can agree to just that. */
export function consentNeeded(item: CompiledItem) {
  return formsErrors.consent_needed({
    extra: {
      slug: item.package.slug,
      version: item.package.item.version,
      lookups: item.core.evidence.map(({ name, label, office, purpose, when }) => ({
        name,
        label,
        office,
        purpose,
        when,
      })),
    },
  });
}
