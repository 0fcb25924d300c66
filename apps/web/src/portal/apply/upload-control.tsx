import { getFile, type StoredFile, uploadFile } from '@miaopi/contracts';
import type { Field, FileAnswer } from '@miaopi/forms';
import { type ComponentType, createContext, useContext, useId, useState } from 'react';
import { api, useFaultText } from '../../app/api.ts';
import { formatBytes } from '../../texts/format.ts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button } from '../../ui/kit.tsx';
import { FileSeals } from '../materials/file-seals.tsx';

const MEDIA = { pdf: '.pdf', jpeg: '.jpg,.jpeg', png: '.png', ofd: '.ofd' } as const;

/** Where uploads go: among one's own, unless an official scans them for somebody. */
export const UploadContext = createContext<(file: File) => Promise<StoredFile>>((file) =>
  api.call(uploadFile, { file: { name: file.name, data: file } }),
);

/** Where there is another way to take a page than to choose a file: the camera of a window. */
export const CaptureContext = createContext<ComponentType<{ onPage: (page: File) => void }> | undefined>(undefined);

/** One file or several, with what they look like. */
export function UploadControl(props: {
  field: Field;
  files: FileAnswer[];
  set: (value: unknown) => void;
  onLeave: () => void;
}) {
  const { field, files, set } = props;
  const texts = useTexts();
  const faultText = useFaultText();
  const say = useSay();
  const id = useId();
  const send = useContext(UploadContext);
  const Capture = useContext(CaptureContext);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ readonly error: unknown }>();
  const single = field.type === 'photo';
  const most = single ? 1 : (field.maxFiles ?? 10);
  const kinds = field.accept ?? (single ? (['jpeg', 'png'] as const) : (['pdf', 'jpeg', 'png', 'ofd'] as const));
  const upload = async (chosen: Iterable<File> | null) => {
    setError(undefined);
    setBusy(true);
    let all = files;
    for (const file of [...(chosen ?? [])].slice(0, single ? 1 : most - files.length)) {
      try {
        const { at: _, ...stored } = await send(file);
        all = single ? [stored as FileAnswer] : [...all, stored as FileAnswer];
        set(single ? stored : all);
      } catch (failure) {
        setError({ error: failure });
        break;
      }
    }
    setBusy(false);
    props.onLeave();
  };
  return (
    <div className="upload">
      {files.length > 0 && (
        <ul className="upload__list">
          {files.map((file) => {
            const url = api.url(getFile, { params: { fileId: file.fileId } });
            return (
              <li key={file.fileId}>
                {file.mediaType.startsWith('image/') ? (
                  <img src={url} alt={texts.apply.preview} className="upload__picture" />
                ) : (
                  <Icon name="file" />
                )}
                <span>
                  <a href={url} target="_blank" rel="noreferrer">
                    {file.name}
                  </a>{' '}
                  <span className="quiet tabular">{formatBytes(file.bytes)}</span>{' '}
                  <FileSeals fileId={file.fileId} brief={!file.mediaType.endsWith('ofd')} />
                </span>
                <Button
                  kind="text"
                  icon="trash"
                  aria-label={`${texts.apply.removeFile} ${file.name}`}
                  onClick={() => {
                    const rest = files.filter((one) => one.fileId !== file.fileId);
                    set(single || rest.length === 0 ? null : rest);
                  }}
                />
              </li>
            );
          })}
        </ul>
      )}
      {files.length < most && (
        <>
          <input
            id={id}
            className="visually-hidden upload__input"
            type="file"
            aria-label={`${texts.apply.upload} ${say(field.label)}`}
            accept={kinds.map((kind) => MEDIA[kind]).join(',')}
            multiple={!single && most > 1}
            onChange={(event) => {
              void upload(event.target.files);
              event.target.value = '';
            }}
          />
          <label htmlFor={id} className="button button--plain">
            <Icon name="upload" />
            {busy ? texts.apply.uploading : files.length ? texts.apply.uploadAgain : texts.apply.upload}
          </label>
          <span className="quiet upload__kinds">
            {texts.apply.uploadHint(
              kinds.map((kind) => kind.toUpperCase()).join(texts.common.comma),
              field.maxMB ?? 20,
            )}
          </span>
          {Capture && <Capture onPage={(page) => void upload([page])} />}
        </>
      )}
      <p role="status" className="field__error">
        {error && faultText(error.error, texts.errors.offline)}
      </p>
    </div>
  );
}
