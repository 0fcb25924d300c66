import { CASE_TABLE_NAMES, registerStandardReader, type StandardReader } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { useT } from './texts.ts';

const tables = Object.keys(CASE_TABLE_NAMES) as readonly (keyof typeof CASE_TABLE_NAMES)[];
type Words = 'name' | 'office' | 'contact' | 'purpose' | 'offices' | 'items';

/** Registers a system: who, for what, which tables of which cases. */
export function RegisterDialog(props: {
  onClose: () => void;
  onDone: (answer: { reader: StandardReader; key?: string }) => void;
}) {
  const t = useT();
  const say = useSay();
  const [given, setGiven] = useState<Record<Words, string>>({
    name: '',
    office: '',
    contact: '',
    purpose: '',
    offices: '',
    items: '',
  });
  const [chosen, setChosen] = useState<readonly (typeof tables)[number][]>(tables);
  const bind = (key: Words) => ({
    className: 'input',
    autoComplete: 'off',
    value: given[key],
    onChange: (e: { target: { value: string } }) => setGiven((now) => ({ ...now, [key]: e.target.value })),
  });

  const sending = useSend((requestId) => {
    const listed = (text: string) => text.split(/[\s,，、]+/).filter((one) => one !== '');
    const { name, office, contact, purpose } = given;
    return api.call(registerStandardReader, {
      body: {
        requestId,
        name: name.trim(),
        office: office.trim(),
        contact: contact.trim(),
        purpose: purpose.trim(),
        tables: tables.filter((one) => chosen.includes(one)),
        offices: listed(given.offices),
        items: listed(given.items),
      },
    });
  }, props.onDone);

  return (
    <Dialog title={t('register')} onClose={props.onClose}>
      <DialogForm
        label={t('send')}
        wants={[chosen.length === 0 && t('wantTable')]}
        {...sending}
        onClose={props.onClose}
      >
        <Field label={t('name')}>
          {(c) => <input {...c} required minLength={2} maxLength={80} {...bind('name')} />}
        </Field>
        <Field label={t('runBy')}>
          {(c) => <input {...c} required minLength={2} maxLength={80} {...bind('office')} />}
        </Field>
        <Field label={t('contact')}>
          {(c) => <input {...c} required minLength={2} maxLength={120} {...bind('contact')} />}
        </Field>
        <Field label={t('purpose')} hint={t('purposeHint')}>
          {(c) => <input {...c} required minLength={2} maxLength={120} {...bind('purpose')} />}
        </Field>
        <fieldset className="row-part">
          <legend>{t('mayRead')}</legend>
          <div className="choice-grid">
            {tables.map((one) => (
              <label key={one} className="choice">
                <input
                  type="checkbox"
                  checked={chosen.includes(one)}
                  onChange={(e) =>
                    setChosen((now) => (e.target.checked ? [...now, one] : now.filter((other) => other !== one)))
                  }
                />
                {say(CASE_TABLE_NAMES[one])}
              </label>
            ))}
          </div>
        </fieldset>
        <Field label={t('officeCodes')} hint={t('officeCodesHint')}>
          {(c) => <input {...c} maxLength={1900} {...bind('offices')} />}
        </Field>
        <Field label={t('itemNames')} hint={t('itemNamesHint')}>
          {(c) => <input {...c} maxLength={4000} {...bind('items')} />}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
