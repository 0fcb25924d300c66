import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../kernel/config.ts';
import { type Finding, ok, text, warn } from './finding.ts';

/** Addresses of the outside systems: configured ones, else the demo's own as its server wrote them down. */
export function outsideUrls(config: Config): Readonly<Record<string, string>> {
  if (config.outside) return config.outside;
  const running = join(config.dataDir, 'outside.json');
  return existsSync(running)
    ? (JSON.parse(readFileSync(running, 'utf8')) as { urls: Record<string, string> }).urls
    : {};
}

/** An outside system that is down stops nobody from applying: cases wait or go to a person. So: warnings. */
export async function checkOutside(config: Config): Promise<Finding[]> {
  const urls = Object.entries(outsideUrls(config));
  if (urls.length === 0)
    return config.demo
      ? [ok(text('演示外部系统随服务启动', 'the demo’s outside systems start with the server'))]
      : [
          warn(
            text('没有配置外部系统', 'no outside system is configured'),
            text(
              '用 OUTSIDE_SYSTEMS 给出地址，例如 {"police":"https://…"}。',
              'Name them in OUTSIDE_SYSTEMS, e.g. {"police":"https://…"}.',
            ),
          ),
        ];
  return Promise.all(urls.map(([system, url]) => checkOne(system, url, config)));
}

async function checkOne(system: string, url: string, config: Config): Promise<Finding> {
  let why: string;
  try {
    const answer = await fetch(`${url.replace(/\/$/, '')}/healthz`, { signal: AbortSignal.timeout(3000) });
    if (answer.ok) return ok(text(`外部系统 ${system} 正常`, `outside system ${system} answers`));
    why = `HTTP ${answer.status}`;
  } catch (error) {
    why = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
  }
  return warn(
    text(`外部系统 ${system} 无应答（${url}，${why}）`, `outside system ${system} does not answer (${url}, ${why})`),
    config.outside
      ? text(
          '检查地址和网络，或联系对方；恢复后等待的办件自动继续。',
          'Check address and network, or call its office; waiting cases go on by themselves once it is back.',
        )
      : text(
          '演示系统随服务启动；服务未运行时此项可忽略。',
          'The demo’s systems run with the server; ignore this while it does not run.',
        ),
  );
}
