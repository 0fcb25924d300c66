import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import type { Logger } from '../../kernel/log.ts';
import { htmlText } from './domain/html-text.ts';
import type { Letter, Taken } from './use-cases/take-reply.ts';

export interface MailListenerOptions {
  readonly host: string;
  readonly port: number;
  /** Letters come to `<token>@domain`. */
  readonly domain: string;
  take(letter: Letter): Promise<Taken>;
  readonly log: Logger;
}

/** Bytes of one letter with all it carries. */
const largest = 2 * 1024 * 1024;
/** Connections at once: the city's own mail gateway stands before us, not the world. */
const atOnce = 20;
const token = /^[0-9a-z]{20,32}$/;

/** What the other server is told (RFC 5321 §4.2, enhanced codes of RFC 3463); undefined: taken. */
const refusals: Readonly<Record<Taken, { readonly code: number; readonly text: string } | undefined>> = {
  taken: undefined,
  twice: undefined,
  // taken and forgotten: a refusal would make another automatic letter
  automatic: undefined,
  'no-address': { code: 550, text: '5.1.1 no such address / 没有这个地址' },
  'not-yours': { code: 550, text: '5.7.1 please write from the address you have confirmed / 请用您确认过的邮箱回复' },
  empty: { code: 554, text: '5.6.0 nothing was written above the quoted letter / 没有写内容' },
  refused: { code: 554, text: '5.7.1 the case takes no more messages now / 这个办件现在不能留言' },
};

/** Takes answers to letters over SMTP from the mail gateway of the installation. Attachments are not taken: files go through the page, where they are checked. */
export async function listenForMail(
  options: MailListenerOptions,
): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = new SMTPServer({
    banner: 'miaopi',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largest,
    maxClients: atOnce,
    socketTimeout: 30_000,
    closeTimeout: 2000,
    onRcptTo(address, session, done) {
      const ours = tokenOf(address.address, options.domain) !== undefined;
      // one letter, one case
      if (ours && session.envelope.rcptTo.length === 0) return done();
      done(refusal(550, '5.1.1 no such address'));
    },
    onData(stream, session, done) {
      const to = tokenOf(session.envelope.rcptTo[0]?.address ?? '', options.domain) ?? '';
      read(stream)
        .then(async (bytes) => {
          if (!bytes) return done(refusal(552, '5.3.4 the letter is too large'));
          const letter = await parse(bytes);
          if (!letter) return done(refusal(554, '5.6.0 the letter can’t be read'));
          const refused = refusals[await options.take({ ...letter, token: to })];
          done(refused ? refusal(refused.code, refused.text) : undefined);
        })
        .catch((error: unknown) => {
          options.log.warn({ err: error }, 'a letter could not be taken');
          done(refusal(451, '4.3.0 try again later'));
        });
    },
  });
  server.on('error', (error) => options.log.debug({ err: error }, 'mail listener'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const at = server.server.address();
  return {
    port: at && typeof at === 'object' ? at.port : options.port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function tokenOf(address: string, domain: string): string | undefined {
  const [name = '', host] = address.toLowerCase().split('@');
  return host === domain.toLowerCase() && token.test(name) ? name : undefined;
}

function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** Undefined when it is larger than it may be; read to the end all the same, as the protocol has it. */
async function read(stream: SMTPServerDataStream): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largest) chunks.push(chunk);
  }
  return size > largest || stream.sizeExceeded ? undefined : Buffer.concat(chunks);
}

async function parse(bytes: Buffer): Promise<Omit<Letter, 'token'> | undefined> {
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: 20, maxHeadersSize: 256 * 1024 }).catch(
    () => undefined,
  );
  const from = mail?.from?.address?.toLowerCase();
  if (!mail || !from) return undefined;
  const header = (name: string) => mail.headers.find((h) => h.key === name)?.value.toLowerCase();
  return {
    from,
    // RFC 5322 asks for one; without it the letter's own bytes tell a repeat as far as we can
    messageId: (mail.messageId ?? `${mail.date ?? ''} ${mail.subject ?? ''}`).slice(0, 300),
    text: mail.text ?? htmlText(mail.html ?? ''),
    automatic:
      (header('auto-submitted') ?? 'no') !== 'no' ||
      /^(bulk|junk|list|auto_reply)$/.test(header('precedence') ?? '') ||
      /^multipart\/report/.test(header('content-type') ?? ''),
  };
}
