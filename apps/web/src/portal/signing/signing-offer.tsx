import { getSigning, listSignings, openSigning, type SigningView } from '@miaopi/contracts';
import type { FileAnswer } from '@miaopi/forms';
import { type CompiledCore, signaturesNeeded } from '@miaopi/items';
import { createContext, useContext, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, newRequestId, useRead } from '../../app/api.ts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, ButtonLink } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { SigningStateTag } from './my-signings.tsx';
import { useSigningTexts } from './signing-texts.ts';
import './signing.css';

export interface SigningOfForm {
  readonly draftId: string;
  readonly core: CompiledCore;
  /** What `signaturesNeeded` reads, as the form is now. */
  readonly input: () => Parameters<typeof signaturesNeeded>[1];
  /** Saves what was typed; false when it could not. */
  readonly save: () => Promise<boolean>;
}

export const SigningOfFormContext = createContext<SigningOfForm | undefined>(undefined);

/** Above a file that must be signed: who signs, and to make it from the form and send it round. Puts the signed original into the field. */
export function SigningOffer(props: { field: string; files: FileAnswer[]; set: (value: unknown) => void }) {
  const { field, files, set } = props;
  const form = useContext(SigningOfFormContext);
  const t = useSigningTexts();
  const texts = useTexts();
  const say = useSay();
  const navigate = useNavigate();
  const material = form?.core.core.materials.find((m) => m.signing && 'field' in m.by && m.by.field === field);
  const known = useRead(
    listSignings,
    { query: { draft: form?.draftId ?? '' } },
    { enabled: material !== undefined, staleTime: 0, refetchInterval: 10_000 },
  );
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const latest = known.data?.[0];
  const complete = String(latest?.state) === 'complete';
  // the signed original comes into the form by itself
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each signing that is complete
  useEffect(() => {
    if (!latest || !complete || files.length > 0) return;
    void takeOver(latest.id).then(
      (file) => file && set([file]),
      () => {},
    );
  }, [latest?.id, complete]);
  if (!form || !material?.signing) return null;
  const need = signaturesNeeded(form.core, form.input()).find((n) => n.field === field);
  const open = String(latest?.state) === 'open';
  const upload = files.find((f) => ['application/ofd', 'application/pdf'].includes(f.mediaType));
  const begin = async (fileId?: string) => {
    setBusy(true);
    setTrouble(undefined);
    try {
      if (!(await form.save())) throw new Error('not saved');
      const view = (await api.call(openSigning, {
        body: { requestId: newRequestId(), draftId: form.draftId, field, ...(fileId ? { fileId } : {}) },
      })) as SigningView;
      navigate(`/signings/${view.id}`);
    } catch (error) {
      setTrouble(error);
    }
    setBusy(false);
  };
  return (
    <section className="signing-offer" aria-label={t.formTitle}>
      <p>
        <strong>{t.needs}</strong> {material.signing.original && <span className="quiet">{t.mustBeOriginal}</span>}
      </p>
      <ul>
        {(need?.parties ?? []).map(({ party, kind, holder }) => (
          <li key={party.name}>
            <Icon name={kind === 'firm' ? 'firm' : 'user'} /> {say(party.label)}
            {texts.common.colon}
            {holder ?? <span className="quiet">{t.unknownParty}</span>}{' '}
            <span className="quiet">
              {party.means
                .filter((m) => (kind === 'person' ? m === 'signature' : kind === 'firm' ? m !== 'signature' : true))
                .map((m) => t.meansOf[m])
                .join(texts.common.comma)}
            </span>
          </li>
        ))}
      </ul>
      <p className="quiet">{t.formText}</p>
      {latest && (
        <p>
          <SigningStateTag state={String(latest.state)} name={say(latest.stateName)} />{' '}
          <span className="quiet tabular">{t.progress(latest.signed, latest.parties)}</span>
        </p>
      )}
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        {latest && (
          <ButtonLink to={`/signings/${latest.id}`} kind={open ? 'primary' : 'plain'}>
            {t.seeSigning}
          </ButtonLink>
        )}
        {!open && !complete && material.signing.paper && (
          <Button kind="primary" icon="pencil" busy={busy} onClick={() => begin()}>
            {busy ? t.beginning : latest ? t.againBegin : t.begin}
          </Button>
        )}
        {!open && !complete && upload && (
          <Button icon="send" busy={busy} onClick={() => begin(upload.fileId)}>
            {t.beginUpload}
          </Button>
        )}
      </div>
    </section>
  );
}

async function takeOver(signingId: string): Promise<FileAnswer | undefined> {
  const view = await api.call(getSigning, { params: { signingId } });
  return view.file as FileAnswer | undefined;
}
