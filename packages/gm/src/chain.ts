import { equalBytes, toHex } from './bytes.ts';
import { type Certificate, type KeyUsage, parseCertificate, verifyWithCertificate } from './certificate.ts';
import { type Crl, parseCrl, type RevokedEntry } from './crl.ts';
import { type OcspAnswer, type OcspResponse, parseOcspResponse, verifyOcspResponse } from './ocsp.ts';
import { OID } from './oids.ts';

type Text = { readonly zh: string; readonly en: string };

/** One thing that was checked. */
export interface ChainCheck {
  readonly id: 'path' | 'signatures' | 'validity' | 'authority' | 'usage' | 'critical' | 'revocation';
  /** `unknown`: could not be decided (no revocation list for the time); does not by itself make the chain fail. */
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly text: Text;
}

export interface VerifyChainOptions {
  readonly intermediates?: readonly (Uint8Array | Certificate)[];
  /** Trusted roots, by bytes. */
  readonly anchors: readonly (Uint8Array | Certificate)[];
  /** The moment to judge at: the signing time, not now. */
  readonly at: Date;
  readonly crls?: readonly (Uint8Array | Crl)[];
  /** Answers of OCSP responders, kept with the document or fetched now; each counts only where it is authentic. */
  readonly ocsp?: readonly (Uint8Array | OcspResponse)[];
  /**
   * Is `at` proven by a time stamp (default true)? When it is only what the signer says, a key lost later may have made
   * the signature with a time put back: then a revocation for loss of the key fails the chain whenever it was.
   */
  readonly timeProven?: boolean;
  readonly usage: 'digitalSignature' | 'nonRepudiation' | 'keyCertSign' | 'any';
  /** Extended key usage the leaf must carry, e.g. time stamping. */
  readonly extendedUsage?: string;
  /** Fail when no list speaks about a certificate; default false (verdict `unknown`). */
  readonly requireRevocation?: boolean;
}

export interface ChainResult {
  readonly ok: boolean;
  readonly checks: readonly ChainCheck[];
  /** Leaf first, anchor last; just the leaf when no path was found. */
  readonly chain: readonly Certificate[];
  /** The entry that revoked a certificate of the chain. */
  readonly revoked?: { readonly certificate: Certificate; readonly entry: RevokedEntry };
  /** A revocation after `at` that the evidence tells of: the signature stays good, people should know. */
  readonly revokedLater?: { readonly certificate: Certificate; readonly entry: RevokedEntry };
}

const MAX_DEPTH = 8;
const MAX_TRIES = 200;

function certificateOf(value: Uint8Array | Certificate): Certificate {
  return value instanceof Uint8Array ? parseCertificate(value) : value;
}

const signatureVerdicts = new Map<string, boolean>();

/** A certificate's signature under an issuer never changes: remembered by both digests, the last 1,000. */
function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const name = `${toHex(certificate.digest)}${toHex(issuer.digest)}`;
  const known = signatureVerdicts.get(name);
  if (known !== undefined) return known;
  const ok = verifyWithCertificate(issuer, certificate.signatureAlgorithm, certificate.tbs, certificate.signature);
  if (signatureVerdicts.size >= 1000) signatureVerdicts.delete(signatureVerdicts.keys().next().value!);
  signatureVerdicts.set(name, ok);
  return ok;
}

function mayIssue(issuer: Certificate, certificate: Certificate): boolean {
  if (!equalBytes(issuer.subject.der, certificate.issuer.der)) return false;
  return !certificate.aki || !issuer.ski || equalBytes(certificate.aki, issuer.ski);
}

function sameCertificate(a: Certificate, b: Certificate): boolean {
  return equalBytes(a.digest, b.digest);
}

/** Depth first over possible issuers; a path whose signatures hold and that is acceptable wins. */
function findPath(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  anchors: readonly Certificate[],
  acceptable: (chain: readonly Certificate[]) => boolean,
): { path?: Certificate[]; badSignature: boolean } {
  let tries = 0;
  let badSignature = false;
  let fallback: Certificate[] | undefined;
  const walk = (chain: Certificate[]): Certificate[] | undefined => {
    const last = chain[chain.length - 1]!;
    if (anchors.some((anchor) => sameCertificate(anchor, last))) {
      if (acceptable(chain)) return chain;
      fallback ??= chain;
      return undefined;
    }
    if (chain.length >= MAX_DEPTH) return undefined;
    for (const issuer of [...anchors, ...intermediates]) {
      if (!mayIssue(issuer, last) || chain.some((earlier) => sameCertificate(earlier, issuer))) continue;
      tries += 1;
      if (tries > MAX_TRIES) return undefined;
      if (!isSignedBy(last, issuer)) {
        badSignature = true;
        continue;
      }
      const found = walk([...chain, issuer]);
      if (found) return found;
    }
    return undefined;
  };
  const path = walk([leaf]) ?? fallback;
  return path ? { path, badSignature } : { badSignature };
}

function label(certificate: Certificate): string {
  return certificate.subject.text || certificate.serial;
}

function check(id: ChainCheck['id'], verdict: ChainCheck['verdict'], zh: string, en: string): ChainCheck {
  return { id, verdict, text: { zh, en } };
}

function checkValidity(chain: readonly Certificate[], at: Date): ChainCheck {
  const bad = chain.find(({ notBefore, notAfter }) => !(at >= notBefore && at <= notAfter));
  return bad
    ? check('validity', 'fail', `证书在该时间不在有效期内：${label(bad)}`, `Not valid at that time: ${label(bad)}`)
    : check('validity', 'pass', '各级证书在该时间均在有效期内', 'All certificates were valid at that time');
}

function checkAuthority(chain: readonly Certificate[]): ChainCheck {
  let below = 0;
  for (const issuer of chain.slice(1)) {
    const signs = issuer.keyUsage === undefined || issuer.keyUsage.includes('keyCertSign');
    const trustedV1 = issuer.version < 3 && issuer === chain[chain.length - 1];
    if (!signs || (!issuer.isCa && !trustedV1) || (issuer.pathLen !== undefined && below > issuer.pathLen)) {
      return check(
        'authority',
        'fail',
        `无权签发证书：${label(issuer)}`,
        `May not issue certificates: ${label(issuer)}`,
      );
    }
    if (!equalBytes(issuer.subject.der, issuer.issuer.der)) below += 1;
  }
  return check('authority', 'pass', '各签发者均为有权的证书机构', 'All issuers are authorities entitled to issue');
}

function checkUsage(leaf: Certificate, options: VerifyChainOptions): ChainCheck {
  const { usage, extendedUsage } = options;
  // A signature of a document may be made under either bit (GB/T 20518: signing certificates set both or one).
  const accepted: readonly KeyUsage[] =
    usage === 'keyCertSign' ? ['keyCertSign'] : ['digitalSignature', 'nonRepudiation'];
  const keyOk = usage === 'any' || leaf.keyUsage === undefined || leaf.keyUsage.some((bit) => accepted.includes(bit));
  const extendedOk = extendedUsage === undefined || leaf.extendedKeyUsage?.includes(extendedUsage) === true;
  return keyOk && extendedOk
    ? check('usage', 'pass', '证书密钥用途符合', 'The certificate may be used for this')
    : check(
        'usage',
        'fail',
        `证书密钥用途不符：${label(leaf)}`,
        `The certificate may not be used for this: ${label(leaf)}`,
      );
}

const UNDERSTOOD: ReadonlySet<string> = new Set([
  OID.keyUsage,
  OID.basicConstraints,
  OID.subjectKeyId,
  OID.authorityKeyId,
  OID.extendedKeyUsage,
  OID.crlDistributionPoints,
  OID.certificatePolicies,
  OID.subjectAltName,
]);

function checkCritical(chain: readonly Certificate[]): ChainCheck {
  for (const certificate of chain) {
    const bad = certificate.extensions.find(({ critical, oid }) => critical && !UNDERSTOOD.has(oid));
    if (bad) {
      const zh = `证书含有无法识别的关键扩展 ${bad.oid}：${label(certificate)}`;
      return check('critical', 'fail', zh, `Unknown critical extension ${bad.oid}: ${label(certificate)}`);
    }
  }
  return check('critical', 'pass', '没有无法识别的关键扩展', 'No unknown critical extensions');
}

const crlVerdicts = new WeakMap<Crl, Map<string, boolean>>();

function crlIsSignedBy(crl: Crl, issuer: Certificate): boolean {
  let verdicts = crlVerdicts.get(crl);
  if (!verdicts) {
    verdicts = new Map();
    crlVerdicts.set(crl, verdicts);
  }
  const name = toHex(issuer.digest);
  let ok = verdicts.get(name);
  if (ok === undefined) {
    ok =
      (issuer.keyUsage === undefined || issuer.keyUsage.includes('cRLSign')) &&
      verifyWithCertificate(issuer, crl.signatureAlgorithm, crl.tbs, crl.signature);
    verdicts.set(name, ok);
  }
  return ok;
}

/** When the certificate stopped being good: the earlier of revocation and known loss of the key. */
export function revokedSince(entry: RevokedEntry): Date {
  const { invalidSince, revokedAt } = entry;
  return invalidSince && invalidSince < revokedAt ? invalidSince : revokedAt;
}

/** Reasons after which nothing the key has signed can be told from a forgery by its time alone. */
const LOST_KEY: ReadonlySet<string> = new Set(['keyCompromise', 'cACompromise', 'aACompromise']);

interface Evidence {
  /** Somebody entitled spoke about the certificate's standing at the moment. */
  readonly speaks: boolean;
  readonly entries: readonly RevokedEntry[];
}

function listEvidence(certificate: Certificate, issuer: Certificate, crls: readonly Crl[], at: Date): Evidence {
  const lists = crls.filter(
    (crl) =>
      crl.unknownCritical === undefined &&
      equalBytes(crl.issuer.der, certificate.issuer.der) &&
      crlIsSignedBy(crl, issuer),
  );
  const entries = lists.flatMap((list) => list.revoked.get(certificate.serial) ?? []);
  return {
    // A list speaks for the moment when it was made after it, or was in force then.
    speaks: lists.some((list) => list.thisUpdate >= at || !list.nextUpdate || list.nextUpdate >= at),
    entries: entries.filter(({ reason }) => reason !== 'removeFromCRL'),
  };
}

function answerEvidence(
  certificate: Certificate,
  issuer: Certificate,
  answers: readonly OcspResponse[],
  at: Date,
): Evidence {
  const entries: RevokedEntry[] = [];
  let speaks = false;
  for (const response of answers) {
    // Whatever its age: it is judged below whether it speaks about the moment.
    const now = response.producedAt ?? at;
    const { ok, answer } = verifyOcspResponse(response, { certificate, issuer, at: now, stored: true });
    if (!ok || !answer || answer.status === 'unknown') continue;
    if (answer.status === 'revoked') entries.push(entryOf(certificate, answer));
    speaks ||= answer.thisUpdate >= at || !answer.nextUpdate || answer.nextUpdate >= at;
  }
  return { speaks, entries };
}

function entryOf(certificate: Certificate, { revokedAt, reason }: OcspAnswer): RevokedEntry {
  return { serial: certificate.serial, revokedAt: revokedAt!, ...(reason ? { reason } : {}) };
}

type RevocationVerdict = { readonly check: ChainCheck } & Pick<ChainResult, 'revoked' | 'revokedLater'>;

function checkRevocation(chain: readonly Certificate[], options: VerifyChainOptions): RevocationVerdict {
  const crls = (options.crls ?? []).map((crl) => (crl instanceof Uint8Array ? parseCrl(crl) : crl));
  const answers = (options.ocsp ?? []).map((one) => (one instanceof Uint8Array ? parseOcspResponse(one) : one));
  let silent: Certificate | undefined;
  let revokedLater: ChainResult['revokedLater'];
  for (let i = 0; i < chain.length - 1; i += 1) {
    const certificate = chain[i]!;
    const issuer = chain[i + 1]!;
    const fromLists = listEvidence(certificate, issuer, crls, options.at);
    const fromAnswers = answerEvidence(certificate, issuer, answers, options.at);
    for (const entry of [...fromLists.entries, ...fromAnswers.entries]) {
      const lost = LOST_KEY.has(entry.reason ?? '') && options.timeProven === false;
      if (revokedSince(entry) <= options.at || lost) return revokedVerdict(certificate, entry, options.at);
      revokedLater ??= { certificate, entry };
    }
    if (!fromLists.speaks && !fromAnswers.speaks) silent ??= certificate;
  }
  const later = revokedLater ? { revokedLater } : {};
  if (silent) {
    const verdict = options.requireRevocation ? 'fail' : 'unknown';
    const zh = `没有可用的撤销列表或状态应答，无法确认是否被撤销：${label(silent)}`;
    const en = `No revocation list and no status answer speaks about ${label(silent)}`;
    return { check: check('revocation', verdict, zh, en), ...later };
  }
  const passed = check('revocation', 'pass', '各级证书在该时间未被撤销', 'No certificate was revoked at that time');
  return { check: passed, ...later };
}

function revokedVerdict(certificate: Certificate, entry: RevokedEntry, at: Date): RevocationVerdict {
  const since = revokedSince(entry).toISOString();
  const after = revokedSince(entry) > at;
  const zh = after
    ? `证书因密钥失控于 ${since} 被撤销，且签名时间没有时间戳证明：${label(certificate)}`
    : `证书自 ${since} 起已被撤销：${label(certificate)}`;
  const en = after
    ? `Revoked at ${since} because the key was lost, and no time stamp proves the time: ${label(certificate)}`
    : `Revoked since ${since}: ${label(certificate)}`;
  return { check: check('revocation', 'fail', zh, en), revoked: { certificate, entry } };
}

/**
 * Builds and judges the path from a certificate to one of the anchors at a moment (RFC 5280 6, GB/T 20518).
 * Signatures SM2/SM3, ECDSA P-256 and RSA with SHA-2. `ok` when no check fails.
 * @throws GmError `der`, `certificate`, `crl`, `ocsp`, `point`, `size` when an input cannot be parsed
 */
export function verifyChain(leaf: Uint8Array | Certificate, options: VerifyChainOptions): ChainResult {
  const certificate = certificateOf(leaf);
  const anchors = options.anchors.map(certificateOf);
  const intermediates = (options.intermediates ?? []).map(certificateOf);
  const { path, badSignature } = findPath(
    certificate,
    intermediates,
    anchors,
    (chain) => checkValidity(chain, options.at).verdict === 'pass' && checkAuthority(chain).verdict === 'pass',
  );
  const usage = checkUsage(certificate, options);
  if (!path) {
    const failed = badSignature
      ? check('signatures', 'fail', '证书链中的签名不正确', 'A signature in the certificate chain is wrong')
      : check('path', 'fail', '证书不能追溯到受信任的根证书', 'The certificate does not lead to a trusted root');
    return { ok: false, checks: [failed, checkValidity([certificate], options.at), usage], chain: [certificate] };
  }
  const revocation = checkRevocation(path, options);
  const checks = [
    check('path', 'pass', '证书可追溯到受信任的根证书', 'The certificate leads to a trusted root'),
    check('signatures', 'pass', '证书链各级签名正确', 'All signatures of the chain are right'),
    checkValidity(path, options.at),
    checkAuthority(path),
    usage,
    checkCritical(path),
    revocation.check,
  ];
  const ok = checks.every(({ verdict }) => verdict !== 'fail');
  const { revoked, revokedLater } = revocation;
  return { ok, checks, chain: path, ...(revoked ? { revoked } : {}), ...(revokedLater ? { revokedLater } : {}) };
}
