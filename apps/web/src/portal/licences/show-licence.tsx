import { getLicence } from '@miaopi/contracts';
import { useEffect, useRef, useState } from 'react';
import { useRead } from '../../app/api.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Button } from '../../ui/kit.tsx';
import { LicenceStateTag } from '../cases/state-tag.tsx';
import { PaperImage } from './paper.tsx';
import { QrCode } from './qr-code.tsx';
import './show.css';

/** 亮证: the whole screen, the code large, the moment of showing below so that an old picture is known as old. */
export function ShowLicence({ licenceId }: { licenceId: string }) {
  const texts = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="qr" onClick={() => setOpen(true)}>
        {texts.licence.show}
      </Button>
      {open && <Shown licenceId={licenceId} onClose={() => setOpen(false)} />}
    </>
  );
}

function Shown({ licenceId, onClose }: { licenceId: string; onClose: () => void }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const licence = useRead(getLicence, { params: { licenceId } });
  const dialog = useRef<HTMLDialogElement>(null);
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    dialog.current?.showModal();
    const timer = setInterval(() => setNow(new Date()), 1000);
    const lock = navigator.wakeLock?.request('screen').catch(() => undefined);
    return () => {
      clearInterval(timer);
      void lock?.then((held) => held?.release());
    };
  }, []);
  const it = licence.data;
  return (
    <dialog ref={dialog} className="show" aria-label={texts.licence.showTitle} onClose={onClose}>
      <div className="show__inner">
        <header>
          <h2>{it ? say(it.name) : texts.licence.showTitle}</h2>
          {it && <LicenceStateTag state={String(it.state)} name={say(it.stateName)} />}
        </header>
        {it && (
          <>
            <div className="show__qr">
              <QrCode text={it.verifyUrl} label={texts.licence.verify} />
            </div>
            <p className="show__number tabular">{it.number}</p>
            <p>{texts.licence.showText}</p>
            <p className="show__now tabular">{formatInstant(now, lang, true)}</p>
            <div className="show__paper">
              <PaperImage licenceId={it.id} name={say(it.name)} holder={it.holder} card={it.width < 120} />
            </div>
          </>
        )}
        <Button size="wide" onClick={onClose}>
          {texts.licence.showClose}
        </Button>
      </div>
    </dialog>
  );
}
