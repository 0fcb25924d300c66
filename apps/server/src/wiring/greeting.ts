import type { Config } from '../kernel/config.ts';

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly account: string;
  readonly shows: { readonly zh: string; readonly en: string };
}

const kinds: Readonly<Record<string, string>> = { person: '个人', agent: '企业经办', official: '工作人员' };

/** What the terminal shows at the start: one address, and people of the demo district to sign in as. */
export function greetingOf(
  config: Config,
  port: number,
  people: readonly Row[] | undefined,
  outside: Readonly<Record<string, string>> | undefined,
): string {
  const address = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  if (config.role === 'worker') return `秒批 worker · ${address}/healthz\n`;
  const lines = [``, `  秒批 Miaopi   ${address}`, ``];
  if (people) {
    lines.push('  演示账号（密码均为 Miaopi-2026 · password of all: Miaopi-2026）', '');
    for (const p of people)
      lines.push(`  ${pad(kinds[p.kind] ?? p.kind, 10)}${pad(p.name, 10)}${pad(p.account, 20)}${p.shows.zh}`);
    lines.push('');
    if (outside?.sms)
      lines.push(
        `  外部系统模拟与开关 outside systems: ${Object.values(outside).join('  ')}`,
        `  短信 SMS inbox: ${outside.sms}/`,
        '',
      );
  }
  return `${lines.join('\n')}\n`;
}

/** Chinese characters are two columns wide. */
function pad(text: string, width: number): string {
  const columns = [...text].reduce((n, ch) => n + (ch.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, width - columns));
}
