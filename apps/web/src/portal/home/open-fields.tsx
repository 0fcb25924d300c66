import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTexts } from '../../texts/lang.tsx';
import { Button, Field } from '../../ui/kit.tsx';

/** 办件查询 as an open field. The code goes on in the page's state, never in an address. */
export function QueryField() {
  const texts = useTexts();
  const navigate = useNavigate();
  const [number, setNumber] = useState('');
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    navigate('/query', { state: { number: number.trim(), code: code.trim() } });
  };
  return (
    <section className="card" aria-labelledby="home-query">
      <h2 id="home-query">{texts.home.query}</h2>
      <p className="quiet">{texts.home.queryText}</p>
      <form onSubmit={submit} className="open-field open-field--two">
        <Field label={texts.query.number}>
          {(control) => (
            <input
              {...control}
              className="input tabular"
              value={number}
              autoComplete="off"
              maxLength={60}
              onChange={(event) => setNumber(event.target.value)}
            />
          )}
        </Field>
        <Field label={texts.query.code}>
          {(control) => (
            <input
              {...control}
              className="input tabular"
              value={code}
              autoComplete="off"
              maxLength={12}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit">{texts.query.submit}</Button>
      </form>
    </section>
  );
}

/** 证照核验 as an open field. */
export function VerifyField() {
  const texts = useTexts();
  const navigate = useNavigate();
  const [value, setValue] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    navigate(value.trim() ? `/verify/${encodeURIComponent(value.trim())}` : '/verify');
  };
  return (
    <section className="card" aria-labelledby="home-verify">
      <h2 id="home-verify">{texts.home.verify}</h2>
      <p className="quiet">{texts.home.verifyText}</p>
      <form onSubmit={submit} className="open-field">
        <Field label={texts.licence.identifier}>
          {(control) => (
            <input
              {...control}
              className="input tabular"
              value={value}
              placeholder="1.2.156.3005.2…"
              autoComplete="off"
              maxLength={200}
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit">{texts.verify.submit}</Button>
      </form>
    </section>
  );
}
