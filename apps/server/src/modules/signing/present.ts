import type { SigningSummary, SigningView } from '@miaopi/contracts';
import type { Text } from '../../kernel/text.ts';
import { maskNumber } from '../identity/index.ts';
import type { SigningDeps } from './deps.ts';
import { dueTurns, type PartyState, type SessionState } from './domain/session-life.ts';
import { signingErrors } from './errors.ts';
import { began, type OpenedSession, type SigningReader } from './reader.ts';
import { listEvents } from './store/events.ts';
import { findVersion } from './store/sessions.ts';
import { kindOf, pagesOf } from './use-cases/document.ts';

const sessionStates: Readonly<Record<SessionState, Text>> = {
  open: { zh: '签署中', en: 'Being signed' },
  complete: { zh: '各方已签', en: 'Signed by all' },
  declined: { zh: '有人拒签', en: 'Declined' },
  expired: { zh: '逾期结束', en: 'Expired' },
  cancelled: { zh: '已撤回', en: 'Withdrawn' },
};
const partyStates: Readonly<Record<PartyState, Text>> = {
  invited: { zh: '等待查看', en: 'Not opened yet' },
  opened: { zh: '已查看，未签', en: 'Opened, not signed' },
  signed: { zh: '已签', en: 'Signed' },
  declined: { zh: '拒签', en: 'Declined' },
  expired: { zh: '逾期未签', en: 'Not signed in time' },
  cancelled: { zh: '未签', en: 'Not signed' },
};
const eventNames: Readonly<Record<string, Text>> = {
  opened: { zh: '发起签署', en: 'Sent round' },
  looked: { zh: '查看文件', en: 'Opened the document' },
  signed: { zh: '签署', en: 'Signed' },
  declined: { zh: '拒签', en: 'Declined' },
  cancelled: { zh: '撤回', en: 'Withdrawn' },
  expired: { zh: '逾期结束', en: 'Expired' },
  reminded: { zh: '提醒', en: 'Reminded' },
  completed: { zh: '签署完成', en: 'Signed by all' },
};

export function presentSummary(reader: SigningReader, { session, parties }: OpenedSession): SigningSummary {
  const due = dueTurns(session, parties);
  return {
    id: session.id,
    title: session.title,
    itemName: session.itemName,
    slug: session.slug,
    initiator: session.initiatorName,
    mine: began(reader, session),
    state: session.state,
    stateName: sessionStates[session.state],
    order: session.sequence,
    createdAt: session.createdAt.toISOString(),
    deadline: session.deadline.toISOString(),
    ...(session.endedAt ? { endedAt: session.endedAt.toISOString() } : {}),
    due: parties.some((p) => p.number === reader.number && due.includes(p.turn)),
    signed: parties.filter((p) => p.state === 'signed').length,
    parties: parties.length,
  };
}

/** One document to sign as this reader may see it: the numbers of others masked. */
export async function presentSession(
  deps: SigningDeps,
  reader: SigningReader,
  opened: OpenedSession,
): Promise<SigningView> {
  const { session, parties } = opened;
  const { kernel } = deps;
  const [version, events] = await Promise.all([
    findVersion(kernel.read, session.id, session.version),
    listEvents(kernel.read, session.id),
  ]);
  const data = await kernel.files.get(version.key);
  const mine = began(reader, session);
  const summary = presentSummary(reader, opened);
  const due = dueTurns(session, parties);
  const [file] = mine && session.fileId ? await deps.materials.briefsOf(session.initiatorId, [session.fileId]) : [];
  const refused = (of: { title: Text; detail: Text | undefined }) => ({ allowed: false, reason: of.title });
  const ended = session.state !== 'open';
  return {
    ...summary,
    parties: parties.map((p) => ({
      id: `${session.id}-${p.turn}`,
      turn: p.turn,
      role: p.label,
      kind: p.kind,
      name: p.holder,
      number: maskNumber(p.number),
      means: p.means.filter((m) => m !== 'business-licence' || deps.licences.available),
      state: p.state,
      stateName: partyStates[p.state],
      due: due.includes(p.turn),
      me: p.number === reader.number,
      place: { page: p.page, x: p.x, y: p.y, width: p.width, height: p.height },
      ...(p.openedAt ? { openedAt: p.openedAt.toISOString() } : {}),
      ...(p.signedAt ? { signedAt: p.signedAt.toISOString() } : {}),
      ...(p.signerName && p.signerName !== p.holder ? { signedBy: p.signerName } : {}),
      ...(p.byMeans ? { by: p.byMeans } : {}),
      ...(p.sealName ? { sealName: p.sealName } : {}),
      ...(p.reason ? { reason: p.reason } : {}),
    })),
    ...(mine ? { draftId: session.draftId } : {}),
    field: session.field,
    version: session.version,
    sm3: version.sm3,
    bytes: version.bytes,
    mediaType: kindOf(data).mediaType,
    pages: [...pagesOf(data)],
    checks: version.verdict.map(({ seal, signer, time, ok }) => ({ seal, signer, time, ok })),
    events: events.map((e) => ({
      at: e.at,
      name: eventNames[e.kind] ?? { zh: e.kind, en: e.kind },
      who: typeof e.data.confirmedBy === 'string' ? e.data.confirmedBy : e.actorName,
      ...(typeof e.data.reason === 'string' ? { note: e.data.reason } : {}),
    })),
    ...(session.reason ? { reason: session.reason } : {}),
    ...(file
      ? { file: { fileId: file.fileId, name: file.name, mediaType: file.mediaType, bytes: file.bytes, sm3: file.sm3 } }
      : {}),
    abilities: {
      sign: summary.due
        ? { allowed: true }
        : refused(ended ? signingErrors.wrong_state() : signingErrors.not_your_turn()),
      cancel: ended ? refused(signingErrors.wrong_state()) : { allowed: mine },
      remind: ended ? refused(signingErrors.wrong_state()) : { allowed: mine },
    },
  };
}
