import { nameValue, parseCertificate } from '@miaopi/gm';
import { type CodeReport, ended, type LicenceFacts, verifyLicenceCode } from '@miaopi/licence-code';
import { type OfdReport, verifyOfd } from '@miaopi/ofd';
import { authorityOf, type Known } from './known.ts';
import { type Lang, texts } from './texts.ts';

interface Check {
  readonly ok: boolean | null;
  readonly text: string;
}

/** What the page shows for anything that was given to it. */
export interface Answer {
  readonly tone: 'ok' | 'bad' | 'open';
  readonly title: string;
  readonly explanation: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly checks: readonly Check[];
}

export function judgeCode(text: string, known: Known, at: Date, lang: Lang): Answer {
  const t = texts[lang];
  const report = verifyLicenceCode(text, { keys: known.keys, list: known.list, at });
  const [tone, title, explanation] = verdictOf(report, lang);
  return {
    tone,
    title,
    explanation,
    facts: report.facts ? factsOf(report.facts, t) : [],
    checks: report.checks.map((check) => ({ ok: check.ok, text: check.text[lang] })),
  };
}

function verdictOf(report: CodeReport, lang: Lang): readonly [Answer['tone'], string, string] {
  const t = texts[lang];
  switch (report.verdict) {
    case 'valid':
      return ['ok', t.valid, t.validText];
    case 'stale':
      return ['open', t.stale, t.staleText];
    case 'ended':
      return ['bad', t.ended(t.states[report.ended ?? ''] ?? ''), t.endedText];
    case 'forged':
      return ['bad', t.forged, t.forgedText];
    default:
      return ['open', t.unreadable, t.unreadableText];
  }
}

function factsOf(facts: LicenceFacts, t: (typeof texts)['zh']): Answer['facts'] {
  const { kind, value } = facts.holderCode;
  return [
    [t.type, facts.typeName],
    [t.holder, facts.holderName],
    [kind === 'firm' ? t.uscc : t.idTail, value],
    [t.number, facts.number],
    [t.issuer, facts.issuerName],
    [t.issuedOn, facts.issuedOn],
    [
      t.validity,
      facts.validTo === null ? `${facts.validFrom} – ${t.longTerm}` : `${facts.validFrom} – ${facts.validTo}`,
    ],
    [t.identifier, facts.identifier],
  ];
}

/** A sealed file: its seals by themselves, then the list for what became of the licence since. */
export function judgeFile(bytes: Uint8Array, known: Known, at: Date, lang: Lang): Answer {
  const t = texts[lang];
  const report = verifyOfd(bytes, { ...known.trust, at });
  const checks: Check[] = [...report.checks, ...report.signatures.flatMap((signature) => signature.checks)]
    .filter((check) => check.ok !== true || check.severity === 'error')
    .map((check) => ({ ok: check.ok, text: check.text[lang] }));
  if (report.verdict === 'unreadable')
    return { tone: 'open', title: t.fileUnreadable, explanation: t.fileUnreadableText, facts: [], checks };
  if (report.verdict === 'invalid')
    return {
      tone: 'bad',
      title: report.reason === 'unsigned' ? t.fileUnsigned : t.fileInvalid,
      explanation: report.reason === 'unsigned' ? t.fileUnsignedText : t.fileInvalidText,
      facts: [],
      checks,
    };
  const told = authoritiesTold(report, known, lang);
  if (!report.signatures.some((signature) => isIssuer(signature, known)))
    return { tone: 'open', title: t.fileOfOthers, explanation: t.fileOfOthersText, facts: told, checks };
  const said = report.document?.info.customData ?? {};
  const facts: Answer['facts'] = [
    [t.type, said.ZZMC],
    [t.holder, said.CZZT],
    [t.number, said.ZZBH],
    [t.issuer, said.ZZBFJG],
    [t.issuedOn, said.ZZBFRQ],
    [t.validity, said.ZZYXQQSRQ && `${said.ZZYXQQSRQ} – ${said.ZZYXQJZRQ || t.longTerm}`],
    [t.identifier, said.ZZBS],
  ].flatMap(([name, value]) => (name && value ? [[name, value] as const] : []));
  const all = [...facts, ...told];
  const today = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const state = said.ZZBS ? known.list?.stateOf(said.ZZBS) : undefined;
  const over = said.ZZYXQJZRQ ? said.ZZYXQJZRQ < today : false;
  const fresh = known.list !== undefined && at < known.list.nextUpdate;
  checks.push({ ok: !over, text: over ? t.states.expired! : t.inValidity });
  checks.push({ ok: state ? false : fresh ? true : null, text: state ? t.listed : fresh ? t.notListed : t.listOld });
  if (state || over)
    return {
      tone: 'bad',
      title: t.ended(t.states[state && ended(state) ? state : 'expired'] ?? ''),
      explanation: t.endedText,
      facts: all,
      checks,
    };
  return fresh
    ? { tone: 'ok', title: t.fileValid, explanation: t.validText, facts: all, checks }
    : { tone: 'open', title: t.stale, explanation: t.staleText, facts: all, checks };
}

/** A seal of an office of this platform, whose number stands in its certificate: only such a one makes a licence. */
function isIssuer({ signer }: OfdReport['signatures'][number], known: Known): boolean {
  return (
    signer !== undefined &&
    authorityOf(known, signer.anchor)?.role === 'own' &&
    nameValue(parseCertificate(signer.certificate).subject, 'organizationIdentifier') !== undefined
  );
}

/** Who signed, and whose authority answers for that. */
function authoritiesTold(report: OfdReport, known: Known, lang: Lang): Answer['facts'] {
  const t = texts[lang];
  return report.signatures.flatMap(({ signer, seal }) => {
    const one = authorityOf(known, signer?.anchor);
    if (!signer || !one) return [];
    const name = seal?.name ?? nameValue(parseCertificate(signer.certificate).subject, 'CN') ?? signer.subject;
    return [[t.certifiedBy(name), `${one.name} · ${one.roleName[lang]}`] as const];
  });
}
