import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const main = new URL('../src/outside/main.ts', import.meta.url).pathname;
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

async function start(...args: string[]) {
  const child = spawn(process.execPath, ['--import', tsx, main, '--port', '0', '--today', '2026-11-22', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'exit');
  child.stdout.setEncoding('utf8');
  const line = await Promise.race([once(child.stdout, 'data').then(([text]) => String(text)), ended.then(() => '')]);
  return { child, ended, line, errors: () => errors };
}

it('prints one line of JSON with the addresses when it is ready, and stops on SIGTERM', async () => {
  const { child, ended, line } = await start('--system', 'police', '--system', 'sms');
  const { urls } = JSON.parse(line) as { urls: Record<string, string> };
  expect(Object.keys(urls)).toEqual(['police', 'sms']);
  expect(await (await fetch(`${urls.police}/healthz`)).json()).toEqual({ system: 'police', mode: 'ok' });
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
}, 20_000);

it('stops when whoever started it lets go of its input', async () => {
  const { child, ended, line } = await start();
  expect(Object.keys((JSON.parse(line) as { urls: object }).urls)).toHaveLength(8);
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
}, 20_000);

it('says what is wrong with its arguments and ends with 1', async () => {
  const { ended, errors } = await start('--system', 'weather');
  expect(await ended).toEqual([1, null]);
  expect(errors()).toContain('unknown system "weather"');
}, 20_000);
