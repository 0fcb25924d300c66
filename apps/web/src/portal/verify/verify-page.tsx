import {
  getOfflinePage,
  getOwnTrust,
  getStatusList,
  type Verification,
  verifyByIdentifier,
  verifyFile,
} from '@miaopi/contracts';
import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { api, problemOf, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useTexts } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, ButtonLink, Field, Notice } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { CameraScan } from './camera-scan.tsx';
import { identifierIn } from './identifier-in.ts';
import { VerdictView } from './verdict-view.tsx';
import './verify.css';

/** A field, a camera, a drop zone; or, with an identifier in the address (QR codes lead here), at once the verdict. */
export function VerifyPage() {
  const { identifier } = useParams();
  const texts = useTexts();
  const [uploaded, setUploaded] = useState<{ result: Verification; file: File }>();
  if (uploaded)
    return (
      <Page title={texts.verify.title} heading={null} className="verify-page">
        <VerdictView result={uploaded.result} file={uploaded.file} />
        <p className="verify-page__again">
          <Button onClick={() => setUploaded(undefined)}>{texts.verify.again}</Button>
        </p>
      </Page>
    );
  if (identifier) return <ByIdentifier identifier={identifier} />;
  return (
    <Page title={texts.verify.title} lead={texts.verify.lead} className="verify-page">
      <Ask onResult={setUploaded} />
    </Page>
  );
}

function ByIdentifier({ identifier }: { identifier: string }) {
  const texts = useTexts();
  const found = useRead(verifyByIdentifier, { params: { identifier } }, { staleTime: 0 });
  return (
    // the verdict is the heading, once there is one
    <Page title={texts.verify.title} heading={found.data ? null : undefined} className="verify-page">
      {found.data ? (
        <VerdictView result={found.data} />
      ) : problemOf(found.error)?.code === 'kernel.invalid_request' ? (
        <Notice tone="unknown" title={texts.verify.noIdentifier} live="alert">
          <p>{texts.verify.noIdentifierText}</p>
        </Notice>
      ) : found.error ? (
        <Failure error={found.error} retry={() => found.refetch()} />
      ) : (
        <div className="stack">
          <p>{texts.verify.checking}</p>
          <Skeleton />
        </div>
      )}
      <p className="button-row verify-page__again">
        {(problemOf(found.error)?.code === 'kernel.invalid_request' || (found.data && !found.data.licence)) && (
          // one wrong character of eighty is mended, not typed anew
          <ButtonLink kind="primary" icon="pencil" to="/verify" state={{ typed: identifier }}>
            {texts.verify.correct}
          </ButtonLink>
        )}
        <ButtonLink to="/verify">{texts.verify.again}</ButtonLink>
      </p>
    </Page>
  );
}

function Ask({ onResult }: { onResult: (uploaded: { result: Verification; file: File }) => void }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { typed } = (useLocation().state ?? {}) as { typed?: string };
  const [value, setValue] = useState(typed ?? '');
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const [noCode, setNoCode] = useState(false);
  const ask = (text: string) => {
    const found = identifierIn(text);
    if (!found) return;
    // whoever comes back by the browser finds what was typed
    navigate('/verify', { replace: true, state: { typed: text } });
    navigate(`/verify/${encodeURIComponent(found)}`);
  };
  const check = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    setTrouble(undefined);
    setNoCode(false);
    try {
      if (file.type.startsWith('image/')) {
        const { codeInPicture } = await import('../../offline/read-picture.ts');
        const code = await codeInPicture(file);
        return code ? ask(code) : setNoCode(true);
      }
      const result = (await api.call(verifyFile, { file: { name: file.name, data: file } })) as Verification;
      onResult({ result, file });
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="verify-ask">
      <AskingForm className="card stack" onSend={() => ask(value)}>
        <Field label={texts.verify.field} hint={texts.verify.fieldHint}>
          {(control) => (
            <input
              {...control}
              className="input tabular"
              required
              value={value}
              autoComplete="off"
              maxLength={400}
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </Field>
        <div className="button-row">
          <Button type="submit" kind="primary">
            {texts.verify.submit}
          </Button>
          <CameraScan onFound={ask} />
        </div>
      </AskingForm>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same */}
      <div
        className={over ? 'drop drop--over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void check(event.dataTransfer.files[0]);
        }}
      >
        <Icon name="file" />
        <p>{texts.verify.drop}</p>
        <p className="quiet">{texts.verify.dropOr}</p>
        <input
          id="verify-file"
          className="visually-hidden upload__input"
          type="file"
          accept=".ofd,.pdf,image/png,image/jpeg"
          aria-label={texts.verify.choose}
          onChange={(event) => {
            void check(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <label htmlFor="verify-file" className="button button--plain">
          <Icon name="upload" />
          {busy ? texts.verify.checking : texts.verify.choose}
        </label>
        <p className="quiet">{texts.verify.dropHint}</p>
      </div>
      {noCode && (
        <Notice tone="waiting" title={texts.verify.noCode} live="alert">
          <p>{texts.verify.noCodeText}</p>
        </Notice>
      )}
      {trouble !== undefined && <Failure error={trouble} />}
      <section className="card stack verify-offline" aria-labelledby="verify-offline">
        <h2 id="verify-offline">{texts.verify.offline}</h2>
        <p>{texts.verify.offlineText}</p>
        <p className="button-row">
          <a className="button button--plain" href={api.url(getOfflinePage)} download>
            <Icon name="download" />
            {texts.verify.offlinePage}
          </a>
          <a className="button button--plain" href={api.url(getStatusList)} download>
            <Icon name="download" />
            {texts.verify.offlineList}
          </a>
          <a className="button button--plain" href={api.url(getOwnTrust)} download>
            <Icon name="download" />
            {texts.verify.trustFile}
          </a>
        </p>
      </section>
    </div>
  );
}
