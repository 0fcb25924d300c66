import { bindCertificate, listCertificates, removeCertificate } from '@miaopi/contracts';
import { useState } from 'react';
import { api, newRequestId, useRead } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { Button, Field, Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { KeyStep } from '../signin/key-step.tsx';
import { KEY } from '../signin/key-texts.ts';

/** 智能密码钥匙 that sign in to this account: bind and unbind (F150). */
export function MyKeys({ heading: Heading = 'h3' }: { heading?: 'h2' | 'h3' }) {
  const { lang } = useLang();
  const t = KEY[lang];
  const bound = useRead(listCertificates, {}, { staleTime: 0 });
  const [binding, setBinding] = useState(false);
  const [password, setPassword] = useState('');
  const [told, setTold] = useState('');
  const [trouble, setTrouble] = useState<unknown>();
  const changed = async (what: string) => {
    setBinding(false);
    setPassword('');
    setTold(what);
    await bound.refetch();
  };
  return (
    <section className="stack">
      <Heading>{t.title}</Heading>
      <div role="status">{told && <Notice tone="ok" title={told} />}</div>
      {trouble !== undefined && <Failure error={trouble} />}
      <Loaded query={bound} shape="lines">
        {(keys) =>
          keys.length === 0 ? (
            <p className="quiet">{t.noneBound}</p>
          ) : (
            <ul className="my-list" aria-label={t.bound}>
              {keys.map((key) => (
                <li key={key.id}>
                  <div>
                    <strong>{key.subject}</strong>
                    <p className="quiet tabular">
                      {key.serial} · {t.until(formatDate(key.validTo, lang))}
                    </p>
                  </div>
                  <Button
                    kind="text"
                    onClick={() =>
                      api
                        .call(removeCertificate, { params: { certificateId: key.id } })
                        .then(() => changed(t.removed), setTrouble)
                    }
                  >
                    {t.remove}
                    <span className="visually-hidden"> {key.serial}</span>
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {binding ? (
        <div className="card stack key-binding">
          <KeyStep
            purpose="bind"
            action={t.confirmBind}
            onProof={async (proof) => {
              await api.call(bindCertificate, { body: { requestId: newRequestId(), password, ...proof } });
              await changed(t.done);
            }}
          >
            <Field label={t.password}>
              {(control) => (
                <input
                  {...control}
                  className="input"
                  type="password"
                  autoComplete="current-password"
                  value={password}
                  onChange={(event) => setPassword(event.target.value)}
                />
              )}
            </Field>
          </KeyStep>
          <div className="button-row">
            <Button kind="text" onClick={() => setBinding(false)}>
              {t.cancel}
            </Button>
          </div>
        </div>
      ) : (
        <div className="button-row">
          <Button onClick={() => setBinding(true)}>{t.bind}</Button>
        </div>
      )}
    </section>
  );
}
