import { getGuide, getHome } from '@miaopi/contracts';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { makeQueryClient, queryKey } from '../app/api.ts';
import { firstElder, firstLang, readBoot } from '../app/boot.ts';
import { Settings } from '../app/settings.tsx';
import { Shell } from '../app/shell.tsx';
import '../ui/all.css';
import { PageErrors } from '../app/page-errors.tsx';
import { PortalRoutes } from './routes.tsx';

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
              <PortalRoutes />
            </PageErrors>
          </Shell>
        </BrowserRouter>
      </Settings>
    </QueryClientProvider>,
  );
