import { useState } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';
import { FileInWindow, FileView, useBlobUrl, useCaseFile } from '../proofs/file-view.tsx';
import { useWorkTexts } from '../texts.ts';

/** A file of the case where it is named: pictures small, and any kind that can be drawn large on demand. */
export function MaterialPreview({ fileId, name }: { fileId: string; name: string }) {
  const { file, help } = useWorkTexts();
  const [large, setLarge] = useState(false);
  const read = useCaseFile(fileId);
  const type = read.data?.type ?? '';
  const url = useBlobUrl(/^image\/(jpeg|png|webp|gif)/.test(type) ? read.data : undefined);
  if (read.isPending)
    return (
      <span className="thumb skeleton" role="status">
        <span className="visually-hidden">{file.fileLoading}</span>
      </span>
    );
  if (read.isError)
    return (
      <span className="mark mark--unknown" role="alert">
        <Icon name="warn" />
        {file.fileFailed}
        <button type="button" className="link-button" onClick={() => read.refetch()}>
          {file.open}
        </button>
      </span>
    );
  return (
    <>
      {url ? (
        <button type="button" className="thumb" aria-label={file.enlarge(name)} onClick={() => setLarge(true)}>
          <img src={url} alt="" />
        </button>
      ) : (
        <button type="button" className="file-link link-button" onClick={() => setLarge(true)}>
          <Icon name="file" />
          {file.read}
          <span className="visually-hidden">{name}</span>
        </button>
      )}
      {large && (
        <Dialog title={name} onClose={() => setLarge(false)}>
          <div className="large-file">
            <FileView fileId={fileId} name={name} mediaType={type} />
          </div>
          <div className="button-row">
            <Button kind="primary" onClick={() => setLarge(false)}>
              {help.close}
            </Button>
            <FileInWindow fileId={fileId} name={name} />
          </div>
        </Dialog>
      )}
    </>
  );
}
