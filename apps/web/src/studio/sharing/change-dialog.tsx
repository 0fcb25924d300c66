import { changeShareSystem, type listShareSystems, type ReplyOf, type ShareSystem } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { newScope, ScopeRows, scopesOf } from './scope-rows.tsx';
import { useT } from './texts.ts';

export type Change = 'disable' | 'enable' | 'new-key' | 'scopes';

const titles = { disable: 'stop', enable: 'resume', 'new-key': 'newKey', scopes: 'editScope' } as const;
const words = { disable: 'stopText', enable: 'resumeText', 'new-key': 'newKeyText', scopes: 'scopeLead' } as const;

/** One change of a registered system: says what will come of it, asks for what it needs. */
export function ChangeDialog(props: {
  system: ShareSystem;
  change: Change;
  types: ReplyOf<typeof listShareSystems>['types'];
  onClose: () => void;
  onDone: (answer: ReplyOf<typeof changeShareSystem>) => void;
}) {
  const t = useT();
  const { system, change } = props;
  const [reason, setReason] = useState('');
  const [publicKey, setPublicKey] = useState('');
  const [scopes, setScopes] = useState(() =>
    system.scopes.map(({ typeCode, purpose, region, byDuty }) => newScope({ typeCode, purpose, region, byDuty })),
  );
  const asksKey = change === 'new-key' && system.keyKind === 'sm2';

  const sending = useSend(
    (requestId) =>
      api.call(changeShareSystem, {
        params: { systemId: system.id },
        body: {
          requestId,
          change,
          ...(change === 'disable' ? { reason: reason.trim() } : {}),
          ...(asksKey ? { publicKey: publicKey.trim() } : {}),
          ...(change === 'scopes' ? { scopes: scopesOf(scopes) } : {}),
        },
      }),
    props.onDone,
  );

  return (
    <Dialog title={`${t(titles[change])} · ${system.name}`} onClose={props.onClose}>
      <DialogForm
        label={t(change === 'scopes' ? 'saveScope' : titles[change])}
        kind={change === 'disable' ? 'danger' : 'primary'}
        {...sending}
        onClose={props.onClose}
      >
        <p>{t(words[change])}</p>
        {change === 'disable' && (
          <ReasonField label={t('reason')} hint={t('reasonHint')} value={reason} onChange={setReason} />
        )}
        {asksKey && (
          <Field label={t('publicKey')} hint={t('publicKeyHint')}>
            {(c) => (
              <input
                {...c}
                className="input input--code"
                required
                pattern="04[0-9a-fA-F]{128}"
                autoComplete="off"
                value={publicKey}
                onChange={(e) => setPublicKey(e.target.value)}
              />
            )}
          </Field>
        )}
        {change === 'scopes' && <ScopeRows rows={scopes} types={props.types} onChange={setScopes} />}
      </DialogForm>
    </Dialog>
  );
}
