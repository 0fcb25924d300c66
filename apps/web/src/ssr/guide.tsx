import type { Guide, ReplyOf } from '@miaopi/contracts';
import { getGuide, getHome, getMe } from '@miaopi/contracts';
import { QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { Route, Routes, StaticRouter } from 'react-router';
import { makeQueryClient, queryKey } from '../app/api.ts';
import { Settings } from '../app/settings.tsx';
import { Shell } from '../app/shell.tsx';
import { GuidePage } from '../portal/guide/guide-page.tsx';
import { HomePage } from '../portal/home/home-page.tsx';
import type { Lang } from '../texts/lang.tsx';

type Home = ReplyOf<typeof getHome>;

function render(path: string, lang: Lang, answers: readonly (readonly [unknown[], unknown])[]): string {
  const queries = makeQueryClient();
  queries.setQueryData(queryKey(getMe), null as never);
  for (const [key, data] of answers) queries.setQueryData(key, data as never);
  const html = renderToStaticMarkup(
    <QueryClientProvider client={queries}>
      <Settings lang={lang} elder={false}>
        <StaticRouter location={path}>
          <Shell>
            <Routes>
              <Route path="/" element={<HomePage />} />
              <Route path="/items/:slug" element={<GuidePage />} />
            </Routes>
          </Shell>
        </StaticRouter>
      </Settings>
    </QueryClientProvider>,
  );
  queries.clear();
  return html;
}

/** The guide page as HTML for `#root`, readable without script. `home` fills the region's name and the footer. */
export function renderGuide({ guide, home, lang }: { guide: Guide; home?: Home; lang: Lang }): string {
  return render(`/items/${guide.slug}`, lang, [
    [queryKey(getGuide, { params: { slug: guide.slug } }), guide],
    ...(home ? [[queryKey(getHome), home] as const] : []),
  ]);
}

/** The home page as HTML for `#root`. */
export function renderHome({ home, lang }: { home: Home; lang: Lang }): string {
  return render('/', lang, [[queryKey(getHome), home]]);
}
