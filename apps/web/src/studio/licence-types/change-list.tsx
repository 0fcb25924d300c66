import type { LicenceTypeBody } from '@miaopi/contracts';
import { Notice } from '../../ui/kit.tsx';
import { lineChanges } from './line-changes.ts';
import { rowChanges } from './row-changes.ts';
import { useT } from './texts.ts';

/** What one row changes in another: member by member, the template line by line. */
export function ChangeList({ before, after }: { before: LicenceTypeBody; after: LicenceTypeBody }) {
  const t = useT();
  const changes = rowChanges(before, after, t);
  const papers = before.paper === after.paper ? [] : lineChanges(before.paper, after.paper);
  if (changes.length === 0 && papers.length === 0)
    return (
      <Notice tone="unknown">
        <p>{t('same')}</p>
      </Notice>
    );
  return (
    <div className="stack">
      {changes.length > 0 && (
        <table className="change-table">
          <thead>
            <tr>
              <th scope="col">{t('item')}</th>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((c) => (
              <tr key={`${c.what}${c.field ?? ''}`}>
                <th scope="row">
                  {c.field && <span className="quiet">{c.field} · </span>}
                  {t(c.what)}
                </th>
                <td data-label={t('before')}>
                  {c.before ? <del>{c.before}</del> : <span className="quiet">{t('nothing')}</span>}
                </td>
                <td data-label={t('after')}>
                  {c.after ? <ins>{c.after}</ins> : <span className="quiet">{t('nothing')}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {papers.length > 0 && (
        <section className="line-changes" aria-label={t('template')}>
          <h3>{t('template')}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached with the keyboard */}
          <ol tabIndex={0} aria-label={t('template')}>
            {papers.map((line, i) =>
              line.kind === 'gap' ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
                <li key={i} className="line-changes__gap">
                  … {line.lines} {t('unchangedLines')}
                </li>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
                <li key={i} className={`line-changes__${line.kind}`}>
                  {line.kind !== 'same' && <span className="visually-hidden">{t(line.kind)}</span>}
                  <code>{line.text || ' '}</code>
                </li>
              ),
            )}
          </ol>
        </section>
      )}
    </div>
  );
}
