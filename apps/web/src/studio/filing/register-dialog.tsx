import { registerFilingSystem } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { type FileableItems, ItemChoice } from './item-choice.tsx';
import { useT } from './texts.ts';

const empty = { name: '', department: '', uscc: '', contact: '', certificate: '', pushUrl: '' };

/** Registers a system: whose it is, what it signs with, what it may file, where it is told. */
export function RegisterDialog(props: { items: FileableItems; onClose: () => void; onDone: () => void }) {
  const t = useT();
  const [given, setGiven] = useState(empty);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const bind = (key: keyof typeof empty) => ({
    className: 'input',
    autoComplete: 'off',
    value: given[key],
    onChange: (e: { target: { value: string } }) => setGiven((now) => ({ ...now, [key]: e.target.value })),
  });

  const sending = useSend((requestId) => {
    const { pushUrl, uscc, ...rest } = given;
    return api.call(registerFilingSystem, {
      body: {
        requestId,
        ...rest,
        uscc: uscc.trim().toUpperCase(),
        items: [...chosen],
        ...(pushUrl.trim() ? { pushUrl: pushUrl.trim() } : {}),
      },
    });
  }, props.onDone);

  return (
    <Dialog title={t('register')} onClose={props.onClose}>
      <DialogForm
        label={t('register')}
        wants={[chosen.length === 0 && t('wantItem')]}
        {...sending}
        onClose={props.onClose}
      >
        <Field label={t('department')} hint={t('departmentHint')}>
          {(c) => <input {...c} required minLength={2} maxLength={80} {...bind('department')} />}
        </Field>
        <Field label={t('uscc')}>
          {(c) => <input {...c} required minLength={18} maxLength={18} pattern="[0-9A-Za-z]{18}" {...bind('uscc')} />}
        </Field>
        <Field label={t('name')}>
          {(c) => <input {...c} required minLength={2} maxLength={80} {...bind('name')} />}
        </Field>
        <Field label={t('contact')}>
          {(c) => <input {...c} required minLength={2} maxLength={120} {...bind('contact')} />}
        </Field>
        <Field label={t('certificate')} hint={t('certificateHint')}>
          {(c) => <textarea {...c} required rows={4} minLength={100} maxLength={8000} {...bind('certificate')} />}
        </Field>
        <Field label={t('address')} hint={t('addressHint')}>
          {(c) => <input {...c} type="url" maxLength={300} {...bind('pushUrl')} />}
        </Field>
        <ItemChoice items={props.items} chosen={chosen} onChange={setChosen} />
      </DialogForm>
    </Dialog>
  );
}
