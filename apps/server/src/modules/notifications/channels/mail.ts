import { createTransport } from 'nodemailer';
import type { Lang, Text } from '../../../kernel/text.ts';
import { type Channel, Refused, Uncertain } from './channel.ts';

/** How the installation sends e-mail. */
export interface MailConfig {
  /** `smtp://user:password@host:587` (STARTTLS where the server offers it, demanded with a password) or `smtps://…`. */
  readonly url: string;
  /** `秒批 <no-reply@city.example>` */
  readonly from: string;
  /** Certificate of the authority to believe, PEM; Node's own list unless told. */
  readonly ca?: string;
}

export interface Letter {
  readonly to: string;
  readonly subject: Text;
  readonly body: Text;
  readonly lang: Lang;
  /** Address of the page it leads to. */
  readonly link: string;
  readonly requestId: string;
  readonly replyTo?: string | undefined;
}

export interface MailSender {
  /** @throws Refused · Uncertain · any other error when it may be tried again */
  send(letter: Letter): Promise<void>;
  close(): void;
}

const patience = 15_000;

/** Sends over SMTP, at most four connections at once, kept for the next letter. */
export function createMailSender(config: MailConfig): MailSender {
  const url = new URL(config.url);
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  const domain = /@([^>\s]+)/.exec(config.from)?.[1] ?? 'localhost';
  const transport = createTransport({
    pool: true,
    maxConnections: 4,
    host: url.hostname,
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    // a password never goes over a line that anybody can read
    requireTLS: !secure && user !== '',
    ...(user ? { auth: { user, pass: decodeURIComponent(url.password) } } : {}),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(config.ca ? { tls: { ca: config.ca } } : {}),
  });
  return {
    async send(letter) {
      try {
        await transport.sendMail({
          from: config.from,
          to: letter.to,
          subject: `${letter.subject[letter.lang]}`,
          text: plain(letter),
          html: html(letter),
          // a repeat is the same letter: mail boxes show it once
          messageId: `<${letter.requestId}@${domain}>`,
          ...(letter.replyTo ? { replyTo: letter.replyTo } : {}),
          // nobody's holiday note is to be answered
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': letter.lang === 'zh' ? 'zh-CN' : 'en' },
        });
      } catch (error) {
        throw judged(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}

interface SmtpError extends Error {
  readonly responseCode?: number;
  readonly code?: string;
  readonly command?: string;
}

/** 5yz after RCPT or DATA is for ever (RFC 5321 §4.2.1); a line lost after the text was sent leaves it open. */
function judged(error: SmtpError): Error {
  const code = error.responseCode ?? 0;
  if (code >= 500 && error.code !== 'EAUTH' && error.code !== 'ETLS') return new Refused(`SMTP ${code}`);
  if (code === 0 && (error.command === 'DATA' || error.code === 'EMESSAGE')) return new Uncertain('SMTP: no answer');
  return new Error(code ? `SMTP ${code}` : `SMTP: ${error.code ?? error.message}`);
}

const other = (lang: Lang): Lang => (lang === 'zh' ? 'en' : 'zh');
const open: Text = { zh: '查看', en: 'Open' };
const foot: Text = {
  zh: '这是秒批政务服务自动发出的通知。要改变通知方式，请登录“我的空间—通知设置”。',
  en: 'Sent by Miaopi, the government services portal. To change how you are told, see Notice settings in My space.',
};

/** The person's language first, the other one below: who helps somebody with his letters may read only that. */
function plain({ subject, body, lang, link }: Letter): string {
  const second = other(lang);
  return `${body[lang]}\n\n${open[lang]}${lang === 'zh' ? '：' : ': '}${link}\n\n—\n${subject[second]}\n${body[second]}\n\n${foot[lang]}\n`;
}

function html({ subject, body, lang, link }: Letter): string {
  const second = other(lang);
  return `<!doctype html><html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><title>${inHtml(subject[lang])}</title></head>
<body style="margin:0;padding:24px;background:#f5f7fa;color:#2a3440;font:16px/1.7 'PingFang SC','Microsoft YaHei',sans-serif">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border-radius:8px">
<h1 style="margin:0 0 16px;color:#111a24;font-size:20px;line-height:1.3">${inHtml(subject[lang])}</h1>
<p style="margin:0 0 16px">${inHtml(body[lang])}</p>
<p style="margin:0 0 24px"><a href="${inHtml(link)}" style="color:#0b57a4">${open[lang]}</a></p>
<div lang="${second === 'zh' ? 'zh-CN' : 'en'}" style="padding-top:16px;border-top:1px solid #e3e8ef;color:#5b6472;font-size:14px">
<p style="margin:0 0 4px"><strong>${inHtml(subject[second])}</strong></p><p style="margin:0">${inHtml(body[second])}</p></div>
<p style="margin:24px 0 0;color:#5b6472;font-size:12px">${foot[lang]}</p>
</div></body></html>`;
}

function inHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);
}

/** Letters to confirmed addresses. */
export function mailChannel(
  sender: MailSender,
  deps: {
    readonly publicUrl: string;
    addressOf(recipient: string): Promise<string | undefined>;
    replyAddress(parcel: {
      readonly recipient: string;
      readonly caseId: string | undefined;
      readonly kind: string;
    }): Promise<string | undefined>;
    keyOf(recipient: Parameters<Channel['send']>[0]['recipient']): string;
  },
): Channel {
  return {
    channel: 'email',
    recognisesRepeats: true,
    async send(parcel) {
      const recipient = deps.keyOf(parcel.recipient);
      const to = await deps.addressOf(recipient);
      if (!to) throw new Refused('no confirmed address');
      await sender.send({
        to,
        subject: parcel.title,
        body: parcel.body,
        lang: parcel.lang,
        link: `${deps.publicUrl}${parcel.path}`,
        requestId: parcel.requestId,
        replyTo: await deps.replyAddress({ recipient, caseId: parcel.caseId, kind: parcel.kind }),
      });
      return [];
    },
  };
}
