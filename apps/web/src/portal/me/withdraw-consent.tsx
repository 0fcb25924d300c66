import { withdrawConsent } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useTexts } from '../../texts/lang.tsx';
import { Button, Dialog, Tag } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';

/** Takes back the consent to the look-ups of one item, after saying what that means (个人信息保护法 第十五条). */
export function WithdrawConsent(props: { slug: string; itemName: string; onWithdrawn?: () => void }) {
  const texts = useTexts();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const withdraw = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      await api.call(withdrawConsent, { params: { slug: props.slug } });
      setAsking(false);
      setDone(true);
      props.onWithdrawn?.();
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  if (done)
    return (
      <span role="status">
        <Tag icon="check">{texts.consent.withdrawn}</Tag>
      </span>
    );
  return (
    <>
      <Button kind="text" onClick={() => setAsking(true)}>
        {texts.consent.withdraw}
        <span className="visually-hidden"> {props.itemName}</span>
      </Button>
      {asking && (
        <Dialog title={texts.consent.withdrawTitle(props.itemName)} onClose={() => setAsking(false)}>
          <ul className="bullets">
            {texts.consent.withdrawNotes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
          {trouble !== undefined && <Failure error={trouble} />}
          <div className="button-row">
            <Button kind="danger" onClick={withdraw} busy={busy}>
              {texts.consent.withdraw}
            </Button>
            <Button kind="text" onClick={() => setAsking(false)}>
              {texts.common.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
