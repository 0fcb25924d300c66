import { getGuide, getHome } from '@miaopi/contracts';
import { QueryClientProvider } from '@tanstack/react-query';
import { Fragment, type ReactNode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { makeQueryClient, queryKey, useMe } from '../app/api.ts';
import { firstElder, firstLang, readBoot } from '../app/boot.ts';
import { Settings } from '../app/settings.tsx';
import { Shell } from '../app/shell.tsx';
import '../ui/all.css';
import { PageErrors } from '../app/page-errors.tsx';
import { PortalRoutes } from './routes.tsx';

/** What one person has written is not another's, who signs in over his page. */
function OfOnePerson({ children }: { children: ReactNode }) {
  const me = useMe();
  const who = me ? `${me.number} ${me.name}` : undefined;
  const [shown, setShown] = useState({ who, turn: 0 });
  if (me !== undefined && who !== shown.who) setShown({ who, turn: who && shown.who ? shown.turn + 1 : shown.turn });
  return <Fragment key={shown.turn}>{children}</Fragment>;
}

const boot = readBoot();
const queries = makeQueryClient();
if (boot.guide) queries.setQueryData(queryKey(getGuide, { params: { slug: boot.guide.slug } }), boot.guide as never);
if (boot.home) queries.setQueryData(queryKey(getHome), boot.home as never);

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <Settings lang={firstLang(boot)} elder={firstElder()}>
        <BrowserRouter>
          <Shell>
            <PageErrors>
              <OfOnePerson>
                <PortalRoutes />
              </OfOnePerson>
            </PageErrors>
          </Shell>
        </BrowserRouter>
      </Settings>
    </QueryClientProvider>,
  );
