import { signOut } from '@miaopi/contracts';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { api } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useLang } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button } from '../../ui/kit.tsx';
import { useKioskTexts } from './kiosk-texts.ts';
import { useIdle } from './use-idle.ts';
import './kiosk.css';

/** Leaves nothing of whoever stood here: the session ends, what the tab kept is dropped, and the page with all it held is loaded anew. */
async function forget(): Promise<void> {
  await api.call(signOut).catch(() => undefined);
  sessionStorage.clear();
  location.replace('/kiosk');
}

/**
 * What stands around every page of a kiosk: large, with the seconds until it forgets, and the way to end it oneself.
 * @param used whether somebody has begun: only then there is anything to forget
 */
export function KioskFrame(props: { title: string; used: boolean; children: (leave: () => void) => ReactNode }) {
  const t = useKioskTexts();
  const { lang, setLang } = useLang();
  const [leaving, setLeaving] = useState(false);
  const leave = useCallback(() => {
    setLeaving(true);
    void forget();
  }, []);
  const left = useIdle(!leaving && props.used, leave);
  useEffect(() => {
    document.documentElement.dataset.kiosk = '';
    return () => {
      delete document.documentElement.dataset.kiosk;
    };
  }, []);
  return (
    <Page title={props.title} heading={null} className="kiosk">
      <header className="kiosk__bar no-print">
        <strong>{t.place}</strong>
        {left === undefined ? (
          <Button
            kind="text"
            lang={lang === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}
          >
            {t.language}
          </Button>
        ) : (
          <>
            <span className={left <= 15 ? 'kiosk__left kiosk__left--soon tabular' : 'kiosk__left tabular'}>
              <Icon name="clock" />
              {t.left(left)}
            </span>
            {left <= 15 && <Button kind="primary">{t.stay}</Button>}
            <Button onClick={leave}>{t.quit}</Button>
          </>
        )}
      </header>
      {leaving ? null : props.children(leave)}
    </Page>
  );
}
