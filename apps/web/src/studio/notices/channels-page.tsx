import { getChannelHealth, type ReplyOf } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useNoticeTexts } from '../../notices/texts.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useT } from './texts.ts';
import '../css/notices.css';

type Health = ReplyOf<typeof getChannelHealth>['channels'][number];

/** A channel on which something waits longer than this is held up. */
const patience = 10 * 60_000;

export function ChannelsPage() {
  const t = useT();
  const health = useRead(getChannelHealth, {}, { staleTime: 0, refetchInterval: 15_000 });
  return (
    <Page title={t('channels')} lead={t('channelsLead')}>
      <Loaded query={health} shape="list">
        {({ channels }) => (
          <ul className="channel-list">
            {channels.map((one) => (
              <ChannelCard key={one.channel} of={one} />
            ))}
          </ul>
        )}
      </Loaded>
    </Page>
  );
}

function ChannelCard({ of }: { of: Health }) {
  const t = useT();
  const names = useNoticeTexts();
  const { lang } = useLang();
  const heldUp = of.oldestWaiting !== undefined && Date.now() - Date.parse(of.oldestWaiting) > patience;
  return (
    <li className="card">
      <h2>
        {names.channel[of.channel]}{' '}
        <Tag tone={!of.ready ? 'plain' : heldUp ? 'danger' : 'ok'}>
          {!of.ready ? t('off') : heldUp ? t('trouble') : t('ready')}
        </Tag>
      </h2>
      <dl className="channel-figures">
        {(['waiting', 'sent', 'delivered', 'failed', 'unknown'] as const).map((key) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd className="tabular">{of[key]}</dd>
          </div>
        ))}
      </dl>
      <dl className="facts facts--small">
        {of.oldestWaiting && (
          <>
            <dt>{t('oldest')}</dt>
            <dd className="tabular">{formatInstant(of.oldestWaiting, lang)}</dd>
          </>
        )}
        {of.lastSent && (
          <>
            <dt>{t('lastSent')}</dt>
            <dd className="tabular">{formatInstant(of.lastSent, lang)}</dd>
          </>
        )}
        {of.lastError && (
          <>
            <dt>{t('lastError')}</dt>
            <dd>
              {of.lastErrorAt && <span className="tabular">{formatInstant(of.lastErrorAt, lang)} · </span>}
              <code>{of.lastError}</code>
            </dd>
          </>
        )}
      </dl>
    </li>
  );
}
