import { listNoticeTemplates, type NoticeTemplateVersion } from '@miaopi/contracts';
import { type NoticeEvent, noticeAreas, noticeDefinition, noticeEventNames } from '@miaopi/items';
import { useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useNoticeTexts } from '../../notices/texts.ts';
import { useSay } from '../../texts/lang.tsx';
import { Loaded } from '../../ui/states.tsx';
import { OccasionList } from './occasion-list.tsx';
import { TemplateEditor } from './template-editor.tsx';
import { useT } from './texts.ts';
import '../css/notices.css';

const CHANNELS = ['page', 'sms', 'email', 'push'] as const;
export type TemplateChannel = (typeof CHANNELS)[number];

/** F109: what applicants and officials are told on each occasion, by channel, in the words of the operator; which one is open stands in the address. */
export function TemplatesPage() {
  const t = useT();
  const say = useSay();
  const names = useNoticeTexts();
  const [params] = useSearchParams();
  const list = useRead(listNoticeTemplates, {}, { staleTime: 0 });
  const event: NoticeEvent = noticeEventNames.find((one) => one === params.get('event')) ?? 'submitted';
  const { name, reader } = noticeDefinition(event);
  const channels = reader === 'official' ? CHANNELS.filter((one) => one !== 'sms') : CHANNELS;
  const channel: TemplateChannel = channels.find((one) => one === params.get('channel')) ?? 'page';
  const nameOf = (one: TemplateChannel) => (one === 'page' ? t('page') : names.channel[one]);
  const area = noticeAreas.find((one) => one.events.includes(event));
  const title = useFocusOnChange(event);
  return (
    <Page title={t('templates')} lead={t('templatesLead')}>
      <Loaded query={list} shape="list">
        {({ templates }) => {
          const of = (e: string) => templates.find((one) => one.event === e)?.channels ?? [];
          const open = of(event).find((one) => one.channel === channel);
          const changed = open?.changed as NoticeTemplateVersion | undefined;
          return (
            <div className="templates">
              <OccasionList
                event={event}
                channel={channel}
                changed={(one) => of(one).some((c) => c.changed?.wording !== undefined)}
              />
              <section aria-labelledby="template-title">
                <h2 id="template-title" ref={title} tabIndex={-1}>
                  {say(name)}
                </h2>
                <p className="quiet">
                  {area && say(area.name)} · {t(`reader_${reader}`)}
                </p>
                <nav className="templates__channels" aria-label={t('channels')}>
                  {channels.map((one) => (
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

/** On a narrow page the list stands above: whoever chose an occasion there is led to its words. */
function useFocusOnChange(event: NoticeEvent) {
  const title = useRef<HTMLHeadingElement>(null);
  const shown = useRef(event);
  useEffect(() => {
    if (shown.current !== event) title.current?.focus();
    shown.current = event;
  }, [event]);
  return title;
}
