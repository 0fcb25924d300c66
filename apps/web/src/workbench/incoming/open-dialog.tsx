import { getIncoming, type OfficeIncoming, openParcel, type ReplyOf } from '@miaopi/contracts';
import { useId, useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { ChoiceError, Dialog, Field, Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { type Seen, SeenRows, seenOf } from '../originals/seen-rows.tsx';
import { useIncomingTexts } from './incoming-texts.ts';
import '../originals/seen-rows.css';

type Found = 'there' | 'missing' | 'wrong';
const FOUND = ['there', 'missing', 'wrong'] as const;

interface Props {
  readonly parcel: OfficeIncoming;
  readonly onClose: () => void;
  readonly done: () => void;
}

/** 开拆: each announced paper is ticked; when all originals are there, they are compared in the same step. */
export function OpenDialog(props: Props) {
  const t = useIncomingTexts();
  const read = useRead(getIncoming, { params: { parcelId: props.parcel.id } }, { staleTime: 0 });
  return (
    <Dialog title={t.openTitle} onClose={props.onClose} wide>
      <Loaded query={read} shape="lines">
        {(found) => <Opening {...props} found={found} />}
      </Loaded>
    </Dialog>
  );
}

function Opening({ found, ...props }: Props & { readonly found: ReplyOf<typeof getIncoming> }) {
  const t = useIncomingTexts();
  const say = useSay();
  const texts = useTexts();
  const id = useId();
  const [ticks, setTicks] = useState<Readonly<Record<string, { readonly found?: Found; readonly note: string }>>>({});
  const [extra, setExtra] = useState('');
  const [seen, setSeen] = useState<Readonly<Record<string, Seen>>>({});

  const announced = found.parcel.papers.map((p) => p.name);
  const papers = announced.flatMap((name) => {
    const tick = ticks[name.zh];
    const note = tick?.note.trim() ?? '';
    if (!tick?.found || (tick.found === 'wrong' && note.length < 2)) return [];
    return [{ name: name.zh, found: tick.found, ...(tick.found === 'wrong' ? { note } : {}) }];
  });
  const ticked = papers.length === announced.length;
  const compares = String(found.purpose) === 'originals' || String(found.purpose) === 'collection';
  const here = (w: (typeof found.wanted)[number]) => w.here || ticks[w.name.zh]?.found === 'there';
  const absent = compares ? found.wanted.filter((w) => !here(w)) : [];
  const complete = compares && absent.length === 0;
  const originals = complete ? seenOf(found.wanted, seen) : undefined;

  const sending = useSend((requestId) => {
    const extras = extra
      .split('\n')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    return api.call(openParcel, {
      params: { parcelId: found.parcel.id },
      body: {
        requestId,
        papers,
        ...(extras.length > 0 ? { extras: extras.map((name) => ({ name })) } : {}),
        ...(originals ? { originals } : {}),
      },
    });
  }, props.done);

  return (
    <DialogForm label={t.confirm} {...sending} onClose={props.onClose}>
      {announced.map((name, n) => {
        const tick = ticks[name.zh] ?? { note: '' };
        const set = (next: Partial<typeof tick>) => setTicks({ ...ticks, [name.zh]: { ...tick, ...next } });
        return (
          <fieldset key={name.zh} className="seen-row">
            <legend>{say(name)}</legend>
            <ChoiceError of={`${id}${n}`} />
            <div className="seen-row__says">
              {FOUND.map((one) => (
                <label key={one} className="choice">
                  <input
                    type="radio"
                    name={`found-${name.zh}`}
                    id={one === FOUND[0] ? `${id}${n}` : undefined}
                    required
                    checked={tick.found === one}
                    onChange={() => set({ found: one })}
                  />
                  <span>{t.ticks[one]}</span>
                </label>
              ))}
            </div>
            {tick.found === 'wrong' && (
              <Field label={t.note} hint={t.noteHint}>
                {(c) => (
                  <input
                    {...c}
                    className="input"
                    required
                    minLength={2}
                    maxLength={300}
                    value={tick.note}
                    onChange={(e) => set({ note: e.target.value })}
                  />
                )}
              </Field>
            )}
          </fieldset>
        );
      })}
      <Field label={t.extra}>
        {(c) => (
          <textarea
            {...c}
            className="input"
            rows={2}
            maxLength={2000}
            value={extra}
            onChange={(e) => setExtra(e.target.value)}
          />
        )}
      </Field>
      {ticked && absent.length > 0 && (
        <Notice tone="waiting" live="polite">
          <p>{t.compareLater(absent.map((w) => say(w.name)).join(texts.common.comma))}</p>
        </Notice>
      )}
      {ticked && complete && (
        <>
          <h3>{t.compare}</h3>
          <SeenRows originals={found.wanted} seen={seen} onChange={(name, one) => setSeen({ ...seen, [name]: one })} />
        </>
      )}
      {String(found.purpose) === 'correction' && <p className="quiet">{t.correctionNext}</p>}
      {found.purpose === undefined && <Notice tone="info" title={t.nothing} />}
    </DialogForm>
  );
}
