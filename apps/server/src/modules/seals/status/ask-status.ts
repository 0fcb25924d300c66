import {
  type Certificate,
  type Crl,
  createOcspRequest,
  GmError,
  type OcspResponse,
  parseCrl,
  parseOcspResponse,
  toHex,
  verifyChain,
  verifyOcspResponse,
  verifyWithCertificate,
} from '@miaopi/gm';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { findStatusAnswer, insertStatusAnswer } from '../store/status-answers.ts';
import type { Trust } from '../trust-pem.ts';
import { type StatusSilence, StatusSilent, type StatusSource } from './status-source.ts';

/** What the authority of a certificate said of it, or that it did not. Kept with the verdict it stood for. */
export interface CertificateStatus {
  /** Subject of the certificate asked about. */
  readonly certificate: string;
  readonly serial: string;
  readonly status: 'good' | 'revoked' | 'unanswered';
  readonly by?: 'ocsp' | 'crl';
  /** As the certificate names it. */
  readonly source?: string;
  /** ISO: when the authority said so. */
  readonly at?: string;
  /** Where the answer itself is kept: `seals.status_answer`. */
  readonly answerId?: string;
  /** Why nobody answered. */
  readonly why?: StatusSilence | 'bad-answer';
}

/** Answers for `verifyChain`, and what they say. */
export interface StatusEvidence {
  readonly ocsp: readonly OcspResponse[];
  readonly crls: readonly Crl[];
  readonly statuses: readonly CertificateStatus[];
}

interface Found {
  readonly status: CertificateStatus;
  readonly ocsp?: OcspResponse;
  readonly crl?: Crl;
}

/** A file of twenty signatures asks about twenty; more are left to the lists that are there. */
const mostAsked = 20;
/** An answer that names no end counts so long. */
const unboundedMs = 10 * 60_000;

/**
 * Asks the authorities of certificates about them (F148): the OCSP responder the certificate names, with a nonce; its list of revoked certificates when there is no
 * good answer. Only for certificates that lead to a trusted root, only at hosts that may be asked, never inside a transaction. Answers are kept, and serve until
 * their next update.
 */
export async function askStatus(
  deps: { readonly kernel: Kernel; readonly source: StatusSource },
  certificates: readonly Certificate[],
  trust: Trust,
): Promise<StatusEvidence> {
  const asked = new Map<string, { readonly certificate: Certificate; readonly issuer: Certificate }>();
  for (const one of certificates) {
    const { chain } = verifyChain(one, { ...trust, at: one.notBefore, usage: 'any' });
    for (const [i, certificate] of chain.slice(0, -1).entries())
      if (certificate.ocspUrls.length + certificate.crlUrls.length > 0 && asked.size < mostAsked)
        asked.set(toHex(certificate.digest), { certificate, issuer: chain[i + 1]! });
  }
  const found = await Promise.all([...asked.values()].map((one) => statusOf(deps, one.certificate, one.issuer)));
  return {
    ocsp: found.flatMap((f) => f.ocsp ?? []),
    crls: found.flatMap((f) => f.crl ?? []),
    statuses: found.map((f) => f.status),
  };
}

type Deps = Parameters<typeof askStatus>[0];

async function statusOf(deps: Deps, certificate: Certificate, issuer: Certificate): Promise<Found> {
  const told = { certificate: certificate.subject.text, serial: certificate.serial };
  let why: CertificateStatus['why'];
  for (const [kind, urls] of [
    ['ocsp', certificate.ocspUrls],
    ['crl', certificate.crlUrls],
  ] as const)
    for (const source of urls.slice(0, 2)) {
      try {
        const found = await answerOf(deps, kind, source, certificate, issuer);
        return { ...found, status: { ...told, by: kind, source, ...found.status } };
      } catch (error) {
        // a list that was silent too says nothing more about why
        why ??= error instanceof StatusSilent ? error.why : 'bad-answer';
        if (!(error instanceof StatusSilent || error instanceof GmError || error instanceof BadAnswer)) throw error;
      }
    }
  return { status: { ...told, status: 'unanswered', ...(why ? { why } : {}) } };
}

class BadAnswer extends Error {}

type Answered = Omit<Found, 'status'> & { readonly status: Pick<CertificateStatus, 'status' | 'at' | 'answerId'> };

async function answerOf(
  { kernel, source }: Deps,
  kind: 'ocsp' | 'crl',
  url: string,
  certificate: Certificate,
  issuer: Certificate,
): Promise<Answered> {
  const about = kind === 'ocsp' ? toHex(certificate.digest) : toHex(issuer.digest);
  const now = kernel.clock.now();
  const kept = await findStatusAnswer(kernel.read, { kind, about, url, now });
  const request = kind === 'ocsp' && !kept ? createOcspRequest({ certificate, issuer }) : undefined;
  const der = kept
    ? new Uint8Array(kept.der)
    : await source.ask(url, request ? { kind: 'ocsp', request: request.der } : { kind: 'crl' });
  const read =
    kind === 'ocsp'
      ? readAnswer(der, certificate, issuer, now, request?.nonce)
      : readList(der, certificate, issuer, now);
  const answerId = kept?.id ?? newId();
  if (!kept)
    await kernel.command('seals.keep_status', { actor: { kind: 'system', name: 'seals' } }, (ctx) =>
      insertStatusAnswer(ctx.tx, {
        id: answerId,
        kind,
        about,
        url,
        der,
        askedAt: now,
        until: read.until ?? new Date(now.getTime() + unboundedMs),
      }),
    );
  return { ...read.evidence, status: { status: read.status, at: read.at.toISOString(), answerId } };
}

function readAnswer(
  der: Uint8Array,
  certificate: Certificate,
  issuer: Certificate,
  now: Date,
  nonce: Uint8Array | undefined,
) {
  const ocsp = parseOcspResponse(der);
  // responders that sign their answers beforehand leave the nonce out (RFC 8954): then freshness alone speaks; another's nonce is another's answer
  const bound = nonce && ocsp.nonce ? { nonce } : {};
  const { ok, answer } = verifyOcspResponse(ocsp, { certificate, issuer, at: now, ...bound });
  if (!ok || !answer || answer.status === 'unknown') throw new BadAnswer();
  const { status, thisUpdate, nextUpdate } = answer;
  return { evidence: { ocsp }, status, at: thisUpdate, until: nextUpdate };
}

function readList(der: Uint8Array, certificate: Certificate, issuer: Certificate, now: Date) {
  const crl = parseCrl(der);
  const ours = toHex(crl.issuer.der) === toHex(issuer.subject.der) && crl.unknownCritical === undefined;
  const fresh =
    crl.nextUpdate !== undefined && crl.nextUpdate > now && crl.thisUpdate.getTime() <= now.getTime() + 300_000;
  const entitled = issuer.keyUsage === undefined || issuer.keyUsage.includes('cRLSign');
  if (!ours || !fresh || !entitled || !verifyWithCertificate(issuer, crl.signatureAlgorithm, crl.tbs, crl.signature))
    throw new BadAnswer();
  const status: 'good' | 'revoked' = crl.revoked.has(certificate.serial) ? 'revoked' : 'good';
  return { evidence: { crl }, status, at: crl.thisUpdate, until: crl.nextUpdate };
}
