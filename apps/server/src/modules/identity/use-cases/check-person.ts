import { sm3Hex } from '@miaopi/gm';
import type { PersonActor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { personCheckEnds, portraitSides } from '../domain/person-check.ts';
import { identityErrors } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { findPerson } from '../store/accounts.ts';
import { insertPersonCheck } from '../store/person-checks.ts';

/** A plug: is this the person, by the authority's own record (实名核验), and with a portrait by its own photo of him too (实人认证)? */
export type RealPerson = (who: {
  readonly name: string;
  readonly number: string;
  /** What it is asked for, in the log of requests. */
  readonly reference: string;
  /** JPEG or PNG. */
  readonly portrait?: Buffer;
}) => Promise<
  | {
      readonly status: 'confirmed' | 'refused';
      readonly source: string;
      readonly requestId: string;
      /** Likeness, 0–100; only where a portrait was compared. */
      readonly score?: number;
    }
  | { readonly status: 'unavailable' }
>;

export interface CheckPersonDeps {
  readonly kernel: Kernel;
  readonly limits: Limits;
  readonly realPerson: RealPerson;
  /** What a picture is by its content; undefined when it is no whole JPEG or PNG. */
  pictureOf(data: Buffer): { readonly mediaType: string; readonly width: number; readonly height: number } | undefined;
}

export interface PersonCheckResult {
  readonly same: boolean;
  readonly score: number;
  readonly source: string;
  readonly at: string;
  /** Until when it lets the person submit; null when it was not the person. */
  readonly validUntil: string | null;
}

/**
 * F029: compares the signed-in person's portrait with the register's own photo. The picture lives in memory only; its digest, the score, the verdict and the time are kept.
 * @throws identity.portrait_refused, identity.register_silent (nothing was decided), identity.no_register_photo, identity.too_many
 */
export async function checkPerson(
  { kernel, limits, realPerson, pictureOf }: CheckPersonDeps,
  actor: PersonActor,
  given: { readonly requestId: string; readonly portrait: string; readonly mediaType: string },
): Promise<PersonCheckResult> {
  const portrait = Buffer.from(given.portrait, 'base64');
  const picture = pictureOf(portrait);
  const { least, most } = portraitSides;
  if (!picture) throw identityErrors.portrait_refused();
  if (picture.mediaType !== given.mediaType)
    throw identityErrors.portrait_refused({
      detail: {
        zh: `照片自称 ${given.mediaType}，内容却是 ${picture.mediaType}。请重新拍照。`,
        en: `The picture says ${given.mediaType}, its content is ${picture.mediaType}. Take it again.`,
      },
    });
  if ([picture.width, picture.height].some((side) => side < least || side > most))
    throw identityErrors.portrait_refused({
      detail: {
        zh: `照片为 ${picture.width}×${picture.height} 像素，每边应在 ${least} 到 ${most} 像素之间。`,
        en: `The picture has ${picture.width}×${picture.height} pixels; each side must have ${least} to ${most}.`,
      },
    });
  await limits.spend('personCheck', actor.personId);
  const person = await findPerson(kernel.read, actor.personId);
  if (!person) throw identityErrors.account_missing();
  const id = newId();
  const answer = await realPerson({ name: person.name, number: person.idNumber, reference: id, portrait });
  if (answer.status === 'unavailable') throw identityErrors.register_silent();
  const { score, source } = answer;
  if (score === undefined) throw identityErrors.no_register_photo();
  const same = answer.status === 'confirmed';
  return kernel.command('identity.check_person', { actor, requestId: given.requestId }, async (ctx) => {
    insertPersonCheck(ctx.tx, {
      id,
      personId: person.id,
      digest: sm3Hex(portrait),
      score,
      same,
      source,
      registerRequest: answer.requestId,
      at: ctx.now,
    });
    ctx.audit({ action: 'identity.person_checked', subject: `person:${person.id}`, data: { check: id, same, score } });
    ctx.access({
      subjectKind: 'person',
      subjectId: person.id,
      who: { zh: source, en: 'Police population register' },
      what: { zh: '将本人照片与人口库照片比对', en: 'Compared your portrait with the photo in the register' },
      purpose: { zh: '提交申请前的实人认证', en: 'Live person check before submitting' },
    });
    return {
      same,
      score,
      source,
      at: ctx.now.toISOString(),
      validUntil: same ? personCheckEnds(ctx.now).toISOString() : null,
    };
  });
}
