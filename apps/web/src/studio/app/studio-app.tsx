import { Navigate, Route, Routes } from 'react-router';
import { PageErrors } from '../../app/page-errors.tsx';
import { Shell } from '../../app/shell.tsx';
import { useTexts } from '../../texts/lang.tsx';
import { ElsewhereOnSite } from '../../workbench/app/elsewhere.tsx';
import { sections } from '../sections.ts';
import { StudioFrame } from './studio-frame.tsx';
import { StudioGate } from './studio-gate.tsx';

/** Every page of the studio: signed in first, then the navigation beside the page. */
export function StudioApp() {
  const texts = useTexts();
  return (
    <Shell workbench place={texts.studio}>
      <PageErrors>
        <Routes>
          <Route
            path="/studio"
            element={
              <StudioGate>
                <StudioFrame />
              </StudioGate>
            }
          >
            {sections.map((section) => (
              <Route key={section.id} path={section.id}>
                {section.pages.map((page) => (
                  <Route
                    key={page.path}
                    path={page.path === '' ? undefined : page.path}
                    index={page.path === ''}
                    element={page.element}
                  />
                ))}
                <Route path="*" element={<Navigate to={`/studio/${section.id}`} replace />} />
              </Route>
            ))}
            <Route path="*" element={<Navigate to="/studio" replace />} />
          </Route>
          <Route path="/studio.html" element={<Navigate to="/studio" replace />} />
          <Route path="*" element={<ElsewhereOnSite />} />
        </Routes>
      </PageErrors>
    </Shell>
  );
}
