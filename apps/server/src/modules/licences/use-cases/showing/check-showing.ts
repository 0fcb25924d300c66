import type { Verification } from '@miaopi/contracts';
import { isCodeOf, isShownAt, type ShowingCode, showingPeriod } from '@miaopi/licence-code';
import type { Actor } from '../../../../kernel/actor.ts';
import { newId } from '../../../../kernel/ids.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { LicencesDeps } from '../../deps.ts';
import type { PageOf } from '../../licence-pages.ts';
import { photoOfFile } from '../../photo.ts';
import { presentPublic } from '../../present.ts';
import { listHistory } from '../../store/life.ts';
import { findIssuedById } from '../../store/read-licences.ts';
import type { IssuedRow } from '../../store/rows.ts';
import { findShowing, insertShowingCheck, type ShowingRow } from '../../store/showings.ts';
import { sayingOf } from '../verify-identifier.ts';
import { showingSecret } from './show-licence.ts';

type Check = Verification['checks'][number];
type Lines = { readonly title: Text; readonly explanation: Text };

const maxPages = 10;

/** What somebody is told who scanned the code on a holder's screen: the whole licence while it is shown, and nothing of it afterwards. */
export async function checkShowing(
  deps: LicencesDeps,
  pageOf: PageOf,
  asker: { readonly actor: Actor; readonly ip: string },
  code: ShowingCode,
): Promise<Verification> {
  const { kernel } = deps;
  const now = kernel.clock.now();
  const common = { checkedAt: now.toISOString(), signatures: [], pages: [] };
  const showing = await genuineShowing(deps, code);
  const row = showing && (await findIssuedById(kernel.read, showing.licenceId));
  if (!row) return { verdict: 'unknown', ...forged, ...common, checks: [shownCheck(false, forged.title)] };
  const since = new Date(showing.startedAt.getTime() + code.period * showingPeriod * 1000);
  if (!isLive(showing, code, now))
    return {
      verdict: 'invalid',
      ...over,
      ...common,
      shown: { live: false, since: since.toISOString() },
      checks: [shownCheck(false, over.title)],
    };
  await recordCheck(deps, asker, row, showing, code.period);
  const { good, lines, checks } = sayingOf(row, kernel.clock.today());
  const photo = photoOfFile(await kernel.files.get(row.fileKey));
  const history = await listHistory(kernel.read, row.id);
  const pages = await Promise.all(
    Array.from({ length: Math.min(row.pages, maxPages) }, async (_, page) => ({
      width: row.width,
      height: row.height,
      svg: Buffer.from((await pageOf(row, page)).body as Uint8Array).toString('utf8'),
    })),
  );
  return {
    verdict: good ? 'valid' : 'invalid',
    ...(good ? live : lines),
    ...common,
    pages,
    licence: presentPublic(row, history, kernel.clock.today(), row.holderName, []),
    shown: {
      live: true,
      since: since.toISOString(),
      ...(photo ? { photo: Buffer.from(photo).toString('base64') } : {}),
    },
    checks: [shownCheck(true, shownNow), ...checks],
  };
}

/** The licence behind a code that is on the screen now. */
export async function shownLicence(deps: LicencesDeps, code: ShowingCode): Promise<IssuedRow | undefined> {
  const showing = await genuineShowing(deps, code);
  return showing && isLive(showing, code, deps.kernel.clock.now())
    ? findIssuedById(deps.kernel.read, showing.licenceId)
    : undefined;
}

async function genuineShowing(deps: LicencesDeps, code: ShowingCode): Promise<ShowingRow | undefined> {
  if (!isCodeOf(code, showingSecret(deps, code.showing))) return undefined;
  return findShowing(deps.kernel.read, code.showing);
}

function isLive(showing: ShowingRow, code: ShowingCode, now: Date): boolean {
  return (showing.endedAt ?? showing.endsAt) > now && isShownAt(showing.startedAt, code.period, now);
}

/** Somebody who loads the page again within the minute looks once. */
const seen = new Map<string, number>();

async function recordCheck(
  { kernel }: LicencesDeps,
  { actor, ip }: { readonly actor: Actor; readonly ip: string },
  row: IssuedRow,
  showing: ShowingRow,
  period: number,
): Promise<void> {
  const key = `${showing.id} ${period} ${actor.kind === 'staff' ? actor.staffId : ip}`;
  if (seen.has(key)) return;
  if (seen.size > 10_000) seen.clear();
  seen.set(key, period);
  const who = actor.kind === 'staff' ? { zh: `工作人员 ${actor.name}`, en: `official ${actor.name}` } : null;
  await kernel.command('licences.check_showing', { actor }, async (ctx) => {
    await insertShowingCheck(ctx.tx, {
      id: newId('check'),
      showingId: showing.id,
      region: row.region,
      at: ctx.now,
      who,
    });
    ctx.access({
      subjectKind: row.holderKind,
      subjectId: row.holderId,
      who: who ?? { zh: '扫码的人（未登录）', en: 'somebody who scanned, not signed in' },
      what: { zh: `${row.typeName.zh} ${row.number}`, en: `${row.typeName.en} ${row.number}` },
      purpose: { zh: '您亮证时扫码核验', en: 'scanned the licence you were showing' },
    });
  });
}

const live: Lines = {
  title: { zh: '亮证有效', en: 'Shown now, and valid' },
  explanation: {
    zh: '持证人此刻正在亮证，证照目前有效。请核对照片与本人。',
    en: 'Its holder is showing it at this moment and it is valid. Compare the photo with the person.',
  },
};

const over: Lines = {
  title: { zh: '亮证已过期', en: 'No longer shown' },
  explanation: {
    zh: '这个二维码已经不在持证人的屏幕上，可能是截图。请持证人当面重新亮证，再扫一次。',
    en: 'This code is no longer on the holder’s screen; it may be a picture of it. Ask the holder to show the licence again, and scan.',
  },
};

const forged: Lines = {
  title: { zh: '不是本平台的亮证二维码', en: 'Not a code this platform made' },
  explanation: {
    zh: '二维码可能被改动或没有扫全。请持证人当面重新亮证，再扫一次。',
    en: 'It was altered or not read in full. Ask the holder to show the licence again, and scan.',
  },
};

const shownNow: Text = { zh: '二维码此刻在持证人的屏幕上', en: 'The code is on the holder’s screen now' };

function shownCheck(ok: boolean, text: Text): Check {
  return { id: 'shown', ok, severity: 'error', text };
}
