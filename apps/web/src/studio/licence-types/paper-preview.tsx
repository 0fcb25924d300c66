import type { previewLicenceType, ReplyOf } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useT } from './texts.ts';

/** The paper as the row has it drawn, the next numbers, and what is wrong. */
export function PaperPreview(props: {
  query: { data: ReplyOf<typeof previewLicenceType> | undefined; error: unknown; refetch: () => unknown };
  behind: boolean;
}) {
  const t = useT();
  const say = useSay();
  return (
    <section className="type-preview" aria-labelledby="type-preview-title">
      <div className="type-preview__head">
        <h2 id="type-preview-title">{t('preview')}</h2>
        <p className="quiet" role="status">
          {props.behind ? t('drawing') : ''}
        </p>
      </div>
      <Loaded query={props.query} shape="paper">
        {(found) => (
          <div className="stack">
            {found.svg ? (
              <img
                className="type-preview__paper"
                src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(found.svg)}`}
                alt={t('previewAlt')}
              />
            ) : (
              <p className="type-preview__none quiet">{t('noPreview')}</p>
            )}
            {found.findings.length === 0 ? (
              <Notice tone="ok">
                <p>{t('fine')}</p>
              </Notice>
            ) : (
              <Notice tone="danger" title={t('problems')}>
                <ul className="bullets">
                  {found.findings.map((f) => (
                    <li key={`${f.path}${f.text.zh}`}>{say(f.text)}</li>
                  ))}
                </ul>
              </Notice>
            )}
            {found.numbers.length > 0 && (
              <div>
                <h3>{t('nextNumbers')}</h3>
                <ol className="type-preview__numbers tabular">
                  {found.numbers.map((number) => (
                    <li key={number}>{number}</li>
                  ))}
                </ol>
              </div>
            )}
          </div>
        )}
      </Loaded>
    </section>
  );
}
