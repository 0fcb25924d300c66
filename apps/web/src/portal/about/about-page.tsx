import { useParams } from 'react-router';
import { Page } from '../../app/page.tsx';
import { useLang } from '../../texts/lang.tsx';
import { NotFound } from '../../ui/states.tsx';
import { ABOUT } from './about-texts.ts';

export function AboutPage() {
  const { topic = '' } = useParams();
  const { lang } = useLang();
  const page = ABOUT[topic]?.[lang];
  if (!page) return <NotFound />;
  return (
    <Page title={page.title} width="narrow">
      <div className="stack">
        {page.paragraphs.map((paragraph) => (
          <p key={paragraph.slice(0, 24)}>{paragraph}</p>
        ))}
      </div>
    </Page>
  );
}
