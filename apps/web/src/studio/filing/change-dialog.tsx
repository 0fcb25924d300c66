import { changeFilingSystem, type FilingSystem } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { type FileableItems, ItemChoice } from './item-choice.tsx';
import { useT } from './texts.ts';

export type Change = 'items' | 'certificate' | 'address' | 'revoke' | 'admit';

export const titleOf = {
  items: 'changeItems',
  certificate: 'addCertificate',
  address: 'changeAddress',
  revoke: 'revoke',
  admit: 'admit',
} as const satisfies Record<Change, string>;

/** One change of a registered system; it takes effect with its next message. */
export function ChangeDialog(props: {
  system: FilingSystem;
  change: Change;
  items: FileableItems;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useT();
  const { system, change } = props;
  const [items, setItems] = useState<readonly string[]>(() => system.items.map((one) => one.slug));
  const [text, setText] = useState(change === 'address' ? (system.pushUrl ?? '') : '');
  const said = text.trim();

  const sending = useSend(
    (requestId) =>
      api.call(changeFilingSystem, {
        params: { systemId: system.id },
        body: {
          requestId,
          change,
          ...(change === 'items' ? { items: [...items] } : {}),
          ...(change === 'certificate' ? { certificate: text } : {}),
          ...(change === 'address' && said ? { pushUrl: said } : {}),
          ...(change === 'revoke' ? { reason: said } : {}),
        },
      }),
    props.onDone,
  );

  const title = t(titleOf[change]);
  return (
    <Dialog title={`${title} · ${system.name}`} onClose={props.onClose}>
      <DialogForm
        label={change === 'revoke' || change === 'admit' ? title : t('save')}
        kind={change === 'revoke' ? 'danger' : 'primary'}
        wants={[change === 'items' && items.length === 0 && t('wantItem')]}
        {...sending}
        onClose={props.onClose}
      >
        {change === 'items' && <ItemChoice items={props.items} chosen={items} onChange={setItems} />}
        {change === 'certificate' && (
          <Field label={t('certificate')} hint={`${t('certificateHint')}。${t('addCertificateText')}`}>
            {(c) => (
              <textarea
                {...c}
                className="input"
                required
                rows={5}
                minLength={100}
                maxLength={8000}
                value={text}
                onChange={(e) => setText(e.target.value)}
              />
            )}
          </Field>
        )}
        {change === 'address' && (
          <Field label={t('address')} hint={t('addressHint')}>
            {(c) => (
              <input
                {...c}
                className="input"
                type="url"
                maxLength={300}
                value={text}
                onChange={(e) => setText(e.target.value)}
              />
            )}
          </Field>
        )}
        {change === 'revoke' && (
          <>
            <p>{t('revokeText')}</p>
            <ReasonField label={t('reason')} hint={t('reasonHint')} value={text} onChange={setText} />
          </>
        )}
        {change === 'admit' && <p>{t('admitText')}</p>}
      </DialogForm>
    </Dialog>
  );
}
