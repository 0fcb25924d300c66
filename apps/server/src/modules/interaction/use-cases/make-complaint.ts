import { COMPLAINT_TEXT, type ComplaintKind } from '@miaopi/contracts';
import { inBoth, noticeTo, onDay, told } from '@miaopi/items';
import type { PersonActor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Text } from '../../../kernel/text.ts';
import type { InteractionDeps } from '../deps.ts';
import { complaintNumber } from '../domain/complaint-number.ts';
import { holdsNumber, plainText } from '../domain/plain-text.ts';
import { ANSWER_WITHIN, promisedOn } from '../domain/promised-day.ts';
import { interactionErrors } from '../errors.ts';
import { type ComplaintRow, countOfDay, insertComplaint } from '../store/complaints.ts';
import { headsThatRead, officesThatRead } from './complaint-readers.ts';
import { complaintSubject } from './complaint-subject.ts';

const mostADay = 5;

/**
 * F167: kept with its number and told to the heads of the unit and of the service centre of its region, to nobody else; where the unit's head is meant, to the
 * centre alone.
 * @throws interaction.nobody_above where no service centre but the unit itself is there to read that
 */
export async function makeComplaint(
  deps: InteractionDeps,
  actor: PersonActor,
  given: {
    readonly requestId: string;
    readonly caseId?: string;
    readonly slug?: string;
    readonly office?: string;
    readonly kind: ComplaintKind;
    readonly public: boolean;
    /** The head of the unit himself is meant. */
    readonly ofHead?: boolean;
    readonly text: string;
  },
): Promise<ComplaintRow> {
  const body = plainText(given.text, COMPLAINT_TEXT.shortest);
  if (given.public && holdsNumber(body))
    throw interactionErrors.personal_data({
      detail: {
        zh: '您选择了可以公开：请删去身份证号、手机号、银行卡号等号码，或者不选公开。',
        en: 'You allowed it to be published: leave out numbers of identity cards, mobiles and bank cards, or do not allow it.',
      },
    });
  const subject = await complaintSubject(deps, actor, given);
  if (!subject) throw interactionErrors.unit_needed();
  const { unit, item } = subject;
  const ofHead = given.ofHead ?? false;
  const offices = await officesThatRead(deps, { office: unit.uscc, region: unit.region, ofHead });
  if (offices.size === 0) throw interactionErrors.nobody_above();
  const [name, readers] = await Promise.all([holderName(deps, actor), headsThatRead(deps, offices)]);
  return deps.kernel.command('interaction.make_complaint', { actor, requestId: given.requestId }, async (ctx) => {
    if ((await countOfDay(ctx.tx, actor.personId, ctx.today)) >= mostADay) throw interactionErrors.complaints_spent();
    const row = await insertComplaint(ctx.tx, {
      id: newId('complaint'),
      region: unit.region,
      office: unit.uscc,
      officeName: unit.name,
      slug: item?.slug ?? null,
      itemName: item?.name ?? null,
      caseId: subject.case?.id ?? null,
      caseNumber: subject.case?.number ?? null,
      personId: actor.personId,
      holder: { kind: actor.principal.kind, id: actor.principal.id, name },
      kind: given.kind,
      publishable: given.public,
      ofHead,
      body,
      madeAt: ctx.now,
      madeOn: ctx.today,
      promisedOn: promisedOn(deps.calendar, ctx.today),
    });
    ctx.audit({
      action: 'interaction.complaint_made',
      subject: `complaint:${row.id}`,
      data: { office: unit.uscc, kind: row.kind, ...(row.caseId ? { case: row.caseId } : {}) },
    });
    const what = told('complaintMade', {
      complaint: inBoth(complaintNumber(row.serial)),
      office: unit.name,
      note: answerBy(row.promisedOn),
    });
    for (const staffId of readers) ctx.emit(noticeTo({ staffId }, what, { kind: 'task', complaintId: row.id }));
    return row;
  });
}

function answerBy(day: string | null): Text {
  const on = day && onDay(day);
  return on
    ? { zh: `请最迟在 ${on.zh} 答复。`, en: `Answer it by ${on.en}.` }
    : { zh: `请在 ${ANSWER_WITHIN} 个工作日内答复。`, en: `Answer it within ${ANSWER_WITHIN} working days.` };
}

/** The name by which somebody complains: his own, or that of the firm he acts for. */
async function holderName({ identity }: InteractionDeps, actor: PersonActor): Promise<string> {
  return (await identity.applicantFacts(actor))?.name ?? actor.name;
}
