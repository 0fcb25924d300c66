import { checkFile, getFile, getFilePage } from '@miaopi/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/kit.tsx';
import { PdfPages } from '../../ui/pdf/pdf-pages.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useWorkTexts } from '../texts.ts';
import { useProofTexts } from './proofs-texts.ts';

/** The bytes of a file of a case, read once while somebody looks. */
export function useCaseFile(fileId: string, enabled = true) {
  return useQuery({
    queryKey: [getFile.name, fileId],
    queryFn: async ({ signal }) => (await api.raw(getFile, { params: { fileId }, signal })).blob(),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    enabled,
  });
}

/** Address of a blob while the component stands. */
export function useBlobUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!blob) return setUrl(undefined);
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}

export function FileInWindow({ fileId, name }: { fileId: string; name: string }) {
  const { file } = useWorkTexts();
  return (
    <a className="file-link" href={api.url(getFile, { params: { fileId } })} target="_blank" rel="noreferrer">
      <Icon name="file" />
      {file.open}
      <span className="visually-hidden">
        {name} · {file.openNew}
      </span>
      <Icon name="external" />
    </a>
  );
}

/** All pages of a file of a case, whichever kind it is; drawn by the server for OFD, here for PDF and pictures. */
export function FileView(props: { fileId: string; name: string; mediaType: string }) {
  const { mediaType } = props;
  if (mediaType === 'application/ofd') return <OfdPages {...props} />;
  if (mediaType === 'application/pdf' || /^image\/(jpeg|png|webp|gif)$/.test(mediaType))
    return <FetchedFile {...props} />;
  return <NotDrawn {...props} />;
}

function NotDrawn({ fileId, name }: { fileId: string; name: string }) {
  const t = useProofTexts();
  return (
    <Notice tone="info">
      <p>{t.cannotDraw}</p>
      <FileInWindow fileId={fileId} name={name} />
    </Notice>
  );
}

function FetchedFile({ fileId, name }: { fileId: string; name: string }) {
  const read = useCaseFile(fileId);
  return (
    <Loaded query={read} shape="paper">
      {(blob) =>
        blob.type === 'application/pdf' ? (
          <PdfPages file={blob} fallback={<FileInWindow fileId={fileId} name={name} />} />
        ) : (
          <Picture blob={blob} name={name} />
        )
      }
    </Loaded>
  );
}

function Picture({ blob, name }: { blob: Blob; name: string }) {
  const url = useBlobUrl(blob);
  return url ? <img className="large-picture" src={url} alt={name} /> : null;
}

function OfdPages({ fileId, name }: { fileId: string; name: string }) {
  const t = useProofTexts();
  const read = useRead(checkFile, { params: { fileId } }, { staleTime: 300_000 });
  return (
    <Loaded query={read} shape="paper">
      {({ pages }) =>
        pages.length === 0 ? (
          <NotDrawn fileId={fileId} name={name} />
        ) : (
          <div className="ofd-pages">
            {pages.map((page, n) => (
              <img
                // biome-ignore lint/suspicious/noArrayIndexKey: pages of one document never move
                key={n}
                src={api.url(getFilePage, { params: { fileId }, query: { page: n } })}
                width={page.width}
                height={page.height}
                loading={n === 0 ? 'eager' : 'lazy'}
                alt={`${name} ${t.page(n + 1, pages.length)}`}
              />
            ))}
          </div>
        )
      }
    </Loaded>
  );
}
