import type { ShareHead } from '@miaopi/contracts';
import { sm2Encrypt } from '@miaopi/gm';
import { newId } from '../../../../kernel/ids.ts';
import type { Lang } from '../../../../kernel/text.ts';
import type { LicencesDeps } from '../../deps.ts';
import { type ShareStatus, shareMessages, shareStatus } from '../../domain/share-status.ts';
import { isSignedBy, readToken, sharedSecret, signedBytes, tokenSeconds } from '../../domain/share-token.ts';
import { insertLink } from '../../store/copies.ts';
import { claimNonce, insertLook, isNonceKnown } from '../../store/looks.ts';
import type { IssuedRow } from '../../store/rows.ts';
import { findSystem, type ShareSystemRow } from '../../store/share-systems.ts';
import { spendUseCode } from '../../store/use-codes.ts';
import { type MadeCopy, recordCopy } from '../make-copy.ts';

/** What every question carries besides its own. */
export interface ShareWhy {
  readonly useCause?: string;
  readonly useCode?: string;
  readonly itemCode?: string;
  readonly caseNo?: string;
  readonly operator?: string;
}

export interface ShareQuestion<D extends ShareWhy> {
  readonly accessId: string;
  readonly accessToken: string;
  readonly data: D;
}

/** What an operation found; the rest (nonce, use code, log, copy) is done alike for all of them, in one transaction. */
export interface Outcome {
  readonly status: ShareStatus;
  /** In place of the status's own words. */
  readonly message?: { readonly zh: string; readonly en: string };
  readonly data?: Readonly<Record<string, unknown>>;
  readonly row?: IssuedRow;
  readonly typeCode?: string;
  readonly basis?: 'use-code' | 'duty' | 'open';
  readonly useCodeId?: string;
  readonly made?: MadeCopy;
  readonly link?: { readonly tokenHash: Uint8Array; readonly expiresAt: Date };
}

export interface ShareAnswer {
  readonly head: typeof ShareHead extends { static: infer T } ? T : { status: number; message: string };
  readonly data?: unknown;
}

/**
 * A question of a registered system: authenticated, answered, logged. Nothing is given before the look that tells the holder of it is committed.
 * @throws identity.too_many
 */
export async function ask<D extends ShareWhy>(
  deps: LicencesDeps,
  call: { readonly operation: string; readonly path: string; readonly ip: string; readonly lang: Lang },
  question: ShareQuestion<D>,
  answer: (system: ShareSystemRow, data: D) => Promise<Outcome>,
): Promise<ShareAnswer> {
  const { kernel, limits } = deps;
  await limits.spend('shareAddress', call.ip);
  const system = await findSystem(kernel.read, question.accessId);
  const token = readToken(question.accessToken);
  const refused = (status: ShareStatus): ShareAnswer => ({
    head: { status, message: shareMessages[status][call.lang] },
  });
  if (!system || !token) {
    await limits.spend('shareFailed', call.ip);
    return refused(shareStatus.unauthenticated);
  }
  const now = kernel.clock.now();
  const known =
    system.state === 'active' &&
    Math.abs(now.getTime() / 1000 - token.at) <= tokenSeconds &&
    isSignedBy(
      keyOf(deps, system),
      signedBytes({ path: call.path, accessId: system.id, at: token.at, nonce: token.nonce, data: question.data }),
      token.signature,
    ) &&
    !(await isNonceKnown(kernel.read, system.id, token.nonce));
  if (!known) await limits.spend('shareFailed', call.ip);
  else await limits.spend('shareSystem', system.id);
  const outcome: Outcome = known ? await answer(system, question.data) : { status: shareStatus.unauthenticated };
  return record(deps, call, system, known ? token.nonce : undefined, question.data, outcome);
}

function record(
  deps: LicencesDeps,
  call: { readonly operation: string; readonly lang: Lang },
  system: ShareSystemRow,
  nonce: string | undefined,
  why: ShareWhy,
  found: Outcome,
): Promise<ShareAnswer> {
  return deps.kernel.command(
    'licences.share',
    { actor: { kind: 'system', name: `share ${system.id}` } },
    async (ctx) => {
      let outcome = found;
      // of two requests with one nonce that came at once, one is the replay
      if (nonce !== undefined && !(await claimNonce(ctx.tx, system.id, nonce, ctx.now)))
        outcome = { status: shareStatus.unauthenticated };
      if (
        outcome.useCodeId &&
        outcome.status === shareStatus.given &&
        !(await spendUseCode(ctx.tx, outcome.useCodeId, ctx.now))
      )
        outcome = { ...without(outcome), status: shareStatus.notPermitted };
      const { status, row } = outcome;
      const given = status === shareStatus.given;
      if (given && outcome.made) {
        await recordCopy(deps, ctx, outcome.made, `share:${system.id}`);
        if (outcome.link) await insertLink(ctx.tx, { ...outcome.link, copyId: outcome.made.copy.id });
      }
      await insertLook(ctx.tx, {
        id: newId('look'),
        at: ctx.now,
        systemId: system.id,
        systemName: system.name,
        operator: why.operator?.trim() || null,
        operation: call.operation,
        licenceId: row?.id ?? null,
        identifier: row?.identifier ?? null,
        version: row?.version ?? null,
        typeCode: row?.typeCode ?? outcome.typeCode ?? null,
        region: row?.region ?? system.region,
        purpose: why.useCause ?? '',
        itemCode: why.itemCode ?? null,
        caseNumber: why.caseNo ?? null,
        basis: outcome.basis ?? null,
        useCodeId: outcome.useCodeId ?? null,
        copyId: given ? (outcome.made?.copy.id ?? null) : null,
        status,
      });
      if (row && given)
        ctx.access({
          subjectKind: row.holderKind,
          subjectId: row.holderId,
          who: { zh: `${system.office} ${system.name}`, en: `${system.office}, ${system.name}` },
          what: { zh: `${row.typeName.zh} ${row.number}`, en: `${row.typeName.en} ${row.number}` },
          purpose: { zh: why.useCause ?? '', en: why.useCause ?? '' },
          ...(why.caseNo ? { caseNumber: why.caseNo } : {}),
        });
      ctx.audit({
        action: 'licences.shared',
        subject: row ? `licence:${row.id}` : `share:${system.id}`,
        data: { system: system.id, operation: call.operation, status, basis: outcome.basis ?? null },
      });
      const message = (given ? undefined : outcome.message) ?? shareMessages[status];
      return {
        head: { status, message: message[call.lang] },
        ...(outcome.data && given ? { data: sealed(system, outcome.data) } : {}),
      };
    },
  );
}

function without({ made: _made, link: _link, data: _data, ...rest }: Outcome): Outcome {
  return rest;
}

/** The answer's data, for a system with an encryption key encrypted to it (SM2, C1C3C2, base64). */
function sealed(system: ShareSystemRow, data: Readonly<Record<string, unknown>>): unknown {
  if (!system.encryptTo) return data;
  return Buffer.from(
    sm2Encrypt(new TextEncoder().encode(JSON.stringify(data)), new Uint8Array(system.encryptTo)),
  ).toString('base64');
}

function keyOf(deps: LicencesDeps, system: ShareSystemRow) {
  return system.publicKey
    ? ({ kind: 'sm2', publicKey: new Uint8Array(system.publicKey) } as const)
    : ({ kind: 'hmac-sm3', secret: sharedSecret(deps.secret, system.id, system.keyVersion) } as const);
}
