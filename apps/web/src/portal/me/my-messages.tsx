import { getMe, listMessages, readMessage } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, queryKey, useMe, useRead } from '../../app/api.ts';
import { Deliveries } from '../../notices/deliveries.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Button, Empty, Tag } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { BOOKING } from '../appointments/booking-texts.ts';
import { COMPLAINT } from '../complaints/complaint-texts.ts';

export function MyMessages() {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const queries = useQueryClient();
  const official = useMe()?.account === 'staff';
  const messages = useRead(listMessages, { query: { limit: 100 } }, { staleTime: 0 });
  return (
    <Loaded query={messages} shape="list">
      {(data) =>
        data.messages.length === 0 ? (
          <Empty icon="bell" title={texts.me.noMessages} text={texts.me.noMessagesText} />
        ) : (
          <ul className="my-list">
            {data.messages.map((one) => (
              <li key={one.id} className={one.read ? undefined : 'my-list__new'}>
                <div>
                  <strong>{say(one.title)}</strong> {!one.read && <Tag tone="primary">{texts.me.unread}</Tag>}
                  <p className="message__body">{say(one.body)}</p>
                  <p className="quiet tabular">
                    {formatInstant(one.at, lang)}
                    {one.signingId && (
                      <>
                        {' · '}
                        <Link to={`/signings/${one.signingId}`}>{texts.me.toSigning}</Link>
                      </>
                    )}
                    {one.bookingId && (
                      <>
                        {' · '}
                        <Link to={`/bookings/${one.bookingId}`}>{BOOKING[lang].toBooking}</Link>
                      </>
                    )}
                    {one.complaintId && (
                      <>
                        {' · '}
                        <Link to={`${official ? '/work' : ''}/complaints/${one.complaintId}`}>
                          {COMPLAINT[lang].toComplaint}
                        </Link>
                      </>
                    )}
                    {one.caseId && (
                      <>
                        {' · '}
                        <Link to={`/cases/${one.caseId}`}>{texts.licence.case}</Link>
                      </>
                    )}
                  </p>
                  <Deliveries of={one.deliveries} />
                </div>
                {!one.read && (
                  <Button
                    kind="text"
                    icon="check"
                    onClick={async () => {
                      await api.call(readMessage, { params: { messageId: one.id } }).catch(() => undefined);
                      await messages.refetch();
                      await queries.invalidateQueries({ queryKey: queryKey(getMe) });
                    }}
                  >
                    {texts.me.markRead}
                    <span className="visually-hidden"> {say(one.title)}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
