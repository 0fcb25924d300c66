import type { Text } from '../../kernel/text.ts';

/** Payload of the outbox event `notice`. */
export interface Notice {
  readonly personId: string;
  readonly caseId?: string;
  /** A document to be signed that it leads to. */
  readonly signingId?: string;
  readonly title: Text;
  readonly body: Text;
  readonly sms: boolean;
}

/** The payload as a notice; an error that names what is missing (the event then waits in the outbox with that error). */
export function parseNotice(payload: unknown): Notice {
  const p = payload as Partial<Record<keyof Notice, unknown>> | null;
  if (typeof p?.personId !== 'string' || p.personId === '') throw new Error('notice without personId');
  if (p.caseId !== undefined && typeof p.caseId !== 'string') throw new Error('notice: caseId is not a text');
  if (p.signingId !== undefined && typeof p.signingId !== 'string') throw new Error('notice: signingId is not a text');
  if (!isText(p.title) || !isText(p.body)) throw new Error('notice: title and body must each have zh and en');
  return {
    personId: p.personId,
    ...(p.caseId ? { caseId: p.caseId } : {}),
    ...(p.signingId ? { signingId: p.signingId } : {}),
    title: p.title,
    body: p.body,
    sms: p.sms === true,
  };
}

function isText(value: unknown): value is Text {
  const t = value as Partial<Text> | null | undefined;
  return typeof t?.zh === 'string' && typeof t.en === 'string';
}
