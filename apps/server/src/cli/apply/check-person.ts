import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import type { ApplyOptions } from './apply-for.ts';
import { PlainError } from './plain-error.ts';

const mostBytes = 450_000;

/** The live person check that the item asks for before submitting; without a portrait it is said, and a check of the last 15 minutes may still hold. */
export async function checkPerson(client: Client, { portraitFile, lang, json, tell }: ApplyOptions): Promise<void> {
  const say = (zh: string, en: string) => {
    if (!json) tell(lang === 'zh' ? zh : en);
  };
  if (portraitFile === undefined) {
    say(
      '  该事项提交前需实人认证；没有用 --portrait 给出照片，未做认证。',
      '  This item asks for a live person check before submitting; no --portrait was given, so none is done.',
    );
    return;
  }
  const data = await readFile(portraitFile).catch((error: Error) => {
    throw new PlainError(
      `读不到照片 ${portraitFile}：${error.message}`,
      `The portrait ${portraitFile} can't be read: ${error.message}`,
    );
  });
  if (data.length === 0 || data.length > mostBytes)
    throw new PlainError(
      `照片 ${portraitFile} 应为不超过 450 kB 的 JPEG 或 PNG。`,
      `The portrait ${portraitFile} must be a JPEG or PNG of at most 450 kB.`,
    );
  const png = data.toString('latin1', 1, 4) === 'PNG';
  const result = await client.call(c.checkPerson, {
    body: {
      requestId: randomUUID(),
      portrait: data.toString('base64'),
      mediaType: png ? 'image/png' : 'image/jpeg',
      agreed: true,
    },
  });
  if (!result.same)
    throw new PlainError(
      `实人认证未通过：与公安人口库的照片不符（相似度 ${result.score}）。没有提交。`,
      `The live person check did not pass: not the photo of the register (likeness ${result.score}). Nothing was submitted.`,
    );
  say(`  实人认证通过（相似度 ${result.score}）`, `  Live person check passed (likeness ${result.score})`);
}
