import type { VersionPreview } from '@miaopi/contracts';
import type { ReactNode } from 'react';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { More, Notice, Tag } from '../../ui/kit.tsx';
import { useVersionTexts } from './version-texts.ts';

/** What a case becomes under the newer version, part by part. */
export function PreviewView({ preview: p }: { preview: VersionPreview }) {
  const t = useVersionTexts();
  const say = useSay();
  const { lang } = useLang();
  const { form, steps, limit, fee } = p;
  const moved = p.conditions.filter((c) => c.changed || c.was);
  // what falls is named once, with its answer
  const falls = new Set(form.fallen.map((f) => f.label.zh));
  const changes = form.changes.filter((c) => c.kind !== 'removed' || !falls.has(c.label.zh));
  const yuan = (sum: number) => `¥${(sum / 100).toFixed(2)}`;
  const dueOf = (one: (typeof limit)['before']) =>
    `${say(one.promised)} · ${one.due ? formatDate(one.due, lang) : t.notYet}`;
  return (
    <div className="version">
      {p.hindrances.length > 0 && (
        <Notice tone="waiting" title={t.hindered}>
          {p.hindrances.map((h) => (
            <p key={h.zh}>{say(h)}</p>
          ))}
        </Notice>
      )}
      <Part title={t.form}>
        <ul className="version__list">
          {changes.map((c) => (
            <li key={`${c.kind} ${c.message.zh}`}>{say(c.message)}</li>
          ))}
          <li className="quiet">{t.stays(form.stays)}</li>
          {form.filled.map((f) => (
            <li key={f.label.zh}>
              {say(f.label)} <span className="quiet">{`${t.filled} · ${say(f.from)}`}</span>
            </li>
          ))}
          {form.fallen.map((f) => (
            <li key={`${f.label.zh} ${f.value.zh}`}>
              <Tag tone="waiting">{t.fallen}</Tag> {`${say(f.label)}${lang === 'zh' ? '：' : ': '}${say(f.value)}`}{' '}
              <span className="quiet">{say(f.why)}</span>
            </li>
          ))}
          {form.missing.map((m) => (
            <li key={m.field}>
              <Tag tone="danger">{t.missing}</Tag> {say(m.label)}{' '}
              <span className="quiet">
                {m.by === 'official' ? t.byOfficial : m.by === 'applicant' ? t.byApplicant : t.byNobody}
              </span>
            </li>
          ))}
        </ul>
      </Part>
      {p.materials.length > 0 && (
        <Part title={t.materials}>
          <ul className="version__list">
            {p.materials.map((m) => (
              <li key={m.name.zh}>
                <Tag>{t.material[m.change as keyof typeof t.material]}</Tag> {say(m.name)}
                {m.toUpload && <span className="quiet"> {t.toUpload}</span>}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t.conditions}>
        {moved.length > 0 && (
          <table className="record-table">
            <thead>
              <tr>
                <th scope="col">{t.conditions}</th>
                <th scope="col">{t.before}</th>
                <th scope="col">{t.after}</th>
              </tr>
            </thead>
            <tbody>
              {moved.map((c) => (
                <tr key={c.id}>
                  <td data-label={t.conditions}>
                    {say(c.text)}
                    {c.was && <span className="because">{t.reworded(say(c.was))}</span>}
                  </td>
                  <td data-label={t.before}>{verdictOf(c.before)}</td>
                  <td data-label={t.after}>{verdictOf(c.after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="quiet">{t.unchanged(p.conditions.length - moved.length)}</p>
        {p.asks.length > 0 && (
          <p>
            {`${t.asks}${lang === 'zh' ? '：' : ': '}${p.asks.map((one) => say(one)).join(lang === 'zh' ? '、' : ', ')}`}
          </p>
        )}
      </Part>
      <Part title={t.steps}>
        <ul className="version__list">
          {(['added', 'removed', 'changed'] as const).flatMap((kind) =>
            steps[kind].map((s) => (
              <li key={`${kind} ${s.id}`}>
                <Tag>{t[kind]}</Tag> {say(s.name)}
              </li>
            )),
          )}
          <li>{steps.to ? t.landing(say(steps.to.name)) : steps.choices.length > 0 ? t.pick : t.notYet}</li>
        </ul>
      </Part>
      <Part title={t.limit}>
        <dl className="version__pair tabular">
          <dt>{t.before}</dt>
          <dd>{dueOf(limit.before)}</dd>
          <dt>{t.after}</dt>
          <dd>{dueOf(limit.after)}</dd>
        </dl>
        {limit.kept && <p>{say(limit.kept)}</p>}
        {limit.after.derivation.length > 0 && (
          <More summary={t.days(limit.after.derivation.length)}>
            <ol className="version__days tabular">
              {limit.after.derivation.map((d) => (
                <li key={d.day}>
                  {formatDate(d.day, lang)} <span className="quiet">{say(d.why)}</span>
                </li>
              ))}
            </ol>
          </More>
        )}
      </Part>
      {(fee.before !== fee.after || fee.billed) && (
        <Part title={t.fee}>
          <p className="tabular">
            {yuan(fee.before)} → {yuan(fee.after)} {fee.billed && <span className="quiet">{t.billed}</span>}
          </p>
        </Part>
      )}
      {p.templates.length > 0 && (
        <Part title={t.templates}>
          <p>
            {p.templates.map((one) => say(one)).join(lang === 'zh' ? '、' : ', ')}{' '}
            <span className="quiet">{t.templatesNote}</span>
          </p>
        </Part>
      )}
    </div>
  );

  function verdictOf(verdict: string | undefined) {
    return verdict ? (t.verdicts[verdict] ?? verdict) : t.none;
  }
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="version__part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
