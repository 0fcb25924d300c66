import type { Text } from '../../../kernel/text.ts';

/** How a person reaches the cashier: a page to go to · a code to scan · a page in a phone's browser · inside the wallet's own browser. */
export type Way = 'page' | 'qr' | 'h5' | 'jsapi';

/** One try to pay a bill, as the provider is told of it. */
export interface Order {
  /** Ours, ≤ 32 letters and digits; the provider takes money for it at most once. */
  readonly orderNo: string;
  /** 分 */
  readonly amount: number;
  readonly subject: string;
  readonly expiresAt: Date;
  /** Where the browser comes back to. What it says there is never believed. */
  readonly returnUrl: string;
  readonly notifyUrl: string;
  readonly ip: string;
  /** The payer's id in the wallet, for `jsapi`. */
  readonly openid?: string;
}

export type Begun =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'jsapi'; readonly parameters: Readonly<Record<string, string>> };

/** What the provider knows of an order. `missing`: it never heard of it. */
export type PaymentState =
  | { readonly state: 'paid'; readonly transaction: string; readonly amount: number; readonly at: Date }
  | { readonly state: 'open' | 'closed' | 'missing' };

export type RefundState =
  | { readonly state: 'done'; readonly reference: string; readonly amount: number }
  | { readonly state: 'pending' }
  | { readonly state: 'missing' }
  | { readonly state: 'refused'; readonly why: string };

export interface RefundRequest {
  readonly orderNo: string;
  /** Ours; the same number twice gives the money back once. */
  readonly refundNo: string;
  readonly amount: number;
  /** What was paid. */
  readonly total: number;
  readonly reason: string;
}

/** A line of the provider's statement of a day. */
export interface StatementLine {
  readonly kind: 'payment' | 'refund';
  readonly orderNo: string;
  readonly transaction: string;
  /** Of a refund: ours. */
  readonly refundNo?: string;
  readonly amount: number;
}

/** A message of the provider whose signature was checked. Undefined `payment`: about something else than a payment made. */
export interface Notification {
  /** The provider's own id of the message; repeated when it is sent again. */
  readonly id: string;
  readonly payment?: {
    readonly orderNo: string;
    readonly transaction: string;
    readonly amount: number;
    readonly at: Date;
  };
  /** What was signed, as text. */
  readonly body: string;
}

export interface Sent {
  readonly data: Buffer;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The port to who takes the money. Each call ends within its time or throws {@link ProviderUnavailable}; answers that are not signed by the provider count as none. */
export interface PaymentProvider {
  readonly id: string;
  readonly name: Text;
  readonly ways: readonly Way[];
  begin(order: Order, way: Way): Promise<Begun>;
  query(orderNo: string): Promise<PaymentState>;
  /** After this the order takes no more money, or it was paid before: asked again to know. */
  close(orderNo: string): Promise<void>;
  refund(request: RefundRequest): Promise<RefundState>;
  queryRefund(request: Pick<RefundRequest, 'orderNo' | 'refundNo'>): Promise<RefundState>;
  /** All that was paid and refunded on a day in China, `yyyy-mm-dd`. @throws ProviderUnavailable while it is not ready */
  statement(day: string): Promise<readonly StatementLine[]>;
  /** Reads a message of the provider. @throws NotificationRefused when it is not the provider's, or not for us */
  readNotification(sent: Sent, now: Date): Notification;
  /** What the provider wants to hear so that it stops sending. */
  readonly received: { readonly mediaType: string; readonly body: string };
}

/** No answer, one that came too late, or one that nobody signed. Nothing is known then: the order is asked for again. */
export class ProviderUnavailable extends Error {}

/** The provider understood and would not. */
export class ProviderRefused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export class NotificationRefused extends Error {}

/** ms a call may take. */
export const providerBudget = 8000;

/** `fetch` that ends in time, with at most 20 MB of answer. @throws ProviderUnavailable */
export async function ask(
  url: string | URL,
  init: RequestInit = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly data: Buffer }> {
  try {
    const reply = await fetch(url, { redirect: 'error', ...init, signal: AbortSignal.timeout(providerBudget) });
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of (reply.body ?? []) as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > 20_000_000) throw new ProviderUnavailable('the answer is larger than 20 MB');
      parts.push(part);
    }
    return { status: reply.status, headers: reply.headers, data: Buffer.concat(parts) };
  } catch (error) {
    if (error instanceof ProviderUnavailable) throw error;
    throw new ProviderUnavailable(error instanceof Error ? error.message : 'no answer', { cause: error });
  }
}

/** "2026-11-28 14:05:06" in China's time. */
export function chinaTime(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** The instant of such a text; undefined when it is none. */
export function instantOfChinaTime(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(text)) return undefined;
  const at = new Date(`${text.slice(0, 19).replace(' ', 'T')}+08:00`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
