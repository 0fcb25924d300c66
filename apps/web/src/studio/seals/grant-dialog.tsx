import { listMySeals, proposeSealGrant } from '@miaopi/contracts';
import { useState } from 'react';
import { newRequestId, useMe, useRead } from '../../app/api.ts';
import { useTexts } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { useItems } from '../app/use-item-names.ts';
import { instantOf } from './act-dialog.tsx';
import { useT } from './texts.ts';
import { useAct } from './use-act.ts';

/** The method of the form below: likelihood times impact. Kept with the grant in the language of the record. */
const METHOD = '可能性与影响矩阵';

/** The scope of a grant and the assessment it rests on, in one form: neither without the other. */
export function GrantDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const texts = useTexts();
  const seals = useRead(listMySeals);
  const items = useItems(useMe()?.staff?.office);
  const { act, error, busy } = useAct();
  const [given, setGiven] = useState<Record<string, string>>({ likelihood: '1', impact: '3' });
  const bind = (key: string) => ({
    value: given[key] ?? '',
    onChange: (e: { target: { value: string } }) => setGiven((now) => ({ ...now, [key]: e.target.value })),
  });
  const lines = (text = '') =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => ({ zh: line, en: line }));
  const score = Number(given.likelihood) * Number(given.impact);

  async function send() {
    const body = {
      requestId: newRequestId(),
      sealId: given.seal ?? '',
      slug: given.slug ?? '',
      validFrom: instantOf(`${given.from}T00:00`) ?? '',
      validTo: instantOf(`${given.to}T23:59`) ?? '',
      ...(given.max ? { maxUses: Number(given.max) } : {}),
      assessment: {
        risks: lines(given.risks),
        measures: lines(given.measures),
        method: METHOD,
        likelihood: Number(given.likelihood),
        impact: Number(given.impact),
      },
    };
    if (await act(proposeSealGrant, { body })) onClose();
  }

  return (
    <Dialog title={t('propose')} onClose={onClose}>
      <DialogForm
        label={t('send')}
        wants={[score > 12 && t('tooRisky')]}
        busy={busy}
        trouble={error}
        onSend={() => void send()}
        onClose={onClose}
      >
        <Field label={t('seal')}>
          {(c) => (
            <select {...c} className="input" required {...bind('seal')}>
              <option value="">{t('choose')}</option>
              {seals.data?.seals
                .filter((s) => s.state === 'in-use')
                .map((s) => (
                  <option key={s.id} value={s.id}>
                    {s.name}
                  </option>
                ))}
            </select>
          )}
        </Field>
        <Field label={t('item')}>
          {(c) => (
            <select {...c} className="input" required {...bind('slug')}>
              <option value="">{t('choose')}</option>
              {items.map((item) => (
                <option key={item.slug} value={item.slug}>
                  {item.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="studio-filters">
          <Field label={t('from')}>
            {(c) => <input {...c} className="input" type="date" required {...bind('from')} />}
          </Field>
          <Field label={t('until')}>
            {(c) => <input {...c} className="input" type="date" required {...bind('to')} />}
          </Field>
          <Field label={t('maxUses')}>
            {(c) => <input {...c} className="input tabular" inputMode="numeric" pattern="[0-9]*" {...bind('max')} />}
          </Field>
        </div>
        <Field label={t('risks')}>
          {(c) => <textarea {...c} className="input" rows={3} required {...bind('risks')} />}
        </Field>
        <Field label={t('measures')}>
          {(c) => <textarea {...c} className="input" rows={3} required {...bind('measures')} />}
        </Field>
        <p className="quiet">
          {t('method')}
          {texts.common.colon}
          <span lang="zh-CN">{METHOD}</span>
        </p>
        <div className="studio-filters">
          {(['likelihood', 'impact'] as const).map((key) => (
            <Field key={key} label={t(key)}>
              {(c) => (
                <select {...c} className="input" {...bind(key)}>
                  {[1, 2, 3, 4, 5].map((n) => (
                    <option key={n}>{n}</option>
                  ))}
                </select>
              )}
            </Field>
          ))}
          <p className={score > 12 ? 'risk risk--high' : 'risk'}>
            {t('score')} <strong className="tabular">{score}</strong> <span className="quiet">{t('scoreHint')}</span>
          </p>
        </div>
      </DialogForm>
    </Dialog>
  );
}
