import { getSigningFile, getSigningPage, type SigningView } from '@miaopi/contracts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { FileLink } from '../../ui/kit.tsx';
import { PdfPages } from '../../ui/pdf/pdf-pages.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useSigningTexts } from './signing-texts.ts';

/** The pages with the places drawn over them: whose it is, and whether it is signed. */
export function DocumentPages({ view }: { view: SigningView }) {
  const t = useSigningTexts();
  return (
    <section className="signing-pages" aria-label={t.document}>
      {String(view.mediaType) === 'application/pdf' ? <PdfDocument view={view} /> : <OfdDocument view={view} />}
    </section>
  );
}

/** Drawn by the server, page by page. */
function OfdDocument({ view }: { view: SigningView }) {
  const t = useSigningTexts();
  return view.pages.map((page, n) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pages of one document never move
    <figure key={n} className="signing-sheet">
      <svg viewBox={`0 0 ${page.width} ${page.height}`} role="img" aria-label={t.page(n + 1, view.pages.length)}>
        <rect width={page.width} height={page.height} fill="#fff" />
        <image
          href={api.url(getSigningPage, { params: { signingId: view.id }, query: { page: n, version: view.version } })}
          width={page.width}
          height={page.height}
        />
        <Places view={view} page={n} />
      </svg>
      {view.pages.length > 1 && <figcaption className="quiet tabular">{t.page(n + 1, view.pages.length)}</figcaption>}
    </figure>
  ));
}

/** Drawn here: the bytes that were uploaded with what the others have signed since. */
function PdfDocument({ view }: { view: SigningView }) {
  const t = useSigningTexts();
  const params = { signingId: view.id };
  const file = useQuery({
    queryKey: [getSigningFile.name, view.id, view.version],
    queryFn: async ({ signal }) => (await api.raw(getSigningFile, { params, signal })).blob(),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  return (
    <Loaded query={file} shape="paper">
      {(data) => (
        <PdfPages
          file={data}
          over={(n) => <Places view={view} page={n} />}
          fallback={<FileLink href={api.url(getSigningFile, { params })}>{t.readPdf}</FileLink>}
        />
      )}
    </Loaded>
  );
}

/** Where who has not signed yet signs on a page, in mm. */
function Places({ view, page }: { view: SigningView; page: number }) {
  const t = useSigningTexts();
  const say = useSay();
  return view.parties
    .filter((p) => p.place.page === page && String(p.state) !== 'signed')
    .map((p) => (
      <g key={p.id} className={p.me && p.due ? 'signing-place signing-place--me' : 'signing-place'}>
        <rect x={p.place.x} y={p.place.y} width={p.place.width} height={p.place.height} rx="2" />
        <text x={p.place.x + p.place.width / 2} y={p.place.y + p.place.height / 2 - 1}>
          {say(p.role)}
        </text>
        <text x={p.place.x + p.place.width / 2} y={p.place.y + p.place.height / 2 + 5}>
          {p.me && p.due ? t.toSign : t.notYet}
        </text>
      </g>
    ));
}
