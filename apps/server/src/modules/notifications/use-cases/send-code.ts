import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { SmsProvider } from '../channels/sms.ts';
import { codeSms, withoutNumbers } from '../channels/wording.ts';
import { notificationsErrors } from '../errors.ts';
import { endSentCode, insertSentCode } from '../store/sent-codes.ts';

const actor = { kind: 'system', name: 'notifications' } as const;
/** Somebody waits before the screen. */
const budget = 4000;
export const codeMinutes = 5;

/**
 * Sends a one-time code at once. Kept: that one was sent, when, and whether it went out; never the code.
 * @throws notifications.sms_unavailable when the provider fails or does not answer in 4 s
 */
export async function sendCode(
  kernel: Kernel,
  provider: SmsProvider,
  { mobile, code, personId }: { readonly mobile: string; readonly code: string; readonly personId: string },
): Promise<void> {
  const id = newId();
  await kernel.command('notifications.begin_code', { actor }, (ctx) =>
    insertSentCode(ctx.tx, { id, personId, now: ctx.now }),
  );
  const failure = await within(budget, provider.send(mobile, codeSms(code, codeMinutes), id));
  await kernel.command('notifications.end_code', { actor }, (ctx) => endSentCode(ctx.tx, id, failure, ctx.now));
  if (failure !== null) throw notificationsErrors.sms_unavailable({ log: `code sms ${id}: ${failure}` });
}

/** Null when it went well, else why not. */
async function within(milliseconds: number, sending: Promise<unknown>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${milliseconds} ms`), milliseconds);
  });
  try {
    return await Promise.race([
      sending.then(
        () => null,
        (error: Error) => withoutNumbers(error.message) || 'failed',
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
