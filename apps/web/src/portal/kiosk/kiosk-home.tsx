import { useNavigate } from 'react-router';
import { useMe } from '../../app/api.ts';
import { KioskFrame } from './kiosk-frame.tsx';
import { useKioskTexts } from './kiosk-texts.ts';

/** F007 F008: what one can do here: apply, or print. */
export function KioskHome() {
  const t = useKioskTexts();
  const navigate = useNavigate();
  const me = useMe();
  return (
    <KioskFrame title={t.place} used={Boolean(me)}>
      {() => (
        <div className="kiosk__step">
          <h1 tabIndex={-1}>{t.homeTitle}</h1>
          <ul className="kiosk__choices">
            {(
              [
                ['/kiosk/apply', t.apply, t.applyText],
                ['/kiosk/print', t.toPrint, t.toPrintText],
              ] as const
            ).map(([to, name, text]) => (
              <li key={to}>
                <button type="button" className="kiosk__choice" onClick={() => navigate(to)}>
                  <strong>{name}</strong>
                  <span>{text}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </KioskFrame>
  );
}
