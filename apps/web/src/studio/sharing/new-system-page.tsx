import { listShareSystems, registerShareSystem } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, newRequestId, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, ButtonLink, Field } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { newScope, ScopeRows, scopesOf } from './scope-rows.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { useT } from './texts.ts';

const hexPoint = '04[0-9a-fA-F]{128}';

/** Registers a system: who, with which key, for what. */
export function NewSystemPage() {
  const t = useT();
  const list = useRead(listShareSystems);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [given, setGiven] = useState({ name: '', office: '', contact: '', region: '', publicKey: '', encryptTo: '' });
  const [keyKind, setKeyKind] = useState<'hmac-sm3' | 'sm2'>('hmac-sm3');
  const [scopes, setScopes] = useState(() => [newScope()]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [secret, setSecret] = useState<{ id: string; secret: string }>();
  const bind = (key: keyof typeof given) => ({
    value: given[key],
    onChange: (e: { target: { value: string } }) => setGiven((now) => ({ ...now, [key]: e.target.value })),
  });

  async function send() {
    setBusy(true);
    setError(undefined);
    const { publicKey, encryptTo, ...who } = given;
    try {
      const made = await api.call(registerShareSystem, {
        body: {
          requestId: newRequestId(),
          ...who,
          keyKind,
          ...(keyKind === 'sm2' ? { publicKey: publicKey.trim() } : {}),
          ...(encryptTo.trim() ? { encryptTo: encryptTo.trim() } : {}),
          scopes: scopesOf(scopes),
        },
      });
      await client.invalidateQueries({ queryKey: [listShareSystems.name] });
      if (made.secret) setSecret({ id: made.system.id, secret: made.secret });
      else navigate(`/studio/sharing/${made.system.id}`);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Page title={t('register')} lead={t('registerLead')}>
      <Loaded query={list} shape="page">
        {({ types }) => (
          <AskingForm className="stack system-form" busy={busy} onSend={() => void send()}>
            <fieldset className="row-part">
              <legend>{t('who')}</legend>
              <div className="row-part__grid">
                <Field label={t('name')}>
                  {(c) => <input {...c} className="input" required minLength={2} maxLength={80} {...bind('name')} />}
                </Field>
                <Field label={t('office')}>
                  {(c) => <input {...c} className="input" required minLength={2} maxLength={80} {...bind('office')} />}
                </Field>
                <Field label={t('contact')}>
                  {(c) => (
                    <input {...c} className="input" required minLength={2} maxLength={120} {...bind('contact')} />
                  )}
                </Field>
                <Field label={t('region')} hint={t('regionHint')}>
                  {(c) => (
                    <input
                      {...c}
                      className="input tabular"
                      inputMode="numeric"
                      pattern="[0-9]{0,12}"
                      {...bind('region')}
                    />
                  )}
                </Field>
              </div>
            </fieldset>
            <fieldset className="row-part">
              <legend>{t('key')}</legend>
              <Field label={t('keyKind')}>
                {(c) => (
                  <select
                    {...c}
                    className="input"
                    value={keyKind}
                    onChange={(e) => setKeyKind(e.target.value === 'sm2' ? 'sm2' : 'hmac-sm3')}
                  >
                    <option value="hmac-sm3">{t('hmac-sm3')}</option>
                    <option value="sm2">{t('sm2')}</option>
                  </select>
                )}
              </Field>
              {keyKind === 'sm2' && (
                <Field label={t('publicKey')} hint={t('publicKeyHint')}>
                  {(c) => (
                    <input
                      {...c}
                      className="input input--code"
                      required
                      pattern={hexPoint}
                      autoComplete="off"
                      {...bind('publicKey')}
                    />
                  )}
                </Field>
              )}
              <Field label={t('encryptTo')} hint={`${t('encryptHint')}${t('publicKeyHint')}`}>
                {(c) => (
                  <input
                    {...c}
                    className="input input--code"
                    pattern={hexPoint}
                    autoComplete="off"
                    {...bind('encryptTo')}
                  />
                )}
              </Field>
            </fieldset>
            <fieldset className="row-part">
              <legend>{t('scope')}</legend>
              <p className="field__hint">{t('scopeLead')}</p>
              <ScopeRows rows={scopes} types={types} onChange={setScopes} />
            </fieldset>
            {error !== undefined && <Failure error={error} />}
            <div className="button-row">
              <Button type="submit" kind="primary" busy={busy}>
                {t('send')}
              </Button>
              <ButtonLink to="/studio/sharing">{t('cancel')}</ButtonLink>
            </div>
          </AskingForm>
        )}
      </Loaded>
      {secret && (
        <SecretDialog
          accessId={secret.id}
          secret={secret.secret}
          onClose={() => navigate(`/studio/sharing/${secret.id}`)}
        />
      )}
    </Page>
  );
}
