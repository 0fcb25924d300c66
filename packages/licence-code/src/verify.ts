import { CodeError } from './errors.ts';
import type { LicenceFacts } from './facts.ts';
import { type ReadCode, readLicenceCode } from './licence-code.ts';
import { verifyRaw } from './signature.ts';
import type { EndedState, StatusList } from './status-list.ts';
import { keyNamed, type TrustedKey } from './trust.ts';

/**
 * `valid` · `stale`: signed and in its validity, but the list is older than it should be, so what happened since is not known · `ended`: out of validity or in
 * the list · `forged`: no signature of a key that is trusted · `unreadable`: no code of a licence.
 */
export type CodeVerdict = 'valid' | 'stale' | 'ended' | 'forged' | 'unreadable';

export interface CodeCheck {
  readonly id: 'read' | 'key' | 'signature' | 'validity' | 'list' | 'listed';
  /** null: could not be checked. */
  readonly ok: boolean | null;
  readonly text: { readonly zh: string; readonly en: string };
}

export interface CodeReport {
  readonly verdict: CodeVerdict;
  readonly checks: readonly CodeCheck[];
  /** Only what a trusted key has signed. */
  readonly facts?: LicenceFacts;
  readonly ended?: EndedState | 'expired' | 'not-yet-valid';
}

/**
 * Judges the text of a QR code with nothing but what is at hand.
 * @param list undefined when there is none, or when its own signature did not hold
 */
export function verifyLicenceCode(
  text: string,
  known: { readonly keys: readonly TrustedKey[]; readonly list: StatusList | undefined; readonly at: Date },
): CodeReport {
  let code: ReadCode;
  try {
    code = readLicenceCode(text);
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    return { verdict: 'unreadable', checks: [check('read', false, text.includes('#') ? 'bad' : 'none')] };
  }
  const key = keyNamed(known.keys, code.keyId);
  if (!key) return { verdict: 'forged', checks: [check('read', true), check('key', false)] };
  const proven = verifyRaw(code.signature, code.signed, key.certificate.publicKey);
  const checks = [check('read', true), check('key', true), check('signature', proven)];
  if (!proven) return { verdict: 'forged', checks };

  const { facts } = code;
  const today = dayInChina(known.at);
  const early = today < facts.validFrom;
  const over = facts.validTo !== null && facts.validTo < today;
  checks.push(check('validity', !early && !over, early ? 'early' : 'over'));
  const { list } = known;
  const fresh =
    list !== undefined && known.at < list.nextUpdate && list.issuedAt.getTime() <= known.at.getTime() + skew;
  checks.push(list ? check('list', fresh ? true : null, 'old') : check('list', null, 'none'));
  const state = list?.stateOf(facts.identifier);
  // a licence made after the list can't be in it
  const covered = list !== undefined && facts.issuedOn <= dayInChina(list.issuedAt);
  checks.push(check('listed', state ? false : covered ? true : null, list ? 'younger' : 'none'));
  if (state) return { verdict: 'ended', checks, facts, ended: state };
  if (early || over) return { verdict: 'ended', checks, facts, ended: over ? 'expired' : 'not-yet-valid' };
  return { verdict: fresh ? 'valid' : 'stale', checks, facts };
}

/** Clocks of two machines differ. */
const skew = 10 * 60_000;

function dayInChina(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

type Line = readonly [zh: string, en: string];
const texts: Readonly<Record<CodeCheck['id'], { yes: Line; no: Line; [why: string]: Line }>> = {
  read: {
    yes: ['二维码可以读取，字段完整', 'The code can be read and is complete'],
    no: ['二维码不能读取', 'The code cannot be read'],
    none: ['二维码中没有可以离线核验的内容', 'There is nothing in the code that could be verified offline'],
    bad: ['二维码内容残缺或者被改动', 'What the code holds is damaged or was changed'],
  },
  key: {
    yes: ['签名密钥由所信任的认证机构签发', 'The signing key is certified by an authority that is trusted'],
    no: ['签名密钥不在所信任的名单中', 'The signing key is not among those trusted'],
  },
  signature: {
    yes: ['SM2 签名有效，各字段未被改动', 'The SM2 signature holds: nothing was changed'],
    no: ['SM2 签名无效：内容被改动或系伪造', 'The SM2 signature does not hold: changed or forged'],
  },
  validity: {
    yes: ['在有效期内', 'Within its validity'],
    no: ['不在有效期内', 'Not within its validity'],
    early: ['尚未到有效期', 'Its validity has not begun'],
    over: ['已过有效期', 'Its validity is over'],
  },
  list: {
    yes: ['状态名单在更新期限内', 'The list of states is as fresh as it should be'],
    no: ['状态名单不可用', 'The list of states is of no use'],
    old: ['状态名单已过更新期限', 'The list of states should have been renewed'],
    none: ['没有状态名单', 'There is no list of states'],
  },
  listed: {
    yes: ['不在已失效证照名单中', 'Not in the list of licences that ended'],
    no: ['在已失效证照名单中', 'In the list of licences that ended'],
    younger: [
      '证照晚于状态名单签发，名单不能说明其状态',
      'The licence is younger than the list, which cannot tell of it',
    ],
    none: ['没有状态名单，不能判断是否失效', 'Without a list it is not known whether it ended'],
  },
};

function check(id: CodeCheck['id'], ok: boolean | null, why = 'no'): CodeCheck {
  const row = texts[id];
  const [zh, en] =
    ok === true ? row.yes : ok === false && id !== 'validity' && id !== 'read' ? row.no : (row[why] ?? row.no);
  return { id, ok, text: { zh, en } };
}
