import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../kernel/config.ts';
import { root } from '../kernel/root.ts';
import type { Lang } from '../kernel/text.ts';
import { checkDataFolder, checkKeyFiles } from './doctor/data-folder.ts';
import { checkDatabase } from './doctor/database.ts';
import { type Finding, fail, text, warn } from './doctor/finding.ts';
import { checkItems } from './doctor/items.ts';
import { checkKeyDevices } from './doctor/key-devices.ts';
import { checkEmbeddedBinaries, checkNode, checkWeb, checkZone } from './doctor/machine.ts';
import { checkOutside } from './doctor/outside.ts';
import { checkRelays } from './doctor/relays.ts';

/** `miaopi doctor`: what is missing or misconfigured, each with its remedy. Changes nothing. Exit 0 when nothing fails, else 1. */
export async function doctor(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { lang: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const lang: Lang = (values.lang ?? process.env.LANG ?? '').startsWith('zh') ? 'zh' : 'en';
  const findings = await examine(process.env);
  process.stdout.write(
    values.json ? `${JSON.stringify(findings)}\n` : `${findings.map((f) => lineOf(f, lang)).join('\n')}\n`,
  );
  return findings.some((f) => f.state === 'fail') ? 1 : 0;
}

/** All checks, in the order in which one would mend. */
export async function examine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const now = new Date();
  const first = [checkNode(process.versions.node), checkZone(now), checkWeb()];
  let config: Config;
  try {
    config = readConfig(env);
  } catch (error) {
    const why = (error as Error).message;
    return [
      ...first,
      fail(
        text(`环境变量有误：${why}`, `the environment is not right: ${why}`),
        text('更正后重试。', 'Correct it and try again.'),
      ),
    ];
  }
  const folder = checkDataFolder(config.dataDir);
  const writable = folder.every((f) => f.state !== 'fail');
  return [
    ...first,
    ...checkSettings(config, env),
    ...folder,
    ...checkKeyFiles(config.dataDir),
    ...(await checkKeyDevices(config)),
    ...(config.databaseUrl ? [] : [checkEmbeddedBinaries()]),
    ...(writable || config.databaseUrl ? await checkDatabase(config) : []),
    ...(await checkOutside(config)),
    ...(await checkRelays(config)),
    ...(await checkItems()),
    ...(await Promise.all(furtherItems(env).map((folder) => checkItems(folder)))).flat(),
  ];
}

/** `ITEMS_DIR`, as the catalogue reads it. */
function furtherItems(env: NodeJS.ProcessEnv): string[] {
  return (env.ITEMS_DIR ?? '')
    .split(':')
    .filter(Boolean)
    .map((folder) => resolve(root, folder));
}

function checkSettings(config: Config, env: NodeJS.ProcessEnv): Finding[] {
  const findings: Finding[] = [];
  if (env.KEY_PASSPHRASE !== undefined && env.KEY_PASSPHRASE.length < 12)
    findings.push(
      fail(
        text('KEY_PASSPHRASE 少于 12 个字符', 'KEY_PASSPHRASE has fewer than 12 characters'),
        text(
          '使用更长的口令；已有密钥时必须是原来的口令。',
          'Use a longer one; where keys exist it must be the one they were made with.',
        ),
      ),
    );
  if (!config.demo && !config.secureCookies)
    findings.push(
      warn(
        text(`PUBLIC_URL ${config.publicUrl} 不是 https`, `PUBLIC_URL ${config.publicUrl} is not https`),
        text(
          '正式环境请在 TLS 之后运行，并设置 PUBLIC_URL=https://…（二维码和安全 Cookie 都依赖它）。',
          'In production run behind TLS and set PUBLIC_URL=https://…; QR codes and secure cookies depend on it.',
        ),
      ),
    );
  if (config.demo && !/^(127\.|localhost$|::1$)/.test(config.host))
    findings.push(
      warn(
        text(
          `演示区对外开放（HOST=${config.host}），口令是公开的`,
          `the demo district is open to others (HOST=${config.host}); its passwords are published`,
        ),
        text('正式环境设置 DEMO=0。', 'Set DEMO=0 in production.'),
      ),
    );
  return findings;
}

function lineOf(f: Finding, lang: Lang): string {
  const line = `${f.state.padEnd(5)} ${f.what[lang]}`;
  return f.remedy ? `${line}\n      → ${f.remedy[lang]}` : line;
}
