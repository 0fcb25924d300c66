import { listAddresses, type PapersOffer, sendPapers } from '@miaopi/contracts';
import { type FormEvent, useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { formatMoney } from '../../texts/format.ts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Button, Dialog, Field, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useAddressTexts } from '../delivery/address-texts.ts';
import { useParcelTexts } from './parcels-texts.ts';

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** What lies in the parcel, who fetches it or under which number it was sent, and where originals go back to. */
export function SendDialog(props: {
  readonly caseId: string;
  readonly offer: PapersOffer;
  readonly sender: string;
  readonly onClose: () => void;
  readonly done: () => void;
}) {
  const { offer } = props;
  const t = useParcelTexts();
  const a = useAddressTexts();
  const say = useSay();
  const texts = useTexts();
  const book = useRead(listAddresses, {}, { staleTime: 60_000 });
  const [papers, setPapers] = useState<readonly string[]>(offer.papers.map((p) => p.zh));
  const [how, setHow] = useState<'pick-up' | 'own'>(offer.carrier ? 'pick-up' : 'own');
  const [given, setGiven] = useState({
    name: props.sender,
    mobile: '',
    address: '',
    carrier: '',
    waybill: '',
    postedOn: today(),
  });
  const [pay, setPay] = useState<'online' | 'door'>('online');
  // known by its name in Chinese; empty: another, which is written out
  const [tracked, setTracked] = useState(offer.carrier?.zh ?? offer.tracked[0]?.zh ?? '');
  const [tried, setTried] = useState(false);
  const own = how === 'own';
  const faults: Readonly<Partial<Record<keyof typeof given, string | undefined>>> = {
    name: given.name.trim().length < 2 ? t.badSender : undefined,
    mobile: /^1[3-9]\d{9}$/.test(given.mobile.trim()) ? undefined : a.badMobile,
    address: given.address.trim().length < 6 ? a.badAddress : undefined,
    carrier: own && !tracked && given.carrier.trim().length < 2 ? t.carrierMissing : undefined,
    waybill: own && !/^[A-Za-z0-9-]{6,30}$/.test(given.waybill.trim()) ? t.waybillMissing : undefined,
    postedOn:
      own && (!/^\d{4}-\d{2}-\d{2}$/.test(given.postedOn) || given.postedOn > today()) ? t.postedMissing : undefined,
  };
  const set = (part: Partial<typeof given>) => setGiven({ ...given, ...part });

  const { busy, trouble, onSend } = useSend(
    (requestId) =>
      api.call(sendPapers, {
        params: { caseId: props.caseId },
        body: {
          ...{ requestId, how, papers: [...papers] },
          ...{ name: given.name.trim(), mobile: given.mobile.trim(), address: given.address.trim() },
          ...(!own && offer.tariff ? { pay } : {}),
          ...(own
            ? { carrier: tracked || given.carrier.trim(), waybill: given.waybill.trim(), postedOn: given.postedOn }
            : {}),
        },
      }),
    props.done,
  );

  function send(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (papers.length > 0 && !Object.values(faults).some(Boolean)) onSend();
  }

  const input = (key: keyof typeof given, label: string, more: object, hint?: string) => (
    <Field label={label} {...(hint ? { hint } : {})} {...(tried && faults[key] ? { error: faults[key] } : {})}>
      {(c) => (
        <input {...c} className="input" {...more} value={given[key]} onChange={(e) => set({ [key]: e.target.value })} />
      )}
    </Field>
  );
  const addresses = book.data?.addresses ?? [];
  const prices = (offer.tariff ?? []).map((p) => `${say(p.name)} ${formatMoney(p.fee)}`).join(texts.common.comma);
  return (
    <Dialog title={t.dialog} onClose={props.onClose}>
      <form className="stack" noValidate onSubmit={send}>
        <fieldset>
          <legend className="field__label">{t.what}</legend>
          {offer.papers.map((p) => (
            <label key={p.zh} className="choice">
              <input
                type="checkbox"
                checked={papers.includes(p.zh)}
                onChange={(e) => setPapers(e.target.checked ? [...papers, p.zh] : papers.filter((x) => x !== p.zh))}
              />
              <span>{say(p)}</span>
            </label>
          ))}
          {tried && papers.length === 0 && <Notice tone="danger" title={t.whatMissing} />}
        </fieldset>
        <fieldset>
          <legend className="field__label">{t.how}</legend>
          {offer.carrier && (
            <label className="choice">
              <input type="radio" name="how" checked={!own} onChange={() => setHow('pick-up')} />
              <span>
                {t.pickUp(say(offer.carrier))}{' '}
                {!offer.tariff && <span className="quiet">{t.pays[String(offer.paidBy)]}</span>}
              </span>
            </label>
          )}
          <label className="choice">
            <input type="radio" name="how" checked={own} onChange={() => setHow('own')} />
            <span>
              {t.own}{' '}
              <span className="quiet">{t.ownText(offer.tracked.map((one) => say(one)).join(texts.common.comma))}</span>
            </span>
          </label>
        </fieldset>
        {!own && offer.tariff && (
          <fieldset>
            <legend className="field__label">{t.paying}</legend>
            {(['online', 'door'] as const).map((one) => (
              <label key={one} className="choice">
                <input type="radio" name="pay" checked={pay === one} onChange={() => setPay(one)} />
                <span>{one === 'online' ? t.payOnline(prices) : t.payDoor}</span>
              </label>
            ))}
          </fieldset>
        )}
        {own && (
          <>
            {offer.tracked.length > 0 && (
              <Field label={t.carrier}>
                {(c) => (
                  <select {...c} className="input" value={tracked} onChange={(e) => setTracked(e.target.value)}>
                    {offer.tracked.map((one) => (
                      <option key={one.zh} value={one.zh}>
                        {say(one)}
                      </option>
                    ))}
                    <option value="">{t.otherCarrier}</option>
                  </select>
                )}
              </Field>
            )}
            {!tracked && input('carrier', t.carrierName, { maxLength: 30, autoComplete: 'off' }, t.notTracked)}
            {input('waybill', t.waybill, { maxLength: 30, autoComplete: 'off', autoCapitalize: 'characters' })}
            {input('postedOn', t.postedOn, { type: 'date', max: today() })}
          </>
        )}
        <h3>{t.fromOf}</h3>
        {addresses.length > 0 && (
          <Field label={a.choose}>
            {(c) => (
              <select
                {...c}
                className="input"
                defaultValue=""
                onChange={(e) => {
                  const one = addresses.find((x) => x.id === e.target.value);
                  if (one) set({ name: one.name, mobile: one.mobile, address: one.address });
                }}
              >
                <option value="">{a.chooseNone}</option>
                {addresses.map((one) => (
                  <option key={one.id} value={one.id}>{`${one.name} ${one.mobile} ${one.address}`}</option>
                ))}
              </select>
            )}
          </Field>
        )}
        {input('name', t.sender, { maxLength: 50, autoComplete: 'name' })}
        {input(
          'mobile',
          a.mobile,
          { type: 'tel', inputMode: 'numeric', maxLength: 11, autoComplete: 'tel-national' },
          own && tracked ? t.mobileShows : undefined,
        )}
        {input('address', a.address, { maxLength: 120, autoComplete: 'street-address' }, a.addressHint)}
        {trouble !== undefined && <Failure error={trouble} />}
        <div className="button-row">
          <Button kind="primary" type="submit" busy={busy}>
            {own ? t.enter : t.order}
          </Button>
          <Button kind="text" onClick={props.onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
