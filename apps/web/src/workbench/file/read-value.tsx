import type { ReactNode } from 'react';
import { formatDate } from '../../texts/format.ts';
import { type Lang, useLang } from '../../texts/lang.tsx';
import { More } from '../../ui/kit.tsx';
import { useWorkTexts } from '../texts.ts';

const LONG = 160;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A value a condition has read, as the server wrote it: yes and no and days in words, lists of records as lines, long ones folded. */
export function ReadValue({ value }: { value: string }): ReactNode {
  const { file } = useWorkTexts();
  const { lang } = useLang();
  if (value === 'true') return file.yes;
  if (value === 'false') return file.no;
  if (isEmpty(value)) return <span className="quiet nowrap">{file.empty}</span>;
  const parsed = parse(value);
  if (Array.isArray(parsed)) {
    if (parsed.length === 0) return file.records(0);
    if (parsed.every((one) => typeof one !== 'object')) return words(parsed, file, lang);
    const lines = <Records records={parsed} />;
    return parsed.length > 4 ? <More summary={file.records(parsed.length)}>{lines}</More> : lines;
  }
  if (parsed !== undefined) return words(parsed, file, lang);
  if (DAY.test(value)) return <span className="read__value">{formatDate(value, lang)}</span>;
  if (value.length > LONG) return <More summary={`${value.slice(0, 40)}…`}>{value}</More>;
  return value.length <= 24 ? <span className="read__value">{value}</span> : value;
}

/** Whether the source gave nothing. */
export function isEmpty(value: string): boolean {
  return value === '' || value === '—' || value === 'null';
}

function parse(value: string): unknown {
  if (!/^[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function words(value: unknown, file: { yes: string; no: string; empty: string }, lang: Lang): string {
  if (value === null || value === undefined) return file.empty;
  if (value === true) return file.yes;
  if (value === false) return file.no;
  if (Array.isArray(value)) return value.map((one) => words(one, file, lang)).join('、');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, one]) => `${key} ${words(one, file, lang)}`)
      .join(' · ');
  return typeof value === 'string' && DAY.test(value) ? formatDate(value, lang) : String(value);
}

/** Records with the same fields as a small table; everything else as lines. */
function Records({ records }: { records: readonly unknown[] }) {
  const { file } = useWorkTexts();
  const { lang } = useLang();
  const keys = records.map((one) => (isRecord(one) ? Object.keys(one) : undefined));
  const alike = keys[0] && keys[0].length <= 4 && keys.every((one) => one?.join() === keys[0]?.join());
  const fields = daysFirst(keys[0] ?? [], records[0]);
  if (!alike)
    return (
      <ul className="records">
        {records.map((one, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: records of a snapshot never move
          <li key={n}>{words(one, file, lang)}</li>
        ))}
      </ul>
    );
  return (
    <table className="records tabular">
      <thead>
        <tr>
          {fields.map((field) => (
            <th key={field} scope="col">
              {field}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {records.map((one, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: records of a snapshot never move
          <tr key={n}>
            {fields.map((field) => (
              <td key={field}>{words(isRecord(one) ? one[field] : null, file, lang)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Snapshots forget the order of fields: days first, the earlier before the later, as a person would write them. */
function daysFirst(fields: readonly string[], record: unknown): string[] {
  const rank = (field: string) => {
    const value = isRecord(record) ? record[field] : undefined;
    return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? value : '~';
  };
  return [...fields].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
