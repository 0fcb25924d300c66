import { getConversation, getFile, type ReplyOf, readConversation } from '@miaopi/contracts';
import { useEffect } from 'react';
import { api, useRead } from '../app/api.ts';
import { formatBytes, formatInstant } from '../texts/format.ts';
import { useLang, useSay } from '../texts/lang.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice, Tag } from '../ui/kit.tsx';
import { Loaded } from '../ui/states.tsx';
import { WithChinese } from '../ui/with-chinese.tsx';
import { CallButtons } from './call/call-buttons.tsx';
import { CallMessage } from './call/call-message.tsx';
import { MessageForm } from './message-form.tsx';
import { useTalkTexts } from './texts.ts';
import './conversation.css';

type Message = ReplyOf<typeof getConversation>['messages'][number];

/** How often an open page looks for what the other side has written. */
const lookAgain = 20_000;

/** What applicant and officials write to each other in a case (F126); the same for both, each on his side. */
export function Conversation({ caseId, side }: { caseId: string; side: 'applicant' | 'official' }) {
  const t = useTalkTexts();
  const say = useSay();
  const talk = useRead(getConversation, { params: { caseId } }, { staleTime: 0, refetchInterval: lookAgain });
  const last = talk.data?.messages.at(-1)?.id;
  const unread = talk.data?.unread ?? 0;
  useEffect(() => {
    // seen by whoever has the page open and looks at it
    if (last && unread > 0 && document.visibilityState === 'visible')
      void api.call(readConversation, { params: { caseId }, body: { through: last } }).catch(() => undefined);
  }, [caseId, last, unread]);
  return (
    <Loaded query={talk} shape="list">
      {(data) => (
        <div className="talk">
          <p className="quiet">{side === 'applicant' ? t.leadApplicant : t.leadOfficial}</p>
          {unread > 0 && (
            <p role="status">
              <Tag tone="primary">{t.newCount(unread)}</Tag>
            </p>
          )}
          {data.messages.length === 0 ? (
            <p className="quiet">{t.none}</p>
          ) : (
            <ol className="talk__list">
              {data.messages.map((one) => (
                <TalkMessage key={one.id} one={one} />
              ))}
            </ol>
          )}
          {data.abilities.write?.allowed ? (
            <div className="no-print stack">
              <CallButtons caseId={caseId} may={data.abilities.call} />
              <MessageForm caseId={caseId} side={side} onSent={() => void talk.refetch()} />
            </div>
          ) : (
            <Notice tone="info">
              <p>{data.abilities.write?.reason && say(data.abilities.write.reason)}</p>
            </Notice>
          )}
        </div>
      )}
    </Loaded>
  );
}

function TalkMessage({ one }: { one: Message }) {
  const t = useTalkTexts();
  const say = useSay();
  const { lang } = useLang();
  const { by } = one;
  return (
    <li className={`talk__one talk__one--${by.me ? 'mine' : by.side}`}>
      <p className="talk__who">
        <strong>{by.me ? t.me : by.name}</strong>
        {by.office && !by.me && ` · ${say(by.office)}`}
        <span className="quiet tabular"> {formatInstant(one.at, lang)}</span>
      </p>
      {one.call ? (
        <CallMessage call={one.call} />
      ) : (
        <p className="talk__text">
          <WithChinese text={one.text} />
        </p>
      )}
      {one.files.length > 0 && (
        <ul className="talk__files">
          {one.files.map((file) => (
            <li key={file.fileId}>
              <Icon name="file" />
              <a href={api.url(getFile, { params: { fileId: file.fileId } })} target="_blank" rel="noreferrer">
                {file.name}
              </a>
              <span className="quiet tabular">{formatBytes(file.bytes)}</span>
            </li>
          ))}
        </ul>
      )}
      {!one.call?.answeredAt && (by.me || one.via === 'email') && (
        <p className="talk__state quiet">
          {one.via === 'email' && t.byEmail}
          {one.via === 'email' && by.me && ' · '}
          {by.me && (one.read ? t.read : t.unread)}
        </p>
      )}
    </li>
  );
}
