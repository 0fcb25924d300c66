import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import type { Client } from '@miaopi/client';
import { uploadFile } from '@miaopi/contracts';
import { parse } from 'yaml';
import { PlainError } from './plain-error.ts';

export type GivenAnswers = Readonly<Record<string, unknown>>;

/** Answers from a JSON or YAML file: field name → value, `{"file": "path"}` for an upload (path relative to the file). */
export async function readAnswers(file: string): Promise<GivenAnswers> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new PlainError(
      `读不到答案文件 ${file}：${error.message}`,
      `The answers in ${file} can't be read: ${error.message}`,
    );
  });
  let value: unknown;
  try {
    // JSON is YAML; dates stay text
    value = parse(text, { schema: 'core', maxAliasCount: 100 });
  } catch (error) {
    const why = (error as Error).message.split('\n')[0];
    throw new PlainError(`${file} 不是正确的 JSON 或 YAML：${why}`, `${file} is neither JSON nor YAML: ${why}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new PlainError(`${file} 应为“字段名: 值”`, `${file} must hold "field name: value"`);
  return value as GivenAnswers;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.ofd': 'application/ofd',
};

/** The same answers with every `{"file": "path"}` uploaded and replaced by what the server keeps of it. */
export async function uploadNamedFiles(
  client: Client,
  answers: GivenAnswers,
  besideFile: string,
): Promise<GivenAnswers> {
  const folder = dirname(resolve(besideFile));
  async function visit(value: unknown): Promise<unknown> {
    if (Array.isArray(value)) return Promise.all(value.map(visit));
    if (typeof value !== 'object' || value === null) return value;
    const path = (value as { file?: unknown }).file;
    if (typeof path === 'string' && Object.keys(value).length === 1) return upload(resolve(folder, path));
    const entries = await Promise.all(Object.entries(value).map(async ([key, v]) => [key, await visit(v)] as const));
    return Object.fromEntries(entries);
  }
  async function upload(path: string): Promise<unknown> {
    const data = await readFile(path).catch((error: Error) => {
      throw new PlainError(`读不到文件 ${path}：${error.message}`, `The file ${path} can't be read: ${error.message}`);
    });
    const type = mediaTypes[extname(path).toLowerCase()] ?? 'application/octet-stream';
    const { fileId, name, mediaType, bytes, sm3 } = await client.call(uploadFile, {
      file: { name: basename(path), data: new Blob([data], { type }) },
    });
    return { fileId, name, mediaType, bytes, sm3 };
  }
  return (await visit(answers)) as GivenAnswers;
}
