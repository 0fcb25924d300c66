import { enterYear, getCalendar, type WorkingCalendar } from '@miaopi/contracts';
import { type FestivalArrangement, faultsOfYear, readNotice } from '@miaopi/identifiers';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api, queryKey, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSend } from '../../app/use-send.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Empty, Field, FieldError } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { useT, words } from './texts.ts';
import { YearPicture } from './year-picture.tsx';

export function EnterYearPage() {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const year = Number(useParams().year);
  const read = useRead(getCalendar, {}, { staleTime: 0 });
  return (
    <Page title={words[lang].title(year)} lead={t('enterLead')} up={{ to: '/studio/calendar', text: t('back') }}>
      <Loaded query={read} shape="lines">
        {(calendar) =>
          (year === calendar.next || year === calendar.next - 1) && calendar.abilities.enter?.allowed ? (
            <EnterYear year={year} calendar={calendar} />
          ) : (
            <Empty
              icon="calendar"
              title={t('notAllowed')}
              text={calendar.abilities.enter?.reason ? say(calendar.abilities.enter.reason) : t('which')}
            />
          )
        }
      </Loaded>
    </Page>
  );
}

interface Row {
  readonly key: number;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** As it is written. */
  readonly work: string;
}

const usual = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'];
let keys = 0;
const rowOf = (f: FestivalArrangement): Row => ({
  ...{ key: ++keys, name: f.name, from: f.from, to: f.to },
  work: f.work.map((day) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`).join('、'),
});

function EnterYear({ year, calendar }: { year: number; calendar: WorkingCalendar }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const client = useQueryClient();
  const go = useNavigate();
  const known = calendar.years.find((y) => y.year === year);
  const [rows, setRows] = useState<readonly Row[]>(() =>
    known ? known.festivals.map(rowOf) : usual.map((name) => rowOf({ name, from: '', to: '', work: [] })),
  );
  const [notice, setNotice] = useState(known?.notice ?? '');
  const set = (key: number, part: Partial<Row>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const festivals = rows.map(({ name, from, to, work }) => ({
    ...{ name: name.trim(), from, to, work: daysWritten(work, year) ?? [] },
  }));
  const complete = rows.filter((r) => r.from && r.to);
  const faults = complete.length === rows.length ? faultsOfYear({ year, festivals }) : [];
  const { busy, trouble, onSend } = useSend(
    (requestId) => api.call(enterYear, { body: { requestId, year, notice: notice.trim(), festivals } }),
    (now) => {
      client.setQueryData(queryKey(getCalendar, {}), now);
      return go('/studio/calendar', { state: { entered: year } });
    },
  );
  return (
    <AskingForm
      className="stack stack--wide"
      busy={busy}
      wants={faults.map((fault) => say(fault.text))}
      onSend={onSend}
    >
      <section className="card stack">
        <Field label={t('notice')} hint={t('noticeHint')}>
          {(c) => (
            <input
              {...c}
              className="input"
              required
              minLength={2}
              maxLength={100}
              autoComplete="off"
              lang="zh-CN"
              value={notice}
              onChange={(event) => setNotice(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('text')} hint={t('textHint')}>
          {(c) => (
            <textarea
              {...c}
              className="input"
              rows={4}
              lang="zh-CN"
              maxLength={20_000}
              onChange={(event) => {
                const found = readNotice(event.target.value, year);
                if (found.length > 0) setRows(found.map(rowOf));
              }}
            />
          )}
        </Field>
      </section>
      <section className="card stack">
        {rows.map((row, n) => (
          <fieldset key={row.key} className="calendar-row">
            <legend className="visually-hidden">{words[lang].row(n + 1)}</legend>
            <Field label={t('festival')}>
              {(c) => (
                <input
                  {...c}
                  className="input"
                  required
                  minLength={2}
                  maxLength={20}
                  lang="zh-CN"
                  value={row.name}
                  onChange={(event) => set(row.key, { name: event.target.value })}
                />
              )}
            </Field>
            {(['from', 'to'] as const).map((part) => (
              <Field key={part} label={<Named by={row.name}>{t(part)}</Named>}>
                {(c) => (
                  <input
                    {...c}
                    className="input tabular"
                    type="date"
                    required
                    min={`${year}-01-01`}
                    max={`${year}-12-31`}
                    value={row[part]}
                    onChange={(event) => set(row.key, { [part]: event.target.value })}
                  />
                )}
              </Field>
            ))}
            <Field label={<Named by={row.name}>{t('work')}</Named>} hint={n === 0 ? t('workHint') : undefined}>
              {(c) => (
                <input
                  {...c}
                  className="input tabular"
                  maxLength={60}
                  autoComplete="off"
                  data-fault={daysWritten(row.work, year) === undefined ? t('workWrong') : undefined}
                  value={row.work}
                  onChange={(event) => set(row.key, { work: event.target.value })}
                />
              )}
            </Field>
            <Button kind="text" icon="trash" onClick={() => setRows(rows.filter((r) => r !== row))}>
              <span className="visually-hidden">{`${t('remove')} ${row.name}`}</span>
            </Button>
            {faults
              .filter((fault) => fault.festival === n)
              .map((fault) => (
                <FieldError key={fault.text.zh} error={say(fault.text)} />
              ))}
          </fieldset>
        ))}
        <p>
          <Button icon="plus" onClick={() => setRows([...rows, rowOf({ name: '', from: '', to: '', work: [] })])}>
            {t('add')}
          </Button>
        </p>
      </section>
      <section className="card" aria-labelledby="check">
        <h2 id="check">{t('preview')}</h2>
        <YearPicture
          year={year}
          festivals={festivals.filter((f) => faultsOfYear({ year, festivals: [f] }).every((x) => x.festival !== 0))}
        />
      </section>
      {trouble !== undefined && <Failure error={trouble} />}
      <p>
        <Button type="submit" kind="primary" size="large" busy={busy}>
          {t('save')}
        </Button>
      </p>
    </AskingForm>
  );
}

/** A label said with its festival, which those who see it read at the head of the row. */
function Named({ by, children }: { by: string; children: string }) {
  return (
    <>
      <span className="visually-hidden" lang="zh-CN">
        {by}{' '}
      </span>
      {children}
    </>
  );
}

/** “1月31日、2月20日”, “1-31, 2/20” as days; undefined when something is left that is none. */
function daysWritten(text: string, year: number): string[] | undefined {
  const one = /(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*日?/g;
  const left = text
    .replace(/[（(][^）)]*[）)]/g, '')
    .replace(one, '')
    .replace(/[、，,;；\s和]|上班/g, '');
  if (left !== '') return undefined;
  return [...text.matchAll(one)].map(([, m, d]) => `${year}-${m?.padStart(2, '0')}-${d?.padStart(2, '0')}`);
}
