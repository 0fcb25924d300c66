import { useState } from 'react';
import { useMe } from '../../app/api.ts';
import { Button, Notice } from '../../ui/kit.tsx';
import { useAccountTexts } from './account-texts.ts';
import { ChangeMobile } from './change-mobile.tsx';
import { MyKeys } from './my-keys.tsx';

/** What the person keeps up himself: the mobile bound to the account (F032, F079). */
export function MyAccount() {
  const texts = useAccountTexts();
  const me = useMe();
  const [changing, setChanging] = useState(false);
  const [done, setDone] = useState('');
  return (
    <div className="stack stack--wide">
      <section className="stack">
        {done && <Notice tone="ok" title={texts.done(done)} live="polite" />}
        <h3>{texts.mobile}</h3>
        <p className="tabular">{me?.mobile ?? texts.noMobile}</p>
        {me?.mobile && !changing && (
          <div className="button-row">
            <Button
              onClick={() => {
                setDone('');
                setChanging(true);
              }}
            >
              {texts.change}
            </Button>
          </div>
        )}
        {changing && (
          <ChangeMobile
            onCancel={() => setChanging(false)}
            onDone={(mobile) => {
              setChanging(false);
              setDone(mobile);
            }}
          />
        )}
        <p className="quiet">{texts.lost}</p>
      </section>
      <MyKeys />
    </div>
  );
}
