import { type ReplyOf, uploadFile, writeMessage } from '@miaopi/contracts';
import { useId, useState } from 'react';
import { api, newRequestId } from '../app/api.ts';
import { formatBytes } from '../texts/format.ts';
import { AskingForm } from '../ui/asking-form.tsx';
import { Icon } from '../ui/icon.tsx';
import { Button, Field } from '../ui/kit.tsx';
import { Failure } from '../ui/states.tsx';
import { useTalkTexts } from './texts.ts';

type Uploaded = ReplyOf<typeof uploadFile>;

const most = 5;

/** A message with its files; what was written stays until it has arrived. */
export function MessageForm(props: { caseId: string; side: 'applicant' | 'official'; onSent: () => void }) {
  const { caseId, side, onSent } = props;
  const t = useTalkTexts();
  const chooser = useId();
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly Uploaded[]>([]);
  const [busy, setBusy] = useState<'sending' | 'uploading'>();
  const [wrong, setWrong] = useState<{ readonly error: unknown }>();
  const [sent, setSent] = useState(false);

  const fail = (error: unknown) => {
    setWrong({ error });
  };

  async function upload(chosen: FileList | null) {
    setBusy('uploading');
    setWrong(undefined);
    let all = files;
    try {
      for (const file of [...(chosen ?? [])].slice(0, most - files.length)) {
        all = [...all, await api.call(uploadFile, { file: { name: file.name, data: file } })];
        setFiles(all);
      }
    } catch (error) {
      fail(error);
    }
    setBusy(undefined);
  }

  async function send() {
    setBusy('sending');
    setWrong(undefined);
    setSent(false);
    try {
      await api.call(writeMessage, {
        params: { caseId },
        body: { requestId: newRequestId(), text, ...(files.length > 0 ? { fileIds: files.map((f) => f.fileId) } : {}) },
      });
      setText('');
      setFiles([]);
      setSent(true);
      onSent();
    } catch (error) {
      fail(error);
    }
    setBusy(undefined);
  }

  return (
    <AskingForm busy={busy !== undefined} onSend={() => void send()}>
      {wrong && <Failure error={wrong.error} />}
      <Field label={t.write}>
        {(control) => (
          <textarea
            {...control}
            className="input"
            rows={3}
            maxLength={2000}
            data-fault={text.trim() === '' ? t.writeMissing : undefined}
            placeholder={side === 'applicant' ? t.placeholderApplicant : t.placeholderOfficial}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setSent(false);
            }}
          />
        )}
      </Field>
      {files.length > 0 && (
        <ul className="talk__files">
          {files.map((file) => (
            <li key={file.fileId}>
              <Icon name="file" />
              <span>{file.name}</span>
              <span className="quiet tabular">{formatBytes(file.bytes)}</span>
              <Button
                kind="text"
                icon="trash"
                aria-label={t.removeFile(file.name)}
                onClick={() => setFiles(files.filter((one) => one.fileId !== file.fileId))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="button-row">
        <Button kind="primary" type="submit" icon="send" busy={busy !== undefined}>
          {t.send}
        </Button>
        {side === 'applicant' && files.length < most && (
          <>
            <input
              id={chooser}
              className="visually-hidden upload__input"
              type="file"
              multiple
              accept=".pdf,.ofd,.jpg,.jpeg,.png"
              aria-label={t.attach}
              onChange={(event) => {
                void upload(event.target.files);
                event.target.value = '';
              }}
            />
            <label htmlFor={chooser} className="button button--plain">
              <Icon name="upload" />
              {busy === 'uploading' ? t.uploading : t.attach}
            </label>
          </>
        )}
        <span role="status" className="quiet">
          {sent && t.sent}
        </span>
      </div>
      {side === 'applicant' && <p className="quiet">{t.attachHint}</p>}
    </AskingForm>
  );
}
