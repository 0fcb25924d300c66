import { getSigningFile, getSigningPage, type SigningView } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { FileLink, Notice } from '../../ui/kit.tsx';
import { useSigningTexts } from './signing-texts.ts';

/** The pages with the places drawn over them: whose it is, and whether it is signed. */
export function DocumentPages({ view }: { view: SigningView }) {
  const t = useSigningTexts();
  const say = useSay();
  const pdf = String(view.mediaType) === 'application/pdf';
  return (
    <section className="signing-pages" aria-label={t.document}>
      {pdf && (
        <Notice tone="info">
          <p>{t.pdfText}</p>
          <FileLink href={api.url(getSigningFile, { params: { signingId: view.id } })}>{t.readPdf}</FileLink>
        </Notice>
      )}
      {view.pages.map((page, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pages of one document never move
        <figure key={n} className="signing-sheet">
          <svg viewBox={`0 0 ${page.width} ${page.height}`} role="img" aria-label={t.page(n + 1, view.pages.length)}>
            <rect width={page.width} height={page.height} fill="#fff" />
            {!pdf && (
              <image
                href={api.url(getSigningPage, {
                  params: { signingId: view.id },
                  query: { page: n, version: view.version },
                })}
                width={page.width}
                height={page.height}
              />
            )}
            {view.parties
              .filter((p) => p.place.page === n && String(p.state) !== 'signed')
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
              ))}
          </svg>
          {view.pages.length > 1 && (
            <figcaption className="quiet tabular">{t.page(n + 1, view.pages.length)}</figcaption>
          )}
        </figure>
      ))}
    </section>
  );
}
