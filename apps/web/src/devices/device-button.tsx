import type { CardRead } from '@miaopi/contracts';
import { Button, Tag } from '../ui/kit.tsx';
import { devices } from './device-bridge.ts';
import { useDeviceTexts } from './devices-texts.ts';
import { type Device, useDevice } from './use-device.ts';
import './devices.css';

/** Reads the card that lies on the reader. */
export function CardReader({ onCard, visitor }: { onCard: (card: CardRead) => void; visitor?: boolean }) {
  const t = useDeviceTexts();
  const device = useDevice('id-reader');
  return (
    <DeviceRow device={device} {...(visitor ? { visitor: 'id-reader' } : {})}>
      <Button
        icon="user"
        disabled={!device.found || device.busy}
        onClick={() => device.act(async (id) => onCard(await devices.readCard(id)))}
      >
        {device.busy ? t.reading : t.read}
      </Button>
    </DeviceRow>
  );
}

/** Takes one page after the other with the camera over the table. */
export function PageCamera({ onPage, visitor }: { onPage: (page: File) => void; visitor?: boolean }) {
  const t = useDeviceTexts();
  const device = useDevice('camera');
  return (
    <DeviceRow device={device} {...(visitor ? { visitor: 'camera' } : {})}>
      <Button
        icon="upload"
        disabled={!device.found || device.busy}
        onClick={() => device.act(async (id) => onPage(await devices.capture(id)))}
      >
        {device.busy ? t.capturing : t.capture}
      </Button>
    </DeviceRow>
  );
}

/** The camera of a terminal, in words for who stands there. */
export function TerminalCamera({ onPage }: { onPage: (page: File) => void }) {
  return <PageCamera onPage={onPage} visitor />;
}

/** What somebody at a terminal can mend himself. */
const HIS = ['no-card', 'busy'];

/** The device with its state; what is wrong and what to do. There is always a way by hand beside it. With `visitor`, in words for who can mend nothing. */
function DeviceRow(props: { device: Device; visitor?: 'id-reader' | 'camera'; children: React.ReactNode }) {
  const { device, visitor, children } = props;
  const t = useDeviceTexts();
  const [title, remedy] = !device.trouble
    ? []
    : visitor && !HIS.includes(device.trouble)
      ? t.visitor[visitor]
      : t.troubles[device.trouble];
  return (
    <div className="device">
      {children}
      {device.found && (
        <span className="quiet">
          {device.found.name}{' '}
          <Tag tone={device.found.state === 'ready' ? 'ok' : 'waiting'}>{t.states[device.found.state]}</Tag>
        </span>
      )}
      <span role="status" className="device__trouble">
        {title && (
          <>
            <strong>{title}</strong> {remedy}
          </>
        )}
      </span>
      {title && (
        <Button kind="text" icon="refresh" onClick={device.look}>
          {t.again}
        </Button>
      )}
    </div>
  );
}
