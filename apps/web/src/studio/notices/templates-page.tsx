import { listNoticeTemplates, type NoticeTemplateVersion } from '@miaopi/contracts';
import { type NoticeEvent, noticeDefinition, noticeEventNames } from '@miaopi/items';
import { Link, useSearchParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useNoticeTexts } from '../../notices/texts.ts';
import { useSay } from '../../texts/lang.tsx';
import { Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TemplateEditor } from './template-editor.tsx';
import { useT } from './texts.ts';
import '../css/notices.css';

const CHANNELS = ['page', 'sms', 'email', 'push'] as const;
export type TemplateChannel = (typeof CHANNELS)[number];

/** F109: what applicants are told on each occasion, by channel, in the words of the operator; which one is open stands in the address. */
export function TemplatesPage() {
  const t = useT();
  const say = useSay();
  const names = useNoticeTexts();
  const [params] = useSearchParams();
  const list = useRead(listNoticeTemplates, {}, { staleTime: 0 });
  const event: NoticeEvent = noticeEventNames.find((one) => one === params.get('event')) ?? 'submitted';
  const channel: TemplateChannel = CHANNELS.find((one) => one === params.get('channel')) ?? 'page';
  const nameOf = (one: TemplateChannel) => (one === 'page' ? t('page') : names.channel[one]);
  return (
    <Page title={t('templates')} lead={t('templatesLead')}>
      <Loaded query={list} shape="list">
        {({ templates }) => {
          const of = (e: string) => templates.find((one) => one.event === e)?.channels ?? [];
          const open = of(event).find((one) => one.channel === channel);
          const changed = open?.changed as NoticeTemplateVersion | undefined;
          return (
            <div className="templates">
              <nav aria-label={t('occasions')}>
                <ul className="templates__occasions">
                  {noticeEventNames.map((one) => (
                    <li key={one}>
                      <Link
                        to={{ search: `?event=${one}&channel=${channel}` }}
                        aria-current={one === event ? 'true' : undefined}
                      >
                        {say(noticeDefinition(one).name)}
                        {of(one).some((c) => c.changed?.wording) && <Tag tone="primary">{t('changed')}</Tag>}
                      </Link>
                    </li>
                  ))}
                </ul>
              </nav>
              <section aria-labelledby="template-title">
                <h2 id="template-title">{say(noticeDefinition(event).name)}</h2>
                <nav className="templates__channels" aria-label={t('channels')}>
                  {CHANNELS.map((one) => (
                    <Link
                      key={one}
                      to={{ search: `?event=${event}&channel=${one}` }}
                      aria-current={one === channel ? 'true' : undefined}
                    >
                      {nameOf(one)}
                    </Link>
                  ))}
                </nav>
                <TemplateEditor
                  key={`${event} ${channel} ${open?.version ?? 0}`}
                  event={event}
                  channel={channel}
                  version={open?.version ?? 0}
                  changed={changed}
                  onDone={() => void list.refetch()}
                />
              </section>
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
