import { LICENCE, verification } from './state.ts';

const t = (zh: string, en: string) => ({ zh, en });
/** A JPEG of one grey dot. */
const photo =
  '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==';

export const HISTORY = [{ at: LICENCE.issuedAt, name: t('签发', 'Issued') }];

function showing() {
  const now = new Date();
  return {
    id: '0'.repeat(24),
    startedAt: now.toISOString(),
    endsAt: new Date(now.getTime() + 600_000).toISOString(),
    over: false,
    now: now.toISOString(),
    checks: [{ at: now.toISOString(), who: t('工作人员 翟一鸣', 'official Zhai Yiming') }],
  };
}

const print = (no: number, way: string) => ({ no, at: new Date().toISOString(), way });

/** What the holder decides about the licence, shows and prints; undefined: another address. */
export function answerLicence(path: string, method: string, origin: string): unknown {
  const tail = /^\/api\/licences\/[^/]+(\/.*)$/.exec(path)?.[1];
  if (tail === undefined) return undefined;
  if (tail === '/sharing')
    return {
      shareClass: 'conditional',
      mayAsk: [
        {
          systemId: 's1',
          system: '公积金管理系统',
          office: '云州市住房公积金管理中心',
          purpose: '公积金提取',
          byDuty: false,
        },
      ],
      showings: [showing()],
      prints: [print(2, 'code'), print(1, 'self')],
      printCode: { code: '120482937465', expiresAt: new Date(Date.now() + 86_400_000).toISOString() },
      useCodes: [],
      copies: [],
      looks: [],
      months: [],
    };
  if (tail === '/showings' && method === 'POST') return { ...showing(), secret: 'AAAA', address: `${origin}/v/` };
  if (tail.startsWith('/showings/')) return showing();
  if (tail === '/prints') return print(3, 'self');
  if (tail === '/print-codes')
    return { code: '120482937465', expiresAt: new Date(Date.now() + 86_400_000).toISOString() };
  return undefined;
}

/** The page of a code on a holder's screen, and of one that is no longer on it. */
export function shownVerification(code: string, svg: string) {
  const base = verification(false);
  const since = new Date().toISOString();
  return code.includes('over')
    ? {
        ...base,
        verdict: 'invalid',
        title: t('亮证已过期', 'No longer shown'),
        explanation: t(
          '这个二维码已经不在持证人的屏幕上，可能是截图。',
          'This code is no longer on the holder’s screen.',
        ),
        licence: undefined,
        signatures: [],
        shown: { live: false, since },
      }
    : {
        ...base,
        title: t('亮证有效', 'Shown now, and valid'),
        signatures: [],
        shown: { live: true, since, photo },
        pages: [{ width: 210, height: 297, svg }],
      };
}
