import { type NoticeEvent, noticeAreas, noticeDefinition } from '@miaopi/items';
import { useState } from 'react';
import { Link } from 'react-router';
import { useSay } from '../../texts/lang.tsx';
import { Field, More, Tag } from '../../ui/kit.tsx';
import type { TemplateChannel } from './templates-page.tsx';
import { useT } from './texts.ts';

/** All occasions by what they are about, found by words of their names and texts. */
export function OccasionList(props: {
  event: NoticeEvent;
  channel: TemplateChannel;
  changed: (event: NoticeEvent) => boolean;
}) {
  const t = useT();
  const say = useSay();
  const [words, setWords] = useState('');
  const sought = words.trim().toLowerCase();
  const fits = (event: NoticeEvent) => {
    const { name, title, body } = noticeDefinition(event);
    return [name, title, body].some((text) => `${text.zh} ${text.en}`.toLowerCase().includes(sought));
  };
  const areas = noticeAreas
    .map((area) => ({ ...area, events: area.events.filter(fits) }))
    .filter((area) => area.events.length > 0);
  return (
    <nav aria-label={t('occasions')} className="templates__occasions">
      <Field label={t('findOccasion')}>
        {(c) => (
          <input
            {...c}
            type="search"
            className="input"
            maxLength={40}
            value={words}
            onChange={(e) => setWords(e.target.value)}
          />
        )}
      </Field>
      {areas.length === 0 && <p className="quiet">{t('noOccasion')}</p>}
      {areas.map((area) => (
        <More
          key={area.name.en}
          open={sought !== '' || area.events.includes(props.event)}
          summary={
            <>
              {say(area.name)} <span className="quiet tabular">{area.events.length}</span>
              {area.events.some(props.changed) && <Tag tone="primary">{t('changed')}</Tag>}
            </>
          }
        >
          <ul>
            {area.events.map((one) => (
              <li key={one}>
                <Link
                  to={{ search: `?event=${one}&channel=${props.channel}` }}
                  aria-current={one === props.event ? 'true' : undefined}
                >
                  {say(noticeDefinition(one).name)}
                  {props.changed(one) && <Tag tone="primary">{t('changed')}</Tag>}
                </Link>
              </li>
            ))}
          </ul>
        </More>
      ))}
    </nav>
  );
}
