import { createHmac, timingSafeEqual } from 'node:crypto';
import { AGREEMENT_VERSION } from '@miaopi/contracts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { PersonRow } from '../store/accounts.ts';

export interface TicketDeps {
  readonly kernel: Kernel;
  readonly secret: string;
}

/** Time to read the agreement. */
const ticketMinutes = 20;

type ProofOf = 'code' | 'password' | 'certificate';

export function hasAgreed(person: PersonRow): boolean {
  return person.agreementAt !== null && (person.agreementVersion ?? 0) >= AGREEMENT_VERSION;
}

/** Says that this person has proved himself just now and lacks only the agreement; a one-time code would not serve twice. */
export function agreementTicket({ kernel, secret }: TicketDeps, personId: string, by: ProofOf): string {
  const body = `${personId}.${by}.${kernel.clock.now().getTime() + ticketMinutes * 60_000}`;
  return `${body}.${sign(secret, body).toString('base64url')}`;
}

/** @returns undefined for a ticket that is not ours or too old */
export function readTicket(
  { kernel, secret }: TicketDeps,
  ticket: string,
): { personId: string; by: ProofOf } | undefined {
  const [personId = '', by = '', until = '', mac = ''] = ticket.split('.');
  const right = sign(secret, `${personId}.${by}.${until}`);
  const given = Buffer.from(mac, 'base64url');
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  if (Number(until) < kernel.clock.now().getTime()) return undefined;
  return { personId, by: by === 'code' || by === 'certificate' ? by : 'password' };
}

function sign(secret: string, body: string): Buffer {
  return createHmac('sha256', secret).update(`agreement:${body}`).digest();
}
