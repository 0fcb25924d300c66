import { getVerticalFigures, type ReplyOf } from '@miaopi/contracts';
import { Fragment } from 'react';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Empty, Notice, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useT } from './texts.ts';
import '../css/notices.css';

type System = ReplyOf<typeof getVerticalFigures>['systems'][number];

const named = ['timeout', 'down', 'untrusted', 'malformed'] as const;
/** A certificate that ends within this is to be renewed. */
const soon = 30 * 86_400_000;

export function VerticalsPage() {
  const t = useT();
  const read = useRead(getVerticalFigures, {}, { staleTime: 0, refetchInterval: 30_000 });
  return (
    <Page title={t('section')} lead={t('lead')}>
      <Loaded query={read} shape="list">
        {({ systems }) =>
          systems.length === 0 ? (
            <Empty icon="external" title={t('none')} text={t('noneText')} />
          ) : (
            <ul className="channel-list">
              {systems.map((one) => (
                <SystemCard key={one.id} of={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}

function SystemCard({ of }: { of: System }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const away = of.phases.reduce((n, one) => n + one.cases, 0);
  const trouble = of.troubles.reduce((n, one) => n + one.cases, 0);
  return (
    <li className="card">
      <h2>
        {say(of.name)}{' '}
        <Tag tone={!of.known || trouble > 0 ? 'danger' : away > 0 ? 'ok' : 'plain'}>
          {!of.known ? t('unknown') : trouble > 0 ? t('trouble') : away > 0 ? t('fine') : t('idle')}
        </Tag>
      </h2>
      {!of.known && (
        <Notice tone="danger">
          <p>{t('unknownText')}</p>
        </Notice>
      )}
      <dl className="channel-figures channel-figures--long">
        {of.phases.map((one) => (
          <div key={one.phase}>
            <dt>{say(one.name)}</dt>
            <dd className="tabular">{one.cases}</dd>
          </div>
        ))}
      </dl>
      <dl className="facts facts--small">
        {of.troubles.map((one) => {
          const name = named.find((known) => known === one.trouble) ?? 'other';
          return (
            <Fragment key={one.trouble}>
              <dt>{t(name)}</dt>
              <dd className="tabular">{one.cases}</dd>
            </Fragment>
          );
        })}
        <dt>{t('ended')}</dt>
        <dd className="tabular">{of.ended}</dd>
        {of.oldest && (
          <>
            <dt>{t('oldest')}</dt>
            <dd className="tabular">{formatDate(of.oldest, lang)}</dd>
          </>
        )}
        {of.lastWord && (
          <>
            <dt>{t('lastWord')}</dt>
            <dd className="tabular">{formatInstant(of.lastWord, lang)}</dd>
          </>
        )}
        {of.certificateUntil?.map((until) => (
          <Until key={until} until={until} />
        ))}
      </dl>
    </li>
  );
}

function Until({ until }: { until: string }) {
  const t = useT();
  const { lang } = useLang();
  const left = Date.parse(until) - Date.now();
  return (
    <>
      <dt>{t('certificate')}</dt>
      <dd className="tabular">
        {formatDate(until, lang)}{' '}
        {left < 0 ? <Tag tone="danger">{t('over')}</Tag> : left < soon && <Tag tone="waiting">{t('soon')}</Tag>}
      </dd>
    </>
  );
}
