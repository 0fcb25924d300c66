import type { Answers, AnswerValue, CompiledForm } from '@miaopi/forms';
import { kernelErrors } from '../../../kernel/errors.ts';
import { formsErrors } from '../errors.ts';

/** UTF-8 bytes of all answers as JSON. */
export const answerBytes = 256 * 1024;
/** Section → item → field → file → property. */
const depth = 6;

// A NUL and half a surrogate pair are text for JavaScript and none for PostgreSQL.
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const unstorable = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Answers as they may be kept: names the form has, plain JSON, bounded in size and depth. A faulty answer stays as it was typed.
 * @throws forms.too_large · kernel.invalid_request naming the field that is nested too deeply
 */
export function boundedAnswers(form: CompiledForm, given: Readonly<Record<string, unknown>>): Answers {
  const out: Record<string, AnswerValue> = {};
  let left = answerBytes;
  const spend = (bytes: number) => {
    left -= bytes;
    if (left < 0) throw formsErrors.too_large();
  };
  for (const name of form.nodeOf.keys()) {
    if (!Object.hasOwn(given, name) || given[name] === undefined) continue;
    spend(Buffer.byteLength(name) + 4);
    out[name] = copy(given[name], name, depth, spend);
  }
  return out;
}

function copy(value: unknown, field: string, below: number, spend: (bytes: number) => void): AnswerValue {
  if (typeof value === 'string') {
    spend(Buffer.byteLength(value) + 2);
    return value.replace(unstorable, '');
  }
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) {
    spend(8);
    return value;
  }
  if (typeof value !== 'object' || value === null) return null;
  if (below === 0)
    throw kernelErrors.invalid_request({
      issues: [
        {
          path: field,
          code: 'shape',
          message: { zh: `“${field}”的内容无法识别，请重新填写。`, en: `“${field}” cannot be read; fill it in again.` },
        },
      ],
    });
  spend(2);
  if (Array.isArray(value)) return value.map((one) => copy(one, field, below - 1, spend));
  const out: Record<string, AnswerValue> = {};
  for (const [key, one] of Object.entries(value)) {
    spend(Buffer.byteLength(key) + 4);
    if (key !== '__proto__') out[key.replace(unstorable, '')] = copy(one, field, below - 1, spend);
  }
  return out;
}
