import { getHallDevice, type HallDevice, type HallDeviceDetail, listHallDevices } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { DEVICE_KINDS } from '../../texts/hall-devices.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { type Change, ChangeDialog } from './change-dialog.tsx';
import { DeviceDay } from './device-day.tsx';
import { Heard } from './heard.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { StandingTag } from './standing-tag.tsx';
import { EVENTS, LEVELS, useT } from './texts.ts';

/** One device: how it is, its states over the day, what happened at it last. */
export function DevicePage() {
  const { deviceId = '' } = useParams();
  const t = useT();
  const say = useSay();
  const client = useQueryClient();
  const read = useRead(getHallDevice, { params: { deviceId } }, { staleTime: 0, refetchInterval: 10_000 });
  const [doing, setDoing] = useState<Change>();
  const [key, setKey] = useState<string>();
  return (
    <Page
      title={read.data?.device.name ?? t('section')}
      lead={read.data && `${say(DEVICE_KINDS[read.data.device.kind])} · ${say(read.data.hall.name)}`}
      up={{ to: `/studio/devices${read.data ? `?hall=${read.data.hall.id}` : ''}`, text: t('back') }}
    >
      <Loaded query={read}>
        {({ device, spells, events, abilities }) => (
          <div className="stack stack--wide">
            <Trouble device={device} />
            <div className="card stack">
              <Facts device={device} />
              {abilities.retire?.allowed && (
                <div className="button-row">
                  <Button onClick={() => setDoing('new-key')}>{t('newKey')}</Button>
                  <Button kind="danger" onClick={() => setDoing('retire')}>
                    {t('retire')}
                  </Button>
                </div>
              )}
            </div>
            <DeviceDay spells={spells} over={device.retired !== undefined} />
            <Events events={events} />
            {doing && (
              <ChangeDialog
                device={device}
                change={doing}
                onClose={() => setDoing(undefined)}
                onDone={(answer) => {
                  setDoing(undefined);
                  setKey(answer.key && doing === 'new-key' ? answer.key : undefined);
                  void client.invalidateQueries({ queryKey: [getHallDevice.name] });
                  void client.invalidateQueries({ queryKey: [listHallDevices.name] });
                }}
              />
            )}
            {key && <KeyDialog secret={key} onClose={() => setKey(undefined)} />}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Trouble({ device }: { device: HallDevice }) {
  const t = useT();
  if (device.retired)
    return (
      <Notice tone="unknown" title={t('retiredWhy')}>
        <p>{device.retired.reason}</p>
      </Notice>
    );
  if (device.standing === 'fault')
    return (
      <Notice tone="danger" title={t('faultTitle')}>
        <p>{device.fault}</p>
      </Notice>
    );
  if (device.standing === 'offline')
    return (
      <Notice tone="waiting" icon="offline" title={t('offlineTitle')}>
        <p>{t('offlineText')}</p>
      </Notice>
    );
  return device.standing === 'unheard' ? (
    <Notice tone="unknown">
      <p>{t('unheardText')}</p>
    </Notice>
  ) : null;
}

function Facts({ device }: { device: HallDevice }) {
  const t = useT();
  const { lang } = useLang();
  return (
    <dl className="facts facts--small">
      <dt>{t('state')}</dt>
      <dd>
        <StandingTag standing={device.standing} />
        {device.fault && device.standing !== 'fault' && <p className="device-fault">{device.fault}</p>}
      </dd>
      <dt>{t('place')}</dt>
      <dd>{device.window ?? t('inHall')}</dd>
      <dt>{t('heard')}</dt>
      <dd className="tabular">
        <Heard at={device.heardAt} />
      </dd>
      {device.version && (
        <>
          <dt>{t('version')}</dt>
          <dd className="tabular">{device.version}</dd>
        </>
      )}
      <dt>{t('entered')}</dt>
      <dd className="tabular">{formatInstant(device.enteredAt, lang)}</dd>
    </dl>
  );
}

function Events({ events }: { events: HallDeviceDetail['events'] }) {
  const t = useT();
  const say = useSay();
  return (
    <section className="stack" aria-labelledby="events-title">
      <h2 id="events-title">{t('events')}</h2>
      {events.length === 0 ? (
        <p className="quiet">{t('noEvents')}</p>
      ) : (
        <table className="record-table record-table--dense">
          <thead>
            <tr>
              <th scope="col">{t('at')}</th>
              <th scope="col">{t('event')}</th>
              <th scope="col">{t('number')}</th>
              <th scope="col">{t('where')}</th>
              <th scope="col">{t('more')}</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.id}>
                <td data-label={t('at')} className="tabular">
                  <Heard at={event.at} />
                </td>
                <td data-label={t('event')}>{say(EVENTS[event.kind])}</td>
                <td data-label={t('number')} className="tabular">
                  {event.number}
                </td>
                <td data-label={t('where')}>{event.desk ? say(event.desk) : event.window}</td>
                <td data-label={t('more')}>
                  {event.booked
                    ? t('withBooking')
                    : event.level !== undefined
                      ? say(LEVELS[event.level] ?? { zh: '', en: '' })
                      : event.count}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
