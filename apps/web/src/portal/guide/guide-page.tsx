import { getGuide } from '@miaopi/contracts';
import { useParams } from 'react-router';
import { useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Loaded } from '../../ui/states.tsx';
import { GuideView } from './guide-view.tsx';

export function GuidePage() {
  const { slug = '' } = useParams();
  const say = useSay();
  const texts = useTexts();
  const guide = useRead(getGuide, { params: { slug } }, { staleTime: 60_000 });
  return (
    <Page
      title={guide.data ? say(guide.data.name) : texts.search.guide}
      heading={guide.data ? null : undefined}
      className="guide-page"
    >
      <Loaded query={guide}>{(data) => <GuideView guide={data} />}</Loaded>
    </Page>
  );
}
