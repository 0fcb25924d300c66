import { reopenCase, uploadForCase } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useAfterTexts } from '../../portal/cases/after-texts.ts';
import { todayInChina } from '../../texts/day.ts';
import { DayField, DaysField } from '../../ui/day-fields.tsx';
import { Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure } from '../../ui/states.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';

const KINDS = ['review', 'court', 'superior'] as const;
const LICENCES = ['suspend', 'withdraw', 'none'] as const;

/** 依决定重办: the order with its copy, and what becomes of the licence meanwhile; of what was not accepted, whether it is. */
export function ReopenDialog(props: CaseDialog) {
  const { view } = props;
  const t = useAfterTexts();
  const receives = String(view.outcome) === 'not-accepted';
  const inForce = view.licence !== undefined && !view.undone;
  const [kind, setKind] = useKept<(typeof KINDS)[number]>(view.id, 'reopen.kind', 'review');
  const [licence, setLicence] = useKept<(typeof LICENCES)[number]>(
    view.id,
    'reopen.licence',
    inForce ? 'suspend' : 'none',
  );
  const [text, setText] = useKept(view.id, 'reopen.text', {
    body: '',
    number: '',
    on: todayInChina(),
    servedOn: todayInChina(),
    days: '',
  });
  const [reason, setReason] = useKept(view.id, 'reopen.reason', '');
  const [copy, setCopy] = useKept<{ fileId: string; name: string } | undefined>(view.id, 'reopen.copy', undefined);
  const [copying, setCopying] = useState(false);
  const [copyTrouble, setCopyTrouble] = useState<unknown>();
  const days = Number(text.days);
  const said = {
    reason: reason.trim(),
    ...(text.days === '' ? {} : { days }),
    order: {
      kind,
      number: text.number.trim(),
      body: text.body.trim(),
      on: text.on,
      servedOn: text.servedOn,
      fileId: copy?.fileId ?? '',
      licence,
    },
  };
  const upload = async (file: File | undefined) => {
    if (!file) return;
    setCopying(true);
    setCopyTrouble(undefined);
    try {
      const kept = await api.call(uploadForCase, {
        params: { caseId: view.id },
        file: { name: file.name, data: file },
      });
      setCopy({ fileId: kept.fileId, name: kept.name });
    } catch (error) {
      setCopyTrouble(error);
    }
    setCopying(false);
  };
  const line = (name: 'body' | 'number', label: string, least: number) => (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          className="input"
          required
          minLength={least}
          maxLength={80}
          value={text[name]}
          onChange={(event) => setText({ ...text, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const day = (name: 'on' | 'servedOn', label: string) => (
    <DayField
      label={label}
      latest={todayInChina()}
      value={text[name]}
      onChange={(next) => setText({ ...text, [name]: next })}
    />
  );
  return (
    <ActDialog
      {...props}
      name="reopen"
      title={receives ? t.receiveTitle : t.reopenTitle}
      label={receives ? t.receiveSend : t.reopenSend}
      kind="danger"
      wants={[copying && t.copying]}
      send={(requestId) => api.call(reopenCase, { params: { caseId: view.id }, body: { requestId, ...said } })}
    >
      <p className="quiet">{receives ? t.receiveText : t.reopenText}</p>
      <Field label={t.orderKind}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={kind}
            onChange={(event) => setKind(event.target.value as typeof kind)}
          >
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {receives && one === 'superior' ? t.receiveSuperior : t.orderKinds[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {line('body', t.orderBody, 2)}
      {line('number', t.orderNumber, 4)}
      <div className="change-words">
        {day('on', t.orderOn)}
        {day('servedOn', t.servedOn)}
      </div>
      <Field label={t.copy} hint={copying ? t.copying : copy && t.copyDone(copy.name)}>
        {(control) => (
          <input
            {...control}
            className="input input--file"
            type="file"
            required={!copy}
            accept="application/pdf,image/jpeg,image/png"
            onChange={(event) => void upload(event.target.files?.[0])}
          />
        )}
      </Field>
      {copyTrouble !== undefined && <Failure error={copyTrouble} />}
      {inForce && (
        <Field label={t.licence}>
          {(control) => (
            <select
              {...control}
              className="input"
              value={licence}
              onChange={(event) => setLicence(event.target.value as typeof licence)}
            >
              {LICENCES.map((one) => (
                <option key={one} value={one}>
                  {t.licences[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <DaysField
        label={receives ? t.receiveLimit : t.limit}
        least={1}
        most={120}
        optional
        value={text.days}
        onChange={(next) => setText({ ...text, days: next })}
      />
      <ReasonField label={t.scope} hint={t.reasonHint} least={4} longest={1000} value={reason} onChange={setReason} />
    </ActDialog>
  );
}
