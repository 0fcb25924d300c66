import { parseArgs } from 'node:util';
import { ApiProblem } from '@miaopi/client';
import { type ApplyOptions, applyFor } from './apply/apply-for.ts';
import { PlainError } from './apply/plain-error.ts';

const usage =
  'miaopi apply --server URL --item SLUG --as PERSON [--password WORD] [--answers FILE] [--for FIRM] [--portrait FILE] --out DIR [--lang zh|en] [--json]';

/**
 * `miaopi apply`: applies over the public interface and fetches the licence.
 * Exit 0 granted · 2 error · 3 with an official, or waiting for another office's system · 4 refused.
 */
export async function apply(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      server: { type: 'string' },
      item: { type: 'string' },
      as: { type: 'string' },
      password: { type: 'string' },
      answers: { type: 'string' },
      for: { type: 'string' },
      portrait: { type: 'string' },
      out: { type: 'string' },
      lang: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { server, item, as: person, out } = values;
  if (!server || !item || !person || !out) throw new Error(`--server, --item, --as and --out are needed\n  ${usage}`);
  if (!URL.canParse(server) || !/^https?:/.test(server))
    throw new Error(`--server must be an http address, not "${server}"`);
  const lang = values.lang ?? (/^zh/i.test(process.env.LANG ?? '') ? 'zh' : 'en');
  if (lang !== 'zh' && lang !== 'en') throw new Error(`--lang is zh or en, not "${lang}"`);
  const options: ApplyOptions = {
    server: server.replace(/\/+$/, ''),
    item,
    person,
    out,
    lang,
    json: values.json,
    ...(values.password !== undefined ? { password: values.password } : {}),
    ...(values.answers !== undefined ? { answersFile: values.answers } : {}),
    ...(values.for !== undefined ? { firm: values.for } : {}),
    ...(values.portrait !== undefined ? { portraitFile: values.portrait } : {}),
    tell: (line) => void process.stdout.write(`${line}\n`),
  };
  try {
    return await applyFor(options);
  } catch (error) {
    process.stderr.write(`${inPlainWords(error, options)}\n`);
    return 2;
  }
}

function inPlainWords(error: unknown, { server, lang }: ApplyOptions): string {
  if (error instanceof PlainError) return error.text[lang];
  if (error instanceof ApiProblem) {
    const { title, detail, issues, code, requestId } = error.problem;
    return [title, detail, ...(issues ?? []).map((i) => `  ${i.path}: ${i.message[lang]}`), `  (${code} ${requestId})`]
      .filter(Boolean)
      .join('\n');
  }
  const cause = (error as { cause?: { code?: string } }).cause?.code;
  if (cause !== undefined || (error as Error).name === 'TypeError')
    return lang === 'zh'
      ? `无法连接 ${server}（${cause ?? (error as Error).message}）：请确认服务器已启动、地址正确。`
      : `${server} can't be reached (${cause ?? (error as Error).message}): is the server running, is the address right?`;
  return (error as Error).message;
}
