import { getFile } from '@miaopi/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../app/api.ts';
import { Icon } from '../../ui/icon.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';
import { PdfPages } from '../../ui/pdf/pdf-pages.tsx';
import { useWorkTexts } from '../texts.ts';

/** Address of a blob while the component stands. */
function useBlobUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!blob) return setUrl(undefined);
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}

/** A file of the case beside what it proves: pictures small and on demand large, a PDF on demand, everything else in a new window. */
export function MaterialPreview({ fileId, name }: { fileId: string; name: string }) {
  const { file, help } = useWorkTexts();
  const [large, setLarge] = useState(false);
  const read = useQuery({
    queryKey: [getFile.name, fileId],
    queryFn: async ({ signal }) => (await api.raw(getFile, { params: { fileId }, signal })).blob(),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const picture = /^image\/(jpeg|png|webp|gif)/.test(read.data?.type ?? '');
  const url = useBlobUrl(picture ? read.data : undefined);
  const link = (
    <a className="file-link" href={api.url(getFile, { params: { fileId } })} target="_blank" rel="noreferrer">
      <Icon name="file" />
      {file.open}
      <span className="visually-hidden">
        {name} · {file.openNew}
      </span>
      <Icon name="external" />
    </a>
  );
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
  if (read.data.type === 'application/pdf')
    return (
      <>
        <button type="button" className="file-link link-button" onClick={() => setLarge(true)}>
          <Icon name="file" />
          {file.read}
          <span className="visually-hidden">{name}</span>
        </button>
        {large && (
          <Dialog title={name} onClose={() => setLarge(false)}>
            <div className="large-file">
              <PdfPages file={read.data} fallback={link} />
            </div>
            <div className="button-row">
              <Button kind="primary" onClick={() => setLarge(false)}>
                {help.close}
              </Button>
              {link}
            </div>
          </Dialog>
        )}
      </>
    );
  if (!picture || !url) return link;
  return (
    <>
      <button type="button" className="thumb" aria-label={file.enlarge(name)} onClick={() => setLarge(true)}>
        <img src={url} alt="" />
      </button>
      {large && (
        <Dialog title={name} onClose={() => setLarge(false)}>
          <img className="large-picture" src={url} alt={name} />
          <div className="button-row">
            <Button kind="primary" onClick={() => setLarge(false)}>
              {help.close}
            </Button>
            {link}
          </div>
        </Dialog>
      )}
    </>
  );
}
