import {
  HALL_DEVICE_STANDINGS,
  type HallDevice,
  type HallDeviceStanding,
  type HallDevices,
  type HallStanding,
  listHallDevices,
  listHalls,
  listHallsOfRegion,
} from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { DEVICE_KINDS, DEVICE_STANDINGS } from '../../texts/hall-devices.ts';
import { useSay } from '../../texts/lang.tsx';
import { Button, ButtonLink, Empty, Field } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { EnterDialog } from './enter-dialog.tsx';
import { HallToday } from './hall-today.tsx';
import { Heard } from './heard.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { StandingTag } from './standing-tag.tsx';
import { useT } from './texts.ts';

/** The devices of a hall, those that need somebody first, and what came of the day. */
export function DevicesPage() {
  const t = useT();
  const say = useSay();
  const halls = useRead(listHalls, {}, { staleTime: 60_000 });
  const region = useRead(listHallsOfRegion, {}, { staleTime: 0, refetchInterval: 30_000 });
  const [search, setSearch] = useSearchParams();
  return (
    <Page title={t('section')} lead={t('lead')}>
      <Loaded query={halls} shape="list">
        {(data) => {
          const own = data.halls.filter((h) => h.abilities.edit?.allowed);
          const supervised = region.data ?? [];
          const wanted = search.get('hall');
          const hall = [...own, ...supervised].find((h) => h.id === wanted) ?? own[0] ?? supervised[0];
          if (!hall)
            return (
              <Empty icon="grid" title={t('noHall')} text={t('noHallText')}>
                <ButtonLink to="/studio/halls/new">{t('toHalls')}</ButtonLink>
              </Empty>
            );
          return (
            <div className="stack stack--wide">
              {supervised.length > 1 && <HallsOfRegion halls={supervised} current={hall.id} />}
              {own.length > 1 && supervised.length <= 1 && (
                <Field label={t('hall')} className="device-hall">
                  {(c) => (
                    <select
                      {...c}
                      className="input"
                      value={hall.id}
                      onChange={(e) => setSearch({ hall: e.target.value }, { replace: true })}
                    >
                      {own.map((h) => (
                        <option key={h.id} value={h.id}>
                          {say(h.name)}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
              )}
              <DevicesOfHall key={hall.id} hallId={hall.id} />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** For who supervises a region: each of its halls with what is wrong, those in trouble first. */
function HallsOfRegion({ halls, current }: { halls: readonly HallStanding[]; current: string }) {
  const t = useT();
  const say = useSay();
  return (
    <section className="stack" aria-labelledby="region-halls">
      <h2 id="region-halls">{t('regionHalls')}</h2>
      <table className="record-table device-table">
        <thead>
          <tr>
            <th scope="col">{t('hall')}</th>
            <th scope="col">{say(DEVICE_STANDINGS.fault)}</th>
            <th scope="col">{say(DEVICE_STANDINGS.offline)}</th>
            <th scope="col">{t('inUse')}</th>
          </tr>
        </thead>
        <tbody>
          {halls.map((hall) => (
            <tr key={hall.id} className={hall.fault > 0 ? 'device-row--fault' : undefined}>
              <td data-label={t('hall')}>
                <Link to={`?hall=${hall.id}`} replace aria-current={hall.id === current ? 'true' : undefined}>
                  {say(hall.name)}
                </Link>
              </td>
              <td data-label={say(DEVICE_STANDINGS.fault)} className="tabular">
                {hall.fault}
              </td>
              <td data-label={say(DEVICE_STANDINGS.offline)} className="tabular">
                {hall.offline}
              </td>
              <td data-label={t('inUse')} className="tabular">
                {hall.devices}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DevicesOfHall({ hallId }: { hallId: string }) {
  const t = useT();
  const say = useSay();
  const client = useQueryClient();
  const read = useRead(listHallDevices, { params: { hallId } }, { staleTime: 0, refetchInterval: 10_000 });
  const [entering, setEntering] = useState(false);
  const [key, setKey] = useState<string>();
  return (
    <Loaded query={read} shape="list">
      {(data) => (
        <>
          {data.devices.length === 0 ? (
            <Empty icon="grid" title={t('none')} text={t('noneText')}>
              {data.abilities.enter?.allowed && (
                <Button kind="primary" icon="plus" onClick={() => setEntering(true)}>
                  {t('enter')}
                </Button>
              )}
            </Empty>
          ) : (
            <DeviceList
              devices={data.devices}
              title={say(data.hall.name)}
              {...(data.abilities.enter?.allowed ? { onEnter: () => setEntering(true) } : {})}
            />
          )}
          <HallToday today={data.today} />
          {entering && (
            <EnterDialog
              hall={data.hall}
              onClose={() => setEntering(false)}
              onDone={(answer) => {
                setEntering(false);
                setKey(answer.key);
                void client.invalidateQueries({ queryKey: [listHallDevices.name] });
              }}
            />
          )}
          {key && <KeyDialog secret={key} onClose={() => setKey(undefined)} />}
        </>
      )}
    </Loaded>
  );
}

function DeviceList({
  devices,
  title,
  onEnter,
}: {
  devices: HallDevices['devices'];
  title: string;
  /** Absent for who only looks. */
  onEnter?: () => void;
}) {
  const t = useT();
  const say = useSay();
  const [wanted, setWanted] = useState<HallDeviceStanding | ''>('');
  const inUse = devices.filter((d) => d.standing !== 'retired');
  const shown = wanted === '' ? inUse : devices.filter((d) => d.standing === wanted);
  const count = (standing: HallDeviceStanding) => devices.filter((d) => d.standing === standing).length;
  return (
    <section className="stack" aria-labelledby="devices-title">
      <div className="device-bar">
        <h2 id="devices-title">{t('devices')}</h2>
        <span className="quiet">{title}</span>
        <Field label={t('state')}>
          {(c) => (
            <select
              {...c}
              className="input"
              value={wanted}
              onChange={(e) => setWanted(e.target.value as HallDeviceStanding | '')}
            >
              <option value="">{`${t('all')} ${inUse.length}`}</option>
              {HALL_DEVICE_STANDINGS.map((standing) => (
                <option key={standing} value={standing}>
                  {`${say(DEVICE_STANDINGS[standing])} ${count(standing)}`}
                </option>
              ))}
            </select>
          )}
        </Field>
        {onEnter && (
          <Button kind="primary" icon="plus" onClick={onEnter}>
            {t('enter')}
          </Button>
        )}
      </div>
      {shown.length === 0 ? (
        <p className="quiet">{t('noneSo')}</p>
      ) : (
        <table className="record-table device-table">
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col">{t('place')}</th>
              <th scope="col">{t('heard')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((device) => (
              <Row key={device.id} device={device} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ device }: { device: HallDevice }) {
  const t = useT();
  const say = useSay();
  return (
    <tr className={`device-row--${device.standing}`}>
      <td data-label={t('name')}>
        <Link to={`/studio/devices/${device.id}`}>{device.name}</Link>
        <p className="quiet">{say(DEVICE_KINDS[device.kind])}</p>
      </td>
      <td data-label={t('state')}>
        <StandingTag standing={device.standing} />
        {device.fault && <p className="device-fault">{device.fault}</p>}
      </td>
      <td data-label={t('place')}>{device.window ?? t('inHall')}</td>
      <td data-label={t('heard')} className="tabular">
        <Heard at={device.heardAt} />
      </td>
    </tr>
  );
}
