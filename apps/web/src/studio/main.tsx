import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { makeQueryClient } from '../app/api.ts';
import { firstLang, readBoot } from '../app/boot.ts';
import { Settings } from '../app/settings.tsx';
import '../ui/all.css';
import './studio.css';
import { StudioApp } from './app/studio-app.tsx';

const queries = makeQueryClient();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <Settings lang={firstLang(readBoot())} elder={false}>
        <BrowserRouter>
          <StudioApp />
        </BrowserRouter>
      </Settings>
    </QueryClientProvider>,
  );
